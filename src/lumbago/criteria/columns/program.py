"""Running a graph of planes over a table: block by block, so that what is in work stays in the processor's cache."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lumbago.criteria.columns.planes import ONE, ZERO, Plane, Planes

Words: TypeAlias = NDArray[np.uint64]
"""Bits of a plane, 64 people a word, the first person in the lowest bit."""

PEOPLE_A_WORD = 64
BLOCK_WORDS = 2048
"""Words in work at once: 16 KiB a plane, so that some hundred planes stay in a second-level cache."""

EVERYBODY = np.uint64(0xFFFF_FFFF_FFFF_FFFF)


class Source(Protocol):
    """A plane that a table holds."""

    def words(self, start: int, stop: int, out: Words) -> Words:
        """Give the words of a block: a view where the table has them, else written to `out`."""


Fetch: TypeAlias = Callable[[Hashable], Source]
Operation: TypeAlias = Callable[..., Any]
Step: TypeAlias = tuple[Operation | None, int, int, int]
"""An operation, what it reads, and where it writes; without operation, a source's number, then where it goes."""

OPERATIONS: dict[str, Operation] = {
    "and": np.bitwise_and,
    "or": np.bitwise_or,
    "xor": np.bitwise_xor,
    "not": np.bitwise_not,
}


@dataclass(frozen=True, slots=True)
class Program:
    """The steps that make the wanted planes.

    slots: how many planes are in work at once; the numbers after those are the rows of the result.
    copied: the rows that hold a plane made elsewhere, with its slot.
    """

    sources: tuple[Hashable, ...]
    steps: tuple[Step, ...]
    slots: int
    rows: int
    copied: tuple[tuple[int, int], ...]

    def run(self, fetch: Fetch, people: int, block: int = BLOCK_WORDS) -> Words:
        """Make the planes of a table: one row for each wanted plane, in their order.

        Bits beyond the last person mean nothing.
        """
        size = -(-people // PEOPLE_A_WORD)
        found = np.empty((self.rows, size), dtype=np.uint64)
        sources = [fetch(key) for key in self.sources]
        room = np.empty((self.slots, min(block, max(size, 1))), dtype=np.uint64)
        for start in range(0, size, block):
            stop = min(start + block, size)
            self._block(sources, start, stop, [*room[:, : stop - start], *found[:, start:stop]])
        return found

    def _block(self, sources: Sequence[Source], start: int, stop: int, own: list[Words]) -> None:
        """Work on one block; `own` is the room of each slot, which a view of the table may stand in for."""
        slots = own.copy()
        slots[ZERO].fill(0)
        slots[ONE].fill(EVERYBODY)
        for operation, a, b, into in self.steps:
            if operation is None:
                slots[into] = sources[a].words(start, stop, own[into])
            elif operation is np.bitwise_not:
                slots[into] = operation(slots[a], own[into])
            else:
                slots[into] = operation(slots[a], slots[b], own[into])
        for row, slot in self.copied:
            own[self.slots + row][:] = slots[slot]


def program(planes: Planes, wanted: Sequence[Plane]) -> Program:
    """Order the steps that the wanted planes need, and let each slot be used again once nobody needs it."""
    order = _needed(planes, wanted)
    last = _last_uses(planes, order, wanted)
    return _allocated(planes, order, last, wanted)


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


def _last_uses(planes: Planes, order: Sequence[Plane], wanted: Sequence[Plane]) -> dict[Plane, int]:
    last = {part: place for place, plane in enumerate(order) for part in parts_of(planes, plane)}
    return {**last, **dict.fromkeys(wanted, len(order))}


class _Slots:
    """Gives out the numbers of places in work, and takes them back."""

    def __init__(self) -> None:
        self.used = 2  # those of ZERO and ONE
        self._free: list[int] = []

    def take(self) -> int:
        if self._free:
            return self._free.pop()
        self.used += 1
        return self.used - 1

    def give_back(self, slot: int) -> None:
        self._free.append(slot)


ROW = -1
"""Rows of the result are numbered downward from here until it is known how many slots come before them."""


def _allocated(planes: Planes, order: Sequence[Plane], last: dict[Plane, int], wanted: Sequence[Plane]) -> Program:
    rows = {plane: row for row, plane in reversed(list(enumerate(wanted))) if planes.made[plane][0] != "source"}
    slot_of: dict[Plane, int] = {ZERO: ZERO, ONE: ONE}
    slots, sources = _Slots(), list[Hashable]()
    steps: list[Step] = []
    for place, plane in enumerate(order):
        kind, key, a, b = planes.made[plane]
        for part in {*parts_of(planes, plane)} - {ZERO, ONE}:
            if last[part] == place:
                slots.give_back(slot_of[part])
        slot_of[plane] = into = ROW - rows[plane] if plane in rows else slots.take()
        if kind == "source":
            steps.append((None, len(sources), 0, into))
            sources.append(key)
        else:
            steps.append((OPERATIONS[kind], slot_of[a], slot_of[b], into))
    copied = tuple((row, slot_of[plane]) for row, plane in enumerate(wanted) if rows.get(plane) != row)
    return _numbered(Program(tuple(sources), tuple(steps), slots.used, len(wanted), copied))


def _numbered(draft: Program) -> Program:
    """Give the rows of the result the numbers after the slots."""

    def placed(slot: int) -> int:
        return slot if slot >= 0 else draft.slots + ROW - slot

    steps = tuple((what, a if what is None else placed(a), placed(b), placed(into)) for what, a, b, into in draft.steps)
    return replace(draft, steps=steps, copied=tuple((row, placed(slot)) for row, slot in draft.copied))
