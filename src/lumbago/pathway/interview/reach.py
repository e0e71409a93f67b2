"""Which unasked findings could carry a risk over its action threshold, or bring one back under it.

A yes counts alone or together with one more; a finding of a dependence group that has spoken already counts less. It
is a rough reckoning that orders questions: the differential alone decides.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lumbago.criteria import evaluate
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.differential import Posterior, Risk, levels
from lumbago.pathway.differential.network import Floats, Ints, Network, network
from lumbago.pathway.interview.screens import Standing
from lumbago.pathway.triage import rank
from lumbago.record import Setting

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Supports:
    """What speaks for each cause that is acted on, padded to the longest list: causes x findings."""

    columns: Ints
    rows: Ints
    real: Bools
    same_group: Bools
    rest_weight: float


@dataclass(frozen=True, slots=True)
class Step:
    """An action threshold that a cause has not reached; `missing` is in natural log odds."""

    place: int
    urgency: Urgency
    missing: float


def raising(
    odds: Posterior, visit: Standing, knowledge: Knowledge, rates: Mapping[str, float], present: int
) -> Mapping[str, Mapping[int, float]]:
    """Give, for each unasked finding, the chance that its yes carries some risk to a rank above the present one."""
    net = odds.network
    supports = _supports(knowledge, visit.record.setting)
    open_rows = np.array([name in rates and not visit.record.was_asked(name) for name in net.row_names])
    chances = np.array([rates.get(name, 0.0) for name in net.row_names])[supports.rows]
    gains = _gains(odds, visit, supports) * open_rows[supports.rows]
    steps = tuple(_steps(odds, supports, visit, knowledge, present))
    worth = _carrying(gains, chances, supports, steps)
    found: dict[str, dict[int, float]] = {}
    for number, place in np.argwhere(worth).tolist():
        step = steps[number]
        ranks = found.setdefault(net.row_names[supports.rows[step.place, place]], {})
        reached = rank(step.urgency)
        ranks[reached] = max(ranks.get(reached, 0.0), float(worth[number, place]))
    return found


def lowering(odds: Posterior, risk: Risk, visit: Standing, knowledge: Knowledge) -> Mapping[str, float]:
    """Give the unasked findings whose noes could bring a risk back under its threshold, and what part each would do.

    Units: parts of the way, at most 1. Empty when all together cannot.
    """
    net = odds.network
    column = odds.column(risk.condition.id)
    against = {
        name: -float(net.weights[0, row, column])
        for name, row in net.rows.items()
        if net.weights[0, row, column] < 0 and name in knowledge.vocabulary and not visit.record.was_asked(name)
    }
    excess = float(odds.log_odds[column]) - _log_odds(risk.threshold, odds, column)
    left = -float(net.floor[column]) - float(np.maximum(-odds.moved[:, column], 0).sum())
    reachable = min(_ungrouped(against, net), left)
    if reachable <= excess:
        return {}
    return {name: min(1.0, weight / max(excess, 1e-9)) for name, weight in against.items()}


def _ungrouped(against: Mapping[str, float], net: Network) -> float:
    """Sum the weights, the strongest of each dependence group in full and the rest shrunken."""
    groups: dict[int, list[float]] = {}
    for name, weight in against.items():
        groups.setdefault(int(net.row_groups[net.rows[name]]), []).append(weight)
    return sum((1 - net.rest_weight) * max(ws) + net.rest_weight * sum(ws) for ws in groups.values())


def _steps(odds: Posterior, supports: _Supports, visit: Standing, knowledge: Knowledge, present: int) -> Iterator[Step]:
    needed = knowledge.model.ranking.support
    silent = {name for name, when in knowledge.acts_when.items() if evaluate(when, visit.values) is False}
    for place, column in enumerate(supports.columns.tolist()):
        condition = odds.network.conditions[column]
        if condition.record.harm_class in silent:
            continue
        for urgency, threshold in levels(condition, knowledge, visit.record.setting).items():
            short = _log_odds(threshold, odds, column) - float(odds.log_odds[column])
            unsupported = math.log(needed[urgency]) - float(odds.support[column])
            if rank(urgency) > present:
                yield Step(place, urgency, max(short, unsupported, 1e-9))


def _log_odds(threshold: float, odds: Posterior, column: int) -> float:
    """Turn a threshold into log odds; for an ordinary cause, beside the others with which it shares 100%."""
    own = math.log(threshold / (1 - threshold))
    net = odds.network
    if net.independent[column] or net.nonspecific[column]:
        return own
    common = ~net.independent & ~net.nonspecific
    others = float(np.exp(odds.log_odds[common]).sum() - math.exp(odds.log_odds[column]))
    return own + math.log1p(others)


def _gains(odds: Posterior, visit: Standing, supports: _Supports) -> Floats:
    """Give what each yes would add: nothing to a cause it may not enter yet, less where its group has spoken."""
    net = odds.network
    weights = net.weights[1].copy()
    for column, entry, findings in net.entries:
        if findings.isdisjoint(visit.values) or evaluate(entry, visit.values) is not True:
            weights[net.caveat[:, column], column] = 0.0
    spoken = np.zeros((net.row_groups.max() + 1, weights.shape[1]))
    np.maximum.at(spoken, net.row_groups[odds.known], np.maximum(odds.weights, 0))
    best = spoken[net.row_groups]
    added = np.where(
        best > 0, np.maximum(weights - best, 0) * (1 - net.rest_weight) + weights * net.rest_weight, weights
    )
    return np.asarray(added[supports.rows, supports.columns[:, None]] * supports.real)


def _carrying(gains: Floats, chances: Floats, supports: _Supports, steps: Sequence[Step]) -> Floats:
    """Give the chance that each yes, alone or with one more, brings what is missing: steps x findings."""
    places = np.array([step.place for step in steps], dtype=np.int64)
    missing = np.array([step.missing for step in steps])[:, None]
    gains, chances, rest = gains[places], chances[places], supports.rest_weight
    one, other = gains[:, :, None], gains[:, None, :]
    together = one + other
    shrunk = rest * together + (1 - rest) * np.maximum(one, other)
    enough = np.where(supports.same_group[places], shrunk, together) >= missing[..., None]
    enough &= (other > 0) & ~np.eye(gains.shape[1], dtype=np.bool_)
    with_another = 1 - np.prod(np.where(enough, 1 - chances[:, None, :], 1.0), axis=2)
    return np.asarray(np.where(gains <= 0, 0.0, chances * np.where(gains >= missing, 1.0, with_another)))


@lru_cache(maxsize=16)
def _supports(knowledge: Knowledge, setting: Setting) -> _Supports:
    net = network(knowledge, setting)
    acted_on = [i for i, c in enumerate(net.conditions) if c.record.harm_class and not c.record.rules_only]
    lists = [np.flatnonzero(net.weights[1, :, column] > 0) for column in acted_on]
    rows = np.zeros((len(lists), max(map(len, lists))), dtype=np.int64)
    real = np.zeros(rows.shape, dtype=np.bool_)
    for place, found in enumerate(lists):
        rows[place, : len(found)], real[place, : len(found)] = found, True
    groups = net.row_groups[rows]
    return _Supports(np.array(acted_on), rows, real, groups[:, :, None] == groups[:, None, :], net.rest_weight)
