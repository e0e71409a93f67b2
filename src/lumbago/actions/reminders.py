"""Reminding of the diary by e-mail: for who asked, of what is due, and never twice of the same day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lumbago.actions.accounts import Account
from lumbago.actions.episodes import shared_episode
from lumbago.actions.letters import reminder_letter, silence_letter
from lumbago.errors import InputError, MailDelayedError, MailRefusedError, MailUncertainError, NotFoundError, Problem
from lumbago.knowledge import Knowledge
from lumbago.mail import Letter, MailConnection, MailSettings, OneClick
from lumbago.pathway.course import cadence, step_ups
from lumbago.storage import reminders as stored
from lumbago.storage.database import Database
from lumbago.storage.reminders import Reminder


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one round: letters that left, were refused for good, and may be tried again."""

    sent: int = 0
    refused: int = 0
    delayed: int = 0


def ask_for_reminders(database: Database, key: str, account: Account, stop: str, now: datetime) -> None:
    """Begin to remind somebody of the visit their key opens.

    Raises: InputError when their account has no address.
    """
    if account.email is None:
        raise InputError(Problem("this account has no e-mail address.", mend="Sign in by e-mail once."))
    stored.keep_reminder(database, key, account.id, stop, now)


def end_reminders(database: Database, key: str) -> None:
    """Send no more reminders."""
    stored.drop_reminder(database, key)


def end_reminders_by(database: Database, stop: str) -> bool:
    """Send no more reminders, by the word in a letter; say False when they had ended before."""
    return stored.stop_reminder(database, stop)


def has_reminders(database: Database, key: str) -> bool:
    """Say whether reminders are sent."""
    return stored.has_reminder(database, key)


def remind(database: Database, knowledge: Knowledge, mail: MailSettings, address: str, now: datetime) -> Outcome:
    """Send every reminder that is due, each once.

    address: where the pages are.

    Raises: MailUnreachableError when no letter can be sent at all.
    """
    outcomes = []
    with MailConnection(mail) as connection:
        for one in stored.reminders(database):
            due = _due(database, one, knowledge, now)
            if due is not None and not stored.is_claimed(database, one.visit, due):
                letter = _letter(one, due, address, f"reminders.{mail.sender.domain}")
                outcomes.append(_send(database, connection, one, due, letter, now))
    return Outcome(outcomes.count("sent"), outcomes.count("refused"), outcomes.count("delayed"))


def _send(
    database: Database, connection: MailConnection, one: Reminder, due: str, letter: Letter, now: datetime
) -> str:
    """Send one letter; its day is claimed after the server took the recipient and before anything leaves."""
    try:
        claimed = connection.send(letter, now, lambda: stored.claim(database, one.visit, due, now))
    except MailUncertainError:
        return "sent"  # it may have arrived: it is not sent again
    except MailRefusedError:
        stored.claim(database, one.visit, due, now)
        return "refused"
    except MailDelayedError:
        stored.give_back(database, one.visit, due)
        return "delayed"
    return "sent" if claimed else "elsewhere"


def _letter(one: Reminder, due: str, address: str, list_id: str) -> Letter:
    make = silence_letter if due.endswith(SILENCE) else reminder_letter
    stop = OneClick(f"{address}/reminders/{one.stop}", list_id)
    return make(one.email, f"{address}/today", stop, f"{one.visit} {due}")


SILENCE = " silence"


def _due(database: Database, one: Reminder, knowledge: Knowledge, now: datetime) -> str | None:
    """Name the silence of which somebody is to be reminded; None when nothing is due."""
    try:
        stands = shared_episode(database, one.visit, now.tzinfo)
    except NotFoundError:
        return None
    if stands.begun is None or stands.ended is not None or stands.drop_out is not None:
        return None
    today = stands.day(stands.today(now))
    due = cadence(stands.diary, knowledge, today, stands.comparison)
    if not due.now or today == 0:
        return None
    last = stands.diary.last_day
    named = f"{stands.began_on}, after day {0 if last is None else last}"  # however the cadence changes meanwhile
    silent = any(found.id == "silence" for found in step_ups(stands.diary, knowledge, today))
    return f"{named}{SILENCE}" if silent else named
