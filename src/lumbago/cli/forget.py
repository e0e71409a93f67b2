"""`lumbago forget`: erases the visits that nobody has written in for as long as they are kept; for cron."""

from __future__ import annotations

import os
from datetime import datetime

from lumbago import actions
from lumbago.cli.printing import put
from lumbago.errors import InputError, Problem


def forget() -> int:
    """Erase them, and print how many there were.

    Raises: InputError when it is not set how long a visit is kept.
    """
    days = actions.read_keep_days(os.environ)
    if days is None:
        mend = "Set for how many days a visit is kept; see docs/how-to/operate.md."
        raise InputError(Problem("it is not set.", path="LUMBAGO_KEEP_DAYS", mend=mend))
    erased = actions.erase_forgotten(actions.open_database(), days, datetime.now().astimezone())
    put(f"{erased} erased, untouched for {days} days.\n")
    return 0
