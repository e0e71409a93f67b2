"""`lumbago remind`: sends the reminders that are due; for cron."""

from __future__ import annotations

import os
from datetime import datetime
from zoneinfo import ZoneInfo

from lumbago import actions
from lumbago.actions.reminders import remind as send_due
from lumbago.cli.printing import put
from lumbago.errors import InputError, Problem
from lumbago.knowledge import load


def remind() -> int:
    """Send every reminder that is due, each once, and print how many left.

    Raises: InputError when no mail server is set; MailUnreachableError when it cannot be reached.
    """
    mail, address = actions.read_mail_settings(os.environ), os.environ.get("LUMBAGO_ADDRESS", "").rstrip("/")
    if mail is None:
        raise InputError(Problem("no mail server is set.", path="LUMBAGO_SMTP_URL", mend="See docs/how-to/operate.md."))
    if not address:
        raise InputError(Problem("it is not set.", path="LUMBAGO_ADDRESS", mend="Set what the pages are reached by."))
    zone = os.environ.get("LUMBAGO_TIME_ZONE", "")
    now = datetime.now().astimezone(ZoneInfo(zone) if zone else None)
    done = send_due(actions.open_database(), load(), mail, address, now)
    put(f"{done.sent} sent, {done.refused} refused, {done.delayed} to be tried again.\n")
    return 0
