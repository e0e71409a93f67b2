"""Looking again: which branches of the plan's follow-ups hold, going by the diary.

A follow-up counts from its day until the next one's, and only once an entry was told on or after its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lumbago.criteria import evaluate
from lumbago.knowledge import Knowledge
from lumbago.knowledge.plan import FollowUp
from lumbago.knowledge.referral_records import Branch
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.measures import measures
from lumbago.record import Value


@dataclass(frozen=True, slots=True)
class Followed:
    """One branch of a follow-up that holds."""

    follow_up: FollowUp
    branch: Branch


def looked_again(
    diary: Diary, knowledge: Knowledge, today: int, known: Mapping[str, Value] | None = None
) -> tuple[Followed, ...]:
    """List what the follow-up of a day says, in the order of its record.

    known: what the visit knows by now.

    Unknown: a branch that rests on what nobody told does not hold.
    Source: follow_up.
    """
    current = _current(diary, knowledge, today)
    if current is None:
        return ()
    values = {**(known or {}), **measures(diary, knowledge, today)}
    pairs = zip(current.criteria, current.record.branch, strict=True)
    return tuple(Followed(current, branch) for criterion, branch in pairs if evaluate(criterion, values) is True)


def _current(diary: Diary, knowledge: Knowledge, today: int) -> FollowUp | None:
    """Find the follow-up whose days these are; those of every day and of an event are told elsewhere."""
    last = diary.until(today).last_day
    begun = [found for found in _dated(knowledge) if last is not None and found.record.days[0] <= min(last, today)]
    over = [found for found in _dated(knowledge) if found.record.days[0] <= today]
    return begun[-1] if begun and begun[-1] is over[-1] else None


def _dated(knowledge: Knowledge) -> Iterator[FollowUp]:
    dated = [found for found in knowledge.follow_up.values() if len(found.record.days) == 1]
    yield from sorted(dated, key=lambda found: found.record.days[0])
