"""The planes that a table of people holds: a column a finding, read from Arrow's own bits where the data are bits.

A number is compared in the precision of its column: 37.8 kept in 32 bits meets `>= 37.8`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lumbago.criteria.columns.compiled import NOBODY_KNOWS, Leaf, Pair
from lumbago.criteria.columns.planes import Planes
from lumbago.criteria.columns.program import BLOCK_WORDS, EVERYBODY, PEOPLE_A_WORD, Source, Words
from lumbago.criteria.nodes import Compare, Is, NumberOperator

COMPARISONS: dict[NumberOperator, Any] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}
_ALL = np.full(BLOCK_WORDS, EVERYBODY)

Bools: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Known:
    """The plane of those whose answer to a finding is known."""

    finding: str


@dataclass(frozen=True, slots=True)
class Raw:
    """What a column says of a criterion on one finding; where the answer is not known it means nothing."""

    leaf: Leaf


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
        yes = self._planes.both(self._planes.source(Raw(leaf)), known)
        return Pair(yes, self._planes.differ(known, yes))


class Columns:
    """The columns of one batch: yes and no as booleans, choices as a dictionary of words, numbers as floats.

    Unknown: null.
    """

    def __init__(self, columns: Mapping[str, pa.Array], people: int) -> None:
        self.people = people
        self._columns = columns
        self._scratch = np.empty(BLOCK_WORDS * PEOPLE_A_WORD, dtype=np.bool_)

    def source(self, key: Hashable) -> Source:
        """Find a plane that this batch holds."""
        if isinstance(key, Known):
            return bits(self._columns[key.finding], 0)
        if not isinstance(key, Raw):
            raise KeyError(key)
        column, leaf = self._columns[key.leaf.finding], key.leaf
        if isinstance(leaf, Is):
            return bits(column, 1)
        if isinstance(leaf, Compare):
            return OneColumn(numbers(column), leaf, self._scratch)
        allowed = [code for code, word in enumerate(column.dictionary.to_pylist()) if word in leaf.choices]
        return _Chosen(numbers(column.indices), tuple(allowed), self._scratch)


def numbers(column: pa.Array) -> NDArray[Any]:
    """View the numbers of a column; where a value is null its slot holds anything."""
    kind = np.dtype(column.type.to_pandas_dtype())
    values = column.buffers()[1]
    if values is None:
        return np.zeros(len(column), dtype=kind)
    return np.frombuffer(values, dtype=kind)[column.offset : column.offset + len(column)]


def bits(column: pa.Array, place: int) -> Source:
    """View a bitmap of an array: 0 is what is known, 1 the values of booleans."""
    buffer = column.buffers()[place]
    if place == 0 and (buffer is None or column.null_count == 0):
        return _Everybody()
    if buffer is None:
        return Bits(np.zeros(-(-len(column) // 8), dtype=np.uint8))
    return Bits(_aligned(np.frombuffer(buffer, dtype=np.uint8), column.offset, len(column)))


def _aligned(packed: NDArray[np.uint8], offset: int, people: int) -> NDArray[np.uint8]:
    """Take the bits of a slice; only where it does not begin with a word are they copied."""
    first, last = offset // 8, -(-(offset + people) // 8)
    part = packed[first:last]
    if offset % 8:
        loose = np.unpackbits(part, bitorder="little")[offset % 8 :][:people]
        return np.packbits(loose, bitorder="little")
    return part if part.ctypes.data % 8 == 0 else part.copy()


class Bits:
    """A plane that lies in memory as bits."""

    def __init__(self, packed: NDArray[np.uint8]) -> None:
        self._packed = packed
        self._whole = packed[: len(packed) // 8 * 8].view(np.uint64)

    def words(self, start: int, stop: int, out: Words) -> Words:
        if stop <= len(self._whole):
            return self._whole[start:stop]
        return filled(out, self._packed[start * 8 : stop * 8])


class _Everybody:
    """A plane that holds for everybody."""

    def words(self, start: int, stop: int, out: Words) -> Words:
        if stop - start <= len(_ALL):
            return _ALL[: stop - start]
        out.fill(EVERYBODY)
        return out


class OneColumn:
    """A column of numbers against a limit, in the column's own precision."""

    def __init__(self, values: NDArray[Any], leaf: Compare, scratch: Bools) -> None:
        self._values = values
        self._scratch = scratch
        self._compare = COMPARISONS[leaf.operator]
        self._limit = values.dtype.type(leaf.limit)

    def words(self, start: int, stop: int, out: Words) -> Words:
        values = self._values[start * PEOPLE_A_WORD : stop * PEOPLE_A_WORD]
        return packed(self._compare(values, self._limit, room(self._scratch, len(values))), out)


class _Chosen:
    """A column of codes against those that are meant."""

    def __init__(self, codes: NDArray[Any], allowed: tuple[int, ...], scratch: Bools) -> None:
        self._codes = codes
        self._allowed = allowed
        self._scratch = scratch

    def words(self, start: int, stop: int, out: Words) -> Words:
        codes = self._codes[start * PEOPLE_A_WORD : stop * PEOPLE_A_WORD]
        found = room(self._scratch, len(codes))
        found.fill(False)
        for code in self._allowed:
            np.logical_or(found, codes == code, found)
        return packed(found, out)


def room(scratch: Bools, size: int) -> Bools:
    """Take room for one byte a person, from what is there where it is enough."""
    return scratch[:size] if size <= len(scratch) else np.empty(size, dtype=np.bool_)


def packed(bools: Bools, out: Words) -> Words:
    """Pack one byte a person into one bit a person."""
    return filled(out, np.packbits(bools, bitorder="little"))


def filled(out: Words, content: NDArray[np.uint8]) -> Words:
    """Write bytes into words; what is left over is zero."""
    plain = out.view(np.uint8)
    plain[: len(content)] = content
    plain[len(content) :] = 0
    return out
