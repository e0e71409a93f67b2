"""The inner loops of the differential over a table, 64 people at a time: what answers weigh, and who comes first."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lumbago.criteria.columns import PEOPLE_A_WORD, Words, native

Floats: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.int64]

TOGETHER = 8 * PEOPLE_A_WORD
SHOWN = 3
RAISED = 2
TO_EXCLUDE, LIKELY_SUSPECT, LISTED, REST, NEVER = 6.0, 4.0, 2.0, 0.0, -1.0
"""A place in the order: the tier in whole numbers, and inside the tier what it is ordered by, from 0 to 1."""


class Tables(NamedTuple):
    """A layout as arrays, for people whose planes are rows of words.

    bins: for each condition where its bins begin; those that speak for it, then those against it, in turn.
    bits: for each bin where its bits begin among `rows`; `starts`: where its table begins in the three that follow.
    """

    prior: Floats
    gates: Places
    floor: Floats
    prior_variance: Floats
    bins: Places
    bits: Places
    rows: Places
    starts: Places
    weight: Floats
    groups: NDArray[np.int8]
    variance: Floats


class Weighed(NamedTuple):
    """What answers come to, conditions x people; without room for the variance it is not worked out."""

    log_odds: Floats
    support: Floats
    groups: NDArray[np.int8]
    variance: Floats


class _Room(NamedTuple):
    """Sums in work: one number for each of the people taken together."""

    places: Words
    weight: Floats
    groups: Places
    variance: Floats


@native
def _spread(words: Words, digit: int, into: Words) -> None:
    """Let the bits of people be one digit of their binary numbers."""
    for each in range(len(words)):
        word = words[each]
        if word:
            first = each * PEOPLE_A_WORD
            for person in range(PEOPLE_A_WORD):
                into[first + person] |= ((word >> np.uint64(person)) & np.uint64(1)) << np.uint64(digit)


@native
def _add_bin(tables: Tables, words: Words, each: int, room: _Room, with_variance: bool) -> None:
    """Add what a bin says of some people: their bits are the places in its table."""
    room.places[:] = 0
    for bit in range(tables.bits[each], tables.bits[each + 1]):
        _spread(words[tables.rows[bit]], bit - tables.bits[each], room.places)
    table = slice(tables.starts[each], tables.starts[each + 1])
    weight, groups, variance = tables.weight[table], tables.groups[table], tables.variance[table]
    for person in range(TOGETHER):
        room.weight[person] += weight[room.places[person]]
    for person in range(TOGETHER):
        room.groups[person] += groups[room.places[person]]
    if with_variance:
        for person in range(TOGETHER):
            room.variance[person] += variance[room.places[person]]


@native
def _side(tables: Tables, words: Words, side: int, room: _Room, with_variance: bool) -> None:
    """Sum up everything that speaks for a condition, or against it."""
    room.weight[:] = 0.0
    room.groups[:] = 0
    room.variance[:] = 0.0
    for each in range(tables.bins[side], tables.bins[side + 1]):
        _add_bin(tables, words, each, room, with_variance)


@native
def _room() -> _Room:
    floats = np.zeros((2, TOGETHER))
    return _Room(np.zeros(TOGETHER, np.uint64), floats[0], np.zeros(TOGETHER, np.int64), floats[1])


@native
def weigh(tables: Tables, words: Words, first_word: int, who: NDArray[np.uint8], found: Weighed) -> None:
    """Weigh all answers of some people; `who`: the place of age and sex among the priors."""
    with_variance = found.variance.size > 0
    pro, contra, gate = _room(), _room(), np.zeros(TOGETHER, np.uint64)
    states = tables.prior.shape[1] // 3
    for start in range(0, len(who), TOGETHER):
        word = first_word + start // PEOPLE_A_WORD
        some = words[:, word : word + TOGETHER // PEOPLE_A_WORD]
        for column in range(len(tables.floor)):
            _side(tables, some, 2 * column, pro, with_variance)
            _side(tables, some, 2 * column + 1, contra, with_variance)
            gate[:] = 0
            _spread(some[tables.gates[column, 0]], 0, gate)
            _spread(some[tables.gates[column, 1]], 1, gate)
            for person in range(min(TOGETHER, len(who) - start)):
                into = start + person
                lowered = min(contra.weight[person], tables.floor[column])
                prior = tables.prior[column, who[into] + states * gate[person]]
                found.log_odds[column, into] = prior + (pro.weight[person] - lowered)
                found.support[column, into] = pro.weight[person]
                found.groups[column, into] = pro.groups[person]
                if with_variance:
                    scale = lowered / contra.weight[person] if contra.weight[person] > 0 else 1.0
                    spoken = pro.variance[person] + scale**2 * contra.variance[person]
                    found.variance[column, into] = tables.prior_variance[column] + spoken


class Limits(NamedTuple):
    """The figures of `differential.ranking`."""

    supported: float
    worth_listing: float
    possible: float
    tie: float


class Ranking(NamedTuple):
    """What the order of causes hangs on: of each condition its kind; the figures; and what rules suspect.

    emergency, same_day, only_soon: rows of words with the condition each suspects; `share`: of each emergency rule one
        condition's share.
    """

    ordinary: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    limits: Limits
    emergency: Places
    same_day: Places
    only_soon: Places
    share: Floats


@native
def _mark(named: Places, words: Words, word: int, people: NDArray[np.bool_]) -> None:
    """Mark whom a rule makes suspect what."""
    people[:] = False
    for each in range(len(named)):
        held = words[named[each, 0], word]
        if held:
            for person in range(PEOPLE_A_WORD):
                people[named[each, 1], person] |= (held >> np.uint64(person)) & np.uint64(1) != 0


@native
def _shares(ranking: Ranking, words: Words, word: int, shares: Floats) -> None:
    """Give of each suspect of an emergency the share of the rule that names fewest; 0 where none fired."""
    shares[:] = 0.0
    for each in range(len(ranking.emergency)):
        held = words[ranking.emergency[each, 0], word]
        if held:
            column = ranking.emergency[each, 1]
            for person in range(PEOPLE_A_WORD):
                if (held >> np.uint64(person)) & np.uint64(1):
                    shares[column, person] = max(shares[column, person], ranking.share[each])


@native
def _leaders(ranking: Ranking, chance: Floats, leaders: Floats) -> None:
    """Give each person's probability of the likeliest ordinary cause."""
    leaders[:] = 0.0
    for column in range(len(chance)):
        if ranking.ordinary[column]:
            for person in range(chance.shape[1]):
                leaders[person] = max(leaders[person], chance[column, person])


