"""What happens in an episode after its visit, as events beside the visit's; where it stands is a fold over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from functools import reduce
from typing import Any, Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo

from lumbago.actions.visits import Concluded, VisitState, conclude_visit, not_found, visit_after
from lumbago.errors import InputError, Problem
from lumbago.knowledge import Knowledge
from lumbago.pathway.course import DayEntry, Diary, diary_of, screened, step_ups
from lumbago.pathway.visit import Appraisal, appraise
from lumbago.storage import Database, Event, append_event, read_events, read_events_of

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
    days_before: how long it had hurt when the episode began.
    """

    visit: VisitState = field(default_factory=VisitState)
    begun: Concluded | None = None
    zone: tzinfo = UTC
    notes: tuple[Noted, ...] = ()
    clocks: tuple[Clock, ...] = ()
    steps: tuple[Step, ...] = ()
    drop_out: DropOut | None = None
    ended: Ending | None = None
    ended_at: datetime | None = None
    spells: int = 1
    last_at: datetime | None = None

    @property
    def began_on(self) -> date | None:
        """The day of the calendar that is day 0, where the person is."""
        return self.begun.at.astimezone(self.zone).date() if self.begun else None

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


def episode_state(database: Database, key: str, home: tzinfo | None = None) -> EpisodeState:
    """Fold all events of an episode, its visit's included, into where it stands.

    home: whose clock its days go by, unless the person chose another.

    Raises: NotFoundError when there is no such visit, or it was erased.
    """
    return _folded(read_events(database, key), home)


def shared_episode(database: Database, visit: str, home: tzinfo | None = None) -> EpisodeState:
    """Fold the events of a visit that a shared link has opened.

    Raises: NotFoundError when it was erased.
    """
    return _folded(read_events_of(database, visit), home)


