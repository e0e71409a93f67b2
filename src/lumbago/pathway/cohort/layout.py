"""The differential of one setting, laid out for a table: for each condition its prior and its bins of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lumbago.criteria import Is
from lumbago.criteria.columns import ZERO, Compiler, Pair, Plane
from lumbago.knowledge import Knowledge
from lumbago.pathway.cohort.facts import Facts
from lumbago.pathway.cohort.kernel import Tables
from lumbago.pathway.cohort.patterns import Bin, Entry, bins
from lumbago.pathway.differential.network import Floats, Gate, Ints, Network, network
from lumbago.record import Setting

SEXES = ("female", "male")
AGE_BANDS = 32
"""More than there are: the place of a person in a table of priors is age band + 32 x sex + 128 x gate."""

GATE = 128


@dataclass(frozen=True, slots=True)
class Laid:
    """One condition.

    prior: log odds before any answer, by age band, sex and gate.
    floor: how far everything that speaks against it may lower the log odds.
    """

    prior: Floats
    gate: Pair | None
    speaking_for: tuple[Bin, ...]
    against: tuple[Bin, ...]
    floor: float
    prior_variance: float


@dataclass(frozen=True, slots=True)
class Layout:
    """All conditions of a setting, in the network's order."""

    network: Network
    conditions: tuple[Laid, ...]


def laid_out(facts: Facts, knowledge: Knowledge, setting: Setting) -> Layout:
    """Lay out the network of a setting over the findings of a table."""
    net = network(knowledge, setting)
    compiler = Compiler(facts.planes, facts)
    rows = _rows(net, facts, compiler)
    trust = _trust(net, knowledge, setting)
    entries = {column: compiler.evaluate(entry).yes for column, entry, _ in net.entries}
    gates = {gate.column: gate for gate in net.gates}
    conditions = []
    for column in range(len(net.conditions)):
        spoken = list(_entries(net, column, rows, trust, entries, facts))
        gate = gates.get(column)
        conditions.append(
            Laid(
                prior=_prior(net, column, gate),
                gate=compiler.evaluate(gate.criterion) if gate else None,
                speaking_for=bins([e for e in spoken if e.weight > 0], net.rest_weight),
                against=bins([_turned(e) for e in spoken if e.weight < 0], net.rest_weight),
                floor=float(-net.floor[column]),
                prior_variance=float(net.prior_variance[column]),
            )
        )
    return Layout(net, tuple(conditions))


def _rows(net: Network, facts: Facts, compiler: Compiler) -> list[Pair]:
    """Give the planes of every row: of whom a finding is yes, and of whom it is no."""
    named = {row: criterion for row, criterion, _ in net.named}
    return [compiler.evaluate(named.get(row, Is(name))) for row, name in enumerate(net.row_names)]


def _trust(net: Network, knowledge: Knowledge, setting: Setting) -> Floats:
    """Shrink what a person examined on themselves; elsewhere a clinician is taken to have done it."""
    by_oneself = setting == "self"
    guided = np.array([name in knowledge.guided for name in net.row_names])
    return np.where(guided & by_oneself, net.self_made_weight, 1.0)


def _entries(
    net: Network, column: int, rows: list[Pair], trust: Floats, entry: Mapping[int, Plane], facts: Facts
) -> Iterator[Entry]:
    for row, pair in enumerate(rows):
        for answer, given in ((1, pair.yes), (0, pair.no)):
            weight = float(net.weights[answer, row, column] * trust[row])
            plane = facts.planes.both(given, entry[column]) if net.caveat[row, column] else given
            if weight and plane != ZERO:
                group = int(net.row_groups[row])
                yield Entry(plane, group, weight, float(net.variances[answer, row, column]))


def _turned(entry: Entry) -> Entry:
    return Entry(entry.plane, entry.group, -entry.weight, entry.variance)


def _prior(net: Network, column: int, gate: Gate | None) -> Floats:
    """Work out the prior for every age band, sex and state of the gate; what is unknown moves nothing."""
    by_age, by_sex, by_gate = np.zeros(AGE_BANDS), np.zeros(4), np.zeros(3)
    if net.upper_ages:
        by_age[1 : len(net.upper_ages) + 1] = net.by_age[:, column]
    for place, sex in enumerate(SEXES, start=1):
        by_sex[place] = net.by_sex[sex][column]
    if gate is not None:
        by_gate[1:] = gate.if_true, gate.if_false
    table = net.prior[column] + by_age[None, None, :] + by_sex[None, :, None] + by_gate[:, None, None]
    return np.asarray(table).ravel()


def planes_of(layout: Layout) -> Iterator[Plane]:
    """List every plane that the differential of a setting looks at."""
    for laid in layout.conditions:
        if laid.gate is not None:
            yield from laid.gate
        for each in (*laid.speaking_for, *laid.against):
            yield from each.planes


def tables(layout: Layout, rows: Mapping[Plane, int]) -> Tables:
    """Lay a layout out as arrays; `rows` says in which row of words a plane is."""
    laid = layout.conditions
    sides = [side for each in laid for side in (each.speaking_for, each.against)]
    bins = [each for side in sides for each in side]
    return Tables(
        prior=np.array([each.prior for each in laid]),
        gates=np.array([[rows[plane] for plane in each.gate or (ZERO, ZERO)] for each in laid]),
        floor=np.array([each.floor for each in laid]),
        prior_variance=np.array([each.prior_variance for each in laid]),
        bins=_starts([len(side) for side in sides]),
        bits=_starts([len(each.planes) for each in bins]),
        rows=np.array([rows[plane] for each in bins for plane in each.planes], dtype=np.int64),
        starts=_starts([len(each.weight) for each in bins]),
        weight=np.concatenate([np.zeros(0), *(each.weight for each in bins)]),
        groups=np.concatenate([np.zeros(0), *(each.groups for each in bins)]).astype(np.int8),
        variance=np.concatenate([np.zeros(0), *(each.variance for each in bins)]),
    )


def _starts(lengths: Sequence[int]) -> Ints:
    """Say where each of several pieces begins, and at last where they end."""
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
