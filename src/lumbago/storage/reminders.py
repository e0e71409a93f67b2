"""Who asked to be reminded, and which letters have left: each due day is claimed once, whoever else is sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from lumbago.storage.database import Database, writing
from lumbago.storage.doors import visit_of
from lumbago.storage.tables import account, reminder, reminder_sent


@dataclass(frozen=True, slots=True)
class Reminder:
    """Somebody to remind: of which visit, where, and by what word they can end it."""

    visit: str
    email: str
    stop: str


def keep_reminder(database: Database, key: str, account_id: str, stop: str, now: datetime) -> None:
    """Keep that the holder of an account wants letters about the visit a key opens."""
    with writing(database) as connection:
        visit = visit_of(connection, key)
        connection.execute(delete(reminder).where(reminder.c.visit == visit))
        row = {"visit": visit, "account": account_id, "stop": stop, "asked_at": now.astimezone(UTC)}
        connection.execute(insert(reminder).values(**row))


def drop_reminder(database: Database, key: str) -> None:
    """Send no more letters about the visit a key opens."""
    with writing(database) as connection:
        connection.execute(delete(reminder).where(reminder.c.visit == visit_of(connection, key)))


def stop_reminder(database: Database, stop: str) -> bool:
    """Send no more letters, by the word that stands in each; say False when it is none."""
    with writing(database) as connection:
        return connection.execute(delete(reminder).where(reminder.c.stop == stop)).rowcount > 0


def has_reminder(database: Database, key: str) -> bool:
    """Say whether letters are sent about the visit a key opens."""
    with database.connect() as connection:
        wanted = select(reminder.c.visit).where(reminder.c.visit == visit_of(connection, key))
        return connection.execute(wanted).first() is not None


def reminders(database: Database) -> tuple[Reminder, ...]:
    """List everybody to remind."""
    wanted = select(reminder.c.visit, account.c.email, reminder.c.stop).join(account).order_by(reminder.c.asked_at)
    with database.connect() as connection:
        rows = connection.execute(wanted).all()
    return tuple(Reminder(row.visit, row.email, row.stop) for row in rows if row.email)


def claim(database: Database, visit: str, due: str, now: datetime) -> bool:
    """Claim the letter of a due day; say False when it has left, or somebody else is sending it."""
    row = {"visit": visit, "due": due, "sent_at": now.astimezone(UTC)}
    try:
        with writing(database) as connection:
            connection.execute(insert(reminder_sent).values(**row))
    except IntegrityError:
        return False
    return True


def is_claimed(database: Database, visit: str, due: str) -> bool:
    """Say whether the letter of a due day has left."""
    wanted = select(reminder_sent.c.due).where(reminder_sent.c.visit == visit, reminder_sent.c.due == due)
    with database.connect() as connection:
        return connection.execute(wanted).first() is not None


def give_back(database: Database, visit: str, due: str) -> None:
    """Give a claim back: nothing was delivered, and it may be tried again."""
    mine = delete(reminder_sent).where(reminder_sent.c.visit == visit, reminder_sent.c.due == due)
    with writing(database) as connection:
        connection.execute(mine)
