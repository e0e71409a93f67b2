"""The diary as a browser without script meets it: days told, dangers shown at once, bad input, shares, codes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from lumbago.errors import InputError
from lumbago.record import Value
from lumbago.web.questionnaires import installed_in
from tests.people import knowledge
from tests.people_with_diary import somebody
from tests.web_pages import IN_LONDON, Clock, browser, database, document, send

LONDON = ZoneInfo("Europe/London")
BEGAN = datetime(2026, 11, 24, 9, 30, tzinfo=LONDON)
CALM: Mapping[str, Any] = {"pain": "4", "function": "6", "flare": "no", "has": "none"}


class Person:
    """Somebody whose visit is concluded, with a diary and a clock that moves."""

    def __init__(self, **said: Value) -> None:
        self.clock = Clock(BEGAN)
        self.client = browser(clock=self.clock)
        self.client.cookies.set("lumbago", somebody(database(), BEGAN, **said))

    def on_day(self, day: int, hour: int = 9) -> Person:
        self.clock.now = (BEGAN + timedelta(days=day)).replace(hour=hour)
        return self

    def writes(self, **told: Any) -> Any:
        page = document(self.client.get(f"/today/entry?day={self.clock.now.date().isoformat()}"))
        hidden = {name: page.value(name) for name in ("token", "day", "entry")}
        return self.client.post("/today", data={**hidden, **told})


@pytest.fixture
def person() -> Person:
    return Person()


def test_the_result_leads_to_the_diary(person: Person) -> None:
    assert 'href="/today"' in person.client.get("/result").text
    assert "How is your back today?" in person.client.get("/today").text


def test_an_entry_is_kept_and_shown(person: Person) -> None:
    page = person.on_day(1).writes(**CALM)
    assert page.url.path == "/today"
    assert "4 of 10" in page.text
    assert "4 of 10" in person.client.get("/history").text


def test_half_an_entry_is_kept_and_the_rest_stays_unknown(person: Person) -> None:
    person.on_day(1).writes(pain="3")
    told = person.client.get("/history").text
    assert "3 of 10" in told
    assert "Flare-up" not in told
    assert "Danger signs" not in told


def test_an_empty_form_and_an_eleven_are_refused_in_words(person: Person) -> None:
    assert "Answer at least one question" in person.on_day(1).writes().text
    eleven = person.writes(**{**CALM, "pain": "11"})
    assert eleven.status_code == 422
    assert "Pain today: Choose a number from 0 to 10" in eleven.text
    assert eleven.text.count("checked") == 3
    both = person.writes(has=["none", "saddle_numbness"])
    assert "Keep one of the two" in both.text
    assert "Nothing is written yet" in person.client.get("/history").text


def test_a_second_entry_of_a_day_replaces_the_first_where_everybody_can_see_it(person: Person) -> None:
    person.on_day(1).writes(**CALM)
    person.on_day(1, hour=20).writes(pain="7")
    page = person.client.get("/history").text
    assert "What stood here before" in page
    assert page.index("7 of 10") < page.index("What stood here before") < page.index("4 of 10")
    assert page.index("6 of 10") < page.index("What stood here before"), "what the second leaves open stands"


def test_the_same_form_sent_twice_is_one_entry(person: Person) -> None:
    person.on_day(1)
    page = document(person.client.get("/today"))
    data = {name: page.value(name) for name in ("token", "day", "entry")} | {"pain": "4"}
    for _ in range(2):
        assert person.client.post("/today", data=data).status_code == 200
    kept = json.loads(person.client.get("/export.json").text)["events"]
    assert [event["what"] for event in kept].count("day_recorded") == 1


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2026-11-27", "That day has not come yet."),
        ("2026-11-23", "That is before your first day here."),
        ("2026-02-30", "There is no such day"),
        ("", "There is no such day"),
        ("9" * 30, "There is no such day"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(person: Person, day: str, reason: str) -> None:
    page = send(person.on_day(2).client, "/today", {"day": day, "pain": "4"}, "/today")
    assert page.status_code in (400, 422)
    assert reason in page.text
    assert person.client.get(f"/today/entry?day={day}").status_code in (400, 422)


def test_a_day_that_was_missed_is_dated_right(person: Person) -> None:
    person.on_day(3)
    send(person.client, "/today", {"day": "2026-11-25", "pain": "5"}, "/today")
    assert "Day 1: Wednesday 25 November" in person.client.get("/history").text


def test_a_clock_that_was_moved_back_is_said_and_nothing_is_kept(person: Person) -> None:
    person.on_day(5).writes(**CALM)
    page = send(person.on_day(2).client, "/today", {"day": "2026-11-26", "pain": "9"}, "/today")
    assert "The clock here stands before your last entry" in page.text
    assert "9 of 10" not in person.client.get("/history").text


def test_a_sign_in_the_diary_is_an_emergency_at_once(person: Person) -> None:
    page = person.on_day(9).writes(pain="4", has="saddle_numbness")
    assert page.url.path == "/result"
    assert "Get emergency help now" in page.text
    assert person.client.get("/today").url.path == "/result"


def test_no_later_entry_takes_a_sign_back(person: Person) -> None:
    person.on_day(9).writes(has="saddle_numbness")
    person.on_day(10)
    send(person.client, "/today", {"day": "2026-12-04", "has": "none", "pain": "0"}, "/erase")
    assert "Get emergency help now" in person.client.get("/result").text


def test_whoever_was_seen_goes_on_and_a_new_sign_counts_again(person: Person) -> None:
    person.on_day(9).writes(has="saddle_numbness")
    assert send(person.client, "/today/seen", {"seen": "not_yet"}, "/erase").url.path == "/result"
    assert send(person.client, "/today/seen", {"seen": "being_treated"}, "/erase").url.path == "/today"
    assert person.on_day(11).writes(**CALM).url.path == "/today"
    again = person.on_day(12).writes(has="urinary_retention")
    assert again.url.path == "/result"
    assert person.client.get("/today").url.path == "/result"


def test_a_change_below_asks_for_the_signs_one_by_one(person: Person) -> None:
    page = person.on_day(4).writes(pain="4", has="changed")
    assert page.url.path == "/today/signs"
    nothing = send(person.client, "/today/signs", {}, "/today/signs")
    assert nothing.status_code == 422
    grave = send(person.client, "/today/signs", {"has": "reduced_bladder_sensation"}, "/today/signs")
    assert grave.url.path == "/result"


def test_a_deadline_is_followed_up() -> None:
    person = Person(major_trauma=True)
    assert "See a doctor by 6 this evening" in person.client.get("/result").text
    assert "You are to be seen by 6 this evening. Have you been?" in person.client.get("/today").text
    late = person.on_day(1).client.get("/today").text
    assert "You were to be seen by 18:00 yesterday. Were you?" in late
    told = send(person.client, "/today/seen", {"seen": "not_yet"}, "/today")
    assert "Go to an urgent care centre or an emergency department now" in told.text
    done = send(person.client, "/today/seen", {"seen": "cleared"}, "/today")
    assert "Were you?" not in done.text


def test_whoever_falls_silent_is_asked_why_once(person: Person) -> None:
    person.on_day(1).writes(**CALM)
    page = person.on_day(30).client.get("/today").text
    assert "The diary bores me" in page
    assert send(person.client, "/today/why", {"why": "bored"}, "/today").url.path == "/today"
    assert "The diary bores me" not in person.client.get("/today").text


def test_an_episode_is_closed_with_prevention_and_opened_again(person: Person) -> None:
    person.on_day(20).writes(pain="0", function="10", flare="no", has="none")
    page = send(person.client, "/today/close", {"ending": "recovered"}, "/today")
    assert "Your back is well again" in page.text
    assert "So that it does not come back" in page.text
    again = send(person.on_day(40).client, "/today/reopen", {}, "/today")
    assert again.url.path == "/today/signs"
    send(person.client, "/today/signs", {"has": "none"}, "/today/signs")
    assert "How is your back today?" in person.client.get("/today").text


def test_whoever_was_in_danger_and_is_well_again_is_sent_to_those_who_treat_them(person: Person) -> None:
    person.on_day(2).writes(pain="5", has="saddle_numbness")
    send(person.client, "/today/seen", {"seen": "being_treated"}, "/erase")
    person.on_day(20).writes(pain="0", function="10", flare="no", has="none")
    page = send(person.client, "/today/close", {"ending": "recovered"}, "/today").text
    assert "Ask those who treat you what you may do again" in page
    assert "Begin at once with what helped" not in page


def test_everything_can_be_taken_away(person: Person) -> None:
    person.on_day(1).writes(**CALM, medicines=[])
    events = json.loads(person.client.get("/export.json").text)["events"]
    assert {"visit_started", "answered", "visit_concluded", "day_recorded"} <= {event["what"] for event in events}
    response = person.client.get("/export.csv")
    assert "attachment" in response.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert ("2026-11-25", "entry.pain", "4") in {(row["day"], row["item"], row["value"]) for row in rows}
    assert {row["what"] for row in rows} == {event["what"] for event in events}


def test_a_cell_that_a_table_program_would_compute_is_text() -> None:
    person = Person()
    send(person.client, "/medicines/mine", {"current_medicines": "list", "current_medicines_lines": "=1+1"}, "/today")
    assert "'=1+1" in person.client.get("/export.csv").text or "=1+1" not in person.client.get("/export.csv").text


def test_a_clinician_reads_along_for_a_while_and_changes_nothing(person: Person) -> None:
    person.on_day(1).writes(**CALM)
    made = send(person.client, "/share", {"days": "7"}, "/share")
    found = re.search(r"/shared/([0-9a-f]{64})", made.text)
    assert found
    assert found[0] not in person.client.get("/share").text
    clinician = TestClient(person.client.app, base_url=str(person.client.base_url))
    page = clinician.get(found[0])
    assert "Pain: 4 of 10" in page.text
    assert "<form" not in page.text
    assert "/erase" not in page.text
    assert clinician.get("/history").status_code == 404
    person.on_day(9)
    assert clinician.get(found[0]).status_code == 404


def test_a_clinician_is_shown_what_is_likely_and_open_and_no_page_that_is_not_theirs() -> None:
    person = Person(duration_days=20.0, pain_intensity=7.0)
    for day in range(15, 45, 3):
        person.on_day(day).writes(pain="7", function="2", has="none")
    made = send(person.client, "/share", {"days": "7"}, "/share")
    clinician = TestClient(person.client.app, base_url=str(person.client.base_url))
    page = clinician.get(f"/shared/{made.text.split('/shared/')[1][:64]}").text
    assert "Whom to see:" in page
    assert "Likely causes" in page
    assert "Not ruled out" in page
    assert 'href="/letter/' not in page
    assert 'href="/letter/' in person.client.get("/share/on-paper").text


def test_a_link_that_was_taken_back_opens_nothing(person: Person) -> None:
    made = send(person.client, "/share", {"days": "30"}, "/share")
    link = re.search(r"/shared/[0-9a-f]{64}", made.text)
    name = re.search(r'name="link" value="([0-9a-f]{64})"', person.client.get("/share").text)
    assert link
    assert name
    stranger = Person()
    assert send(stranger.client, "/share/end", {"link": name[1]}, "/share").status_code == 404
    assert person.client.get(link[0]).status_code == 200
    send(person.client, "/share/end", {"link": name[1]}, "/share")
    gone = person.client.get(link[0])
    assert gone.status_code == 404
    assert "This link opens nothing" in gone.text


def test_a_code_on_paper_opens_the_diary_in_another_browser(person: Person) -> None:
    person.on_day(1).writes(**CALM)
    page = send(person.client, "/recovery", {}, "/recovery")
    code = re.search(r'id="code">([0-9A-Z-]+)<', page.text)
    assert code
    other = TestClient(person.client.app, base_url=str(person.client.base_url), follow_redirects=True)
    wrong = send(
        other, "/recover", {"code": code[1].replace(code[1][3], "2" if code[1][3] != "2" else "3", 1)}, "/recover"
    )
    assert wrong.status_code == 422
    assert "A sign is wrong or missing" in wrong.text
    opened = send(other, "/recover", {"code": code[1].lower().replace("-", " ")}, "/recover")
    assert opened.url.path == "/today"
    assert "4 of 10" in other.get("/history").text
    send(person.client, "/recovery", {}, "/recovery")
    third = TestClient(person.client.app, base_url=str(person.client.base_url), follow_redirects=True)
    old = send(third, "/recover", {"code": code[1]}, "/recover")
    assert old.status_code == 404
    assert "This code opens nothing here" in old.text


def test_without_a_result_there_is_no_diary_yet() -> None:
    client = browser()
    send(client, "/start", {})
    assert client.get("/today").url.path == "/questions/about_you"
    for path in ("/history", "/share", "/today/signs", "/reminders"):
        page = client.get(path)
        assert page.status_code == 404
        assert "There is no diary yet" in page.text


def test_two_choices_are_compared_only_when_it_makes_sense(person: Person) -> None:
    for day in (2, 4, 6):
        person.on_day(day).writes(pain="5", has="none")
    page = person.client.get("/experiment").text
    assert page.count("of 10 by itself in the next 30 days") == 1  # however many comparisons have to wait for it
    assert page.count("<h3") > 1
    refused = send(person.client, "/experiment", {"choice": "heat_or_cold"}, "/experiment")
    assert refused.status_code == 409
    assert send(person.client, "/experiment", {"choice": "no_such"}, "/experiment").status_code == 409


def test_what_a_comparison_has_to_know_first_can_be_answered_from_there(person: Person) -> None:
    person.on_day(2).writes(pain="5", has="none")
    page = person.client.get("/experiment").text
    asked = re.findall(r'href="(/questions/(\w+)\?about=(\w+))"', page)
    assert asked, page
    address, topic, finding = asked[0]
    question = person.client.get(address).text
    assert question.count('name="asked"') == 1
    assert f'name="asked" value="{finding}"' in question
    send(person.client, f"/questions/{topic}", {"asked": finding, finding: "no"}, address)
    assert f"about={finding}" not in person.client.get("/experiment").text


def test_a_comparison_runs_tells_what_to_do_today_and_ends() -> None:
    person = Person(duration_days=200.0, pain_intensity=5.0)
    for day in range(0, 60, 3):
        person.on_day(day).writes(pain="5", function="5", has="none")
    page = person.client.get("/experiment")
    choices = re.findall(r'name="choice" value="(\w+)"', page.text)
    assert choices, page.text
    send(person.client, "/experiment", {"choice": choices[0]}, "/experiment")
    today = person.on_day(58).client.get("/today").text
    assert "For your comparison, today:" in today
    assert "not due before" not in today  # it asks for every day
    assert "Stop comparing" in person.client.get("/experiment").text
    send(person.client, "/experiment/end", {}, "/experiment")
    assert "What works for me?" in person.client.get("/experiment").text


def test_a_mail_program_ends_reminders_by_a_bare_post() -> None:
    """One press in a mail program sends neither cookie nor token (RFC 8058)."""
    answer = browser().post("/reminders/0123456789", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "You get no more reminders" in answer.text


def test_days_go_by_the_clock_of_the_person(person: Person) -> None:
    wrong = send(person.client, "/today/clock", {"zone": "Mars/Olympus"}, "/today/clock")
    assert wrong.status_code == 422
    assert "There is no such time zone" in wrong.text
    person.clock.now = datetime(2026, 11, 24, 20, 0, tzinfo=LONDON)
    kept = send(person.client, "/today/clock", {"zone": "Pacific/Auckland"}, "/today/clock")
    assert "Wednesday 25 November" in kept.text


def answers(person: Person, address: str, **told: str) -> Any:
    page = document(person.client.get(address))
    hidden = {name: page.value(name) for name in ("token", "day", "entry")}
    return person.client.post(address, data={**hidden, **told})


def test_the_entry_of_a_day_is_short_and_the_week_has_a_page_of_its_own(person: Person) -> None:
    person.on_day(7).writes(**CALM)
    today = person.client.get("/today").text
    assert "How well did you sleep" not in person.client.get(f"/today/entry?day={person.clock.now.date()}").text
    assert 'href="/today/week"' in today
    assert answers(person, "/today/week").status_code == 422, "an empty page is not kept"
    assert answers(person, "/today/week", sleep="3", global_change="8").url.path == "/today"
    assert "3 of 10" in person.client.get("/history").text
    assert 'href="/today/week"' in person.client.get("/today").text, "what was left open is still asked"
    answers(person, "/today/week", days_with_pain="4", hardest_activity="5", expectation="2")
    assert 'href="/today/week"' not in person.client.get("/today").text


def test_four_questions_on_mood_once_a_month_lead_to_a_kind_next_step(person: Person) -> None:
    assert "/today/questions/phq4" not in person.on_day(20).client.get("/today").text
    assert "Worry and mood in the last two weeks: four questions" in person.on_day(28).client.get("/today").text
    half = answers(person, "/today/questions/phq4", item1="0", item3="3", item4="2")
    assert "Too little was answered for a score" in half.text
    assert "Speak with your doctor or nurse" in half.text, "a half that is whole counts by itself"
    whole = answers(person, "/today/questions/phq4", item1="0", item2="1", item3="3", item4="2")
    assert "6 of 12" in whole.text
    assert "They make no diagnosis" in whole.text
    assert 'href="/today/safety"' in whole.text
    assert "call your emergency number now" in person.client.get("/today/safety").text
    assert "/today/questions/phq4" not in person.client.get("/today").text, "asked once in four weeks"
    history = person.client.get("/history").text
    assert "Worry and mood (PHQ-4)" in history
    assert "6 of 12" in history
    assert "phq4" in person.client.get("/export.csv").text


def test_calm_answers_are_told_calmly_and_lead_nowhere(person: Person) -> None:
    page = answers(person.on_day(28), "/today/questions/phq4", item1="0", item2="1", item3="1", item4="0")
    assert "do not speak of much worry or low mood" in page.text
    assert "/today/safety" not in page.text


def test_two_weeks_without_a_gain_ask_of_mood_at_once(person: Person) -> None:
    person.on_day(0).writes(pain="7", has="none")
    person.on_day(14).writes(pain="7", has="none")
    assert "/today/questions/phq2" in person.client.get("/today").text
    answers(person, "/today/questions/phq2", item1="0", item2="1")
    assert "/today/questions/phq2" not in person.client.get("/today").text


@pytest.mark.parametrize("name", ["peg", "odi", "hope"])
def test_a_questionnaire_that_nobody_installed_is_not_there(person: Person, name: str) -> None:
    assert person.client.get(f"/today/questions/{name}").status_code == 404


def test_an_answer_that_is_none_is_refused_in_words(person: Person) -> None:
    page = answers(person.on_day(28), "/today/questions/phq4", item1="9", item2="1")
    assert page.status_code == 422
    assert "Question 1: Choose one of the answers" in page.text


def test_a_questionnaire_of_the_operator_is_asked_and_scored(tmp_path: Path) -> None:
    items = [{"linkId": str(i), "type": "integer", "text": f"Placeholder {i}"} for i in (1, 2, 3)]
    written = {"resourceType": "Questionnaire", "status": "active", "copyright": "Somebody's", "item": items}
    (tmp_path / "peg.json").write_text(json.dumps(written))
    clock = Clock(BEGAN)
    client = browser(replace(IN_LONDON, questionnaires=str(tmp_path)), clock=clock)
    client.cookies.set("lumbago", somebody(database(), BEGAN))
    person = Person.__new__(Person)
    person.clock, person.client = clock, client
    assert "Pain and your days in the last week: three questions" in person.on_day(28).client.get("/today").text
    first = answers(person, "/today/questions/peg", item1="6", item2="7", item3="8")
    assert "7 of 10" in first.text
    assert "Somebody&#39;s" in first.text
    later = answers(person.on_day(56), "/today/questions/peg", item1="4", item2="4", item3="4")
    assert "better than when you first answered, by 3 points: a change people notice" in later.text


def test_a_folder_with_a_bad_questionnaire_is_refused(tmp_path: Path) -> None:
    (tmp_path / "peg.json").write_text("{}")
    (tmp_path / "hope.json").write_text("{}")
    with pytest.raises(InputError) as refused:
        installed_in(str(tmp_path), knowledge())
    assert {Path(problem.file).name for problem in refused.value.problems} == {"peg.json", "hope.json"}
    with pytest.raises(InputError, match="is no folder"):
        installed_in(str(tmp_path / "none"), knowledge())
