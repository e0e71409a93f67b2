"""What screening says of one medicine, and of all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

from lumbago.criteria import Reader
from lumbago.knowledge.medicine_records import Severity, Supported
from lumbago.knowledge.medicines import Medicine
from lumbago.knowledge.records import Tier, Verified
from lumbago.record import Value
from lumbago.record.place import clean

Verdict: TypeAlias = Literal["ok", "caution", "ask", "avoid", "contraindicated"]

DANGER: dict[Verdict, int] = {"ok": 0, "caution": 1, "ask": 2, "avoid": 3, "contraindicated": 4}
"""How far a medicine is from being offered; also the order in which medicines are shown."""

CURRENT_MEDICINES = "current_medicines"
DRUG_ALLERGY = "drug_allergy"
"""What is asked as a list of names, beside the findings."""


class Reason(msgspec.Struct, frozen=True):
    """Why a medicine is not simply fine; `lead` says what of the person's medicines it is about."""

    record: Supported
    severity: Severity
    lead: str = ""

    @property
    def source(self) -> str:
        return self.record.source

    @property
    def tier(self) -> Tier:
        return self.record.tier

    @property
    def verified(self) -> Verified:
        return self.record.verified

    def text(self, reader: Reader) -> str:
        """Say it to one reader."""
        words: str = getattr(self.record, reader)
        lead = self.lead if reader == "person" else _of_the_person(self.lead)
        return f"{lead} {words}" if lead else words


class Judged(msgspec.Struct, frozen=True):
    """One medicine for one person.

    established: the worst that is known; possible: the worst that it could turn out to be. `verdict` is `ask` where
    the second is worse than the first, and the first is not `avoid` already.
    needs: what to ask, most dangerous first; only what could still make it worse. `offered` is whether it may be
    offered as things stand, and `not_offered` why not.
    dose: in words, as it is where the limit that counts for this person holds.
    instead: what to do without it; where it does not suit, only what suits this person is named.
    Units: `max_24h_mg` in mg; None where no limit by weight is known.
    """

    medicine: Medicine
    verdict: Verdict
    established: Verdict
    possible: Verdict
    reasons: tuple[Reason, ...]
    needs: tuple[str, ...]
    offered: bool
    not_offered: str
    dose: str
    max_24h_mg: float | None
    max_days: int | None
    instead: str

    @property
    def id(self) -> str:
        return self.medicine.id


class Screening(msgspec.Struct, frozen=True):
    """All medicines of the formulary for one person, the most useful first.

    values: the facts they were judged on: what was answered, and what follows from it and from the medicines taken.
    """

    medicines: tuple[Judged, ...]
    unrecognised: tuple[str, ...]
    values: Mapping[str, Value]

    def __getitem__(self, medicine: str) -> Judged:
        return next(judged for judged in self.medicines if judged.id == medicine)


def _of_the_person(lead: str) -> str:
    """Turn "You take warfarin." into what is said of somebody: "Takes warfarin."."""
    told, found, rest = lead.partition("You take ")
    if found and not told:
        return f"Takes {rest}"
    told, found, rest = lead.partition("You already take ")
    return f"Already takes {rest}" if found and not told else lead


def you_take(names: tuple[str, ...]) -> str:
    """Name what somebody takes, as they named it."""
    return f"You take {', '.join(clean(name) for name in names)}."
