"""Groups of one height in arrays: their chances are reckoned from their parts, their weights handed down to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lumbago.pathway.interview.chance import Leaf
from lumbago.pathway.interview.trees import Group, Part, Trees

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NEVER, SURELY, FIRST_SLOT = 0, 1, 2
"""Slots of the chances 0 and 1, with which columns are filled up; those of leaves follow, then those of groups."""


class Level(Protocol):
    """Groups of one height."""

    def up(self, chances: Floats) -> None:
        """Reckon the chances of the groups from those of their parts."""

    def down(self, chances: Floats, weights: Floats, credit: Floats) -> None:
        """Hand the weights of the groups down to their parts, and credit the findings among them."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where the groups of a level and their parts are, parts x groups; `places` of the parts that are findings."""

    groups: Ints
    slots: Ints
    places: Ints
    findings: Ints

    def hand_down(self, tipping: Floats, of_parts: Floats, weights: Floats, credit: Floats) -> None:
        """Give each part the weight of its group where the others leave it to that part; none to the impossible."""
        handed = np.where(of_parts > 0, weights[self.groups] * tipping, 0.0)
        weights[self.slots] = handed
        credit[self.places] = (handed * of_parts).ravel()[self.findings]


@dataclass(frozen=True, slots=True)
class _AllOrAny:
    """Groups that need all of their parts, or any; `inside` and `outside` say whose parts and result turn round.

    Any of several is what is left when none of them holds. An excuse turns its result alone, and nothing rests on it.
    """

    parts: _Parts
    inside: Bools
    outside: Bools
    credited: Floats

    def up(self, chances: Floats) -> None:
        factors = self._factors(chances[self.parts.slots])
        product = factors[0].copy()
        for row in factors[1:]:
            product *= row
        chances[self.parts.groups] = np.where(self.outside, 1 - product, product)

    def down(self, chances: Floats, weights: Floats, credit: Floats) -> None:
        of_parts = chances[self.parts.slots]
        others = np.repeat(self.credited[None], len(of_parts), axis=0)
        for number, row in enumerate(self._factors(of_parts)):
            others[:number] *= row
            others[number + 1 :] *= row
        self.parts.hand_down(others, of_parts, weights, credit)

    def _factors(self, chances: Floats) -> Floats:
        return np.where(self.inside, 1 - chances, chances)


@dataclass(frozen=True, slots=True)
class _Counting:
    """Groups that need so many of their parts; `needed` and `one_less` mark the numbers that are enough, by group."""

    parts: _Parts
    needed: Bools
    one_less: Bools

    def up(self, chances: Floats) -> None:
        chances[self.parts.groups] = _summed(_exactly(chances[self.parts.slots]), self.needed)

    def down(self, chances: Floats, weights: Floats, credit: Floats) -> None:
        of_parts = chances[self.parts.slots]
        size = len(of_parts)
        others = np.repeat(of_parts[:, None], size, axis=1)
        others[range(size), range(size)] = 0.0  # each part is left out once
        exactly = _exactly(others)
        tipping = _summed(exactly, self.one_less[:, None]) - _summed(exactly, self.needed[:, None])
        self.parts.hand_down(tipping, of_parts, weights, credit)


def _exactly(chances: Floats) -> Floats:
    """Give the probability that exactly 0, 1, 2 ... of several (first axis) hold."""
    exactly = np.zeros((len(chances) + 1, *chances.shape[1:]))
    exactly[0] = 1.0
    for p in chances:
        held = exactly[:-1] * p
        exactly *= 1 - p
        exactly[1:] += held
    return exactly


def _summed(exactly: Floats, enough: Bools) -> Floats:
    total = np.zeros(exactly.shape[1:])
    for row, counts in zip(exactly, enough, strict=True):
        total += np.where(counts, row, 0.0)
    return total


def levels(trees: Trees, leaves: Sequence[tuple[Leaf, bool]]) -> tuple[tuple[Level, ...], Mapping[int, int]]:
    """Put all groups in arrays, the lowest first; give the slot of each as well, by its identity."""
    slots = _Slots(trees, leaves)
    return tuple(slots.levels()), slots.of_group


class _Slots:
    """Knows where the chance of every leaf and of every group stands."""

    def __init__(self, trees: Trees, leaves: Sequence[tuple[Leaf, bool]]) -> None:
        self._trees = trees
        self._of_leaf = {leaf: slot for slot, leaf in enumerate(leaves, start=FIRST_SLOT)}
        self.of_group = {id(group): slot for slot, group in enumerate(trees.groups, start=FIRST_SLOT + len(leaves))}

    def levels(self) -> Iterator[Level]:
        for height in range(1, 1 + max(group.height for group in self._trees.groups)):
            there = [group for group in self._trees.groups if group.height == height]
            if simple := [group for group in there if group.kind != "count"]:
                yield self._all_or_any(simple)
            if counting := [group for group in there if group.kind == "count"]:
                yield self._counting(counting)

    def _all_or_any(self, groups: Sequence[Group]) -> Level:
        return _AllOrAny(
            parts=self._parts(groups),
            inside=np.array([group.kind == "any" for group in groups]),
            outside=np.array([group.kind in ("any", "excuse") for group in groups]),
            credited=np.array([float(group.kind != "excuse") for group in groups]),
        )

    def _counting(self, groups: Sequence[Group]) -> Level:
        parts, counts = self._parts(groups), np.array([group.count for group in groups])
        numbers = np.arange(len(parts.slots) + 1)[:, None]
        return _Counting(parts, numbers >= counts, numbers >= counts - 1)

    def _parts(self, groups: Sequence[Group]) -> _Parts:
        size = max(len(group.parts) for group in groups)
        filled = [[*map(self._slot, g.parts), *[_filling(g)] * (size - len(g.parts))] for g in groups]
        places = [[*(part.place for part in g.parts), *[-1] * (size - len(g.parts))] for g in groups]
        named = np.array(places).T.ravel()
        findings = np.flatnonzero(named >= 0)
        return _Parts(
            groups=np.array([self.of_group[id(group)] for group in groups]),
            slots=np.array(filled).T.copy(),
            places=named[findings],
            findings=findings,
        )

    def _slot(self, part: Part) -> int:
        return self.of_group[id(part.group)] if part.group else self._of_leaf[self._trees.named[part.place]]


def _filling(group: Group) -> int:
    """Name what changes nothing in a group: a certainty where all are needed, an impossibility elsewhere."""
    return NEVER if group.kind in ("any", "count") else SURELY