@native
def _place(limits: Limits, kind: tuple[bool, bool], of_cause: tuple[float, ...], suspected: tuple[Any, ...]) -> Any:
    """Give a condition its place, and its place among those that are raised though not likely."""
    (ordinary, shown), (chance, support, leader), (share, same_day, only_soon) = kind, of_cause, suspected
    if share > 0:
        return TO_EXCLUDE + (min(chance, 0.5) + 0.5 * share + limits.tie * chance), NEVER
    if same_day and chance >= leader / 2:
        return LIKELY_SUSPECT + chance, NEVER
    if same_day:
        return REST + chance, chance + 1 if chance >= limits.possible or not shown else NEVER
    supported = support >= limits.supported and chance >= limits.worth_listing
    listed = ordinary or (shown and supported)
    return (LISTED if listed else REST) + chance, chance if only_soon else NEVER


@native
def _order(ranking: Ranking, some: tuple[Floats, ...], suspected: tuple[Any, ...], order: Floats, low: Floats) -> None:
    """Give every condition its place for each of some people."""
    (chance, support, leaders), (shares, same_day, soon) = some, suspected
    for column in range(len(chance)):
        kind = ranking.ordinary[column], ranking.shown[column]
        for person in range(chance.shape[1]):
            of_cause = chance[column, person], support[column, person], leaders[person]
            suspect = shares[column, person], same_day[column, person], soon[column, person]
            order[person, column], low[person, column] = _place(ranking.limits, kind, of_cause, suspect)


@native
def _first(order: Floats, found: NDArray[np.int16]) -> None:
    """Take for each person the highest places, one after the other; a place below nought is nobody's."""
    for person in range(found.shape[1]):
        for place in range(len(found)):
            best = 0
            for column in range(order.shape[1]):
                if order[person, column] > order[person, best]:
                    best = column
            found[place, person] = best if order[person, best] >= 0 else -1
            order[person, best] = NEVER


@native
def _raise(raised: NDArray[np.int16], top: NDArray[np.int16]) -> None:
    """Put those that are raised in second and third place, unless they stand there or higher already."""
    for person in range(raised.shape[1]):
        for number in range(len(raised)):
            moves = raised[number, person] >= 0
            for place in range(number + 2):
                moves = moves and top[place, person] != raised[number, person]
            if moves:
                for lower in range(len(top) - 1, number + 1, -1):
                    top[lower, person] = top[lower - 1, person]
                top[number + 1, person] = raised[number, person]


@native
def rank(chance: Floats, support: Floats, ranking: Ranking, words: Words, first_word: int) -> NDArray[np.int16]:
    """Give the first conditions of adults, in the order of `differential.ranking`."""
    columns, people = chance.shape
    found, raised = np.empty((SHOWN, people), np.int16), np.empty((RAISED, PEOPLE_A_WORD), np.int16)
    order, low = np.empty((2, PEOPLE_A_WORD, columns))
    leaders, shares = np.empty(PEOPLE_A_WORD), np.empty((columns, PEOPLE_A_WORD))
    same_day, soon = np.empty(shares.shape, np.bool_), np.empty(shares.shape, np.bool_)
    for start in range(0, people, PEOPLE_A_WORD):
        here, word = slice(start, min(start + PEOPLE_A_WORD, people)), first_word + start // PEOPLE_A_WORD
        _shares(ranking, words, word, shares)
        _mark(ranking.same_day, words, word, same_day)
        _mark(ranking.only_soon, words, word, soon)
        _leaders(ranking, chance[:, here], leaders)
        _order(ranking, (chance[:, here], support[:, here], leaders), (shares, same_day, soon), order, low)
        top = found[:, here]
        _first(order, top)
        _first(low, raised[:, : top.shape[1]])
        _raise(raised[:, : top.shape[1]], top)
    return found
