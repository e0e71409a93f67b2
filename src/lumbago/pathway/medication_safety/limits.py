"""The most of a medicine in 24 hours for one person, and how much of it they take already."""

from __future__ import annotations

from lumbago.knowledge.medicines import Limit, Medicine
from lumbago.pathway.medication_safety.person import Person
from lumbago.pathway.medication_safety.taken import Taken

WEIGHT = "weight_kg"


def dose_and_most(medicine: Medicine, person: Person) -> tuple[str, float | None]:
    """Give the dose in words, and the most in 24 hours, as things stand, for somebody by themselves or on prescription.

    Unknown: a lower limit that may apply counts until it is known not to.
    """
    own = "self" if person.setting == "self" else "prescription"
    limits = [limit for limit in medicine.limits if limit.record.setting == own] or list(medicine.limits)
    holding = [limit for limit in limits if limit.criterion is None or person.truth(limit.criterion) is not False]
    lowest = min(holding, key=lambda limit: _mg(limit, person), default=None)
    usual = medicine.record.dose.text
    return (lowest.record.dose or usual, _mg(lowest, person)) if lowest else (usual, None)


def most_allowed_mg(medicine: Medicine, person: Person) -> float | None:
    """Give the most that anybody could have told this person to take: beyond it is too much whoever said so.

    Unknown: a lower limit counts only where it is known to apply.
    """
    found = []
    for setting in ("self", "prescription"):
        limits = [limit for limit in medicine.limits if limit.record.setting == setting]
        holding = [limit for limit in limits if limit.criterion is None or person.truth(limit.criterion) is True]
        found.extend([min(_mg(limit, person) for limit in holding)] if holding else [])
    return max(found, default=None)


def daily_mg(medicine: Medicine, taken: Taken) -> float | None:
    """Add up what somebody takes of a medicine in 24 hours, combination products included.

    Unknown: what is taken without a known dose adds nothing; None when no dose is known.
    """
    portions = [portion for _, portion in taken.portions if portion.substance.medicine == medicine.id]
    known = [portion.daily_mg for portion in portions if portion.daily_mg is not None]
    return sum(known) if known else None


def _mg(limit: Limit, person: Person) -> float:
    weight = person.values.get(WEIGHT)
    if limit.record.mg_per_kg is None or not isinstance(weight, (int, float)):
        return limit.record.mg
    return min(limit.record.mg, limit.record.mg_per_kg * weight)
