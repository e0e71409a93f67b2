"""Accounts: signing in by a link that was mailed, the devices that are signed in, roles that the operator gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias, get_args

from lumbago.errors import InputError, NotFoundError, Problem
from lumbago.storage import accounts as stored
from lumbago.storage import read_events_of, sessions
from lumbago.storage.database import Database
from lumbago.storage.digests import digest
from lumbago.storage.sessions import Arrival, Session

Role: TypeAlias = Literal["moderator", "editor", "operator"]
ROLES: tuple[Role, ...] = get_args(Role)

LINK_LASTS = timedelta(minutes=15)
MOST_LINKS = 3
"""How many links may wait for one address at a time: nobody's post is filled by a stranger."""

_EMAIL = re.compile(r"[^\s@<>\"',;:\\]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who is signed in."""

    id: str
    email: str | None
    roles: frozenset[str]


def account_of(database: Database, key: str) -> Account | None:
    """Find the account a browser is signed in to; None when it is not."""
    row = stored.account_by_key(database, key)
    return Account(row.id, row.email, row.roles) if row else None


def read_email(text: str) -> str:
    """Read an address as people write it.

    Raises: InputError when it is none.
    """
    name, _, host = text.strip().rpartition("@")
    email = f"{name}@{host.lower()}"
    if len(email) > 254 or not _EMAIL.fullmatch(email):
        raise InputError(Problem("this is no e-mail address.", mend="Write it as name@example.org."))
    return email


def make_sign_in_link(database: Database, email: str, token: str, now: datetime) -> bool:
    """Keep a link that signs in whoever reads the post of this address, once, within a quarter of an hour.

    Says False when enough links wait for this address already: then none is sent.
    """
    return sessions.keep_link(database, token, email, now + LINK_LASTS, now, MOST_LINKS)


def sign_in_by_link(database: Database, token: str, arrival: Arrival, new_id: Callable[[], str]) -> None:
    """Sign a browser in by a link; the first link to an address makes its account.

    Raises: NotFoundError when the link is used, too old, or was never made.
    """
    email = sessions.use_link(database, token, arrival.now)
    if email is None:
        raise NotFoundError(Problem("this link was used, or is older than a quarter of an hour."))
    row = stored.account_by_email(database, email)
    sessions.sign_in(database, row.id if row else new_id(), email, arrival)


def sign_out(database: Database, key: str) -> None:
    """Sign a browser out."""
    sessions.end_session(database, key)


def sign_out_device(database: Database, account: Account, name: str) -> None:
    """Sign another device of an account out.

    Raises: NotFoundError when the account has no such device.
    """
    if not sessions.end_session_named(database, account.id, name):
        raise NotFoundError(Problem("there is no such device."))


def devices(database: Database, account: Account) -> tuple[Session, ...]:
    """List the devices that are signed in."""
    return sessions.sessions_of(database, account.id)


def own_visits(database: Database, account: Account) -> tuple[tuple[str, datetime], ...]:
    """List the visits of an account with when each was started; the first is the one its devices show."""
    names = [one.visit for one in stored.visits_of(database, account.id)]
    started = [(name, read_events_of(database, name)) for name in names]
    return tuple((name, events[0].recorded_at) for name, events in started if events)


def show_visit(database: Database, account: Account, name: str, now: datetime) -> None:
    """Let the devices of an account show another of its visits.

    Raises: NotFoundError when it is none of its own.
    """
    if not stored.open_visit(database, account.id, name, now):
        raise NotFoundError(Problem("there is no such visit."))


def session_name(key: str) -> str:
    """Name the session of a browser as the list of devices does."""
    return digest(key)


def erase_account(database: Database, account: Account) -> None:
    """Erase an account and everything that lies under it."""
    sessions.erase_account(database, account.id)


def give_role(database: Database, email: str, role: Role) -> None:
    """Give a role to whoever signs in by this address.

    Raises: NotFoundError when nobody has signed in by it yet.
    """
    stored.keep_role(database, _known(database, email), role)


def take_role(database: Database, email: str, role: Role) -> None:
    """Take a role away.

    Raises: NotFoundError when there is no such account, or it has not this role.
    """
    if not stored.drop_role(database, _known(database, email), role):
        raise NotFoundError(Problem(f"{email} is no {role}.", mend='See "lumbago role list".'))


def roles_given(database: Database) -> tuple[tuple[str, str], ...]:
    """List every role with the address of who has it."""
    return stored.roles_given(database)


def _known(database: Database, email: str) -> str:
    row = stored.account_by_email(database, read_email(email))
    if row is None:
        problem = Problem(f"nobody has signed in as {email} yet.", mend="Ask them to sign in by e-mail once.")
        raise NotFoundError(problem)
    return row.id
