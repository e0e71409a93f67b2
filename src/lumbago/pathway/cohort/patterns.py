"""What every pattern of answers is worth, worked out beforehand: the differential as tables of sums.

What the answers say of one condition is a sum over dependence groups, few of which have more than a handful of
findings. So the answers that speak for a condition are laid out in bins of a few bits, whole groups in each. The bits
of a person are the place in a table that holds what this pattern is worth, dependence obeyed: what is left to do for
each person is one addition a bin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lumbago.criteria.columns import Plane
from lumbago.pathway.differential.network import Floats, Ints

BITS = 10
"""A bin's table has 2 to the power of this: small enough for a first-level cache."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer that speaks for a condition, or against it, with its dependence group, its weight and its variance."""

    plane: Plane
    group: int
    weight: float
    variance: float


@dataclass(frozen=True, slots=True)
class Bin:
    """A few answers, the lowest bit first, and what each pattern of them is worth.

    Units: `weight` natural log odds, 0 or more; `groups` how many dependence groups speak; `variance` of the weight.
    """

    planes: tuple[Plane, ...]
    weight: Floats
    groups: Ints
    variance: Floats


def bins(entries: Sequence[Entry], rest_weight: float) -> tuple[Bin, ...]:
    """Lay out the entries in bins, a dependence group never torn apart."""
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    filled: list[list[list[Entry]]] = []
    for group in sorted(groups.values(), key=len, reverse=True):
        fitting = (b for b in filled if sum(map(len, b)) + len(group) <= BITS)
        into = next(fitting, None)
        if into is None:
            filled.append([group])
        else:
            into.append(group)
    return tuple(_bin(groups_of_bin, rest_weight) for groups_of_bin in filled)


def _bin(groups: Iterable[Sequence[Entry]], rest_weight: float) -> Bin:
    entries: list[Entry] = []
    weight, speaking, variance = np.zeros(1), np.zeros(1), np.zeros(1)
    for group in groups:
        entries.extend(group)
        of_group = _of_group(group, rest_weight)
        weight, variance = (_added(whole, part) for whole, part in zip((weight, variance), of_group, strict=True))
        speaking = _added(speaking, np.sign(of_group[0]))
    return Bin(tuple(e.plane for e in entries), weight, speaking.astype(np.int64), variance)


def _added(whole: Floats, part: Floats) -> Floats:
    """Add a group to a bin: its bits stand above those that are there."""
    return np.asarray(part[:, None] + whole[None, :]).ravel()


def _of_group(group: Sequence[Entry], rest: float) -> tuple[Floats, Floats]:
    """Work out every pattern of one group: the strongest at full weight, the rest at a part; ties share."""
    patterns = np.arange(1 << len(group))[:, None] >> np.arange(len(group)) & 1
    weights = patterns * np.array([e.weight for e in group])
    best = weights.max(axis=1, keepdims=True)
    full = (weights == best) & (best > 0)
    share = np.where(full, rest + (1 - rest) / np.maximum(full.sum(axis=1, keepdims=True), 1), rest)
    moved = weights * share
    variances = patterns * np.array([e.variance for e in group])
    return moved.sum(axis=1), (share**2 * variances).sum(axis=1)
