"""From a graph of planes to the steps that make them, for the machine in `kernel`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from lumbago.criteria.columns import kernel
from lumbago.criteria.columns.kernel import BLOCK_BYTES, BLOCK_WORDS, EVERYBODY, PEOPLE_A_WORD, Code, Places, Words
from lumbago.criteria.columns.planes import ONE, ZERO, Plane, Planes

Fetch: TypeAlias = Callable[[Sequence[Hashable]], Sequence[Words]]
"""Gives the planes that a table holds, by their keys."""

Step: TypeAlias = tuple[int, int, int, int, int]
"""What to do, what it reads, and where it writes: numbers of places."""

ALONE = {"and": kernel.AND, "or": kernel.OR, "xor": kernel.XOR, "not": kernel.XOR}
FUSED = {
    ("and", "and"): kernel.AND_AND,
    ("or", "or"): kernel.OR_OR,
    ("and", "or"): kernel.AND_OR,
    ("or", "and"): kernel.OR_AND,
    ("xor", "and"): kernel.XOR_AND,
    ("xor", "or"): kernel.XOR_OR,
}
"""What is done at once: the kind of a plane that only one other needs, and the kind of that one."""

SOURCES, ROWS = 1 << 28, 1 << 29
"""From where the places of sources and of rows are numbered, until it is known how many slots there are."""


@dataclass(frozen=True, slots=True)
class Program:
    """The steps that make the wanted planes.

    Places are numbered: first the slots, which are used again and again, then the sources, then the wanted rows.
    """

    sources: tuple[Hashable, ...]
    code: Code
    slots: int
    rows: int

    def run(self, fetch: Fetch, people: int) -> Words:
        """Make the planes of a table: one row for each wanted plane, in their order.

        Bits beyond the last person mean nothing.
        """
        found = np.empty((self.rows, -(-people // PEOPLE_A_WORD)), dtype=np.uint64)
        sources = fetch(self.sources)
        if any(len(words) < found.shape[1] or not words.flags.c_contiguous for words in sources):
            raise ValueError("a source does not hold a word for every 64 people")
        room = np.zeros((self.slots, BLOCK_WORDS), dtype=np.uint64)
        room[ONE] = EVERYBODY
        blocks = found.shape[1] // BLOCK_WORDS
        read = np.array([words.ctypes.data for words in sources], dtype=np.int64)
        self._run(room, read, found, blocks)
        whole = blocks * BLOCK_WORDS
        if whole < found.shape[1]:
            self._rest(room, sources, found[:, whole:], whole)
        return found

    def _rest(self, room: Words, sources: Sequence[Words], found: Words, begin: int) -> None:
        """Make what does not fill a block, in a block of its own."""
        count = found.shape[1]
        padded = np.zeros((len(sources), BLOCK_WORDS), dtype=np.uint64)
        for row, words in zip(padded, sources, strict=True):
            row[:count] = words[begin : begin + count]
        made = np.empty((self.rows, BLOCK_WORDS), dtype=np.uint64)
        self._run(room, _addresses(padded), made, 1)
        found[:] = made[:, :count]

    def _run(self, room: Words, read: Places, found: Words, blocks: int) -> None:
        places = np.concatenate([_addresses(room), read, _addresses(found)])
        moves = np.full(len(places), BLOCK_BYTES)
        moves[: self.slots] = 0
        kernel.run(self.code, places, moves, blocks)


def _addresses(rows: Words) -> Places:
    """Give the address of each row."""
    return rows.ctypes.data + np.arange(len(rows)) * rows.strides[0]


def program(planes: Planes, wanted: Sequence[Plane]) -> Program:
    """Order the steps that the wanted planes need, and let each slot be used again once nobody needs it."""
    order = _needed(planes, wanted)
    inner = _inner(planes, order, wanted)
    made = [plane for plane in order if plane not in inner]
    steps = _Steps(planes, order, wanted, inner)
    last = {part: place for place, plane in enumerate(made) for part in steps.read_by(plane)}
    for place, plane in enumerate(made):
        steps.make(plane)
        steps.give_back(part for part in {plane, *steps.read_by(plane)} if last.get(part, place) == place)
    return steps.program()


def _needed(planes: Planes, wanted: Sequence[Plane]) -> list[Plane]:
    """List what has to be made, each plane after what it is made of and as near to its use as depth-first goes."""
    order: dict[Plane, None] = {}
    for root in wanted:
        waiting = [(root, False)]
        while waiting:
            plane, ready = waiting.pop()
            if ready:
                order[plane] = None
            elif plane not in order and plane not in (ZERO, ONE):
                waiting.append((plane, True))
                waiting.extend((part, False) for part in reversed(parts_of(planes, plane)))
    return list(order)


def parts_of(planes: Planes, plane: Plane) -> tuple[Plane, ...]:
    """List the planes that one is made of."""
    kind, _, a, b = planes.made[plane]
    if kind == "source":
        return ()
    return (a,) if kind == "not" else (a, b)


def _inner(planes: Planes, order: Sequence[Plane], wanted: Sequence[Plane]) -> frozenset[Plane]:
    """Find planes that are made together with the only one that needs them, and never stand anywhere themselves."""
    needed = Counter(part for plane in order for part in parts_of(planes, plane))
    needed.update(wanted)
    inner: set[Plane] = set()
    for plane in reversed(order):
        kind = planes.made[plane][0]
        for part in parts_of(planes, plane):
            inside = planes.made[part][0]
            fits = (inside, kind) in FUSED or (inside, kind) == ("not", "and")
            if plane not in inner and fits and needed[part] == 1:
                inner.add(part)
                break
    return frozenset(inner)


class _Steps:
    """Writes down steps, and gives each plane a place: a slot, or the row where it is wanted."""

    def __init__(
        self, planes: Planes, order: Sequence[Plane], wanted: Sequence[Plane], inner: frozenset[Plane]
    ) -> None:
        self._planes, self._inner = planes, inner
        self._sources = [plane for plane in order if planes.made[plane][0] == "source"]
        self._rows = len(wanted)
        self._free: list[int] = []
        self._slots = 2  # those of ZERO and ONE
        self._steps: list[Step] = []
        self._first: dict[Plane, int] = {}
        copies = [(plane, row) for row, plane in enumerate(wanted) if self._first.setdefault(plane, row) != row]
        self._place = {ZERO: ZERO, ONE: ONE}
        self._place |= {plane: SOURCES + number for number, plane in enumerate(self._sources)}
        self._copies = [*copies, *((p, row) for p, row in self._first.items() if p in self._place)]
        self._place |= {plane: ROWS + row for plane, row in self._first.items() if plane not in self._place}

    def read_by(self, plane: Plane) -> tuple[Plane, ...]:
        """List the planes that are read to make one: those of what is made with it instead of that itself."""
        outer, inside = self._parts(plane)
        return (*parts_of(self._planes, inside), *outer) if inside is not None else outer

    def make(self, plane: Plane) -> None:
        """Make a plane of what it reads, in a place that holds none of it."""
        kind = self._planes.made[plane][0]
        if kind == "source":
            return
        into = self._place.get(plane)
        if into is None:
            into = self._place[plane] = self._take()
        _, inside = self._parts(plane)
        read = [self._place[part] for part in self.read_by(plane)]
        if inside is None:
            what = ALONE[kind]
            read = [*read, ONE] if kind == "not" else read
        elif self._planes.made[inside][0] == "not":
            what, read = kernel.AND_NOT, [read[1], read[0]]
        else:
            what = FUSED[self._planes.made[inside][0], kind]
        a, b, c = (*read, ZERO)[:3]
        self._steps.append((what, a, b, c, into))

    def give_back(self, planes: Iterator[Plane]) -> None:
        """Free the slots of planes that nobody needs any more."""
        self._free.extend(place for plane in planes if ONE < (place := self._place[plane]) < SOURCES)

    def program(self) -> Program:
        """Give the finished program, its places numbered through."""
        copied = [(kernel.COPY, self._place[plane], ZERO, ZERO, ROWS + row) for plane, row in self._copies]
        code = np.array([*self._steps, *copied], dtype=np.int64).reshape(-1, 5)
        read = code[:, 1:]
        rows, sources = read >= ROWS, (read >= SOURCES) & (read < ROWS)
        read[rows] += self._slots + len(self._sources) - ROWS
        read[sources] += self._slots - SOURCES
        keys = tuple(self._planes.made[plane][1] for plane in self._sources)
        return Program(keys, code.astype(np.uint32), self._slots, self._rows)

    def _parts(self, plane: Plane) -> tuple[tuple[Plane, ...], Plane | None]:
        """Part what a plane is made of into what stands somewhere, and what is made together with it."""
        parts = parts_of(self._planes, plane)
        inside = next((part for part in parts if part in self._inner), None)
        return tuple(part for part in parts if part != inside), inside

    def _take(self) -> int:
        if self._free:
            return self._free.pop()
        self._slots += 1
        return self._slots - 1
