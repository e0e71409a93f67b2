"""Where the planes of a batch come from: its columns, its settings, and its lists."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lumbago.criteria.columns import Columns, Held, Known, Yes, held, packed
from lumbago.knowledge import Knowledge
from lumbago.pathway.care_plan.person import DAYS_A_YEAR
from lumbago.pathway.cohort.facts import Asked, SettingIs
from lumbago.pathway.cohort.seeing import AT_ONSET, SINCE_NOW
from lumbago.pathway.cohort.table import Table, numbers_of
from lumbago.pathway.cohort.taken import Lists
from lumbago.pathway.medication_safety.limits import WEIGHT


class Sources:
    """The planes of one batch."""

    def __init__(self, table: Table, knowledge: Knowledge) -> None:
        self._table = table
        self._columns = Columns({**table.findings, **computed(table)}, table.people)
        self._lists = Lists(table.medicines, table.allergies, knowledge)
        self._weight = numbers_of(table, WEIGHT)

    def planes(self, keys: Sequence[Hashable]) -> list[Held]:
        """Give planes by their keys."""
        return [
            self._columns.plane(key) if isinstance(key, Known | Yes) else held(packed(self._mask(key)), 1)
            for key in keys
        ]

    def numbers(self, column: str) -> Held:
        """Give the numbers of a column, or the codes of its words."""
        return self._columns.numbers(column)

    def code(self, column: str, word: str) -> int:
        """Give the code of a word of a column."""
        return self._columns.code(column, word)

    def _mask(self, key: Hashable) -> NDArray[np.bool_]:
        if isinstance(key, Asked):
            return self._table.asked[key.finding]
        if isinstance(key, SettingIs):
            return np.asarray(pc.equal(self._table.setting, key.setting).to_numpy(zero_copy_only=False))
        return self._lists.mask(key, self._weight)


def computed(table: Table) -> dict[str, pa.Array]:
    """Compute what a plan knows on the day it begins: see `care_plan.person`."""
    found = {}
    duration, age = table.findings.get("duration_days"), table.findings.get("age")
    if duration is not None:
        found[SINCE_NOW] = duration
    if duration is not None and age is not None:
        years = pc.divide(duration.cast(pa.float64()), DAYS_A_YEAR)
        found[AT_ONSET] = pc.max_element_wise(pc.subtract(age.cast(pa.float64()), years), 0.0, skip_nulls=False)
    return found
