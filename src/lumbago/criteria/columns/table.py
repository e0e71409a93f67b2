"""The planes that a table of people holds: a column a finding, read from Arrow's own bits where the data are bits.

A number is compared in the precision of its column: 37.8 kept in 32 bits meets `>= 37.8`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lumbago.criteria.columns.compiled import NOBODY_KNOWS, Leaf, Pair
from lumbago.criteria.columns.kernel import EVERYBODY, PEOPLE_A_WORD
from lumbago.criteria.columns.planes import Comparison, Plane, Planes, Sign
from lumbago.criteria.columns.program import Held, held
from lumbago.criteria.nodes import Compare, Is, NumberOperator, OneOf

NUMBERS = (pa.float32(), pa.float64(), pa.int8())
OPPOSITES: Mapping[NumberOperator, Sign] = {">=": "<", ">": "<=", "!=": "=="}
COMPARED: Mapping[NumberOperator, Sign] = {"<": "<", "<=": "<=", "==": "==", **OPPOSITES}
"""How each sign is compared: as it is, or as the opposite of another."""


@dataclass(frozen=True, slots=True)
class Known:
    """The plane of those whose answer to a finding is known."""

    finding: str


@dataclass(frozen=True, slots=True)
class Yes:
    """The plane of those who said yes to a finding; where the answer is not known it means nothing."""

    finding: str


class FromColumns:
    """Makes the planes of criteria on one finding, for a table with certain columns."""

    def __init__(self, planes: Planes, present: frozenset[str]) -> None:
        self._planes = planes
        self._present = present

    def leaf(self, leaf: Leaf) -> Pair:
        """Give the planes of a criterion on one finding.

        Unknown: a column that the table does not have is known of nobody.
        """
        if leaf.finding not in self._present:
            return NOBODY_KNOWS
        known = self._planes.source(Known(leaf.finding))
        yes = self._planes.both(self._said(leaf), known)
        no = self._planes.differ(known, yes)
        return Pair(no, yes) if isinstance(leaf, Compare) and leaf.operator in OPPOSITES else Pair(yes, no)

    def _said(self, leaf: Leaf) -> Plane:
        """Give the plane of those of whom a column says it, or the opposite of a comparison that is one."""
        if isinstance(leaf, Is):
            return self._planes.source(Yes(leaf.finding))
        if isinstance(leaf, OneOf):
            return self._planes.any_of(self._compared(leaf.finding, "==", word) for word in leaf.choices)
        return self._compared(leaf.finding, COMPARED[leaf.operator], leaf.limit)

    def _compared(self, column: str, sign: Sign, limit: float | str) -> Plane:
        return self._planes.compared(Comparison(column, sign, limit))


class Columns:
    """The columns of one batch: yes and no as booleans, choices as a dictionary of words, numbers as floats.

    Unknown: null; no number that is known is NaN.
    """

    def __init__(self, columns: Mapping[str, pa.Array], people: int) -> None:
        self._columns = columns
        everybody = np.full(-(-people // PEOPLE_A_WORD), EVERYBODY)
        self._everybody, self._nobody = held(everybody, 1), held(np.zeros_like(everybody), 1)
        self._bits: dict[str, tuple[Held, Held]] = {}

    def planes(self, keys: Sequence[Hashable]) -> list[Held]:
        """Give the planes that this batch holds."""
        return [self.plane(key) for key in keys]

    def plane(self, key: Hashable) -> Held:
        """Give the plane of whose answer is known, or of who said yes."""
        if not isinstance(key, Known | Yes):
            raise KeyError(key)
        bits = self._bits.get(key.finding)
        if bits is None:
            bits = self._bits[key.finding] = self._bits_of(self._columns[key.finding])
        return bits[isinstance(key, Yes)]

    def numbers(self, column: str) -> Held:
        """Give the numbers of a column, or the codes of its words; where a value is not known it is anything."""
        values = self._columns[column]
        if pa.types.is_dictionary(values.type):
            values = values.indices.cast(pa.int8())
        if values.type not in NUMBERS:
            raise TypeError(f"{column} holds {values.type}, which cannot be compared")
        content, size = values.buffers()[1], values.type.bit_width // 8
        if content is None:
            return held(np.zeros(size * len(values), dtype=np.uint8), 8 * size)
        begin = values.offset * size
        return Held(content.address + begin, content.size - begin, 8 * size, content)

    def code(self, column: str, word: str) -> int:
        """Give the code of a word of a column; -1 when nobody can have chosen it."""
        return int(self._columns[column].dictionary.index(word).as_py())

    def _bits_of(self, column: pa.Array) -> tuple[Held, Held]:
        known, yes = column.buffers()[:2]
        return (
            self._everybody if known is None else bits(known, column.offset, len(column)),
            self._nobody if yes is None else bits(yes, column.offset, len(column)),
        )


def bits(content: pa.Buffer, begin: int, people: int) -> Held:
    """Find a bitmap in an array; only where it does not begin with a byte is it copied."""
    first = begin // 8
    if begin % 8 == 0:
        return Held(content.address + first, content.size - first, 1, content)
    loose = np.unpackbits(np.frombuffer(content, dtype=np.uint8)[first:], bitorder="little")
    return held(packed(loose[begin % 8 :][:people]), 1)


def packed(bools: NDArray[Any]) -> NDArray[np.uint8]:
    """Pack one byte a person into one bit a person."""
    return np.packbits(bools, bitorder="little")
