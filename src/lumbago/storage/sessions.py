"""Who is signed in where, and what is under way to it: links that were mailed, challenges that were set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select

from lumbago.storage.accounts import add_account, take_visit
from lumbago.storage.database import Database, leave_nothing, writing
from lumbago.storage.digests import aware, digest
from lumbago.storage.doors import visit_of
from lumbago.storage.tables import (
    account,
    account_role,
    account_visit,
    challenge,
    door,
    passkey,
    reminder,
    reminder_sent,
    session,
    sign_in_link,
    visit_event,
)

NEVER_OPENED = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Session:
    """One device that is signed in; `name` tells it apart and opens nothing."""

    name: str
    device: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """A device that signs in: the key it came with, the one it gets, and what to call it."""

    old_key: str
    new_key: str
    device: str
    now: datetime


def sign_in(database: Database, account_id: str, email: str | None, arrival: Arrival) -> None:
    """Open a session under a fresh key, and let the visit the device came with belong to the account."""
    with writing(database) as connection:
        if connection.execute(select(account.c.id).where(account.c.id == account_id)).first() is None:
            add_account(connection, account_id, email, arrival.now)
        _bring_visit(connection, account_id, arrival)
        connection.execute(delete(session).where(session.c.key == digest(arrival.old_key)))
        row = {"key": digest(arrival.new_key), "account": account_id, "device": arrival.device}
        connection.execute(insert(session).values(**row, since=arrival.now.astimezone(UTC)))


def _bring_visit(connection: Connection, account_id: str, arrival: Arrival) -> None:
    """Take the visit along; where the account shows another already, this one waits behind it."""
    visit = visit_of(connection, arrival.old_key)
    if connection.execute(select(visit_event.c.id).where(visit_event.c.visit == visit)).first() is None:
        return
    shown = connection.execute(select(account_visit.c.visit).where(account_visit.c.account == account_id)).first()
    take_visit(connection, account_id, visit, arrival.now if shown is None else NEVER_OPENED)
    connection.execute(delete(door).where(door.c.key == digest(arrival.old_key), door.c.kind == "device"))


def sessions_of(database: Database, account_id: str) -> tuple[Session, ...]:
    """List the devices that are signed in, latest first."""
    wanted = select(session).where(session.c.account == account_id).order_by(session.c.since.desc())
    with database.connect() as connection:
        rows = connection.execute(wanted).all()
    return tuple(Session(row.key, row.device, aware(row.since)) for row in rows)


def end_session(database: Database, key: str) -> None:
    """Sign the browser of this key out."""
    with writing(database) as connection:
        connection.execute(delete(session).where(session.c.key == digest(key)))


def end_session_named(database: Database, account_id: str, name: str) -> bool:
    """Sign one device of an account out; say False when it has none of that name."""
    mine = delete(session).where(session.c.account == account_id, session.c.key == name)
    with writing(database) as connection:
        return connection.execute(mine).rowcount > 0


def keep_link(database: Database, token: str, email: str, until: datetime, now: datetime, most: int) -> bool:
    """Keep a link that was asked for, and drop those whose time is over; say False when too many wait already."""
    with writing(database) as connection:
        connection.execute(delete(sign_in_link).where(sign_in_link.c.until <= now.astimezone(UTC)))
        waiting = select(func.count()).select_from(sign_in_link).where(sign_in_link.c.email == email)
        if (connection.execute(waiting).scalar() or 0) >= most:
            return False
        row = {"token": digest(token), "email": email, "until": until.astimezone(UTC)}
        connection.execute(insert(sign_in_link).values(**row))
    return True


def use_link(database: Database, token: str, now: datetime) -> str | None:
    """Use a link up, and give the address it was sent to; None when it is used, too old or unknown."""
    with writing(database) as connection:
        row = connection.execute(select(sign_in_link).where(sign_in_link.c.token == digest(token))).first()
        used = connection.execute(delete(sign_in_link).where(sign_in_link.c.token == digest(token))).rowcount
    return row.email if row and used and aware(row.until) > now else None


def keep_challenge(database: Database, key: str, set_to: bytes, until: datetime) -> None:
    """Keep the challenge a browser has to answer, in place of an earlier one."""
    with writing(database) as connection:
        connection.execute(delete(challenge).where(challenge.c.key == digest(key)))
        row = {"key": digest(key), "challenge": set_to, "until": until.astimezone(UTC)}
        connection.execute(insert(challenge).values(**row))


def use_challenge(database: Database, key: str, now: datetime) -> bytes | None:
    """Use the challenge of a browser up; None when there is none, or its time is over."""
    with writing(database) as connection:
        row = connection.execute(select(challenge).where(challenge.c.key == digest(key))).first()
        connection.execute(delete(challenge).where(challenge.c.key == digest(key)))
    return row.challenge if row and aware(row.until) > now else None


def erase_account(database: Database, account_id: str) -> None:
    """Erase an account with every visit, session, passkey and role of it, so that nothing is left."""
    own = select(account_visit.c.visit).where(account_visit.c.account == account_id)
    email = select(account.c.email).where(account.c.id == account_id)
    with writing(database) as connection:
        for table in (visit_event, door, reminder_sent):
            connection.execute(delete(table).where(table.c.visit.in_(own)))
        connection.execute(delete(sign_in_link).where(sign_in_link.c.email.in_(email)))
        for table in (reminder, account_visit, session, passkey, account_role):
            connection.execute(delete(table).where(table.c.account == account_id))
        connection.execute(delete(account).where(account.c.id == account_id))
    leave_nothing(database)


def found_visit(database: Database, key: str, now: datetime) -> None:
    """Let the visit that a signed-in browser starts belong to its account."""
    with writing(database) as connection:
        wanted = select(session.c.account).where(session.c.key == digest(key))
        account_id = connection.execute(wanted).scalar()
        if account_id is not None:
            take_visit(connection, account_id, visit_of(connection, key), now)
