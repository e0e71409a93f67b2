"""Every entry is a red-flag screen: what it says goes into the visit's record, and the rules of day 0 judge it.

This module only makes the record. It never weighs anything, and it never takes a danger sign back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lumbago.knowledge import Knowledge
from lumbago.pathway.course.diary import DayEntry
from lumbago.record import Record, Value


def screened(record: Record, entries: Iterable[DayEntry], knowledge: Knowledge) -> Record:
    """Make the visit's record as it stands after its entries, for the rules of day 0; their order never matters.

    A sign once said stays: an entry adds signs and never withdraws one; a new visit does. What an entry says of a day
    is newer than what anybody found before it, a clinician included.
    Unknown: after a change in legs or bladder every earlier "no" about them is unknown until it is asked anew.
    """
    days = record.value("duration_days")
    for entry in sorted(entries, key=lambda e: e.day):
        for finding, value in _answers(entry, days, knowledge):
            if record.value(finding) is not True:
                record = record.without(finding).with_answer(finding, value)
    return record


def to_ask(record: Record, entry: DayEntry, knowledge: Knowledge) -> tuple[str, ...]:
    """Name the signs a change in legs or bladder calls for that nobody has answered since."""
    if not entry.leg_or_bladder_change:
        return ()
    now = screened(record, (entry,), knowledge)
    return tuple(sign for sign in _changes(knowledge) if now.value(sign) is None)


def _answers(entry: DayEntry, days: Value | None, knowledge: Knowledge) -> Iterator[tuple[str, Value | None]]:
    if entry.leg_or_bladder_change:
        yield from ((sign, None) for sign in _changes(knowledge))
    yield from entry.signs.items()
    if entry.pain is not None:
        yield "pain_intensity", float(entry.pain)
    if isinstance(days, (int, float)):
        yield "duration_days", float(days) + entry.day


def _changes(knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(f for f in knowledge.course.diary.signs_of_change if f in knowledge.findings)
