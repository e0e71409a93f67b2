"""The posterior of everybody in a table: `differential.posterior` in chunks that stay in cache."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lumbago.criteria.columns import Plane
from lumbago.pathway.cohort.layout import GATE, Laid, Layout
from lumbago.pathway.cohort.patterns import Bin
from lumbago.pathway.differential.network import Floats, Ints
from lumbago.pathway.differential.posterior import probabilities

Bytes = NDArray[np.uint8]
Places = NDArray[np.unsignedinteger[Any]]

CHUNK = 8192
"""People in work at once; a multiple of 64."""


@dataclass(frozen=True, slots=True)
class Odds:
    """Some people, conditions x people.

    Units: `log_odds` natural, against ordinary pain; `support` natural log; `groups` how many sides support comes from;
    `variance` of the log odds, where it was asked for.
    """

    log_odds: Floats
    probability: Floats
    support: Floats
    groups: NDArray[np.int8]
    variance: Floats | None


class Unpacked:
    """The planes of some people, one byte a person, unpacked when first needed."""

    def __init__(self, planes: Mapping[Plane, NDArray[np.uint64]], start: int, people: int) -> None:
        self.start = start
        self._planes = planes
        self._words = slice(start // 64, -(-(start + people) // 64))
        self._unpacked: dict[Plane, Bytes] = {}
        self.people = people

    def of(self, plane: Plane) -> Bytes:
        found = self._unpacked.get(plane)
        if found is None:
            packed = self._planes[plane][self._words].view(np.uint8)
            found = np.unpackbits(packed, count=self.people, bitorder="little")
            self._unpacked[plane] = found
        return found

    def place(self, each: Bin) -> Places:
        """Read each person's bits of a bin as one number."""
        found: Places = np.zeros(self.people, dtype=np.uint8 if len(each.planes) <= 8 else np.uint16)
        for plane in reversed(each.planes):
            np.left_shift(found, 1, out=found)
            np.bitwise_or(found, self.of(plane), out=found)
        return found


def weighed(layout: Layout, bits: Unpacked, who: NDArray[np.uint8], intervals: bool) -> Odds:
    """Weigh all answers of some people.

    who: for each person the place of age band and sex among the priors.
    """
    size = len(layout.conditions), bits.people
    log_odds, support = np.empty(size), np.empty(size)
    groups = np.empty(size, dtype=np.int8)
    variance = np.empty(size) if intervals else None
    for column, laid in enumerate(layout.conditions):
        log_odds[column] = laid.prior.take(_prior_place(laid, bits, who))
        places = [bits.place(each) for each in laid.speaking_for]
        against = [bits.place(each) for each in laid.against]
        support[column] = _summed([b.weight for b in laid.speaking_for], places, bits.people)
        groups[column] = _summed([b.groups for b in laid.speaking_for], places, bits.people)
        contra = _summed([b.weight for b in laid.against], against, bits.people)
        held = np.minimum(contra, laid.floor)
        log_odds[column] += support[column] - held
        if variance is not None:
            scale = np.divide(held, contra, out=np.ones_like(contra), where=contra > 0)
            variance[column] = laid.prior_variance + (
                _summed([b.variance for b in laid.speaking_for], places, bits.people)
                + scale**2 * _summed([b.variance for b in laid.against], against, bits.people)
            )
    chance = probabilities(layout.network, log_odds.T).T
    return Odds(log_odds, chance, support, groups, variance)


def _prior_place(laid: Laid, bits: Unpacked, who: NDArray[np.uint8]) -> Places:
    if laid.gate is None:
        return who
    state = bits.of(laid.gate.yes) + 2 * bits.of(laid.gate.no)
    return who + np.uint16(GATE) * state


def _summed(tables: list[Floats] | list[Ints], places: list[Places], people: int) -> Floats:
    if not tables:
        return np.zeros(people)
    total: Any = tables[0].take(places[0])
    for table, place in zip(tables[1:], places[1:], strict=True):
        total = total + table.take(place)
    return np.asarray(total)


def chunks(people: int) -> Iterator[tuple[int, int]]:
    """Cut a table into chunks: where each starts, and how many are in it."""
    for start in range(0, people, CHUNK):
        yield start, min(CHUNK, people - start)
