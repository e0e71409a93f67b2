"""The four urgencies, their order, and what each means on the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeAlias

from lumbago.knowledge.records import Urgency

URGENCIES: tuple[Urgency, ...] = ("self_care", "soon", "same_day", "emergency")

_RANKS = {urgency: place for place, urgency in enumerate(URGENCIES)}

Deadlines: TypeAlias = dict[Urgency, float | None]
"""Hours until a person should have been seen; None for self-care."""

END_OF_A_DAY = 18
"""The hour by which somebody told "today" should have been seen, while enough of the day is left."""


def rank(urgency: Urgency) -> int:
    """Give the place of an urgency in their order, self-care being 0."""
    return _RANKS[urgency]


def highest(urgencies: list[Urgency]) -> Urgency:
    """Pick the most urgent; nothing at all is self-care."""
    return max(urgencies, key=rank, default="self_care")


def deadline(urgency: Urgency, now: datetime, hours: float | None) -> datetime | None:
    """Set the time by which a person should have been seen.

    A same-day deadline is six in the evening when at least its half of the hours are left until then, otherwise
    the full number of hours from now: "by 18:00" at nine at night would be no help.

    Unknown: no hours, no deadline.
    """
    if hours is None:
        return None
    evening = now.replace(hour=END_OF_A_DAY, minute=0, second=0, microsecond=0)
    if urgency == "same_day" and evening - now >= timedelta(hours=hours / 2):
        return evening
    return now + timedelta(hours=hours)
