"""What happens in a visit, as events; where it stands is a fold over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import Any

import msgspec

from lumbago.errors import NotFoundError, Problem
from lumbago.knowledge import Knowledge, pack
from lumbago.pathway.visit import Visit, conduct
from lumbago.record import CurrentMedicine, Observation, Observer, Record, Setting, Value
from lumbago.storage import (
    Database,
    Event,
    News,
    append_event,
    erase_events,
    extend_visit,
    found_visit,
    has_edition,
    keep_edition,
    read_events,
)


@dataclass(frozen=True, slots=True)
class Concluded:
    """What a visit was told when it was concluded, and on what grounds."""

    at: datetime
    edition: str
    record: Record
    urgency: str
    not_ruled_out: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VisitState:
    """Where a visit stands.

    `concluded` holds every conclusion, latest last; `open` says that answers came since; `listed` says that medicines
    and allergies were asked, whatever came back; `seen_at` is when somebody last told that they had been seen.
    """

    record: Record = field(default_factory=Record)
    started_at: datetime | None = None
    concluded: tuple[Concluded, ...] = ()
    open: bool = True
    listed: bool = False
    seen_at: datetime | None = None

    @property
    def told_at(self) -> datetime | None:
        """When the present advice was first given: its deadlines count from then, however often it is confirmed.

        Advice given after somebody was seen is new advice.
        """
        since: datetime | None = None
        for concluded in reversed(self.concluded):
            other = concluded.urgency != self.concluded[-1].urgency
            if other or (since and self.seen_at and concluded.at <= self.seen_at < since):
                break
            since = concluded.at
        return since


def start_visit(database: Database, key: str, setting: Setting, now: datetime) -> None:
    """Start a visit under a key that nobody can guess; one that is started already stays as it is."""
    found_visit(database, key, now)
    append_event(database, key, "visit_started", {"setting": setting}, now, submission="start")


def answer(
    database: Database,
    key: str,
    answers: Mapping[str, Value | None],
    observer: Observer,
    now: datetime,
    submission: str | None = None,
) -> VisitState:
    """Keep the answers of one page, and tell where the visit stands then; None is "don't know".

    What says nothing new, such as a form sent twice, is not kept again.

    Raises: NotFoundError when there is no such visit.
    """
    content = {"answers": dict(answers), "observer": observer}

    def change(events: tuple[Event, ...]) -> bool:
        return _change(_folded(events), answers, observer)

    return _folded(extend_visit(database, key, News("answered", content, now, submission, change)))


def _change(state: VisitState, answers: Mapping[str, Value | None], observer: Observer) -> bool:
    seen = state.record.observations
    return any(Observation(value, observer) not in seen.get(finding, ()) for finding, value in answers.items())


def list_medicines(
    database: Database,
    key: str,
    medicines: tuple[CurrentMedicine, ...] | None,
    allergies: tuple[str, ...] | None,
    now: datetime,
) -> VisitState:
    """Keep what somebody takes and is allergic to, in place of what was listed before; None is "don't know".

    Raises: NotFoundError when there is no such visit.
    """
    taken = None if medicines is None else [msgspec.structs.asdict(medicine) for medicine in medicines]
    listed = {"medicines": taken, "allergies": None if allergies is None else list(allergies)}
    return _folded(extend_visit(database, key, News("medicines_listed", listed, now)))


def keep_event(
    database: Database, key: str, kind: str, content: Mapping[str, Any], now: datetime, submission: str | None = None
) -> None:
    """Keep whatever else happens in a visit; the same submission is kept once.

    Raises: NotFoundError when there is no such visit, or it was erased meanwhile.
    """
    if not extend_visit(database, key, News(kind, content, now, submission)):
        raise not_found()


def withdraw_answer(database: Database, key: str, finding: str, now: datetime) -> VisitState:
    """Take an answer back, as if it had never been asked.

    Raises: NotFoundError when there is no such visit.
    """
    return _folded(extend_visit(database, key, News("answer_withdrawn", {"finding": finding}, now)))


def conclude_visit(database: Database, key: str, knowledge: Knowledge, now: datetime) -> Visit:
    """Conduct the visit, keep what it comes to, and keep the edition it was told under.

    Where another tab answers meanwhile, it is conducted again: what is told holds for every answer before it.

    Raises: NotFoundError when there is no such visit.
    """
    if not has_edition(database, knowledge.edition):  # to pack one takes longer than all the rest
        keep_edition(database, knowledge.edition, pack(knowledge))
    while True:
        before = read_events(database, key)
        visit = conduct(_folded(before).record, knowledge, now)
        told = _told(visit)
        *earlier, last = extend_visit(database, key, News("visit_concluded", told, now, new_to=before.__eq__)) or before
        if tuple(earlier) == before and (last.kind, last.content) == ("visit_concluded", told):
            return visit


def _told(visit: Visit) -> dict[str, Any]:
    return {
        "edition": visit.edition,
        "urgency": visit.urgency,
        "not_ruled_out": visit.not_ruled_out,
        "rules": [fired.rule.id for fired in visit.triage.fired],
    }


def erase(database: Database, key: str) -> None:
    """Erase everything of a visit.

    Raises: NotFoundError when there is no such visit.
    """
    if not erase_events(database, key):
        raise not_found()


def visit_state(database: Database, key: str) -> VisitState:
    """Fold all events of a visit into where it stands.

    Raises: NotFoundError when there is no such visit, or it was erased.
    """
    return _folded(read_events(database, key))


def _folded(events: tuple[Event, ...]) -> VisitState:
    if not events:
        raise not_found()
    return reduce(visit_after, events, VisitState())


def visit_after(state: VisitState, event: Event) -> VisitState:
    """Tell where a visit stands after one more event; those of its diary add their signs."""
    content = event.content
    if event.kind == "visit_started":
        return replace(state, record=Record(setting=content["setting"]), started_at=event.recorded_at)
    if event.kind == "answered":
        record = state.record.with_answers(content["answers"], content["observer"])
        return replace(state, record=record, open=True)
    if event.kind == "medicines_listed":
        taken, allergies = content["medicines"], content["allergies"]
        record = msgspec.structs.replace(
            state.record,
            medicines=None if taken is None else tuple(CurrentMedicine(**medicine) for medicine in taken),
            allergies=None if allergies is None else tuple(allergies),
        )
        return replace(state, record=record, listed=True, open=True)
    if event.kind == "answer_withdrawn":
        return replace(state, record=state.record.without(content["finding"]), open=True)
    if event.kind == "day_recorded":
        return replace(state, record=_with_signs(state.record, content["answers"]))
    if event.kind == "clock_answered":
        return state if content["answer"] == "not_yet" else replace(state, seen_at=event.recorded_at)
    if event.kind != "visit_concluded":
        return state
    return replace(state, concluded=(*state.concluded, _concluded(state, event, content)), open=False)


def _with_signs(record: Record, answers: Mapping[str, Value | None]) -> Record:
    """Add what a diary entry told: newer than anybody's answer before, except that it takes no sign back."""
    for finding, value in answers.items():
        if record.value(finding) is not True:
            record = record.without(finding).with_answer(finding, value)
    return record


def _concluded(state: VisitState, event: Event, content: Mapping[str, Any]) -> Concluded:
    return Concluded(
        at=event.recorded_at,
        edition=content["edition"],
        record=state.record,
        urgency=content["urgency"],
        not_ruled_out=content["not_ruled_out"],
        rules=tuple(content["rules"]),
    )


def not_found() -> NotFoundError:
    """Say that there is no such visit; somebody else's is none either."""
    return NotFoundError(Problem("there is no such visit, or it was erased."))
