"""What waits for a moderator, and in which order: danger first, then what was waited for longest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from lumbago.knowledge.records import Urgency

Why: TypeAlias = Literal["new", "edited", "appeal", "reported"]
RANKS: dict[Urgency | Literal[""], int] = {"emergency": 0, "same_day": 1, "soon": 2, "self_care": 3, "": 3}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something to decide. `urgency` is that of the danger it describes; `held` names the signs of spam."""

    id: int
    article: str
    name: str
    text: str
    why: Why
    since: datetime
    urgency: Urgency | Literal[""] = ""
    dangers: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    said: str = ""  # an appeal's words, or a report's


def in_order(waiting: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Sort a queue: dangers by urgency, then by time; what may be spam comes last, unless it describes danger."""
    return tuple(sorted(waiting, key=lambda w: (RANKS[w.urgency], bool(w.held) and not w.urgency, w.since, w.id)))
