"""The first causes of everybody in a table: what `differential.ranking` hangs on, and who is ranked without odds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lumbago.criteria.columns import Plane
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.cohort.kernel import SHOWN, Limits, Ranking, rank
from lumbago.pathway.cohort.odds import Odds, Unpacked
from lumbago.pathway.cohort.rules import Flags, Judged
from lumbago.pathway.differential.network import Ints, Network
from lumbago.pathway.differential.ranking import POSSIBLE, SUPPORTED, TIE, WORTH_LISTING
from lumbago.pathway.triage import URGENCIES

Columns = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Suspects:
    """Which rules name which conditions: for each condition the rules, with how many conditions each of them names.

    by_urgency: in the rules' order, of whom each is established, of whom it fired, and the condition.
    """

    emergency: Mapping[int, tuple[tuple[Plane, int], ...]]
    same_day: Mapping[int, tuple[Plane, ...]]
    only_soon: Mapping[int, tuple[Plane, ...]]
    by_urgency: Mapping[Urgency, tuple[tuple[Plane, Plane, int], ...]]


def suspects(flags: Flags, knowledge: Knowledge) -> Suspects:
    """Sort what the rules suspect."""
    columns = {name: column for column, name in enumerate(knowledge.conditions)}
    emergency: dict[int, list[tuple[Plane, int]]] = {}
    same_day: dict[int, list[Plane]] = {}
    only_soon: dict[int, list[Plane]] = {}
    for column, judged in _named(flags.rules, columns):
        among = len(judged.rule.record.suspects)
        if judged.rule.urgency == "emergency":
            emergency.setdefault(column, []).append((judged.fired, among))
        elif judged.rule.urgency == "same_day":
            same_day.setdefault(column, []).append(judged.fired)
        elif judged.rule.urgency == "soon" and among == 1:
            only_soon.setdefault(column, []).append(judged.fired)
    return Suspects(
        {c: tuple(found) for c, found in emergency.items()},
        {c: tuple(found) for c, found in same_day.items()},
        {c: tuple(found) for c, found in only_soon.items()},
        {u: tuple(_told(flags, u, columns)) for u in reversed(URGENCIES)},
    )


def _named(rules: Sequence[Judged], columns: Mapping[str, int]) -> Iterator[tuple[int, Judged]]:
    for judged in rules:
        for condition in judged.rule.record.suspects:
            if condition in columns:
                yield columns[condition], judged


def _told(flags: Flags, urgency: Urgency, columns: Mapping[str, int]) -> Iterator[tuple[Plane, Plane, int]]:
    for column, judged in _named(flags.rules, columns):
        if judged.rule.urgency == urgency:
            yield judged.established, judged.fired, column


def ranking(net: Network, named: Suspects, rows: Mapping[Plane, int]) -> Ranking:
    """Write down what the order of causes hangs on, as arrays.

    Source: model/ranking.
    """
    emergency = [(rows[plane], c, 1 / among) for c, rules in named.emergency.items() for plane, among in rules]
    return Ranking(
        ordinary=~net.independent,
        shown=np.asarray(net.shown, dtype=np.bool_),
        limits=Limits(SUPPORTED, WORTH_LISTING, POSSIBLE, TIE),
        emergency=_pairs((row, column) for row, column, _ in emergency),
        same_day=_pairs((rows[plane], c) for c, planes in named.same_day.items() for plane in planes),
        only_soon=_pairs((rows[plane], c) for c, planes in named.only_soon.items() for plane in planes),
        share=np.array([share for _, _, share in emergency], dtype=np.float64),
    )


def _pairs(found: Iterable[tuple[int, int]]) -> Ints:
    return np.array(list(found), dtype=np.int64).reshape(-1, 2)


def first_causes(odds: Odds, ordered_by: Ranking, bits: Unpacked) -> Columns:
    """Give the first conditions of adults, in order."""
    return rank(odds.probability, odds.support, ordered_by, bits.words, bits.first_word)


def without_odds(named: Suspects, size: int, bits: Unpacked) -> Columns:
    """Give the first conditions where rules alone decide: what they suspect, then the rest in their order."""
    found = np.full((SHOWN, bits.people), -1, dtype=np.int16)
    urgent = [*_events(named, bits), *((np.ones(bits.people, dtype=np.bool_), column) for column in range(size))]
    for holds, column in urgent:
        new = holds & (found != column).all(axis=0)
        for place in range(SHOWN):
            here = new & (found[place] < 0)
            found[place] = np.where(here, column, found[place])
            new &= ~here
    return found


def _events(named: Suspects, bits: Unpacked) -> Iterator[tuple[NDArray[np.bool_], int]]:
    """List what rules suspect in the order in which a visit tells it: established before presumed, by urgency."""
    for told in named.by_urgency.values():
        for established, _, column in told:
            yield bits.of(established).view(np.bool_), column
        for established, fired, column in told:
            yield (bits.of(fired) > bits.of(established)), column
