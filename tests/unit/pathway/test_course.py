"""The course: what no table and no property covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from lumbago.pathway.course import (
    DayEntry,
    Diary,
    cadence,
    forecast,
    if_missed_days_differed,
    judge,
    missed_days,
    recovered_on,
    recurrence,
    refusal,
    safety_net,
    schedule,
    to_ask,
)
from lumbago.pathway.course.comparing import Day, effect
from lumbago.pathway.course.curves import model_of
from lumbago.pathway.course.experiment import decided
from lumbago.pathway.course.measures import measures, student_above
from lumbago.record import Record
from tests.people import NOON, knowledge


def told(start: int | None, *pains: int, first: int = 1) -> Diary:
    return Diary(tuple(DayEntry(first + i, pain=pain) for i, pain in enumerate(pains)), pain_at_start=start)


@pytest.mark.parametrize(
    ("entries", "today", "day", "now"),
    [
        ((), 0, 0, True),
        ((DayEntry(3),), 3, 4, False),
        ((DayEntry(3),), 4, 4, True),
        ((DayEntry(20),), 21, 23, False),
        ((DayEntry(20, flare=True),), 21, 21, True),
        ((DayEntry(50),), 51, 57, False),
    ],
)
def test_when_the_next_entry_is_due(entries: tuple[DayEntry, ...], today: int, day: int, now: bool) -> None:
    due = cadence(Diary(entries), knowledge(), today)
    assert (due.day, due.now) == (day, now)


def test_while_two_choices_are_compared_every_day_is_asked_about() -> None:
    diary, planned = Diary((DayEntry(50),)), schedule("walk_or_rest_breaks", 45, knowledge(), seed=1)
    assert cadence(diary, knowledge(), 51, planned).now
    assert cadence(diary, knowledge(), planned.last_day + 1, planned).every_days > 1
    assert not cadence(diary, knowledge(), 51).now


def test_what_is_asked_once_a_week_is_asked_once_a_week() -> None:
    asked = [cadence(Diary((DayEntry(day),)), knowledge(), day + 1).items for day in (3, 6)]
    assert ["sleep" in items for items in asked] == [False, True]
    done = Diary((DayEntry(7, more={"sleep": 5}),))
    assert "sleep" not in cadence(done, knowledge(), 8).items
    assert "pain" in cadence(done, knowledge(), 8).items


def test_a_missing_day_is_never_filled_in() -> None:
    gap = Diary((DayEntry(1, pain=6), DayEntry(9, pain=3)), pain_at_start=7)
    empty = gap.with_entry(DayEntry(5, function=4))
    assert forecast(gap, knowledge()).mean == forecast(empty, knowledge()).mean
    carried = gap.with_entry(DayEntry(5, pain=6))
    assert forecast(gap, knowledge()).mean != forecast(carried, knowledge()).mean


def test_better_days_bring_recovery_nearer() -> None:
    better, worse = (forecast(told(7, *pains), knowledge()) for pains in ((6, 5, 4, 3, 2, 2), (7, 7, 8, 7, 7, 8)))
    assert better.recovered_by[6] > worse.recovered_by[6]
    assert better.days_to_mild is not None
    assert worse.days_to_mild is None or worse.days_to_mild > better.days_to_mild
    assert better.not_improving < worse.not_improving
    assert worse.lasting["to_2024"] > worse.lasting["to_2012"]


def test_a_surprise_is_a_surprise() -> None:
    expected, odd = (forecast(told(7, 6, 6, 5, 5, last), knowledge()).surprise for last in (5, 10))
    assert expected is not None
    assert odd is not None
    assert odd.bits > expected.bits + 3
    assert odd.at_least < 0.02 < expected.at_least


def test_pain_that_has_lasted_is_judged_by_those_in_whom_it_has() -> None:
    new, old = (forecast(replace(told(6), days_before=before), knowledge()) for before in (2, 150))
    assert (new.prior, old.prior) == ("to_midpoint", "persistent")
    assert set(new.lasting) < set(old.lasting)
    assert new.recovered_by[12] > 3 * old.recovered_by[12]
    later = forecast(told(6, 6, 5, 6, first=83), knowledge())
    assert (later.prior, later.days[0]) == ("persistent", 84)


def test_the_persistent_prior_goes_where_the_pooled_course_goes() -> None:
    found = forecast(replace(told(6), pain_at_start=6, days_before=182), knowledge())
    for point in knowledge().course.pooled["persistent_2024"].points[:3]:
        at = np.interp(7 * point.week, found.days, found.mean)
        assert point.low <= 10 * at <= point.high


def test_older_people_and_pain_in_a_leg_recover_slower() -> None:
    young, old = (
        replace(told(6), facts={"age": age, "leg_pain_below_buttock": leg})
        for age, leg in ((25.0, False), (75.0, True))
    )
    assert forecast(young, knowledge()).recovered_by[12] > forecast(old, knowledge()).recovered_by[12]


def test_recurrence_is_what_was_measured() -> None:
    plain = recurrence(knowledge(), more_than_two=None)
    assert plain.any_pain == pytest.approx(0.69, abs=0.005)
    assert plain.limiting == pytest.approx(0.40, abs=0.005)
    often = recurrence(knowledge(), more_than_two=True)
    assert often.any_pain > plain.any_pain
    assert recurrence(knowledge(), more_than_two=False, days=139).any_pain == pytest.approx(0.5, abs=0.01)


def test_the_grid_is_as_large_as_its_records_say() -> None:
    model, settings = model_of(knowledge()), knowledge().course.forecast
    of_class = settings.grid_tau * settings.grid_shape * settings.grid_floor
    assert len(model.grid.kind) == of_class * (4 + settings.grid_bump)
    assert model.observation.chance.sum(axis=-1) == pytest.approx(1)


def test_recovery_takes_a_week_that_was_told() -> None:
    assert recovered_on(told(6, 3, 1, 1, 0, 1, 0, 0, 0), knowledge()) == 8
    assert recovered_on(told(6, 3, 1, 1, 0, 1, 0, 0, 2), knowledge()) is None


def test_what_the_course_knows_of_a_day() -> None:
    values = measures(told(8, 6, 4).with_entry(DayEntry(2, function=4)), knowledge(), 5)
    assert values["pain_fall_percent"] == 50
    assert values["pain_fall_points"] == 4
    assert values["silent_days"] == 3
    assert values["activity_limited"] is True
    assert "flare_today" not in values
    assert "pain_fall_percent" not in measures(told(0, 2), knowledge(), 1)


def test_the_student_law() -> None:
    assert student_above(0, 5) == pytest.approx(0.5, abs=1e-3)
    assert student_above(2.015, 5) == pytest.approx(0.05, abs=2e-3)
    assert student_above(12.706, 1) == pytest.approx(0.025, abs=2e-3)


def test_only_a_change_asks_for_the_signs_again() -> None:
    record = Record().with_answer("saddle_numbness", False)
    assert to_ask(record, DayEntry(3, pain=4), knowledge()) == ()
    asked = to_ask(record, DayEntry(3, leg_or_bladder_change=True, signs={"leg_weakness": False}), knowledge())
    assert "saddle_numbness" in asked
    assert "leg_weakness" not in asked


def test_the_safety_net_asks_once_its_time_has_come() -> None:
    by = NOON + timedelta(hours=6)
    early = safety_net("same_day", by, NOON)
    late = safety_net("same_day", by, by + timedelta(hours=1))
    assert early is not None
    assert late is not None
    assert (early.ask_now, early.still_open, late.ask_now, late.overdue_hours) == (False, True, True, 1)
    seen = safety_net("same_day", by, by, "seen")
    assert seen is not None
    assert not seen.still_open
    assert safety_net("self_care", None, NOON) is None


STEADY = Diary(pain_at_start=5, days_before=200, facts={})


def test_a_schedule_is_balanced_and_its_seed_makes_it() -> None:
    one, again, other = (schedule("heat_or_cold", 10, knowledge(), seed, cycles=4) for seed in (1, 1, 2))
    assert one == again
    assert any(schedule("heat_or_cold", 10, knowledge(), seed, cycles=4).arms != one.arms for seed in range(2, 9))
    for plan in (one, other):
        blocks = [plan.arms[i : i + 2] for i in range(0, 8, 2)]
        assert all(sorted(block) == ["first", "second"] for block in blocks)
        assert sum(block[0] == "first" for block in blocks) == 2
        assert plan.last_day == 10 + 8 * plan.phase_days - 1
        assert [plan.arm_on(day) for day in (9, 10, plan.last_day + 1)] == [None, plan.arms[0], None]


@pytest.mark.parametrize(
    ("choice", "diary", "more", "why"),
    [
        ("pillow_or_none", STEADY, {}, None),
        ("pillow_or_none", STEADY, {"danger": True}, "danger"),
        ("pillow_or_none", told(7), {}, "falling"),
        ("heat_or_cold", STEADY, {"withheld": ("heat_superficial",)}, "withheld"),
        ("ice_bath", STEADY, {}, "not_known_here"),
    ],
)
def test_when_two_choices_may_not_be_compared(
    choice: str, diary: Diary, more: dict[str, object], why: str | None
) -> None:
    found = refusal(choice, diary, knowledge(), 3, **more)  # type: ignore[arg-type]
    assert (found.why if found else None) == why


@pytest.mark.parametrize(("numb", "why"), [(None, "unknown"), (True, "withheld"), (False, None)])
def test_what_speaks_against_an_arm_has_to_be_known(numb: bool | None, why: str | None) -> None:
    facts = {} if numb is None else {"numb_skin_over_back": numb}
    found = refusal("heat_or_cold", replace(STEADY, facts=facts), knowledge(), 3)
    assert (found.why if found else None) == why
    assert found is None or found.names in (("numb_skin_over_back",), ("warmth", "cold"))


def days(first: float, second: float, count: int = 30) -> list[Day]:
    noise = np.random.default_rng(0).normal(0, 0.4, count)
    return [Day(i // 5 % 2 == 1, (second if i // 5 % 2 else first) + float(noise[i])) for i in range(count)]


@pytest.mark.parametrize(
    ("first", "second", "finding"),
    [(3, 5.5, "first_is_better"), (5.5, 3, "second_is_better"), (4, 4, "no_difference")],
)
def test_a_clear_comparison_is_decided(first: float, second: float, finding: str) -> None:
    record = knowledge().course.experiment
    lived = days(first, second)
    found = decided(effect(lived, record), lived, record, over=True)
    assert found.finding == finding
    assert found.low <= found.points <= found.high


def test_harm_ends_a_comparison_early_and_few_days_end_nothing() -> None:
    record = knowledge().course.experiment
    strong = days(2, 8, 20)
    assert decided(effect(strong, record), strong, record, over=False).stopped_for == "harm"
    few = strong[:8]
    verdict = decided(effect(few, record), few, record, over=False)
    assert (verdict.finding, verdict.stopped_for) == ("go_on", None)


def test_a_comparison_is_judged_from_the_diary() -> None:
    plan = schedule("pillow_or_none", 1, knowledge(), 3)
    diary = STEADY
    for day in range(plan.last_day + 1):
        diary = diary.with_entry(DayEntry(day, pain=7 if plan.arm_on(day) == "second" else 3))
    assert judge(plan, diary, knowledge(), plan.last_day).finding == "first_is_better"
    assert judge(plan, STEADY, knowledge(), plan.last_day).finding == "unclear"
    assert judge(plan, STEADY, knowledge(), 2).finding == "go_on"


def test_missed_days_are_those_asked_for_and_not_told() -> None:
    diary = Diary((DayEntry(1, pain=6), DayEntry(4, pain=5), DayEntry(14, pain=4), DayEntry(20, pain=4)), 7)
    assert list(missed_days(diary, knowledge(), 20)) == [2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 17]
    assert list(missed_days(told(6, 5, 5), knowledge(), 2)) == []


def test_missed_days_could_change_the_forecast_either_way() -> None:
    diary = Diary((DayEntry(1, pain=6), DayEntry(4, pain=5), DayEntry(14, pain=4)), 7)
    going = forecast(diary, knowledge())
    found = if_missed_days_differed(diary, knowledge(), going)
    assert found is not None
    assert found.if_lower[6] > going.recovered_by[6] > found.if_higher[6]
    assert forecast(diary, knowledge()) == going, "nothing of it enters the forecast"
    assert if_missed_days_differed(told(6, 5, 5), knowledge(), forecast(told(6, 5, 5), knowledge())) is None
