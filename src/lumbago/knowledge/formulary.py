"""Putting together what is known of medicines: each criterion parsed once, however often it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from lumbago.criteria import Criterion
from lumbago.knowledge.files import Records
from lumbago.knowledge.medicine_records import MedicineNames
from lumbago.knowledge.medicines import (
    Combination,
    DrugClass,
    Formulary,
    Interaction,
    Limit,
    Medicine,
    UseCondition,
)

Parse: TypeAlias = Callable[[str, str, str], Criterion | None]
"""From the text of a criterion, its file and its field; None where it cannot be read, which is then reported."""


def formulary(records: Records, parse: Parse) -> Formulary:
    """Put together what may speak."""
    return _Formulary(records, parse).whole()


class _Formulary:
    def __init__(self, records: Records, parse: Parse) -> None:
        self._records = records
        self._parse = parse
        self._read: dict[str, Criterion | None] = {}

    def whole(self) -> Formulary:
        r = self._records
        return Formulary(
            medicines={m.id: m for m in self._medicines()},
            classes={c.id: c for c in self._classes()},
            interactions={i.id: i for i in self._interactions()},
            combinations={c.id: c for c in self._combinations()},
            names=MedicineNames(r.ingredients, r.products),
        )

    def _of(self, text: str, file: str, field: str) -> Criterion | None:
        """Parse a criterion; an empty one is none."""
        if text and text not in self._read:
            self._read[text] = self._parse(text, file, field)
        return self._read.get(text)

    def _medicines(self) -> Iterator[Medicine]:
        for name, record in self._records.medicines.items():
            if record.status != "retired":
                file = f"medicines/{name}.toml"
                found = [(c, self._of(c.when, file, "condition.when")) for c in record.condition]
                limits = [Limit(most, self._of(most.when, file, "max_24h.when")) for most in record.max_24h]
                conditions = tuple(UseCondition(c, criterion) for c, criterion in found if criterion is not None)
                yield Medicine(name, record, conditions, tuple(limits))

    def _classes(self) -> Iterator[DrugClass]:
        for name, record in self._records.drug_classes.items():
            if record.status != "retired":
                file = self._records.file_of[f"drug_classes/{name}"]
                yield DrugClass(name, record, self._of(record.present_when, file, f"{name}.present_when"))

    def _interactions(self) -> Iterator[Interaction]:
        for name, record in self._records.interactions.items():
            if record.status != "retired":
                file = self._records.file_of[f"interactions/{name}"]
                yield Interaction(name, record, self._of(record.when, file, f"{name}.when"))

    def _combinations(self) -> Iterator[Combination]:
        for name, record in self._records.combinations.items():
            if record.status != "retired":
                file = self._records.file_of[f"interactions/combinations/{name}"]
                factors = [self._of(text, file, f"{name}.factors") for text in record.factors]
                found = tuple(criterion for criterion in factors if criterion is not None)
                yield Combination(name, record, found, self._of(record.when, file, f"{name}.when"))
