"""The cells of people who share a start: curves that have not parted yet counted as one, each with every precision."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.pathway.course.curves import Curves, Model
from lumbago.pathway.course.grid import Numbers
from lumbago.pathway.course.many.kernel import LANES, Brought, Halves, Looked, Steps, bring, tabulate
from lumbago.pathway.course.observation import BINS, SCORES
from lumbago.pathway.course.posterior import NO_STEP, moved

EXACT = 9
"""Digits behind the point to which odds are compared: far more than a half-length number has."""

OUTSIDE = np.float32(-1e30)
"""The log weight of a place that only fills up a row."""


EVEN = 8
"""Columns are filled up to a multiple of this: products of tables are quicker so."""


class Last(NamedTuple):
    """Day and pain of a last entry; NOTHING where none counts any more."""

    day: int
    pain: int


NOTHING = Last(NO_STEP, 0)


class _Tables(NamedTuple):
    """The tables of an edition in half-length numbers, and with a row for a pain before that moves nothing."""

    shift: NDArray[np.int16]
    log_chance: NDArray[np.void]
    chance: Halves


@lru_cache(maxsize=4)
def _tables(model: Model) -> _Tables:
    seen = model.observation
    shift = np.concatenate([seen.shift, np.zeros((len(seen.shift), 1, BINS), np.int16)], axis=1)
    log_chance = _in_one(seen.log_chance.astype(np.float32), seen.log_chance.shape[3])[..., 0]
    return _Tables(shift, log_chance, seen.chance.astype(np.float32))


def _in_one(table: Halves, precisions: int) -> NDArray[np.void]:
    """Look at the numbers of all precisions as one thing, which is moved at once."""
    return table.view([("of_precisions", np.float32, (precisions,))])


class Room:
    """Memory that is used again: fetching as much anew for each group takes longer than filling it."""

    def __init__(self) -> None:
        self._numbers = np.empty(0, np.float32)

    def of(self, rows: int, width: int) -> Halves:
        """Give a table; what the one before held is written over."""
        if rows * width > len(self._numbers):
            self._numbers = np.empty(rows * width, np.float32)
        return self._numbers[: rows * width].reshape(rows, width)


class Cells:
    """Curves from one start, for people none of whom has told anything after some day."""

    def __init__(self, model: Model, curves: Curves, until: int, odds: Numbers, room: Room) -> None:
        self._model, self._curves, self._tables, self._room = model, curves, _tables(model), room
        kind, paths = model.grid.kind, curves.places[: max(until - curves.start.day, 0) + 1]
        self._beside, label = _beside_the_first(odds)
        kept, self._one = alike(np.vstack([label[kind], paths]))
        self._places, self._label = np.ascontiguousarray(paths[:, kept]), label[kind[kept]]
        weight = curves.weight + odds[0, kind]
        top = float(weight.max())
        weight = np.exp(weight - top)
        together = np.bincount(self._one, weights=weight)
        self._weight, self._share = np.log(together) + top, (weight / together[self._one]).astype(np.float32)
        self._precisions = self._tables.chance.shape[1]
        self.width = -(-len(kept) * self._precisions // LANES) * LANES

    def rows(self, steps: Steps) -> Halves:
        """Make the rows to add up: the log weight for each set of odds of the classes, and what each step says."""
        count, cells = len(self._beside), len(self._label) * self._precisions
        rows = self._room.of(count + len(steps), (self.width // LANES | 1) * LANES)
        rows[:count, :cells] = np.repeat(self._weight + self._beside[:, self._label], self._precisions, axis=1)
        rows[:count, cells:], rows[count:, cells:] = OUTSIDE, 0.0
        said = _in_one(rows[count:, :cells], self._precisions)
        tabulate(steps, Looked(self._places, self._tables.shift, self._tables.log_chance), said)
        return rows

    def brings(self, days: Sequence[int], last: Last) -> Halves:
        """Tabulate what each cell brings on some days after a last entry: see `kernel.bring`."""
        full, asked = len(self._tables.chance) - 1, np.array(days, dtype=np.int64)
        since = np.where((last == NOTHING) | (asked <= last.day), full, np.minimum(asked - last.day, full))
        at, near = self._curves.rows(asked).astype(np.int64), since < full
        if near.any():
            count = np.ones(int(near.sum()), dtype=np.int64)
            at[near] = moved(self._model, self._curves, asked[near], last.day * count, last.pain * count)
        recovered = self._curves.recovered_by.T.astype(np.float32)
        columns = 1 + recovered.shape[1] + len(days) * SCORES
        found = np.empty((self.width, -(-columns // EVEN) * EVEN), np.float32)
        brought = Brought(
            self._one, self._share, np.ascontiguousarray(recovered), at.T.copy(), since, self._tables.chance
        )
        bring(brought, found)
        return found


def _beside_the_first(odds: Numbers) -> tuple[Numbers, NDArray[np.uint8]]:
    """Compare sets of odds with the first: by what they differ, and which classes differ alike, by a label.

    Curves of such classes can count as one, as no set of odds tells them apart.
    """
    differ, label = np.unique(np.round(odds - odds[0], EXACT), axis=1, return_inverse=True)
    return differ, label.astype(np.uint8)


def alike(paths: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """List the first of each kind of column, and say for each column which of them it equals."""
    words = np.zeros((paths.shape[1], -(-len(paths) // 8)), np.uint64)
    words.view(np.uint8)[:, : len(paths)] = paths.T
    order = np.lexsort(words.T)
    new = np.append(True, (words[order[1:]] != words[order[:-1]]).any(axis=1))
    one = np.empty(len(order), dtype=np.intp)
    one[order] = np.cumsum(new) - 1
    return order[new], one
