"""Who has signed off an edition. The operator installs it beside the knowledge base; it is never a part of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from lumbago.knowledge.records import Shape

DRAFT = "a draft that no clinician has signed off"


class SignOff(Shape, frozen=True):
    """One clinician who answers for one edition."""

    edition: str
    person: str
    registration: str  # where the person is registered, and under which number
    date: date

    def __str__(self) -> str:
        return f"{self.person} ({self.registration}), {self.date.isoformat()}"


SignOffs: TypeAlias = Mapping[str, SignOff]
"""By edition."""

NOBODYS: SignOffs = MappingProxyType({})


def standing(signed: SignOff | None) -> str:
    """Tell what an edition is: a draft, or who has signed it off. It reads after "this is"."""
    if signed is None:
        return DRAFT
    day = f"{signed.date.day} {signed.date:%B %Y}"
    return f"signed off by {signed.person} ({signed.registration}) on {day}"
