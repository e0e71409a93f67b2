"""The posterior of everybody in a table: `differential.posterior` in chunks that stay in cache."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lumbago.criteria.columns import PEOPLE_A_WORD, Plane, Words
from lumbago.pathway.cohort.kernel import Tables, Weighed, weigh
from lumbago.pathway.differential.network import Floats, Network
from lumbago.pathway.differential.posterior import probabilities

Bytes = NDArray[np.uint8]

CHUNK = 4096
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
    """The planes of some people: rows of words, and one byte a person, unpacked when first needed."""

    def __init__(self, words: Words, rows: Mapping[Plane, int], start: int, people: int) -> None:
        self.words = words
        self.start = start
        self.people = people
        self.first_word = start // PEOPLE_A_WORD
        self._rows = rows
        self._unpacked: dict[Plane, Bytes] = {}

    def of(self, plane: Plane) -> Bytes:
        found = self._unpacked.get(plane)
        if found is None:
            packed = self.words[self._rows[plane], self.first_word :].view(np.uint8)
            found = np.unpackbits(packed, count=self.people, bitorder="little")
            self._unpacked[plane] = found
        return found


def weighed(net: Network, tables: Tables, bits: Unpacked, who: Bytes, intervals: bool) -> Odds:
    """Weigh all answers of some people.

    who: for each person the place of age band and sex among the priors.
    """
    size = len(net.conditions), bits.people
    found = Weighed(
        log_odds=np.empty(size),
        support=np.empty(size),
        groups=np.empty(size, dtype=np.int8),
        variance=np.empty(size if intervals else (0, 0)),
    )
    weigh(tables, bits.words, bits.first_word, who, found)
    chance = probabilities(net, found.log_odds.T).T
    return Odds(found.log_odds, chance, found.support, found.groups, found.variance if intervals else None)


def chunks(people: int) -> Iterator[tuple[int, int]]:
    """Cut a table into chunks: where each starts, and how many are in it."""
    for start in range(0, people, CHUNK):
        yield start, min(CHUNK, people - start)
