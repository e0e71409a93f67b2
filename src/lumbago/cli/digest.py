"""`lumbago send-digest` and `lumbago note-bounce`: for cron, and for the pipe of a mail server."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from lumbago import actions
from lumbago.actions.digest import note_bounce as note
from lumbago.actions.digest import send_digest as send
from lumbago.actions.subscriptions import Post
from lumbago.cli.printing import put
from lumbago.errors import InputError, MailUnreachableError, Problem
from lumbago.knowledge import load

MOST_BYTES = 1_000_000


def send_digest() -> int:
    """Send every issue that is due, each once, and print what came of them.

    Raises: InputError where no mail server is set, or it cannot be reached; what is due stays due.
    """
    mail, address = actions.read_mail_settings(os.environ), os.environ.get("LUMBAGO_ADDRESS", "").rstrip("/")
    how = "See docs/how-to/send-the-digest.md."
    if mail is None:
        raise InputError(Problem("no mail server is set.", path="LUMBAGO_SMTP_URL", mend=how))
    if not address:
        raise InputError(Problem("it is not set.", path="LUMBAGO_ADDRESS", mend="Set what the pages are reached by."))
    zone = os.environ.get("LUMBAGO_TIME_ZONE", "")
    number = os.environ.get("LUMBAGO_EMERGENCY_NUMBER", "")
    try:
        done = send(
            actions.open_database(),
            load(),
            Post(mail, address),
            lambda: datetime.now().astimezone(ZoneInfo(zone) if zone else None),
            number,
        )
    except MailUnreachableError as error:
        mend = "Nothing is lost: what is due leaves the next time."
        raise InputError(Problem(f"no letter can be sent: {error}.", mend=mend)) from None
    counted = ", ".join(f"{count} {outcome}" for outcome, count in sorted(done.outcomes.items()))
    put(f"{counted or 'nothing to send'}.\n")
    if done.uncertain:
        put(f"{done.uncertain} may or may not have arrived, because sending was cut off. They are not sent again.\n")
    return 0


def note_bounce() -> int:
    """Read a report of a letter that came back, on standard input."""
    known = note(actions.open_database(), sys.stdin.buffer.read(MOST_BYTES))
    put("Noted.\n" if known else "This is no report of a letter that came back for good.\n")
    return 0