def _folded(events: tuple[Event, ...], home: tzinfo | None) -> EpisodeState:
    if not events:
        raise not_found()
    return reduce(_after, events, EpisodeState(zone=home or UTC))


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as somebody hands it in: for which day, and by which form, so that sending it twice keeps it once."""

    date: date
    entry: DayEntry
    submission: str | None = None


def record_day(database: Database, key: str, written: Written, knowledge: Knowledge, now: datetime) -> Appraisal:
    """Keep what was told of one day, and judge it at once by the same rules as on the first day.

    A sign is an answer like any other from then on; an entry never takes one back. Where the urgency is another than
    what was told last, or a sign shows after somebody was seen, the visit is concluded anew.

    Raises: NotFoundError when there is no such visit; InputError when the day cannot be.
    """
    state = episode_state(database, key, now.tzinfo)
    dated = replace(written.entry, day=state.day(check_day(state, written.date, now)))
    answers = _answers(state, dated, knowledge)
    content = {"date": written.date.isoformat(), "entry": as_content(dated), "answers": answers}
    append_event(database, key, "day_recorded", content, now, written.submission)
    after = episode_state(database, key, now.tzinfo)
    found = appraise(after.visit.record, knowledge, now)
    if _is_new_advice(after.visit, dated, found):
        conclude_visit(database, key, knowledge, now)
    _take_steps(database, key, after, knowledge, now)
    return found


def _is_new_advice(visit: VisitState, entry: DayEntry, found: Appraisal) -> bool:
    last = visit.concluded[-1]
    seen_since = visit.seen_at is not None and last.at <= visit.seen_at
    return found.urgency != last.urgency or (any(entry.signs.values()) and seen_since)


def _take_steps(database: Database, key: str, state: EpisodeState, knowledge: Knowledge, now: datetime) -> None:
    """Keep each reason to step up when it first holds, with the entries that caused it; once in a spell."""
    taken = {step.rule for step in state.steps if step.spell == state.spells}
    for found in step_ups(state.diary, knowledge, state.day(state.today(now))):
        if found.id not in taken:
            kind = "referral_recorded" if found.step == "referral" else "plan_changed"
            content = {"rule": found.id, "day": state.day(state.today(now)), "because": list(found.days)}
            append_event(database, key, kind, content, now, submission=f"{found.id} in spell {state.spells}")


def check_day(state: EpisodeState, on: date, now: datetime) -> date:
    """Say whether something can be told of this day.

    Raises: InputError with the reason, in words for the person.
    """
    first, today = state.began_on, state.today(now)
    if first is None:
        raise InputError(Problem("There is no result yet to begin a diary from. Finish the questions first."))
    if state.last_at is not None and now < state.last_at and today < state.today(state.last_at):
        raise InputError(Problem("The clock here stands before your last entry. Nothing was saved. Try again later."))
    if on > today:
        raise InputError(Problem("That day has not come yet. Choose today or a day before."))
    if on < first:
        raise InputError(Problem("That is before your first day here. Choose a later day."))
    return on


def _answers(state: EpisodeState, entry: DayEntry, knowledge: Knowledge) -> dict[str, Any]:
    """Tell what an entry adds to the record; of an earlier day only its signs."""
    base = state.visit.record
    begun = state.begun.record.value("duration_days") if state.begun else None
    if begun is not None:
        base = base.with_answer("duration_days", begun)
    after = screened(base, (entry,), knowledge)
    told = {f: after.value(f) for f in after.observations if after.observations[f] != base.observations.get(f)}
    last = state.diary.last_day
    if last is not None and entry.day < last:
        told = {f: value for f, value in told.items() if f in entry.signs}
    return told


def answer_clock(database: Database, key: str, answer: Seen, now: datetime) -> None:
    """Keep what came of the deadline that was told last.

    Raises: NotFoundError when there is no such visit.
    """
    state = episode_state(database, key)
    told_at = state.visit.told_at
    if told_at is not None:
        content = {"told_at": told_at.astimezone(UTC).isoformat(), "answer": _one_of(answer, Seen)}
        append_event(database, key, "clock_answered", content, now)


def tell_drop_out(database: Database, key: str, answer: DropOut, now: datetime) -> None:
    """Keep why somebody stopped writing; it is asked once.

    Raises: NotFoundError when there is no such visit.
    """
    episode_state(database, key)
    content = {"answer": _one_of(answer, DropOut)}
    append_event(database, key, "drop_out_told", content, now, submission="drop out")


def close_episode(database: Database, key: str, ending: Ending, now: datetime) -> None:
    """Close the episode: it is over, or the person has had enough of the diary.

    Raises: NotFoundError when there is no such visit.
    """
    if episode_state(database, key).ended is None:
        append_event(database, key, "episode_closed", {"ending": _one_of(ending, Ending)}, now)


def reopen_episode(database: Database, key: str, now: datetime) -> None:
    """Open a closed episode again.

    Raises: NotFoundError when there is no such visit.
    """
    if episode_state(database, key).ended is not None:
        append_event(database, key, "episode_reopened", {}, now)


def choose_zone(database: Database, key: str, zone: str, now: datetime) -> None:
    """Keep whose clock the days of the diary go by.

    Raises: NotFoundError when there is no such visit; InputError when there is no such time zone.
    """
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        raise InputError(Problem("There is no such time zone. Write it as Europe/Berlin.")) from None
    if episode_state(database, key).zone != ZoneInfo(zone):
        append_event(database, key, "zone_chosen", {"zone": zone}, now)


def _after(state: EpisodeState, event: Event) -> EpisodeState:
    visit = visit_after(state.visit, event)
    state = replace(state, visit=visit, last_at=event.recorded_at)
    if state.begun is None and visit.concluded:
        state = replace(state, begun=visit.concluded[0])
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
    "zone_chosen": lambda state, event: replace(state, zone=ZoneInfo(event.content["zone"])),
}


def as_content(entry: DayEntry) -> dict[str, Any]:
    """Write an entry as its event holds it; what was not told is left out."""
    told = {**asdict(replace(entry, signs={}, more={})), "signs": dict(entry.signs), "more": dict(entry.more)}
    return {name: value for name, value in told.items() if value not in (None, {}) and name != "day"}


def from_content(content: Mapping[str, Any]) -> DayEntry:
    """Read an entry back from its event."""
    medicines = content.get("medicines")
    given = {**content, "medicines": None if medicines is None else tuple(medicines)}
    return DayEntry(day=0, **given)


def _one_of(word: str, kind: Any) -> str:
    if word not in get_args(kind):
        raise InputError(Problem(f"{word[:40]!r} is no answer here."))
    return word
