"""The inner loops of many forecasts: what each step says of each cell, what the steps of a person add up to, and what a
cell brings. A cell is a curve with a precision; those of one curve stand together.
"""

from __future__ import annotations

from math import factorial, log
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from lumbago.criteria.columns import native

Halves: TypeAlias = NDArray[np.float32]
"""Numbers of half the length: good to six digits, and twice as quick."""

Steps: TypeAlias = NDArray[np.int64]
"""Entries beside the ones before them, a row each: pain, pain before, days since then, and day since the start."""

LANES = 64
"""Cells summed at once: their sums stay in registers, and what all steps say of them in a second-level cache."""

_INT, _LANES = ir.IntType(64), ir.VectorType(ir.FloatType(), LANES)
_HALF, _LOG2_E, _LOWEST = np.float32(0.5), np.float32(1 / log(2)), np.float32(-126)
_BITS, _ONE_AS_POWER = np.int32(23), np.int32(127)
_SERIES = tuple([np.float32(log(2) ** power / factorial(power)) for power in range(7)])


class Looked(NamedTuple):
    """Where a step is looked up.

    places: the level of each curve by day since the start. shift: by how many steps of the tables the pain before moves
    it; by days since, pain before, level then. log_chance: by days since, pain and level; each holds all precisions.
    """

    places: NDArray[np.uint8]
    shift: NDArray[np.int16]
    log_chance: NDArray[np.void]


@native
def tabulate(steps: Steps, looked: Looked, rows: NDArray[np.void]) -> None:
    """Fill in what each step says: a row of curves for each; steps that differ in pain alone follow each other."""
    (days, curves), top = looked.places.shape, looked.log_chance.shape[2] - 1
    at, horizon = np.empty(curves, np.uint32), days - 1
    for step in range(len(steps)):
        pain, pain_before, since, day = steps[step]
        if step == 0 or np.any(steps[step, 1:] != steps[step - 1, 1:]):
            today, before = looked.places[min(day, horizon)], looked.places[min(day - since, horizon)]
            shift = looked.shift[since, pain_before]
            for curve in range(curves):
                at[curve] = np.uint32(min(max(np.int32(today[curve]) + shift[before[curve]], 0), top))
        table, row = looked.log_chance[since, pain], rows[step]
        for curve in range(curves):
            row[curve] = table[at[curve]]


def _lanes_at(builder: Any, address: Any) -> Any:
    return builder.inttoptr(address, _LANES.as_pointer())


def _build_sum(context: Any, builder: Any, _: Any, given: Any) -> Any:
    """Write a loop that keeps its lanes in registers: a sum is stored once, however many rows it has."""
    rows, row_bytes, numbers, count, into, highest = given

    def row(place: Any) -> Any:
        number = builder.load(builder.inttoptr(builder.add(numbers, builder.shl(place, _INT(3))), _INT.as_pointer()))
        return builder.load(_lanes_at(builder, builder.add(rows, builder.mul(number, row_bytes))), align=4)

    first, before = row(_INT(0)), builder.block
    loop, done = builder.append_basic_block("loop"), builder.append_basic_block("done")
    builder.cbranch(builder.icmp_signed(">", count, _INT(1)), loop, done)
    builder.position_at_end(loop)
    place, so_far = builder.phi(_INT), builder.phi(_LANES)
    added, then = builder.fadd(so_far, row(place)), builder.add(place, _INT(1))
    builder.cbranch(builder.icmp_signed("<", then, count), loop, done)
    builder.position_at_end(done)
    total = builder.phi(_LANES)
    for phi, at_first, later in ((place, _INT(1), then), (so_far, first, added), (total, first, added)):
        phi.add_incoming(at_first, before)
        phi.add_incoming(later, loop)
    builder.store(total, _lanes_at(builder, into), align=4)
    top = builder.load(_lanes_at(builder, highest), align=4)
    top = builder.select(builder.fcmp_ordered(">", total, top), total, top)
    builder.store(top, _lanes_at(builder, highest), align=4)
    return context.get_dummy_value()


@intrinsic  # type: ignore[untyped-decorator]
def _sum(_: Any, rows: Any, row_bytes: Any, numbers: Any, count: Any, into: Any, highest: Any) -> Any:
    """Add up the lanes of so many rows of this length, whose numbers are listed, and keep the highest of each lane."""
    return types.void(*[types.int64] * 6), _build_sum


@native
def add_up(rows: Halves, first: NDArray[np.int64], numbers: NDArray[np.int64], found: Halves, top: Halves) -> None:
    """Add up the rows of each person, whose numbers stand from one `first` to the next; `top` is the highest sum."""
    most = np.full((len(top), LANES), -np.inf, np.float32)
    width, row_bytes = found.shape[1], 4 * rows.shape[1]
    for start in range(0, width, LANES):
        for person in range(len(top)):
            begin, count = numbers.ctypes.data + 8 * first[person], first[person + 1] - first[person]
            into, highest = found.ctypes.data + 4 * (person * width + start), most.ctypes.data + 4 * LANES * person
            _sum(rows.ctypes.data + 4 * start, row_bytes, begin, count, into, highest)
    for person in range(len(top)):
        top[person] = most[person].max()


@native
def raise_e(log: Halves, top: Halves) -> None:
    """Turn log weights into weights beside the highest: to the power of two, by a polynomial for what is left of one.

    The polynomial is the series of 2 ** x to the sixth power, good to a ten-millionth from -0.5 to 0.5.
    """
    power, left = np.empty(LANES, np.int32), np.empty(LANES, np.float32)
    whole = power.view(np.float32)
    for person in range(len(log)):
        for start in range(0, log.shape[1], LANES):
            cells = log[person][start : start + LANES]
            for lane in range(LANES):
                x = max((cells[lane] - top[person]) * _LOG2_E, _LOWEST)
                near = np.floor(x + _HALF)
                power[lane] = (np.int32(near) + _ONE_AS_POWER) << _BITS
                left[lane] = x - near
            for lane in range(LANES):
                x, y = left[lane], _SERIES[6]
                y = y * x + _SERIES[5]
                y = y * x + _SERIES[4]
                y = y * x + _SERIES[3]
                y = y * x + _SERIES[2]
                y = y * x + _SERIES[1]
                cells[lane] = (y * x + _SERIES[0]) * whole[lane]


class Brought(NamedTuple):
    """Where it is looked up what a curve brings.

    one: the curve it counts as, and `share` of its weight. recovered: by curve and week.
    at: its level by curve and day asked for, and `since`: days since the last entry, by day asked for.
    chance: by days since, precision, level and entry.
    """

    one: NDArray[np.int64]
    share: Halves
    recovered: Halves
    at: NDArray[np.int64]
    since: NDArray[np.int64]
    chance: Halves


@native
def bring(brought: Brought, found: Halves) -> None:
    """Fill in what each cell brings: itself, recovery by each week, and the chance of each entry on each day."""
    weeks, (_, precisions, _, scores) = brought.recovered.shape[1], brought.chance.shape
    found[:] = 0.0
    for curve in range(len(brought.one)):
        share = brought.share[curve]
        for precision in range(precisions):
            row = found[brought.one[curve] * precisions + precision]
            row[0] += share
            for week in range(weeks):
                row[1 + week] += share * brought.recovered[curve, week]
            for day in range(len(brought.since)):
                chance = brought.chance[brought.since[day], precision, brought.at[curve, day]]
                first = 1 + weeks + day * scores
                for score in range(scores):
                    row[first + score] += share * chance[score]
