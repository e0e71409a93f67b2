"""Where an episode stands: a fold over the events of its visit and of its diary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from functools import reduce
from typing import Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

from lumbago.actions.visits import Concluded, VisitState, not_found, visit_after
from lumbago.pathway.course import DayEntry, Diary, Schedule, diary_of
from lumbago.storage import Event

Seen: TypeAlias = Literal["cleared", "being_treated", "not_yet"]
"""What came of being told to see somebody: no danger found; treatment or tests go on; nobody has looked yet."""

DropOut: TypeAlias = Literal["better", "worse", "bored", "saw_someone"]
Ending: TypeAlias = Literal["recovered", "stopped"]


@dataclass(frozen=True, slots=True)
class Noted:
    """One entry as it was written: for which day, when, and whether a later one of that day changed it."""

    date: date
    entry: DayEntry
    at: datetime
    sequence: int


@dataclass(frozen=True, slots=True)
class Clock:
    """What was said of a deadline: whose, and what came of it."""

    told_at: datetime
    answer: Seen
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the plan, or one referral, with the day it came and the entries that caused it."""

    kind: str
    rule: str
    day: int
    because: tuple[int, ...]
    spell: int
    at: datetime


@dataclass(frozen=True, slots=True)
class EpisodeState:
    """Where an episode stands.

    begun: the conclusion its days are counted from; None while the visit was never concluded.
    began_on: the day of the calendar that is day 0; another clock chosen later leaves it.
    comparison: of two choices, while it runs and until it is ended.
    """

    visit: VisitState = field(default_factory=VisitState)
    begun: Concluded | None = None
    began_on: date | None = None
    zone: tzinfo = UTC
    notes: tuple[Noted, ...] = ()
    clocks: tuple[Clock, ...] = ()
    steps: tuple[Step, ...] = ()
    comparison: Schedule | None = None
    drop_out: DropOut | None = None
    ended: Ending | None = None
    ended_at: datetime | None = None
    spells: int = 1
    last_at: datetime | None = None

    def today(self, now: datetime) -> date:
        """Tell the day of the calendar it is where the person is."""
        return now.astimezone(self.zone).date()

    def day(self, on: date) -> int:
        """Count a day of the calendar from day 0: by the calendar, so that no hour of daylight saving is lost."""
        return (on - self.began_on).days if self.began_on else 0

    @property
    def diary(self) -> Diary:
        """The diary as the course reads it."""
        record = self.begun.record if self.begun else self.visit.record
        return diary_of(record, (note.entry for note in self.notes))

    def clock_of(self, told_at: datetime) -> Clock | None:
        """Give what was last said of the advice that was given then."""
        return next((clock for clock in reversed(self.clocks) if clock.told_at == told_at), None)


def folded(events: tuple[Event, ...], home: tzinfo | None) -> EpisodeState:
    """Fold events, in their order.

    Raises: NotFoundError when there are none.
    """
    if not events:
        raise not_found()
    return reduce(_after, events, EpisodeState(zone=home or UTC))


def _after(state: EpisodeState, event: Event) -> EpisodeState:
    visit = visit_after(state.visit, event)
    state = replace(state, visit=visit, last_at=event.recorded_at)
    if state.begun is None and visit.concluded:
        first = visit.concluded[0]
        state = replace(state, begun=first, began_on=first.at.astimezone(state.zone).date())
    fold = FOLDS.get(event.kind)
    return fold(state, event) if fold else state


def _noted(state: EpisodeState, event: Event) -> EpisodeState:
    on = date.fromisoformat(event.content["date"])
    entry = replace(from_content(event.content["entry"]), day=state.day(on))
    return replace(state, notes=(*state.notes, Noted(on, entry, event.recorded_at, event.sequence)))


def _clocked(state: EpisodeState, event: Event) -> EpisodeState:
    told_at = datetime.fromisoformat(event.content["told_at"])
    return replace(state, clocks=(*state.clocks, Clock(told_at, event.content["answer"], event.recorded_at)))


def _stepped(state: EpisodeState, event: Event) -> EpisodeState:
    content = event.content
    because = tuple(content["because"])
    step = Step(event.kind, content["rule"], content["day"], because, state.spells, event.recorded_at)
    return replace(state, steps=(*state.steps, step))


def _closed(state: EpisodeState, event: Event) -> EpisodeState:
    return replace(state, ended=event.content["ending"], ended_at=event.recorded_at)


def _reopened(state: EpisodeState, _event: Event) -> EpisodeState:
    return replace(state, ended=None, ended_at=None, drop_out=None, spells=state.spells + 1)


FOLDS: Mapping[str, Callable[[EpisodeState, Event], EpisodeState]] = {
    "day_recorded": _noted,
    "clock_answered": _clocked,
    "plan_changed": _stepped,
    "referral_recorded": _stepped,
    "drop_out_told": lambda state, event: replace(state, drop_out=event.content["answer"]),
    "episode_closed": _closed,
    "episode_reopened": _reopened,
    "comparison_started": lambda state, event: replace(state, comparison=_schedule(event.content)),
    "comparison_ended": lambda state, _: replace(state, comparison=None),
    "zone_chosen": lambda state, event: replace(state, zone=ZoneInfo(event.content["zone"])),
}


def _schedule(content: Mapping[str, Any]) -> Schedule:
    return Schedule(content["choice"], content["first_day"], content["phase_days"], tuple(content["arms"]))


def as_content(entry: DayEntry) -> dict[str, Any]:
    """Write an entry as its event holds it; what was not told is left out."""
    told = asdict(replace(entry, signs={}, more={}, questionnaires={}))
    told |= {name: dict(getattr(entry, name)) for name in ("signs", "more", "questionnaires")}
    return {name: value for name, value in told.items() if value not in (None, {}) and name != "day"}


def from_content(content: Mapping[str, Any]) -> DayEntry:
    """Read an entry back from its event."""
    medicines = content.get("medicines")
    asked = {name: tuple(answers) for name, answers in content.get("questionnaires", {}).items()}
    given = {**content, "medicines": None if medicines is None else tuple(medicines), "questionnaires": asked}
    return DayEntry(day=0, **given)
