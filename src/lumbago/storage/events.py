"""Events of a visit: appended, read in order, erased as a whole; never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from lumbago.storage.database import Database, leave_nothing, writing
from lumbago.storage.digests import aware, digest
from lumbago.storage.doors import visit_of
from lumbago.storage.tables import account_visit, door, reminder, reminder_sent, visit_event

TRIES = 20
OF_A_VISIT = (door, account_visit, reminder, reminder_sent)
"""What is erased with a visit."""


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
    row = {
        "kind": kind,
        "content": json.dumps(content, ensure_ascii=True),
        "recorded_at": now.astimezone(UTC),
        "submission": digest(submission) if submission else None,
    }
    for attempt in range(TRIES):
        try:
            return _append(database, key, row)
        except (IntegrityError, OperationalError):
            # Somebody took this place first; the next try reads again. A database that is really broken fails them all.
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _append(database: Database, key: str, row: Mapping[str, Any]) -> bool:
    with writing(database).begin() as connection:
        visit = visit_of(connection, key)
        mine = visit_event.c.visit == visit
        if row["submission"] is not None:
            same = select(visit_event.c.id).where(mine, visit_event.c.submission == row["submission"])
            if connection.execute(same).first() is not None:
                return False
        last = connection.execute(select(func.max(visit_event.c.sequence)).where(mine)).scalar()
        connection.execute(insert(visit_event).values(**row, visit=visit, sequence=(last or 0) + 1))
    return True


def read_events(database: Database, key: str) -> tuple[Event, ...]:
    """Read all events of the visit that a key opens, in order; none when there is no such visit."""
    with database.connect() as connection:
        return _events(connection, visit_of(connection, key))


def read_events_of(database: Database, visit: str) -> tuple[Event, ...]:
    """Read all events of a visit by the name it has in the table."""
    with database.connect() as connection:
        return _events(connection, visit)


def _events(connection: Connection, visit: str) -> tuple[Event, ...]:
    wanted = select(visit_event).where(visit_event.c.visit == visit).order_by(visit_event.c.sequence)
    rows = connection.execute(wanted).all()
    return tuple(Event(r.sequence, r.kind, json.loads(r.content), aware(r.recorded_at)) for r in rows)


def erase_events(database: Database, key: str) -> int:
    """Erase every event of a visit and every door to it, so that nothing of it is left; say how many events it had."""
    with writing(database).begin() as connection:
        visit = visit_of(connection, key)
        gone = connection.execute(delete(visit_event).where(visit_event.c.visit == visit)).rowcount
        for table in OF_A_VISIT:
            connection.execute(delete(table).where(table.c.visit == visit))
    leave_nothing(database)
    return gone
