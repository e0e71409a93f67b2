"""What a plan is made of: its items, and why one is withheld."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

from lumbago.knowledge.plan_records import EverydayRecord, ExerciseRecord, Stage, TreatmentRecord
from lumbago.pathway.medication_safety import Judged

Kind: TypeAlias = Literal["treatments", "exercises", "everyday"]
Status: TypeAlias = Literal["offered", "optional", "withheld"]
Through: TypeAlias = Literal["oneself", "clinician", "specialist"]
"""Who does it or decides on it."""


class Why(msgspec.Struct, frozen=True):
    """Why something is withheld: findings that speak against it, red flags that fired, or words of a record."""

    records: tuple[str, ...]
    findings: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    person: str = ""
    clinician: str = ""


class Item(msgspec.Struct, frozen=True):
    """One thing to do, or not to do.

    stages: where this plan places it; none where it is withheld for good.
    withheld: why, and empty unless the status says so.
    unless: findings nobody knows yet that could speak against it.
    medicines: for a treatment that is a medicine, those it may be done with, the most useful first; `unsuitable` are
        the others that were weighed.
    in_place_of: the exercise this one stands in for.
    """

    kind: Kind
    id: str
    record: TreatmentRecord | ExerciseRecord | EverydayRecord
    status: Status
    stages: tuple[Stage, ...]
    through: Through = "oneself"
    withheld: tuple[Why, ...] = ()
    unless: tuple[str, ...] = ()
    medicines: tuple[Judged, ...] = ()
    unsuitable: tuple[Judged, ...] = ()
    in_place_of: str = ""

    @property
    def records(self) -> tuple[str, ...]:
        """Name every record behind it, by folder and id."""
        return tuple(dict.fromkeys(self._records()))

    def _records(self) -> Iterator[str]:
        yield f"{self.kind}/{self.id}"
        yield from (f"medicines/{judged.id}" for judged in (*self.medicines, *self.unsuitable))
        yield from (record for why in self.withheld for record in why.records)
        if self.in_place_of:
            yield f"exercises/{self.in_place_of}"
