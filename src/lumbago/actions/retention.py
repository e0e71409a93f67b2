"""How long a visit is kept in which nobody writes any more: a key that is lost can never ask for its erasure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from lumbago.errors import InputError, Problem
from lumbago.storage import Database
from lumbago.storage.events import erase_untouched

VARIABLE = "LUMBAGO_KEEP_DAYS"
_DAYS = re.compile("[0-9]{3,4}")
FEWEST_DAYS, MOST_DAYS = 120, 3650
"""A course takes twelve weeks, and is looked at for some time after."""


def read_keep_days(environment: Mapping[str, str]) -> int | None:
    """Read for how many days a visit is kept in which nothing is written; None where there is no end.

    Raises: InputError when it is no number of days that can be.
    """
    given = environment.get(VARIABLE, "").strip()
    if not given:
        return None
    if _DAYS.fullmatch(given) and FEWEST_DAYS <= int(given) <= MOST_DAYS:
        return int(given)
    mend = f"Write a number of days from {FEWEST_DAYS} to {MOST_DAYS}."
    raise InputError(Problem(f"{given[:60]!r} cannot be used.", path=VARIABLE, mend=mend))


def erase_forgotten(database: Database, keep_days: int, now: datetime) -> int:
    """Erase every visit that no account holds and in which nothing was written for so many days; say how many."""
    return erase_untouched(database, now - timedelta(days=keep_days))
