"""What happens in an episode after its visit, as events beside the visit's; where it stands is a fold over them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from typing import Any, get_args
from zoneinfo import ZoneInfo

from lumbago.actions.episode_state import DropOut, Ending, EpisodeState, Seen, as_content, folded
from lumbago.actions.visits import VisitState, conclude_visit, keep_event
from lumbago.errors import InputError, Problem
from lumbago.knowledge import Knowledge
from lumbago.pathway.course import DayEntry, Schedule, screened, step_ups
from lumbago.pathway.visit import Appraisal, appraise
from lumbago.storage import Database, read_events, read_events_of


def episode_state(database: Database, key: str, home: tzinfo | None = None) -> EpisodeState:
    """Fold all events of an episode, its visit's included, into where it stands.

    home: whose clock its days go by, unless the person chose another.

    Raises: NotFoundError when there is no such visit, or it was erased.
    """
    return folded(read_events(database, key), home)


def shared_episode(database: Database, visit: str, home: tzinfo | None = None) -> EpisodeState:
    """Fold the events of a visit that a shared link has opened.

    Raises: NotFoundError when it was erased.
    """
    return folded(read_events_of(database, visit), home)


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
    keep_event(database, key, "day_recorded", content, now, written.submission)
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
            keep_event(database, key, kind, content, now, submission=f"{found.id} in spell {state.spells}")


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
        keep_event(database, key, "clock_answered", content, now)


def tell_drop_out(database: Database, key: str, answer: DropOut, now: datetime) -> None:
    """Keep why somebody stopped writing; it is asked once.

    Raises: NotFoundError when there is no such visit.
    """
    episode_state(database, key)
    content = {"answer": _one_of(answer, DropOut)}
    keep_event(database, key, "drop_out_told", content, now, submission="drop out")


def close_episode(database: Database, key: str, ending: Ending, now: datetime) -> None:
    """Close the episode: it is over, or the person has had enough of the diary.

    Raises: NotFoundError when there is no such visit.
    """
    if episode_state(database, key).ended is None:
        keep_event(database, key, "episode_closed", {"ending": _one_of(ending, Ending)}, now)


def reopen_episode(database: Database, key: str, now: datetime) -> None:
    """Open a closed episode again.

    Raises: NotFoundError when there is no such visit.
    """
    if episode_state(database, key).ended is not None:
        keep_event(database, key, "episode_reopened", {}, now)


def start_comparison(database: Database, key: str, planned: Schedule, now: datetime) -> None:
    """Keep the plan of a comparison of two choices, in place of another.

    Raises: NotFoundError when there is no such visit.
    """
    episode_state(database, key)
    keep_event(database, key, "comparison_started", asdict(planned), now)


def end_comparison(database: Database, key: str, now: datetime) -> None:
    """End the comparison that runs, if one does.

    Raises: NotFoundError when there is no such visit.
    """
    if episode_state(database, key).comparison is not None:
        keep_event(database, key, "comparison_ended", {}, now)


def choose_zone(database: Database, key: str, zone: str, now: datetime) -> None:
    """Keep whose clock the days of the diary go by.

    Raises: NotFoundError when there is no such visit; InputError when there is no such time zone.
    """
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        raise InputError(Problem("There is no such time zone. Write it as Europe/Berlin.")) from None
    if episode_state(database, key).zone != ZoneInfo(zone):
        keep_event(database, key, "zone_chosen", {"zone": zone}, now)


def _one_of(word: str, kind: Any) -> str:
    if word not in get_args(kind):
        raise InputError(Problem(f"{word[:40]!r} is no answer here."))
    return word
