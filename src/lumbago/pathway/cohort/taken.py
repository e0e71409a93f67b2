"""Lists of medicines and of allergies in a table: each different list is looked up once, whoever gave it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lumbago.knowledge import Knowledge
from lumbago.knowledge.medicines import Medicine
from lumbago.pathway.cohort.facts import ALLERGIES_UNKNOWN, Allergic, Takes
from lumbago.pathway.cohort.medicines import Others, Over
from lumbago.pathway.medication_safety.candidates import Candidate, Prepared, prepared
from lumbago.pathway.medication_safety.combinations import ANY_NUMBER
from lumbago.pathway.medication_safety.limits import daily_mg
from lumbago.pathway.medication_safety.taken import Allergies, Taken, allergies_of, taken_by
from lumbago.record import CurrentMedicine, Record

Codes = NDArray[np.int32]
BETWEEN, INSIDE = "\x1f", "\x1e"
"""Signs that stand in no name."""


def codes_of(column: pa.Array | None) -> tuple[Codes, list[Any]]:
    """Give each person the number of their list among the different ones; a list that is not known is one of them."""
    if column is None:
        return np.zeros(0, dtype=np.int32), []
    whole = column.take(pa.array(range(len(column)))) if column.offset else column
    text = pc.binary_join(_as_text(whole), BETWEEN)
    numbered = text.dictionary_encode(null_encoding="encode")
    codes = numbered.indices.to_numpy(zero_copy_only=False).astype(np.int32)
    _, firsts = np.unique(codes, return_index=True)
    return codes, column.take(pa.array(firsts)).to_pylist()


def _as_text(column: pa.Array) -> pa.Array:
    """Write the items of lists as text that is the same only for the same items."""
    if not pa.types.is_struct(column.type.value_type):
        return column
    parts = [pc.fill_null(pc.cast(part, pa.string()), "") for part in column.values.flatten()]
    items = pc.binary_join_element_wise(*parts, INSIDE)
    return pa.ListArray.from_arrays(column.offsets, items, mask=column.is_null() if column.null_count else None)


class Lists:
    """The lists of one batch, as planes."""

    def __init__(self, medicines: pa.Array | None, allergies: pa.Array | None, knowledge: Knowledge) -> None:
        self._ready: Prepared = prepared(knowledge)
        self._candidates = {c.medicine.id: c for c in self._ready.candidates}
        self._medicine_codes, lists = codes_of(medicines)
        self._taken = [taken_by(Record(medicines=read_list(given)), self._ready.lexicon) for given in lists]
        self._allergy_codes, lists = codes_of(allergies)
        self._allergies = [
            allergies_of(Record(allergies=None if given is None else tuple(given)), self._ready.lexicon)
            for given in lists
        ]

    def mask(self, key: Hashable, weight_kg: NDArray[Any] | None) -> NDArray[np.bool_]:
        """Say of each person whether a plane holds.

        weight_kg: NaN where it is not known.
        """
        if isinstance(key, Allergic):
            return self._by_list(self._allergies, self._allergy_codes, lambda known: self._allergic(key, known))
        if isinstance(key, Over):
            return self._over(key, weight_kg)
        return self._by_list(self._taken, self._medicine_codes, lambda taken: self._takes(key, taken))

    def _by_list(self, lists: Sequence[Any], codes: Codes, says: Callable[[Any], bool]) -> NDArray[np.bool_]:
        return np.array([says(each) for each in lists], dtype=np.bool_)[codes]

    def _takes(self, key: Hashable, taken: Taken) -> bool:
        if isinstance(key, Takes):
            has = taken.has(key.group)
            return has is None if key.maybe else has is True
        if not isinstance(key, Others):
            raise KeyError(key)
        record = self._ready_combination(key).record
        groups = (*record.classes, *record.medicines)
        others = {s for group in groups for s in taken.substances.get(group, ())}
        others -= taken.substances.get(key.medicine, frozenset())
        maybe = ANY_NUMBER if not taken.complete else sum(group in taken.maybe for group in groups)
        return len(others) + (maybe if key.possible else 0) >= key.count

    def _ready_combination(self, key: Others) -> Any:
        candidate: Candidate = self._candidates[key.medicine]
        return next(c for c in candidate.combinations if c.id == key.combination)

    def _allergic(self, key: Allergic, known: Allergies) -> bool:
        if key.to == ALLERGIES_UNKNOWN:
            return not known.complete
        if key.to in self._candidates:
            return not self._candidates[key.to].codes.isdisjoint(known.codes)
        return any(key.to in substance.classes for substance in known.substances)

    def _over(self, key: Over, weight_kg: NDArray[Any] | None) -> NDArray[np.bool_]:
        """Compare what somebody takes in 24 hours with one limit, by weight where both are known."""
        medicine: Medicine = self._candidates[key.medicine].medicine
        record = medicine.limits[key.limit].record
        totals = np.array([daily_mg(medicine, taken) for taken in self._taken], dtype=np.float64)[self._medicine_codes]
        most: NDArray[Any] | float = record.mg
        if record.mg_per_kg is not None and weight_kg is not None:
            most = np.fmin(record.mg, record.mg_per_kg * weight_kg.astype(np.float64))
        return np.asarray(totals > most)


def read_list(given: list[Any] | None) -> tuple[CurrentMedicine, ...] | None:
    """Read one list of a table: names, or names with doses; the same one twice is kept once.

    Unknown: null.
    """
    if given is None:
        return None
    read = (CurrentMedicine(**item) if isinstance(item, dict) else CurrentMedicine(item) for item in given)
    return tuple(dict.fromkeys(read))
