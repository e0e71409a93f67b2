"""What the pages ask of the actions: the one door through which a visit is read and changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lumbago.record import CurrentMedicine, Observer, Record, Value


@dataclass(frozen=True, slots=True)
class Stored:
    """A visit as it is kept: its record, and when the present advice was first given, if it was.

    listed: medicines and allergies were asked, whatever came back.
    """

    record: Record
    concluded: datetime | None
    listed: bool = False


class Visits(Protocol):
    """Every call is kept before it returns; each names the visit by its id."""

    def current(self, visit: str) -> Stored | None:
        """Give the visit, or None where there is none or it was erased."""

    def start(self, visit: str, now: datetime) -> None:
        """Start a visit; one that is there already stays as it is."""

    def answer(self, visit: str, answers: Mapping[str, Value | None], observer: Observer, now: datetime) -> Stored:
        """Keep these answers, and give the visit with them; a concluded one is open again, if they say anything new.

        Raises: NotFoundError where the visit was erased meanwhile.
        """

    def list_medicines(
        self,
        visit: str,
        medicines: tuple[CurrentMedicine, ...] | None,
        allergies: tuple[str, ...] | None,
        now: datetime,
    ) -> None:
        """Keep what the person takes and is allergic to; a concluded visit is open again afterwards.

        Raises: NotFoundError where the visit was erased meanwhile.
        """

    def conclude(self, visit: str, now: datetime) -> None:
        """Conclude the visit at this time."""

    def erase(self, visit: str, now: datetime) -> None:
        """Erase everything of the visit."""
