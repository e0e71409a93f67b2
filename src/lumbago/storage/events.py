"""Events of a visit: appended, read in order, erased as a whole; never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from lumbago.storage.database import Database, writing
from lumbago.storage.tables import visit_event

TRIES = 20


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a visit."""

    sequence: int
    kind: str
    content: Mapping[str, Any]
    recorded_at: datetime


def append_event(
    database: Database, visit: str, kind: str, content: Mapping[str, Any], now: datetime, submission: str | None = None
) -> bool:
    """Keep one event after all others of its visit; say False when this submission was kept before.

    Returns only when the event is durable. Two that write at once both get their place.
    """
    row = {
        "visit": digest(visit),
        "kind": kind,
        "content": json.dumps(content, ensure_ascii=True),
        "recorded_at": now.astimezone(UTC),
        "submission": digest(submission) if submission else None,
    }
    for attempt in range(TRIES):
        try:
            return _append(database, row)
        except (IntegrityError, OperationalError):
            # Somebody took this place first; the next try reads again. A database that is really broken fails them all.
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _append(database: Database, row: Mapping[str, Any]) -> bool:
    mine = visit_event.c.visit == row["visit"]
    with writing(database).begin() as connection:
        if row["submission"] is not None:
            same = select(visit_event.c.id).where(mine, visit_event.c.submission == row["submission"])
            if connection.execute(same).first() is not None:
                return False
        last = connection.execute(select(func.max(visit_event.c.sequence)).where(mine)).scalar()
        connection.execute(insert(visit_event).values(**row, sequence=(last or 0) + 1))
    return True


def read_events(database: Database, visit: str) -> tuple[Event, ...]:
    """Read all events of a visit, in order; none when there is no such visit."""
    wanted = select(visit_event).where(visit_event.c.visit == digest(visit)).order_by(visit_event.c.sequence)
    with database.connect() as connection:
        rows = connection.execute(wanted).all()
    return tuple(Event(r.sequence, r.kind, json.loads(r.content), _aware(r.recorded_at)) for r in rows)


def erase_events(database: Database, visit: str) -> int:
    """Erase every event of a visit, so that nothing of it is left; say how many there were."""
    with writing(database).begin() as connection:
        gone = connection.execute(delete(visit_event).where(visit_event.c.visit == digest(visit))).rowcount
    if database.dialect.name == "sqlite":
        # Deleted pages are overwritten at once; the write-ahead log still holds them until it is folded in.
        raw = database.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()
    return gone


def digest(secret: str) -> str:
    """Make what stands in the table of a key or a submission, from which neither can be had back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _aware(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time
