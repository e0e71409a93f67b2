"""From a graph of planes to the steps that make them, for the machine in `kernel`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from lumbago.criteria.columns.kernel import AND, OR, PEOPLE_A_WORD, ROW, SOURCE, XOR, Code, Words, run
from lumbago.criteria.columns.planes import ONE, ZERO, Plane, Planes

Fetch: TypeAlias = Callable[[Sequence[Hashable]], Sequence[Words]]
"""Gives the planes that a table holds, by their keys."""

Step: TypeAlias = tuple[int, int, int, int]
"""What to do, what it reads, and where it writes: slots, but a source's number, or the row of the result."""

OPERATIONS = {"and": AND, "or": OR, "xor": XOR, "not": XOR}


@dataclass(frozen=True, slots=True)
class Program:
    """The steps that make the wanted planes; `slots`: how many planes are in work at once."""

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
        addresses = np.array([words.ctypes.data for words in sources], dtype=np.uint64)
        run(self.code, self.slots, addresses, found)
        return found


def program(planes: Planes, wanted: Sequence[Plane]) -> Program:
    """Order the steps that the wanted planes need, and let each slot be used again once nobody needs it."""
    order = _needed(planes, wanted)
    steps = _Steps(planes, wanted)
    last = {part: place for place, plane in enumerate(order) for part in parts_of(planes, plane)}
    for place, plane in enumerate(order):
        steps.make(plane)
        steps.give_back(part for part in {plane, *parts_of(planes, plane)} if last.get(part, place) == place)
    code = np.array(steps.steps, dtype=np.int32).reshape(-1, 4)
    return Program(tuple(steps.sources), code, steps.slots, len(wanted))


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


class _Steps:
    """Writes down steps, and gives each plane a slot."""

    def __init__(self, planes: Planes, wanted: Sequence[Plane]) -> None:
        self.sources: list[Hashable] = []
        self.slots = 2  # those of ZERO and ONE
        self._planes = planes
        self._free: list[int] = []
        self._slot_of: dict[Plane, int] = {ZERO: ZERO, ONE: ONE}
        self._rows = _rows(wanted)
        self.steps: list[Step] = [*self._copies(ZERO), *self._copies(ONE)]

    def make(self, plane: Plane) -> None:
        """Make a plane of its parts, in a slot that holds none of them, and copy it to where it is wanted."""
        kind, key, a, b = self._planes.made[plane]
        self._slot_of[plane] = into = self._take()
        if kind == "source":
            self.steps.append((SOURCE, len(self.sources), 0, into))
            self.sources.append(key)
        else:
            other = self._slot_of[ONE if kind == "not" else b]
            self.steps.append((OPERATIONS[kind], self._slot_of[a], other, into))
        self.steps.extend(self._copies(plane))

    def give_back(self, planes: Iterator[Plane]) -> None:
        """Free the slots of planes that nobody needs any more."""
        self._free.extend(self._slot_of[plane] for plane in planes if plane not in (ZERO, ONE))

    def _take(self) -> int:
        if self._free:
            return self._free.pop()
        self.slots += 1
        return self.slots - 1

    def _copies(self, plane: Plane) -> Iterator[Step]:
        for row in self._rows.get(plane, ()):
            yield ROW, self._slot_of[plane], row, 0


def _rows(wanted: Sequence[Plane]) -> Mapping[Plane, Sequence[int]]:
    """Say in which rows of the result each plane is wanted."""
    rows: dict[Plane, list[int]] = {}
    for row, plane in enumerate(wanted):
        rows.setdefault(plane, []).append(row)
    return rows
