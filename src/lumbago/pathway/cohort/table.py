"""Reading a batch: a column a finding, checked against the vocabulary, every problem of it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lumbago.errors import InputError, Problem
from lumbago.pathway.cohort.answers import Column, Misfits, read_column
from lumbago.pathway.cohort.facts import Shape
from lumbago.record import SETTINGS, Finding, Vocabulary
from lumbago.record.place import meant

ID, SETTING, MEDICINES, ALLERGIES = "id", "setting", "current_medicines", "drug_allergy"
PASSED_ON = "truth"
"""The start of the names of columns that say nothing of the answers, and are handed on."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """One batch, read.

    findings: yes and no as booleans, choices as dictionaries, numbers as floats; null is not known.
    misfits: answers that cannot be, by column; nothing may be concluded from the rows they stand in.
    """

    people: int
    findings: Mapping[str, pa.Array]
    asked: Mapping[str, Mask]
    setting: pa.Array | None
    medicines: pa.Array | None
    allergies: pa.Array | None
    handed_on: Mapping[str, pa.Array]
    misfits: tuple[Misfits, ...] = field(default=())

    @cached_property
    def settings(self) -> frozenset[str]:
        """The settings of this batch; without a column everybody is by themselves."""
        return frozenset(["self"] if self.setting is None else pc.unique(self.setting).to_pylist())

    def shape(self) -> Shape:
        """Say what the table holds."""
        return Shape(
            findings=frozenset(self.findings),
            asked=frozenset(self.asked),
            settings=self.settings,
            medicines=self.medicines is not None,
            allergies=self.allergies is not None,
        )


def read_table(batch: pa.RecordBatch, vocabulary: Vocabulary) -> Table:
    """Read a batch.

    Unknown: null; a column the table does not have is not known of anybody. In a column of words "unknown" means asked,
    and not known.
    Raises: InputError naming every column that cannot be read at all.
    """
    columns = dict(_named(batch, vocabulary))
    problems = [column for column in columns.values() if isinstance(column, Problem)]
    if problems:
        raise InputError(problems)
    return _table(batch.num_rows, {name: c for name, c in columns.items() if isinstance(c, Column)})


def _named(batch: pa.RecordBatch, vocabulary: Vocabulary) -> Iterator[tuple[str, Column | Problem]]:
    seen: dict[str, str] = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        finding = vocabulary.called(name)
        own = finding.id if finding else name
        if own in seen:
            twice = f"this and column {seen[own]} are the same finding." if seen[own] != name else "it is there twice."
            yield f"{name} again", Problem(twice, path=f"column {name}", mend="Keep one of them.")
            continue
        seen[own] = name
        yield own, _one(name, column, finding, vocabulary)


def _one(name: str, column: pa.Array, finding: Finding | None, vocabulary: Vocabulary) -> Column | Problem:
    if name == SETTING:
        return read_column(name, column, Finding(SETTING, "choice", SETTINGS))
    if name in (MEDICINES, ALLERGIES):
        return read_column(name, column, None)
    if name == ID or name.startswith(PASSED_ON):
        return Column(name, column)
    if finding is None:
        known = (*vocabulary, ID, SETTING, MEDICINES, ALLERGIES)
        return Problem("there is no such finding.", path=f"column {name}", mend=meant(name, _near(name, known)))
    return read_column(name, column, finding)


def _near(name: str, known: Sequence[str]) -> Sequence[str]:
    """Leave out names that cannot be meant, so that a long list is not printed."""
    import difflib

    return difflib.get_close_matches(name, known, n=3, cutoff=0.5) or (ID, SETTING, "age", "pain_intensity")


def _table(people: int, columns: Mapping[str, Column]) -> Table:
    special = (ID, SETTING, MEDICINES, ALLERGIES)
    findings = {n: c for n, c in columns.items() if n not in special and not n.startswith(PASSED_ON)}
    setting = columns.get(SETTING)
    return Table(
        people=people,
        findings={name: c.values for name, c in findings.items() if c.values.null_count < people},
        asked={name: c.asked for name, c in findings.items() if c.asked is not None},
        setting=None if setting is None else _with_self(setting.values),
        medicines=_listed(columns.get(MEDICINES)),
        allergies=_listed(columns.get(ALLERGIES)),
        handed_on={n: c.values for n, c in columns.items() if n == ID or n.startswith(PASSED_ON)},
        misfits=tuple(m for c in columns.values() for m in c.misfits if m.rows.any()),
    )


def _listed(column: Column | None) -> pa.Array | None:
    return None if column is None else column.values


def _with_self(column: pa.Array) -> pa.Array:
    """Take somebody whose setting is not given to be by themselves."""
    return pc.fill_null(column.cast(pa.string()), "self").dictionary_encode()


def numbers_of(table: Table, finding: str) -> NDArray[Any] | None:
    """Give the numbers of a column, NaN where they are not known; None without the column."""
    column = table.findings.get(finding)
    return None if column is None else column.to_numpy(zero_copy_only=False)
