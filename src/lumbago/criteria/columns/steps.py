"""From a graph of planes to the steps that make them, for the machine in `kernel`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from lumbago.criteria.columns import kernel
from lumbago.criteria.columns.planes import ONE, ZERO, Comparison, Plane, Planes, Sign
from lumbago.criteria.columns.program import Program

Step: TypeAlias = tuple[int, int, int, int, int]
"""What to do, what it reads, and where it writes: numbers of places; a comparison reads a column, and has a number."""

SIGNS: Mapping[Sign, int] = {"<": kernel.LESS, "<=": kernel.AT_MOST, "==": kernel.EQUAL}
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

SOURCES, COLUMNS, ROWS = 1 << 27, 1 << 28, 1 << 29
"""From where the places of sources, columns and rows are numbered, until it is known how many slots there are."""


def program(planes: Planes, wanted: Sequence[Plane]) -> Program:
    """Order the steps that the wanted planes need, and let each slot be used again once nobody needs it."""
    order = _comparisons_first(planes, _needed(planes, wanted))
    inner = _inner(planes, order, wanted)
    read = {plane: _read(planes, plane, inner) for plane in order if plane not in inner}
    last = {part: plane for plane, (_, parts) in read.items() for part in (plane, *parts)}
    steps = _Steps(planes, order, wanted)
    for plane, (inside, parts) in read.items():
        steps.make(plane, inside, parts)
        steps.give_back(part for part in {plane, *parts} if last[part] == plane)
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


def _comparisons_first(planes: Planes, order: Sequence[Plane]) -> list[Plane]:
    """Put all comparisons of a column one after the other, so that its numbers stay in the nearest cache."""

    def turn(plane: Plane) -> tuple[bool, str]:
        comparison = planes.made[plane][1]
        return (False, comparison.column) if isinstance(comparison, Comparison) else (True, "")

    return sorted(order, key=turn)


def parts_of(planes: Planes, plane: Plane) -> tuple[Plane, ...]:
    """List the planes that one is made of."""
    kind, _, a, b = planes.made[plane]
    if kind in ("source", "comparison"):
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


def _read(planes: Planes, plane: Plane, inner: frozenset[Plane]) -> tuple[Plane | None, tuple[Plane, ...]]:
    """Say what is made together with a plane, and which planes are read: those of what is made with it, not that."""
    parts = parts_of(planes, plane)
    for part in parts:
        if part in inner:
            return part, (*parts_of(planes, part), *(other for other in parts if other != part))
    return None, parts


class _Steps:
    """Writes down steps, and gives each plane a place: a slot, or the row where it is wanted."""

    def __init__(self, planes: Planes, order: Sequence[Plane], wanted: Sequence[Plane]) -> None:
        self._planes = planes
        self._sources = [plane for plane in order if planes.made[plane][0] == "source"]
        self._comparisons = [key for plane in order if isinstance(key := planes.made[plane][1], Comparison)]
        self._columns = list(dict.fromkeys(each.column for each in self._comparisons))
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

    def make(self, plane: Plane, inside: Plane | None, parts: Sequence[Plane]) -> None:
        """Make a plane of what it reads, in a place that holds none of it."""
        kind, key, *_ = self._planes.made[plane]
        if kind == "source":
            return
        into = self._place.get(plane)
        if into is None:
            into = self._place[plane] = self._take()
        if isinstance(key, Comparison):
            column, number = COLUMNS + self._columns.index(key.column), self._comparisons.index(key)
            self._steps.append((SIGNS[key.sign], column, number, ZERO, into))
            return
        read = [self._place[part] for part in parts]
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
        begins = self._slots + np.cumsum([0, len(self._sources), len(self._columns)])
        for first, begin in zip((ROWS, COLUMNS, SOURCES), reversed(begins.tolist()), strict=True):
            read[read >= first] += begin - first
        keys = tuple(self._planes.made[plane][1] for plane in self._sources)
        columns, comparisons = tuple(self._columns), tuple(self._comparisons)
        return Program(keys, columns, comparisons, code.astype(np.uint32), self._slots, self._rows)

    def _take(self) -> int:
        if self._free:
            return self._free.pop()
        self._slots += 1
        return self._slots - 1
