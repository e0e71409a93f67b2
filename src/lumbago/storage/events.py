"""Events of a visit: appended, read in order, erased as a whole; never changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, String, bindparam, delete, func, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from lumbago.storage.database import Database, leave_nothing, writing
from lumbago.storage.digests import aware, digest
from lumbago.storage.doors import VISIT_OPENED, opened_with, visit_of
from lumbago.storage.tables import account_visit, door, reminder, reminder_sent, visit_event

TRIES = 20
OF_A_VISIT = (door, account_visit, reminder, reminder_sent)
"""What is erased with a visit."""


T = TypeVar("T")


def _all_of(visit: ColumnElement[str]) -> Select[Any]:
    return select(visit_event).where(visit_event.c.visit == visit).order_by(visit_event.c.sequence)


_VISIT = bindparam("visit", type_=String)
_OPENED, _NAMED = _all_of(VISIT_OPENED), _all_of(_VISIT)
_LAST = select(func.max(visit_event.c.sequence)).where(visit_event.c.visit == _VISIT)
_SAME_SUBMISSION = select(visit_event.c.id).where(
    visit_event.c.visit == _VISIT, visit_event.c.submission == bindparam("submission", type_=String)
)
_INSERT = insert(visit_event)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a visit."""

    sequence: int
    kind: str
    content: Mapping[str, Any]
    recorded_at: datetime


def append_event(
    database: Database, key: str, kind: str, content: Mapping[str, Any], now: datetime, submission: str | None = None
) -> bool:
    """Keep one event after all others of its visit; say False when this submission was kept before.

    Returns only when the event is durable. Two that write at once both get their place.
    """
    row = _row(kind, content, now, submission)
    return _tried(lambda: _append(database, key, row))


@dataclass(frozen=True, slots=True)
class News:
    """What is to be kept of a visit, unless its earlier events say it already: then it is not `new_to` them."""

    kind: str
    content: Mapping[str, Any]
    now: datetime
    submission: str | None = None
    new_to: Callable[[tuple[Event, ...]], bool] = lambda _events: True


def extend_visit(database: Database, key: str, news: News) -> tuple[Event, ...]:
    """Keep news of a visit that is there already, if they are news to it, and give all its events afterwards.

    Reading, judging and writing are one transaction: two that send the same at once are told apart. Durable once it
    returns; where there is no such visit nothing is kept, and nothing given.
    """
    row = _row(news.kind, news.content, news.now, news.submission)
    return _tried(lambda: _extend(database, key, row, news.new_to))


def _row(kind: str, content: Mapping[str, Any], now: datetime, submission: str | None) -> dict[str, Any]:
    return {
        "kind": kind,
        "content": json.dumps(content, ensure_ascii=True),
        "recorded_at": now.astimezone(UTC),
        "submission": digest(submission) if submission else None,
    }


def _tried(write: Callable[[], T]) -> T:
    """Write, and again where somebody else took the place first; a database that is really broken fails every try."""
    for _ in range(TRIES - 1):
        with suppress(IntegrityError, OperationalError):
            return write()
    return write()


def _append(database: Database, key: str, row: Mapping[str, Any]) -> bool:
    with writing(database) as connection:
        visit = visit_of(connection, key)
        if row["submission"] is not None:
            sent = {"visit": visit, "submission": row["submission"]}
            if connection.execute(_SAME_SUBMISSION, sent).first() is not None:
                return False
        last = connection.execute(_LAST, {"visit": visit}).scalar()
        connection.execute(_INSERT, {**row, "visit": visit, "sequence": (last or 0) + 1})
    return True


def _extend(
    database: Database, key: str, row: Mapping[str, Any], new_to: Callable[[tuple[Event, ...]], bool]
) -> tuple[Event, ...]:
    with writing(database) as connection:
        rows = connection.execute(_OPENED, opened_with(key)).all()
        events = _events(rows)
        sent_before = row["submission"] is not None and row["submission"] in {r.submission for r in rows}
        if not events or sent_before or not new_to(events):
            return events
        sequence = events[-1].sequence + 1
        connection.execute(_INSERT, {**row, "visit": rows[0].visit, "sequence": sequence})
    return (*events, Event(sequence, row["kind"], json.loads(row["content"]), row["recorded_at"]))


def read_events(database: Database, key: str) -> tuple[Event, ...]:
    """Read all events of the visit that a key opens, in order; none when there is no such visit."""
    with database.connect() as connection:
        return _events(connection.execute(_OPENED, opened_with(key)).all())


def read_events_of(database: Database, visit: str) -> tuple[Event, ...]:
    """Read all events of a visit by the name it has in the table."""
    with database.connect() as connection:
        return _events(connection.execute(_NAMED, {"visit": visit}).all())


def _events(rows: Sequence[Row[Any]]) -> tuple[Event, ...]:
    return tuple(Event(r.sequence, r.kind, json.loads(r.content), aware(r.recorded_at)) for r in rows)


def erase_events(database: Database, key: str) -> int:
    """Erase every event of a visit and every door to it, so that nothing of it is left; say how many events it had."""
    with writing(database) as connection:
        visit = visit_of(connection, key)
        gone = connection.execute(delete(visit_event).where(visit_event.c.visit == visit)).rowcount
        for table in OF_A_VISIT:
            connection.execute(delete(table).where(table.c.visit == visit))
    leave_nothing(database)
    return gone


def erase_untouched(database: Database, since: datetime) -> int:
    """Erase every visit in which nothing was written since then and which no account holds; say how many."""
    held = select(account_visit.c.visit)
    untouched = (
        select(visit_event.c.visit)
        .where(visit_event.c.visit.not_in(held))
        .group_by(visit_event.c.visit)
        .having(func.max(visit_event.c.recorded_at) < since.astimezone(UTC))
    )
    with writing(database) as connection:
        names = connection.execute(untouched).scalars().all()
        for table in (visit_event, *OF_A_VISIT) if names else ():
            connection.execute(delete(table).where(table.c.visit == _VISIT), [{"visit": name} for name in names])
    leave_nothing(database)
    return len(names)
