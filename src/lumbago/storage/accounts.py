"""Accounts: their address, roles, passkeys and visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Select, delete, insert, select, update

from lumbago.storage.database import Database, writing
from lumbago.storage.digests import aware, digest
from lumbago.storage.tables import account, account_role, account_visit, passkey, session


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as it is kept."""

    id: str
    email: str | None
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey of an account: the public half."""

    id: str
    account: str
    public_key: bytes
    sign_count: int
    device: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """A visit of an account; the one opened last is the one its devices show."""

    visit: str
    opened_at: datetime


def add_account(connection: Connection, name: str, email: str | None, now: datetime) -> None:
    """Keep a new account."""
    connection.execute(insert(account).values(id=name, email=email, made_at=now.astimezone(UTC)))


def account_by_key(database: Database, key: str) -> AccountRow | None:
    """Find the account a browser's key is signed in to."""
    return _account(database, select(account).join(session).where(session.c.key == digest(key)))


def account_by_email(database: Database, email: str) -> AccountRow | None:
    """Find the account of an address."""
    return _account(database, select(account).where(account.c.email == email))


def _account(database: Database, wanted: Select[tuple[str, str | None, datetime]]) -> AccountRow | None:
    with database.connect() as connection:
        row = connection.execute(wanted).first()
        if row is None:
            return None
        roles = connection.execute(select(account_role.c.role).where(account_role.c.account == row.id)).scalars()
        return AccountRow(row.id, row.email, frozenset(roles))


def keep_role(database: Database, name: str, role: str) -> None:
    """Give an account a role it may have already."""
    drop_role(database, name, role)
    with writing(database) as connection:
        connection.execute(insert(account_role).values(account=name, role=role))


def drop_role(database: Database, name: str, role: str) -> bool:
    """Take a role; say False when the account had it not."""
    mine = delete(account_role).where(account_role.c.account == name, account_role.c.role == role)
    with writing(database) as connection:
        return connection.execute(mine).rowcount > 0


def roles_given(database: Database) -> tuple[tuple[str, str], ...]:
    """List every role with the address of who has it."""
    wanted = select(account_role.c.role, account.c.email).join(account).order_by(account_role.c.role, account.c.email)
    with database.connect() as connection:
        return tuple((row.role, row.email or "") for row in connection.execute(wanted))


def keep_passkey(database: Database, kept: Passkey) -> None:
    """Keep a new passkey."""
    row = {name: getattr(kept, name) for name in ("id", "account", "public_key", "sign_count", "device")}
    with writing(database) as connection:
        connection.execute(insert(passkey).values(**row, added_at=kept.added_at.astimezone(UTC)))


def passkey_of(database: Database, name: str) -> Passkey | None:
    """Find a passkey by its id."""
    with database.connect() as connection:
        row = connection.execute(select(passkey).where(passkey.c.id == name)).first()
    return Passkey(**{**row._mapping, "added_at": aware(row.added_at)}) if row else None


def passkeys_of(database: Database, name: str) -> tuple[Passkey, ...]:
    """List the passkeys of an account."""
    wanted = select(passkey).where(passkey.c.account == name).order_by(passkey.c.added_at)
    with database.connect() as connection:
        rows = connection.execute(wanted).all()
    return tuple(Passkey(**{**row._mapping, "added_at": aware(row.added_at)}) for row in rows)


def count_passkey(database: Database, name: str, sign_count: int) -> None:
    """Keep how often a passkey has signed."""
    with writing(database) as connection:
        connection.execute(update(passkey).where(passkey.c.id == name).values(sign_count=sign_count))


def drop_passkey(database: Database, name: str, of_account: str) -> bool:
    """Forget a passkey of an account; say False when it has none of that id."""
    mine = delete(passkey).where(passkey.c.id == name, passkey.c.account == of_account)
    with writing(database) as connection:
        return connection.execute(mine).rowcount > 0


def visits_of(database: Database, name: str) -> tuple[OwnVisit, ...]:
    """List the visits of an account, the open one first."""
    wanted = select(account_visit).where(account_visit.c.account == name).order_by(account_visit.c.opened_at.desc())
    with database.connect() as connection:
        rows = connection.execute(wanted).all()
    return tuple(OwnVisit(row.visit, aware(row.opened_at)) for row in rows)


def open_visit(database: Database, name: str, visit: str, now: datetime) -> bool:
    """Make a visit of an account the one its devices show; say False when it is not its own."""
    mine = update(account_visit).where(account_visit.c.account == name, account_visit.c.visit == visit)
    with writing(database) as connection:
        return connection.execute(mine.values(opened_at=now.astimezone(UTC))).rowcount > 0


def take_visit(connection: Connection, name: str, visit: str, opened_at: datetime) -> None:
    """Let a visit belong to an account, unless it belongs to one already."""
    if connection.execute(select(account_visit).where(account_visit.c.visit == visit)).first() is None:
        row = {"account": name, "visit": visit, "opened_at": opened_at.astimezone(UTC)}
        connection.execute(insert(account_visit).values(**row))
