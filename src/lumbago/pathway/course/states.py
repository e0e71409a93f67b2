"""Where an episode stands on a day: told by its entries alone, so that any two readers agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lumbago.knowledge import Knowledge
from lumbago.pathway.course.cadence import cadence
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.measures import recovered_days
from lumbago.pathway.course.outcome import State
from lumbago.pathway.course.step_up import step_ups

NOT_IMPROVING = frozenset({"day_14", "day_28", "day_42", "day_49", "pain_likely_to_last", "above_the_band"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What a state is judged from."""

    diary: Diary
    knowledge: Knowledge
    today: int
    danger: bool
    closed: bool


def state(diary: Diary, knowledge: Knowledge, today: int, *, danger: bool = False, closed: bool = False) -> State:
    """Say where an episode stands; `danger` is whether the latest answers fired a red flag of today or sooner.

    Unknown: silence is a state of its own; nobody recovers by saying nothing.
    """
    standing = Standing(diary.until(today), knowledge, today, danger, closed)
    return next((name for name, holds in STATES.items() if holds(standing)), "active")


def recovered_on(diary: Diary, knowledge: Knowledge) -> int | None:
    """Find the first day on which a whole run without pain to speak of had been told; None when there is none."""
    run = knowledge.course.diary.recovered_run_days
    return next((e.day for e in diary.entries if recovered_days(diary.until(e.day), knowledge) >= run), None)


def _silent(s: Standing) -> bool:
    last = s.diary.last_day
    waited = s.today - (last if last is not None else 0)
    return waited >= max(s.knowledge.course.diary.silence_days, 2 * _every(s))


def _every(s: Standing) -> int:
    return cadence(s.diary, s.knowledge, s.today).every_days


def _recovered(s: Standing) -> bool:
    return recovered_days(s.diary, s.knowledge) >= s.knowledge.course.diary.recovered_run_days


def _recurrent(s: Standing) -> bool:
    told = s.diary.pains
    limit = s.knowledge.course.diary.recovered_at
    return bool(told) and told[-1][1] > limit and recovered_on(s.diary, s.knowledge) is not None


def _flare(s: Standing) -> bool:
    return bool(s.diary.entries) and s.diary.entries[-1].flare is True


def _persistent(s: Standing) -> bool:
    told = s.diary.pains
    still = bool(told) and told[-1][1] > s.knowledge.course.diary.recovered_at
    return still and s.today >= s.knowledge.course.diary.persistent_from_day


def _not_improving(s: Standing) -> bool:
    return any(found.id in NOT_IMPROVING for found in step_ups(s.diary, s.knowledge, s.today))


STATES: dict[State, Callable[[Standing], bool]] = {
    "closed": lambda s: s.closed,
    "danger": lambda s: s.danger,
    "silent": _silent,
    "recurrent": _recurrent,
    "recovered": _recovered,
    "flare": _flare,
    "persistent": _persistent,
    "not_improving": _not_improving,
}
"""Every state but `active`, with what makes it so; the first that holds counts."""
