"""What the opioids on a list come to, as morphine by mouth: for clinicians to see, and no verdict rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from lumbago.knowledge.medicine_records import IngredientRecord, MorphineFactor
from lumbago.pathway.medication_safety.substances import Portion
from lumbago.pathway.medication_safety.words import folded, swallowed

OPIOIDS = "opioid_c"


class MorphineEquivalent(msgspec.Struct, frozen=True):
    """The opioids of a list as morphine by mouth; `sources` are those of the factors used.

    Units: `known_mg` in 24 hours, of the opioids whose dose and factor are known.
    Unknown: names of what could not be counted; while there are any, the total is at least `known_mg`.
    """

    known_mg: float
    without_dose: tuple[str, ...]
    without_factor: tuple[str, ...]
    unrecognised: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def total_mg(self) -> float | None:
        return None if self.without_dose or self.without_factor or self.unrecognised else self.known_mg


def morphine_equivalent(
    lines: Iterable[tuple[str, Portion]], unrecognised: Iterable[str], ingredients: Mapping[str, IngredientRecord]
) -> MorphineEquivalent | None:
    """Add up the opioids of a list as morphine by mouth; None where there is none among them.

    Unknown: a dose nobody told and a name nobody recognises leave the total open.
    Source: cdc_opioids2022.
    """
    opioids = [(name, p, _factor(name, p, ingredients)) for name, p in lines if OPIOIDS in p.substance.classes]
    if not opioids:
        return None
    doses = [(p.daily_mg, f) for _, p, f in opioids if f is not None and p.daily_mg is not None]
    return MorphineEquivalent(
        known_mg=sum(daily_mg * factor.mg for daily_mg, factor in doses),
        without_dose=_once(name for name, p, factor in opioids if factor is not None and p.daily_mg is None),
        without_factor=_once(name for name, _, factor in opioids if factor is None),
        unrecognised=_once(unrecognised),
        sources=_once(factor.source for _, factor in doses),
    )


def _factor(name: str, portion: Portion, ingredients: Mapping[str, IngredientRecord]) -> MorphineFactor | None:
    """Find the factor of an opioid; one is known by mouth only."""
    record = ingredients.get(portion.substance.id)
    return record.morphine if record is not None and not portion.substance.local and swallowed(folded(name)) else None


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
