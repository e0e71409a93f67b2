"""Trying two safe choices against each other: whether one may, what it has shown, and when it is enough."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from lumbago.criteria import Criterion, could_change, evaluate
from lumbago.knowledge import Knowledge
from lumbago.knowledge.course import Choice
from lumbago.knowledge.diary_records import ExperimentModel
from lumbago.pathway.course.comparing import Day, Effect, effect
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.forecast import forecast
from lumbago.pathway.course.schedule import Schedule
from lumbago.record import Value

Refusal: TypeAlias = Literal["danger", "withheld", "unknown", "falling", "not_known_here"]
Finding: TypeAlias = Literal["go_on", "first_is_better", "second_is_better", "no_difference", "unclear"]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a comparison is not offered: what is withheld, or the findings that still have to be known."""

    why: Refusal
    names: tuple[str, ...] = ()
    fall_points: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison has shown so far.

    points: how much less pain the first choice brings; below 0 the second is better. low, high: 90% of the belief.
    finding: `go_on` while it runs and nothing is clear; `unclear` when it is over and nothing is: do what you like.
    stopped_for: why it can end before its last day.
    """

    finding: Finding
    points: float
    low: float
    high: float
    first_better: float
    second_better: float
    no_difference: float
    days_first: int
    days_second: int
    over: bool
    stopped_for: Literal["benefit", "futility", "harm"] | None


def refusal(
    choice: str,
    diary: Diary,
    knowledge: Knowledge,
    today: int,
    *,
    withheld: Collection[str] = (),
    danger: bool = False,
) -> Refused | None:
    """Say why two choices may not be compared by this person now; None when they may.

    `withheld` are the treatments the person's plan holds back.
    Unknown: a fact that could speak against an arm has to be known first.
    """
    compared = knowledge.choices.get(choice)
    if compared is None:
        return Refused("not_known_here", (choice,))
    if danger:
        return Refused("danger")
    held = tuple(sorted(set(_rests_on(compared)) & set(withheld)))
    return (Refused("withheld", held) if held else None) or (
        _spoken_against(compared, diary.facts, knowledge) or _falling(diary, knowledge, today)
    )


def _rests_on(choice: Choice) -> Iterator[str]:
    yield from (arm.rests_on for arm in (choice.record.first, choice.record.second) if arm.rests_on)


def _spoken_against(choice: Choice, facts: Mapping[str, Value], knowledge: Knowledge) -> Refused | None:
    named = [(name, knowledge.treatments[name].avoid_when) for name in _rests_on(choice)]
    arms = (choice.record.first.label, choice.record.second.label)
    every: list[tuple[str, Criterion]] = [
        (name, criterion)
        for name, criterion in (*named, *zip(arms, choice.against, strict=True))
        if criterion is not None
    ]
    against = tuple(name for name, criterion in every if evaluate(criterion, facts) is True)
    if against:
        return Refused("withheld", against)
    open_ = [f for _, c in every if evaluate(c, facts) is None for f in could_change(c, facts)]
    return Refused("unknown", tuple(dict.fromkeys(open_))) if open_ else None


def _falling(diary: Diary, knowledge: Knowledge, today: int) -> Refused | None:
    """Refuse while the pain is falling by itself so fast that it would swamp any difference."""
    record = knowledge.course.experiment
    expected = forecast(diary, knowledge, today)
    until = today + 2 * record.phase_days * record.cycles
    fall = float(-np.diff(np.interp([today, until], expected.days, expected.mean))[0])
    return Refused("falling", fall_points=fall) if fall > record.trend_limit else None


def judge(schedule: Schedule, diary: Diary, knowledge: Knowledge, today: int) -> Verdict:
    """Say what a comparison has shown by the end of a day.

    Unknown: a day without an entry is missing; it is never filled in.
    Source: course/experiment.
    """
    record = knowledge.course.experiment
    days = _days(schedule, diary, knowledge, min(today, schedule.last_day))
    return decided(effect(days, record), days, record, over=today >= schedule.last_day)


def _days(schedule: Schedule, diary: Diary, knowledge: Knowledge, until: int) -> list[Day]:
    """Lay the days of the schedule beside the diary; what was expected was known before it began."""
    told = dict(diary.pains)
    before = diary.until(schedule.first_day - 1)
    expected = forecast(before, knowledge, max(schedule.first_day - 1, 0))
    days = range(schedule.first_day, until + 1)
    course = np.interp(list(days), expected.days, expected.mean)
    return [
        Day(schedule.arm_on(day) == "second", None if day not in told else float(told[day]), float(course[i]))
        for i, day in enumerate(days)
    ]


def decided(found: Effect, days: list[Day], record: ExperimentModel, *, over: bool) -> Verdict:
    """Apply the rules of decision to an effect."""
    first, second = found.above(record.benefit_points), 1 - found.above(-record.benefit_points)
    same = max(0.0, 1 - first - second)
    told = [day.second for day in days if day.pain is not None]
    enough = min(told.count(False), told.count(True)) >= record.fewest_days
    stopped = _stop(found, max(first, second), same, record) if enough and not over else None
    return Verdict(
        finding=_finding(first, second, same, record)
        if stopped or (over and enough)
        else "unclear"
        if over
        else "go_on",
        points=found.estimate,
        low=found.quantile(0.05),
        high=found.quantile(0.95),
        first_better=first,
        second_better=second,
        no_difference=same,
        days_first=told.count(False),
        days_second=told.count(True),
        over=over or stopped is not None,
        stopped_for=stopped,
    )


def _stop(
    found: Effect, better: float, same: float, record: ExperimentModel
) -> Literal["benefit", "futility", "harm"] | None:
    harm = max(found.above(record.harm_points), 1 - found.above(-record.harm_points))
    if harm > record.harm_probability:
        return "harm"
    if better > record.benefit_probability:
        return "benefit"
    return "futility" if same > record.futile_probability else None


def _finding(first: float, second: float, same: float, record: ExperimentModel) -> Finding:
    if first > record.benefit_probability:
        return "first_is_better"
    if second > record.benefit_probability:
        return "second_is_better"
    return "no_difference" if same > record.futile_probability else "unclear"
