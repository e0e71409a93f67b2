"""The visit's safety net on the clock: you were to be seen by six; were you?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from lumbago.knowledge.records import Urgency

Answer: TypeAlias = Literal["seen", "not_seen", "not_needed"]


@dataclass(frozen=True, slots=True)
class Net:
    """One promise of the visit: to be seen by a time. `overdue` hours is below 0 while there is time left."""

    urgency: Urgency
    by: datetime
    overdue_hours: float
    ask_now: bool
    still_open: bool


def safety_net(urgency: Urgency, by: datetime | None, now: datetime, answer: Answer | None = None) -> Net | None:
    """Say whether to ask if somebody was seen in time; None where the visit set no time.

    Unknown: no answer leaves it open for good; it is never taken for "seen".
    """
    if by is None:
        return None
    overdue = (now - by).total_seconds() / 3600
    still_open = answer not in ("seen", "not_needed")
    return Net(urgency, by, overdue, still_open and overdue >= 0, still_open)
