"""The planes that a table of people holds: a column a finding, read from Arrow's own bits where the data are bits.

A number is compared in the precision of its column: 37.8 kept in 32 bits meets `>= 37.8`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lumbago.criteria.columns.compiled import NOBODY_KNOWS, Leaf, Pair
from lumbago.criteria.columns.kernel import EVERYBODY, PEOPLE_A_WORD, SIGNS, Words, compare
from lumbago.criteria.columns.planes import Planes
from lumbago.criteria.nodes import Is, NumberOperator, OneOf

KINDS: Mapping[Any, Any] = {
    pa.float32(): np.float32,
    pa.float64(): np.float64,
    pa.int8(): np.int8,
    pa.int16(): np.int16,
    pa.int32(): np.int32,
}
"""Kinds of numbers; Arrow itself would ask pandas, and load it where it is installed."""


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
        self._columns = columns
        self._everybody = np.full(-(-people // PEOPLE_A_WORD), EVERYBODY)

    def planes(self, keys: Sequence[Hashable]) -> list[Words]:
        """Give the planes that this batch holds; each column is looked at once for all that is asked of it."""
        by_column: dict[str, list[Known | Raw]] = {}
        for key in keys:
            if not isinstance(key, Known | Raw):
                raise KeyError(key)
            by_column.setdefault(key.finding if isinstance(key, Known) else key.leaf.finding, []).append(key)
        found: dict[Hashable, Words] = {}
        for finding, asked in by_column.items():
            found.update(self._of_column(self._columns[finding], asked))
        return [found[key] for key in keys]

    def _of_column(self, column: pa.Array, asked: Sequence[Known | Raw]) -> Iterator[tuple[Hashable, Words]]:
        compares = []
        for key in asked:
            if isinstance(key, Known):
                yield key, bits(column, 0) if column.null_count else self._everybody
            elif isinstance(key.leaf, Is):
                yield key, bits(column, 1)
            elif isinstance(key.leaf, OneOf):
                yield key, chosen(column, key.leaf)
            else:
                compares.append(key.leaf)
        if compares:
            found = compared(numbers(column), [(leaf.operator, leaf.limit) for leaf in compares])
            yield from zip(map(Raw, compares), found, strict=True)


def compared(values: NDArray[Any], limits: Sequence[tuple[NumberOperator, float]]) -> Words:
    """Compare numbers with limits, in their own precision: one row for each."""
    size = -(-len(values) // PEOPLE_A_WORD)
    if len(values) % PEOPLE_A_WORD:
        values = np.concatenate([values, np.zeros(size * PEOPLE_A_WORD - len(values), dtype=values.dtype)])
    values = values.view()
    values.flags.writeable = False  # as Arrow's are: so that one machine code serves both
    found = np.empty((len(limits), size), dtype=np.uint64)
    signs = np.array([SIGNS.index(sign) for sign, _ in limits], dtype=np.int64)
    compare(values, signs, np.array([limit for _, limit in limits], dtype=values.dtype), found)
    return found


def chosen(column: pa.Array, leaf: OneOf) -> Words:
    """Say who chose one of the words that are meant."""
    meant = [code for code, word in enumerate(column.dictionary.to_pylist()) if word in leaf.choices]
    found = compared(numbers(column.indices), [("==", code) for code in meant])
    return np.asarray(np.bitwise_or.reduce(found, axis=0))


def numbers(column: pa.Array) -> NDArray[Any]:
    """View the numbers of a column; where a value is null its slot holds anything."""
    kind = KINDS[column.type]
    values = column.buffers()[1]
    if values is None:
        return np.zeros(len(column), dtype=kind)
    return np.frombuffer(values, dtype=kind)[column.offset : column.offset + len(column)]


def bits(column: pa.Array, place: int) -> Words:
    """View a bitmap of an array: 0 is what is known, 1 the values of booleans.

    Only where it does not begin and end with a word is it copied.
    """
    buffer, people = column.buffers()[place], len(column)
    if buffer is None:
        return np.zeros(-(-people // PEOPLE_A_WORD), dtype=np.uint64)
    first, last = column.offset // 8, -(-(column.offset + people) // 8)
    part = np.frombuffer(buffer, dtype=np.uint8)[first:last]
    if column.offset % 8:
        return packed(np.unpackbits(part, bitorder="little")[column.offset % 8 :][:people])
    return part.view(np.uint64) if len(part) % 8 == 0 and part.ctypes.data % 8 == 0 else _words(part)


def packed(bools: NDArray[Any]) -> Words:
    """Pack one byte a person into one bit a person."""
    return _words(np.packbits(bools, bitorder="little"))


def _words(content: NDArray[np.uint8]) -> Words:
    """Copy bytes to words; what is left over is zero."""
    words = np.zeros(-(-len(content) // 8), dtype=np.uint64)
    words.view(np.uint8)[: len(content)] = content
    return words
