"""The diary of one episode: what a person told of each day, and where they started. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import TypeAlias

from lumbago.record import Record, Value

Answers: TypeAlias = tuple[int | None, ...]
"""Answers to the items of a questionnaire, in their order; one that was skipped is None."""


@dataclass(frozen=True, slots=True)
class DayEntry:
    """What a person told of one day.

    day: since the episode began, from 0.
    signs: danger signs asked about, by finding, and what was said; a None is "I don't know".
    leg_or_bladder_change: whether anything changed there since the last entry.
    more: what is asked weekly, by the name of the diary item.
    questionnaires: what is asked monthly: answers in the order of the items, by instrument.

    Unknown: what was not answered is None or absent, and is never carried forward from another day.
    """

    day: int
    pain: int | None = None
    function: int | None = None
    flare: bool | None = None
    leg_or_bladder_change: bool | None = None
    signs: Mapping[str, bool | None] = field(default_factory=lambda: MappingProxyType({}))
    medicines: tuple[str, ...] | None = None
    more: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    questionnaires: Mapping[str, Answers] = field(default_factory=lambda: MappingProxyType({}))

    def completed_by(self, later: DayEntry) -> DayEntry:
        """Take over what a later entry for the same day says; what it leaves out stands."""
        said = {f.name: getattr(later, f.name) for f in fields(later) if getattr(later, f.name) is not None}
        for name in ("signs", "more", "questionnaires"):
            said[name] = MappingProxyType({**getattr(self, name), **getattr(later, name)})
        return replace(self, **said)


@dataclass(frozen=True, slots=True)
class Diary:
    """The entries of one episode in the order of their days, at most one a day, and what was known at its start.

    days_before: how long it had hurt when the episode began.
    facts: what the visit knew, by finding.
    """

    entries: tuple[DayEntry, ...] = ()
    pain_at_start: int | None = None
    days_before: float = 0.0
    more_than_two_before: bool | None = None
    facts: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def with_entry(self, entry: DayEntry) -> Diary:
        """Make the diary that holds this entry too, in its place; a second one of a day completes the first."""
        of_day = {e.day: e for e in self.entries}
        earlier = of_day.get(entry.day)
        of_day[entry.day] = earlier.completed_by(entry) if earlier else entry
        return replace(self, entries=tuple(of_day[day] for day in sorted(of_day)))

    def until(self, day: int) -> Diary:
        """Make the diary as it was at the end of a day."""
        return replace(self, entries=tuple(e for e in self.entries if e.day <= day))

    @property
    def pains(self) -> tuple[tuple[int, int], ...]:
        """The days on which pain was told, with it."""
        return tuple([(e.day, e.pain) for e in self.entries if e.pain is not None])

    @property
    def start(self) -> int | None:
        """The pain at the start: what the visit or day 0 says; unknown where neither does."""
        first = self.entries[0] if self.entries else None
        on_day_0 = first.pain if first is not None and first.day == 0 else None
        return on_day_0 if on_day_0 is not None else self.pain_at_start

    @property
    def last_day(self) -> int | None:
        return self.entries[-1].day if self.entries else None


def diary_of(record: Record, entries: Iterable[DayEntry] = ()) -> Diary:
    """Begin the diary of the episode a visit started, and put entries into it in whatever order they come."""
    facts = dict(_known(record))
    pain, days = facts.get("pain_intensity"), facts.get("duration_days")
    started = Diary(
        pain_at_start=round(pain) if isinstance(pain, (int, float)) else None,
        days_before=float(days) if isinstance(days, (int, float)) else 0.0,
        facts=MappingProxyType(facts),
    )
    for entry in entries:
        started = started.with_entry(entry)
    return started


def _known(record: Record) -> Iterator[tuple[str, Value]]:
    for finding in record.observations:
        value = record.value(finding)
        if value is not None:
            yield finding, value
