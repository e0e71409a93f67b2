"""Letting others in: a link to read for a while, and a code that brings a lost key back."""

from __future__ import annotations

from datetime import datetime, timedelta

from lumbago.errors import InputError, NotFoundError, Problem
from lumbago.record.recovery_code import read_code, write_code
from lumbago.storage import doors
from lumbago.storage.database import Database
from lumbago.storage.doors import Door

SHARE_DAYS = (1, 7, 30)
"""For how long a link may be made."""


def share(database: Database, key: str, token: str, days: int, now: datetime) -> None:
    """Let whoever has this link read the visit, and nothing else, for some days."""
    doors.make_door(database, key, token, "share", now, now + timedelta(days=days))


def shares(database: Database, key: str, now: datetime) -> tuple[Door, ...]:
    """List the links that still open the visit."""
    return tuple(door for door in doors.doors_of(database, key, "share") if door.until and door.until > now)


def revoke_share(database: Database, key: str, name: str) -> None:
    """Shut a link before its time.

    Raises: NotFoundError when there is no such link to this visit.
    """
    if not doors.shut_door(database, key, name):
        raise NotFoundError(Problem("there is no such link."))


def shared_visit(database: Database, token: str, now: datetime) -> str | None:
    """Name the visit a link opens; None when it was revoked, its time is over, or it never was."""
    return doors.opened_by(database, token, "share", now)


def make_recovery_code(database: Database, key: str, secret: int, now: datetime) -> str:
    """Make the code that brings the visit back in another browser; an earlier code stops working."""
    code = write_code(secret)
    doors.replace_door(database, key, code, "recovery", now)
    return code


def has_recovery_code(database: Database, key: str) -> bool:
    """Say whether there is a code for the visit."""
    return bool(doors.doors_of(database, key, "recovery"))


def recover(database: Database, typed: str, device: str, now: datetime) -> None:
    """Let a browser in by the code.

    Raises: InputError when a sign of it is wrong; NotFoundError when it opens nothing.
    """
    code = read_code(typed)
    if code is None:
        raise InputError(Problem("a sign of this code is wrong or missing.", mend="Compare it with the paper."))
    if not doors.enter_by(database, code, "recovery", device, now):
        raise NotFoundError(Problem("this code opens nothing here."))
