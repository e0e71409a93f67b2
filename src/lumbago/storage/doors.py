"""What opens a visit: the key it was started with, an account, another device, a recovery code, a shared link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from sqlalchemy import Connection, String, bindparam, delete, func, insert, select

from lumbago.storage.database import Database, writing
from lumbago.storage.digests import aware, digest
from lumbago.storage.tables import account_visit, door, session

Kind: TypeAlias = Literal["device", "recovery", "share"]


@dataclass(frozen=True, slots=True)
class Door:
    """One way into a visit; `name` tells it apart and opens nothing."""

    name: str
    kind: str
    made_at: datetime
    until: datetime | None


_MINE = bindparam("mine", type_=String)
_OF_ACCOUNT = (
    select(account_visit.c.visit)
    .join(session, session.c.account == account_visit.c.account)
    .where(session.c.key == _MINE)
    .order_by(account_visit.c.opened_at.desc())
    .limit(1)
    .scalar_subquery()
)
_OF_DEVICE = select(door.c.visit).where(door.c.key == _MINE, door.c.kind == "device").scalar_subquery()
VISIT_OPENED = func.coalesce(_OF_ACCOUNT, _OF_DEVICE, _MINE)
"""The visit that a browser's key opens: its account's, the one it was let into, or else its own; part of a query."""

_VISIT_OPENED = select(VISIT_OPENED)


def opened_with(key: str) -> dict[str, str]:
    """Give what a query with `VISIT_OPENED` needs."""
    return {"mine": digest(key)}


def visit_of(connection: Connection, key: str) -> str:
    """Tell which visit a browser's key opens."""
    visit: str = connection.execute(_VISIT_OPENED, opened_with(key)).scalar_one()
    return visit


def make_door(
    database: Database, key: str, opening: str, kind: Kind, now: datetime, until: datetime | None = None
) -> None:
    """Let `opening` open the visit that `key` opens."""
    with writing(database) as connection:
        _insert(connection, opening, visit_of(connection, key), kind, now, until)


def replace_door(database: Database, key: str, opening: str, kind: Kind, now: datetime) -> None:
    """Make a door in place of all others of its kind."""
    with writing(database) as connection:
        visit = visit_of(connection, key)
        connection.execute(delete(door).where(door.c.visit == visit, door.c.kind == kind))
        _insert(connection, opening, visit, kind, now, None)


def enter_by(database: Database, opening: str, kind: Kind, device: str, now: datetime) -> bool:
    """Let a device in by what it was shown; say False when that opens nothing."""
    with writing(database) as connection:
        visit = _opened(connection, opening, kind, now)
        if visit is not None:
            _insert(connection, device, visit, "device", now, None)
    return visit is not None


def opened_by(database: Database, opening: str, kind: Kind, now: datetime) -> str | None:
    """Tell the visit something opens at this time; None when nothing."""
    with database.connect() as connection:
        return _opened(connection, opening, kind, now)


def doors_of(database: Database, key: str, kind: Kind) -> tuple[Door, ...]:
    """List the doors of one kind into a visit, latest first."""
    with database.connect() as connection:
        mine = select(door).where(door.c.visit == visit_of(connection, key), door.c.kind == kind)
        rows = connection.execute(mine.order_by(door.c.made_at.desc())).all()
    return tuple(Door(r.key, r.kind, aware(r.made_at), aware(r.until) if r.until else None) for r in rows)


def shut_door(database: Database, key: str, name: str) -> bool:
    """Shut one door into the visit that `key` opens; say False when there is none of that name."""
    with writing(database) as connection:
        mine = delete(door).where(door.c.key == name, door.c.visit == visit_of(connection, key))
        return connection.execute(mine).rowcount > 0


def _opened(connection: Connection, opening: str, kind: Kind, now: datetime) -> str | None:
    row = connection.execute(select(door).where(door.c.key == digest(opening), door.c.kind == kind)).first()
    if row is None or (row.until is not None and aware(row.until) <= now):
        return None
    visit: str = row.visit
    return visit


def _insert(
    connection: Connection, opening: str, visit: str, kind: Kind, now: datetime, until: datetime | None
) -> None:
    row = {"key": digest(opening), "visit": visit, "kind": kind, "made_at": now.astimezone(UTC)}
    connection.execute(insert(door).values(**row, until=until.astimezone(UTC) if until else None))
