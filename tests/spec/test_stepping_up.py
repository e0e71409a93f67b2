"""When the course steps up: each line is a small diary, seen from a day, and the rules that hold then.

A diary is days with the pain told, `start` the pain of the visit. After `/` stands what an entry says besides: `f4`
what the person can do, `flare`, `change` in legs or bladder. A `-` names no rule.
"""

from __future__ import annotations

import pytest

from lumbago.pathway.course import DayEntry, Diary, in_dispute, looked_again, measures, state, step_up, step_ups
from tests.people import knowledge
from tests.spec.course_states import PAGE, page

PRIORS = ("to_2012", "to_2024", "to_midpoint")

CASES = """
worse by two, two days running      | start=5 1:7 2:7                    | 2  | day_3
worse by two on one day only        | start=5 1:7 2:6                    | 2  | -
worse by two, a day between         | start=5 1:7 3:7                    | 3  | -
a change in the legs                | start=5 1:4/change                 | 1  | leg_change
two weeks, strong, hardly better    | start=7 7:7 14:6                   | 14 | day_14
two weeks, better by a third        | start=7 7:6 14:4                   | 14 | -
two weeks, told before the day only | start=7 7:7 13:6                   | 14 | -
four weeks, hardly better           | start=6 14:4 28:5                  | 28 | day_28
four weeks, better by two           | start=7 14:4 28:5                  | 28 | -
four weeks, never strong and gone   | start=1 14:1 28:1                  | 28 | -
six weeks, four and hardly better   | start=5 28:3 42:4                  | 42 | day_42
six weeks, mild but limited         | start=7 28:3 42:2/f5               | 42 | day_42
six weeks, mild and able            | start=7 28:3 42:2/f9               | 42 | -
seven weeks, no longer falling      | start=7 35:3 42:3 49:3             | 49 | day_49
seven weeks, still falling          | start=9 31:7 35:6 40:4 45:3 49:2   | 49 | -
seven weeks, well                   | start=7 35:1 42:1 49:1             | 49 | -
twelve weeks, strong                | start=6 70:3 84:5                  | 84 | day_84
twelve weeks, mild and able         | start=6 70:3 84:2/f9               | 84 | day_84_mild
twelve weeks, well                  | start=6 70:1 84:0/f9               | 84 | -
a week of silence after a bad day   | start=6 2:7                        | 9  | silence
a week of silence after a mild day  | start=6 2:3                        | 9  | -
six days of silence                 | start=6 2:7                        | 8  | -
nothing told at all                 | start=8                            | 30 | -
"""


def rows(table: str) -> list[tuple[str, Diary, int, tuple[str, ...]]]:
    found = []
    for row in table.strip().splitlines():
        name, days, today, rules = (part.strip() for part in row.split("|"))
        found.append((name, diary(days), int(today), tuple(rules.replace("-", "").split())))
    return found


def diary(told: str) -> Diary:
    start, *days = told.split()
    made = Diary(pain_at_start=int(start.removeprefix("start=")))
    for word in days:
        made = made.with_entry(entry(word))
    return made


def entry(word: str) -> DayEntry:
    when, *more = word.split("/")
    day, pain = map(int, when.split(":"))
    function = next((int(part[1:]) for part in more if part.startswith("f") and part != "flare"), None)
    return DayEntry(
        day,
        pain=pain,
        function=function,
        flare=True if "flare" in more else None,
        leg_or_bladder_change=True if "change" in more else None,
    )


@pytest.mark.parametrize(("told", "today", "rules"), [r[1:] for r in rows(CASES)], ids=[r[0] for r in rows(CASES)])
def test_the_rules_that_hold(told: Diary, today: int, rules: tuple[str, ...]) -> None:
    by_forecast = {name for name, rule in knowledge().escalations.items() if rule.record.uses_forecast}
    held = tuple(e.id for e in step_ups(told, knowledge(), today) if e.id not in by_forecast)
    assert held == rules


def test_pain_that_is_likely_to_last() -> None:
    stuck = diary("start=8 " + " ".join(f"{day}:8" for day in range(1, 18)))
    found = {e.id: e for e in step_ups(stuck, knowledge(), 17)}
    assert found["pain_likely_to_last"].days == (15, 16, 17)
    assert found["pain_likely_to_last"].step == "referral"
    assert "pain_likely_to_last" not in {e.id for e in step_ups(stuck.until(15), knowledge(), 15)}


def test_three_of_five_above_the_band() -> None:
    falling = "start=6 1:5 2:4 3:3 4:3 5:2 6:2 7:1 8:1 9:1 10:1 11:0 12:0 13:0 14:0"
    assert "above_the_band" not in {e.id for e in step_ups(diary(falling), knowledge(), 14)}
    back = diary(f"{falling} 16:9 18:1 20:9 22:1 24:9")
    assert "above_the_band" in {e.id for e in step_ups(back, knowledge(), 24)}


def test_the_soonest_comes_first_and_says_what_caused_it() -> None:
    told = diary("start=7 7:7 14:7/change")
    first = step_up(told, knowledge(), 14)
    assert first is not None
    assert (first.id, first.days, dict(first.findings)) == ("leg_change", (14,), {"leg_symptoms_new": True})
    assert [e.id for e in step_ups(told, knowledge(), 14)][:2] == ["leg_change", "day_14"]


