"""The first causes of everybody in a table: `differential.ranking` on arrays, conditions x people.

A place in the order is a number: the tier in whole numbers, and inside the tier what it is ordered by, from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lumbago.criteria.columns import Plane
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.cohort.odds import Odds, Unpacked
from lumbago.pathway.cohort.rules import Flags, Judged
from lumbago.pathway.differential.network import Floats, Network
from lumbago.pathway.differential.ranking import LAST_RAISED, POSSIBLE, SUPPORTED, TIE, WORTH_LISTING
from lumbago.pathway.triage import URGENCIES

SHOWN = 3
Columns = NDArray[np.int16]

TO_EXCLUDE, LIKELY_SUSPECT, LISTED, REST = 6.0, 4.0, 2.0, 0.0
NEVER = -1.0


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


def first_causes(odds: Odds, net: Network, named: Suspects, bits: Unpacked) -> Columns:
    """Give the first conditions of adults, in order.

    Source: model/ranking.
    """
    chance = odds.probability
    first, same_day = _to_exclude(chance, named, bits), _any(named.same_day, chance.shape, bits)
    same_day &= first < 0
    order = _places(odds, net, first, same_day)
    found = np.empty((SHOWN, bits.people), dtype=np.int16)
    left = order.copy()
    for place in range(SHOWN):
        found[place] = left.argmax(axis=0)
        np.put_along_axis(left, found[place][None, :].astype(np.intp), NEVER, axis=0)
    return _with_raised(found, _to_raise(odds, net, named, same_day, (first >= 0) | same_day, bits))


def _to_exclude(chance: Floats, named: Suspects, bits: Unpacked) -> Floats:
    """Weigh what fired emergency rules name; below 0 where none does."""
    found = np.full(chance.shape, NEVER)
    for column, rules in named.emergency.items():
        share = np.zeros(bits.people)
        for plane, among in rules:
            np.maximum(share, bits.of(plane) / among, out=share)
        weight = np.minimum(chance[column], 0.5) + 0.5 * share + TIE * chance[column]
        found[column] = np.where(share > 0, weight, NEVER)
    return found


def _any(named: Mapping[int, tuple[Plane, ...]], shape: tuple[int, ...], bits: Unpacked) -> NDArray[np.bool_]:
    found = np.zeros(shape, dtype=np.bool_)
    for column, planes in named.items():
        for plane in planes:
            found[column] |= bits.of(plane).view(np.bool_)
    return found


def _places(odds: Odds, net: Network, first: Floats, same_day: NDArray[np.bool_]) -> Floats:
    """Give everything its place, before the unlikely suspects are raised."""
    chance = odds.probability
    ordinary = ~net.independent[:, None]
    leader = np.where(ordinary, chance, 0.0).max(axis=0)
    supported = (odds.support >= SUPPORTED) & (chance >= WORTH_LISTING)
    listed = ordinary | (net.shown[:, None] & supported)
    order = chance + np.where(listed & ~same_day, LISTED, REST)
    order = np.where(same_day & (chance >= leader / 2), chance + LIKELY_SUSPECT, order)
    return np.where(first >= 0, first + TO_EXCLUDE, order)


def _to_raise(
    odds: Odds,
    net: Network,
    named: Suspects,
    same_day: NDArray[np.bool_],
    placed: NDArray[np.bool_],
    bits: Unpacked,
) -> Columns:
    """Choose who is put in second and third place though not likely; -1 is nobody."""
    chance = odds.probability
    leader = np.where(net.independent[:, None], 0.0, chance).max(axis=0)
    possible = ~net.shown[:, None] | (chance >= POSSIBLE)
    unlikely = same_day & (chance < leader / 2) & possible
    single = _any(named.only_soon, chance.shape, bits) & ~placed
    order = np.where(unlikely, chance + 1, np.where(single, chance, NEVER))
    found = np.full((LAST_RAISED, bits.people), -1, dtype=np.int16)
    for place in range(LAST_RAISED):
        best = order.argmax(axis=0)
        worth = np.take_along_axis(order, best[None, :], axis=0)[0] >= 0
        found[place] = np.where(worth, best, -1)
        np.put_along_axis(order, best[None, :], NEVER, axis=0)
    return found


def _with_raised(top: Columns, raised: Columns) -> Columns:
    """Put those that are raised in second and third place, unless they stand there or higher already."""
    for place, column in enumerate(raised, start=1):
        moves = (column >= 0) & (top[: place + 1] != column).all(axis=0)
        for lower in range(SHOWN - 1, place, -1):
            top[lower] = np.where(moves, top[lower - 1], top[lower])
        top[place] = np.where(moves, column, top[place])
    return top


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
