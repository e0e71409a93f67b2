"""A program of planes, and how it runs over a table: blocks of people at a time, in place where that is possible."""

from __future__ import annotations

import ctypes
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from lumbago.criteria.columns import kernel
from lumbago.criteria.columns.kernel import BLOCK_BYTES, BLOCK_WORDS, EVERYBODY, PEOPLE_A_WORD, Code, Places, Words
from lumbago.criteria.columns.planes import ONE, Comparison

BLOCK_PEOPLE = BLOCK_WORDS * PEOPLE_A_WORD


class Held(NamedTuple):
    """A plane or a column of numbers where it lies: its bytes, the bits of one person, and what keeps it there."""

    address: int
    size: int
    bits: int
    keeper: object


def held(array: NDArray[Any], bits: int) -> Held:
    """Say where an array lies."""
    return Held(array.ctypes.data, array.nbytes, bits, array)


class Source(Protocol):
    """A table, as programs read it."""

    def planes(self, keys: Sequence[Hashable]) -> Sequence[Held]:
        """Give planes by their keys."""

    def numbers(self, column: str) -> Held:
        """Give the numbers of a column, or the codes of its words; where a value is not known it is anything."""

    def code(self, column: str, word: str) -> int:
        """Give the code of a word of a column; -1 when nobody can have chosen it."""


@dataclass(frozen=True, slots=True)
class Program:
    """The steps that make the wanted planes.

    Places are numbered: first the slots, which are used again and again, then the sources, the columns of numbers, and
    the wanted rows.
    """

    sources: tuple[Hashable, ...]
    columns: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    code: Code
    slots: int
    rows: int

    def run(self, source: Source, people: int) -> Words:
        """Make the planes of a table: one row for each wanted plane, in their order.

        Bits beyond the last person mean nothing.
        """
        found = np.empty((self.rows, -(-people // PEOPLE_A_WORD)), dtype=np.uint64)
        given = [*source.planes(self.sources), *map(source.numbers, self.columns)]
        if any(8 * each.size < people * each.bits for each in given):
            raise ValueError("a source does not hold a value for everybody")
        work = _Work(self, given, [self._limit(each, source) for each in self.comparisons])
        whole = people // BLOCK_PEOPLE
        work.do([each.address for each in given], found, whole)
        if people % BLOCK_PEOPLE:
            rest = found[:, whole * BLOCK_WORDS :]
            rest[:] = work.rest(whole * BLOCK_PEOPLE, people)[:, : rest.shape[1]]
        return found

    def _limit(self, comparison: Comparison, source: Source) -> float:
        limit = comparison.limit
        return source.code(comparison.column, limit) if isinstance(limit, str) else limit


class _Work:
    """A program at work on one table."""

    def __init__(self, program: Program, given: Sequence[Held], limits: Sequence[float]) -> None:
        self._program = program
        self._given = given
        self._limits = np.array(limits, dtype=np.float64)
        width = dict(zip(program.columns, (each.bits // 8 for each in given[len(program.sources) :]), strict=True))
        self._kinds = np.array([width[each.column] for each in program.comparisons], dtype=np.int64)
        self._sizes = np.array([each.bits * BLOCK_PEOPLE // 8 for each in given], dtype=np.int64)
        self._room = np.zeros((program.slots, BLOCK_WORDS), dtype=np.uint64)
        self._room[ONE] = EVERYBODY

    def do(self, given: Sequence[int] | Places, found: Words, blocks: int) -> None:
        """Work on so many whole blocks."""
        places = np.concatenate([_addresses(self._room), np.array(given, dtype=np.int64), _addresses(found)])
        still, onward = np.zeros(len(self._room), dtype=np.int64), np.full(len(found), BLOCK_BYTES)
        moves = np.concatenate([still, self._sizes, onward])
        kernel.run(self._program.code, self._limits, self._kinds, places, moves, blocks)

    def rest(self, begin: int, end: int) -> Words:
        """Work on people who do not fill a block, in a block of their own."""
        made = np.empty((self._program.rows, BLOCK_WORDS), dtype=np.uint64)
        padded = np.zeros(self._sizes.sum(), dtype=np.uint8)
        addresses = padded.ctypes.data + np.cumsum(self._sizes) - self._sizes
        for target, (address, _, bits, _) in zip(addresses.tolist(), self._given, strict=True):
            ctypes.memmove(target, address + begin * bits // 8, -(-(end - begin) * bits // 8))
        self.do(addresses, made, 1)
        return made


def _addresses(rows: Words) -> Places:
    """Give the address of each row."""
    return rows.ctypes.data + np.arange(len(rows)) * rows.strides[0]