def test_a_referral_comes_with_the_letters_that_hold() -> None:
    found = step_up(diary("start=6 14:6 28:6/f3"), knowledge(), 28)
    assert found is not None
    assert [r.id for r in found.referrals] == ["ref_gp_2w", "ref_physio_4w"]


def test_a_clear_case_is_in_no_dispute() -> None:
    assert in_dispute(diary("start=6 14:1 28:0"), knowledge(), 28) == ()


STATES = """
nothing yet                | start=6                                         | 0  | active
the first days             | start=6 1:5                                     | 1  | active
a flare                    | start=6 1:5 2:7/flare                           | 2  | flare
a week well                | start=6 1:3 2:1 3:1 4:0 5:1 6:0 7:0 8:0         | 8  | recovered
six days well              | start=6 1:3 2:1 3:1 4:0 5:1 6:0 7:0             | 7  | active
well, and then not         | start=6 2:1 3:1 4:0 5:1 6:0 7:0 8:0 9:4         | 9  | recurrent
silent after being well    | start=6 1:1 2:0                                 | 20 | silent
a gap is not being well    | start=6 1:1 8:0                                 | 8  | active
four weeks, not improving  | start=6 14:6 28:6                               | 28 | not_improving
twelve weeks               | start=6 77:4 84:4                               | 84 | persistent
"""


@pytest.mark.parametrize(("told", "today", "states"), [r[1:] for r in rows(STATES)], ids=[r[0] for r in rows(STATES)])
def test_where_an_episode_stands(told: Diary, today: int, states: tuple[str, ...]) -> None:
    assert (state(told, knowledge(), today),) == states
    assert state(told, knowledge(), today, danger=True) == "danger"
    assert state(told, knowledge(), today, closed=True) == "closed"


def test_the_table_of_states_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.spec.course_states`"


@pytest.mark.parametrize(
    ("told", "day", "disputed"),
    [
        ("start=6 15:7 16:7 17:7", 17, ("pain_likely_to_last",)),
        ("start=5 30:6 36:6 42:6", 42, ("pain_likely_to_last",)),
        ("start=6 15:2 16:2 17:2", 17, ()),
        ("start=6", 17, ()),
    ],
)
def test_rules_that_another_prior_would_decide_otherwise_are_named(
    told: str, day: int, disputed: tuple[str, ...]
) -> None:
    held = [{e.id for e in step_ups(diary(told), knowledge(), day, prior)} for prior in PRIORS]
    assert in_dispute(diary(told), knowledge(), day) == disputed
    assert set.union(*held) - set.intersection(*held) == set(disputed)


def test_every_rule_of_stepping_up_has_a_row_or_a_test_of_its_own() -> None:
    rows_hold = {rule for _, _, _, rules in rows(CASES) for rule in rules}
    assert rows_hold | {"pain_likely_to_last", "above_the_band"} == set(knowledge().escalations)


FOLLOWED = """
a day after the first            | start=7 1:7              | 1  | -
two days, strong and not eased   | start=9 2:8              | 2  | -
a week, better                   | start=7 7:4              | 7  | fu_1w:better
a week, no better                | start=7 7:7/f3           | 7  | fu_1w:not clearly better
a week, told before only         | start=7 6:4              | 8  | -
two weeks, better                | start=7 7:6 14:4         | 14 | fu_2w:on your way
two weeks, and days later        | start=7 7:6 14:4 17:4    | 17 | fu_2w:on your way
two weeks, hardly better         | start=7 7:6 14:6         | 14 | fu_2w:not yet as far
four weeks, limited              | start=7 14:4 28:3/f3     | 28 | fu_4w:physiotherapy
four weeks, able                 | start=7 14:4 28:3/f9     | 28 | -
twelve weeks, four               | start=7 42:4 84:4        | 84 | fu_12w:three months
"""


@pytest.mark.parametrize(("told", "today", "said"), [r[1:] for r in rows(FOLLOWED)], ids=[r[0] for r in rows(FOLLOWED)])
def test_what_looking_again_finds(told: Diary, today: int, said: tuple[str, ...]) -> None:
    found = looked_again(told, knowledge(), today)
    words = " ".join(said)
    name, _, part = words.partition(":")
    assert [one.follow_up.id for one in found] == ([name] if name else [])
    assert part in " ".join(one.branch.person for one in found)


def test_a_week_of_an_anti_inflammatory_and_a_low_mood_are_known_from_the_diary() -> None:
    took = Diary(
        tuple(
            DayEntry(day, pain=4, medicines=("Ibuprofen" if day % 2 else "ibuprofen tablets",)) for day in range(1, 8)
        ),
        7,
    )
    assert measures(took, knowledge(), 7)["nsaid_days"] == 7
    assert any("Stop it" in one.branch.person for one in looked_again(took, knowledge(), 7))
    gel = Diary((DayEntry(1, medicines=("diclofenac gel",)),), 7)
    assert measures(gel, knowledge(), 1)["nsaid_days"] == 0
    assert "nsaid_days" not in measures(diary("start=7 1:4"), knowledge(), 1)
    for answers, positive in (((0, 1, 2, 1), True), ((0, 1, 1, 1), False), ((None, 1, 1, 1), None)):
        asked = Diary((DayEntry(14, questionnaires={"phq4": answers}),), 7)
        assert measures(asked, knowledge(), 14).get("distress_positive") is positive
