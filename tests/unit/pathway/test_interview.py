"""What the interview asks, in which order, and why it stops."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from lumbago.criteria import parse
from lumbago.pathway.interview import MOST_ON_A_SCREEN, Finished, Mode, Screen, next_screen
from lumbago.pathway.interview.chance import Prospect
from lumbago.pathway.visit import conduct
from lumbago.record import Record, Value
from tests.people import NOON, knowledge, record_of

A_WOMAN = {"age": 30.0, "sex_at_birth": "female"}
A_MAN = {"age": 45.0, "sex_at_birth": "male"}


def ask(answers: Mapping[str, Value | None], mode: Mode = "person", otherwise: bool | None = False) -> list[Screen]:
    """Answer every screen as given, and `otherwise` where nothing is given."""
    record, screens = Record(), []
    while isinstance(shown := next_screen(conduct(record, knowledge(), NOON), knowledge(), mode), Screen):
        screens.append(shown)
        for finding in shown.findings:
            yes_no = knowledge().vocabulary[finding].kind == "yes_no"
            record = record.with_answer(finding, answers.get(finding, otherwise if yes_no else None))
    return screens


def asked(screens: list[Screen]) -> list[str]:
    return [finding for screen in screens for finding in screen.findings]


def test_age_and_sex_come_first() -> None:
    assert ask(A_MAN)[0].findings == ("age", "sex_at_birth")


def test_a_numb_saddle_is_asked_of_everybody_and_ends_the_questions_at_once() -> None:
    assert "saddle_numbness" in asked(ask(A_MAN))
    numb = ask({**A_MAN, "saddle_numbness": True, "urinary_retention": True})
    assert "saddle_numbness" in numb[-1].findings


def test_signs_of_shock_are_asked_of_everybody_with_the_question_how_ill_they_are() -> None:
    """Too rare to be worth a page by what is expected, and an emergency by itself."""
    ill = next(s for s in ask(A_MAN) if s.topic.id == "very_ill")
    assert {"shock_signs", "syncope_or_collapse", "confusion_drowsy"} <= {*ill.findings}
    grey = ask({**A_MAN, "shock_signs": True})
    assert grey[-1].topic.id == "very_ill"


def test_a_rare_sign_that_would_be_an_emergency_by_itself_is_asked_before_the_end() -> None:
    chest = {**A_MAN, "thoracic_pain": True}
    assert "haemoptysis" in asked(ask(chest))


def test_a_topic_comes_back_only_where_its_first_page_was_full() -> None:
    for said in (A_MAN, A_WOMAN, {"age": 72.0, "sex_at_birth": "female", "minor_trauma": True}):
        screens = [screen for screen in ask(said) if screen.topic.record.kind == "any_of"]
        topics = [screen.topic.id for screen in screens]
        first = {screen.topic.id: screen for screen in reversed(screens)}
        back = [topic for topic in first if topics.count(topic) > 1]
        assert back
        assert [len(first[topic].findings) for topic in back] == [MOST_ON_A_SCREEN] * len(back)


def test_what_cannot_apply_is_not_asked() -> None:
    assert "pregnant" not in asked(ask(A_MAN))
    assert "cancer_remote" not in asked(ask(A_MAN))
    assert "pregnant" in asked(ask(A_WOMAN))


def test_only_a_clinician_is_asked_what_only_a_clinician_can_examine() -> None:
    by_clinician = {f.id for f in knowledge().vocabulary.values() if f.assessed_by == "clinician"}
    assert by_clinician.isdisjoint(asked(ask(A_MAN)))
    painful = {**A_MAN, "age": 66.0, "abdominal_pain": True}
    assert "pulsatile_abdominal_mass" in asked(ask(painful, "clinician", otherwise=None))


def test_a_page_names_the_rules_that_hang_on_it_the_most_urgent_first() -> None:
    bladder = next(s for s in ask(A_MAN) if "saddle_numbness" in s.findings)
    urgencies = [knowledge().rules[r].urgency for r in bladder.rules]
    assert "rf_ces_definite" in bladder.rules
    assert urgencies == sorted(urgencies, key=["emergency", "same_day", "soon"].index)


def test_an_emergency_that_may_be_none_is_asked_about_once_more_before_it_is_told() -> None:
    signs = {**A_MAN, "radiates_arm_jaw": True, "interscapular_pain": True}
    visit = conduct(record_of(signs), knowledge(), NOON)
    shown = next_screen(visit, knowledge())
    assert visit.urgency == "emergency"
    assert isinstance(shown, Screen)
    assert (shown.purpose, set(shown.findings)) == ("excuse", {"sweating_clammy", "chest_pain"})


@pytest.mark.parametrize(
    ("given", "reason"),
    [({"saddle_numbness": True, "urinary_retention": True}, "named"), ({}, "unlikely")],
)
def test_it_says_why_it_stops(given: Mapping[str, Value], reason: str) -> None:
    record = Record()
    for screen in ask({**A_MAN, **given}):
        for finding in screen.findings:
            record = record.with_answer(finding, {**A_MAN, **given}.get(finding, False))
    stopped = next_screen(conduct(record, knowledge(), NOON), knowledge())
    assert isinstance(stopped, Finished)
    assert stopped.reason == reason


def test_no_list_is_longer_than_six_and_nothing_is_asked_twice() -> None:
    for answers in (A_MAN, A_WOMAN, {**A_WOMAN, "abdominal_pain": True, "nausea_vomiting": True}):
        screens = ask(answers, "clinician", otherwise=None)
        assert max(len(s.findings) for s in screens) <= MOST_ON_A_SCREEN
        assert len(asked(screens)) == len(set(asked(screens)))


RATES = {"fever_or_rigors": 0.1, "night_sweats": 0.2, "saddle_numbness": 0.01}


@pytest.mark.parametrize(
    ("text", "known", "holding", "shares"),
    [
        ("fever_or_rigors and night_sweats", {}, 0.02, {"fever_or_rigors": 0.02, "night_sweats": 0.02}),
        ("fever_or_rigors or night_sweats", {}, 0.28, {"fever_or_rigors": 0.08, "night_sweats": 0.18}),
        ("fever_or_rigors and night_sweats", {"fever_or_rigors": True}, 0.2, {"night_sweats": 0.2}),
        ("fever_or_rigors and not night_sweats", {}, 0.08, {"fever_or_rigors": 0.08, "night_sweats": 0.08}),
        ("fever_or_rigors and unless(night_sweats)", {}, 0.08, {"fever_or_rigors": 0.08}),
        (
            "at_least(2, fever_or_rigors, night_sweats, saddle_numbness)",
            {},
            0.0226,
            {"fever_or_rigors": 0.0206, "night_sweats": 0.0216, "saddle_numbness": 0.0026},
        ),
        # What was asked and not known will never be known: only an excuse may stay unknown.
        ("fever_or_rigors and night_sweats", {"fever_or_rigors": None}, 0.0, {}),
        ("fever_or_rigors and unless(night_sweats)", {"night_sweats": None}, 0.1, {"fever_or_rigors": 0.1}),
    ],
)
def test_the_chance_that_a_rule_will_hold_and_what_it_rests_on(
    text: str, known: Mapping[str, Value | None], holding: float, shares: Mapping[str, float]
) -> None:
    record = record_of(known)
    prospect = Prospect(record, {f: v for f, v in known.items() if v is not None}, RATES)
    criterion = parse(text, knowledge().vocabulary, {})
    assert prospect.of_holding(criterion) == pytest.approx(holding)
    found = {f: share for f, share in prospect.shares(criterion).items() if share}
    assert found == pytest.approx(shares)
