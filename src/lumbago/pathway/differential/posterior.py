"""Which causes, how likely, and what moved the odds: the posterior of one person, with its ledger and intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from lumbago.criteria import evaluate
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Likelihood
from lumbago.pathway.differential.network import Floats, Ints, Network, network
from lumbago.record import Record, Value, known_values

if TYPE_CHECKING:
    from numpy.typing import NDArray

DECIBANS = 10 / np.log(10)
DRAWS = 1000
SEED = 20_26


class Contribution(msgspec.Struct, frozen=True):
    """How far one answer moved the odds of one cause.

    Units: decibans (10 = ten times the odds; below 0 speaks against).
    """

    finding: str
    answer: bool
    decibans: float
    likelihood: Likelihood


class Posterior(msgspec.Struct, frozen=True):
    """The odds of every cause for one person, in the network's column order.

    Units: `log_odds` natural, against ordinary pain; `probability` a share of the ordinary causes, or an independent
    risk; `support` the natural log of all evidence that speaks for the cause, its base rate and gate left aside;
    `groups` from how many sides it comes.
    """

    network: Network
    log_odds: Floats
    probability: Floats
    support: Floats
    groups: Ints
    known: Ints
    answers: NDArray[np.bool_]
    moved: Floats
    weights: Floats

    def column(self, condition: str) -> int:
        """Find a condition's column."""
        return next(i for i, c in enumerate(self.network.conditions) if c.id == condition)

    def ledger(self, condition: int) -> tuple[Contribution, ...]:
        """List what moved one cause, the strongest first."""
        return self.ledgers()[condition]

    def ledgers(self) -> tuple[tuple[Contribution, ...], ...]:
        """List what moved every cause, in column order, the strongest first."""
        net = self.network
        found: list[list[Contribution]] = [[] for _ in net.conditions]
        names = [net.row_names[row] for row in self.known.tolist()]
        known, answers = self.known.tolist(), self.answers.tolist()
        places, columns = np.nonzero(self.moved)
        decibans = (self.moved[places, columns] * DECIBANS).tolist()
        for k, column, value in zip(places.tolist(), columns.tolist(), decibans, strict=True):
            likelihood = net.likelihoods[known[k], column]
            found[column].append(Contribution(names[k], answers[k], value, likelihood))
        return tuple(tuple(sorted(ledger, key=_weight)) for ledger in found)

    def intervals(self, draws: int = DRAWS, seed: int = SEED) -> Floats:
        """Draw 95% intervals, conditions x (low, high), over the published intervals of figures and base rates.

        Each log figure is taken as normal; with the weights of the point estimate held, the sum of their draws is
        one normal draw with the summed variance, so a draw costs one number a condition.
        """
        noise = np.random.default_rng(seed).standard_normal((draws, len(self.log_odds)))
        shares = probabilities(self.network, self.log_odds + noise * np.sqrt(self._variance()))
        return _quantiles(shares, np.array([0.025, 0.975])).T

    def _variance(self) -> Floats:
        """Sum the variances of all figures used, each by the square of the weight it entered with."""
        used = np.divide(self.moved, self.weights, out=np.zeros_like(self.moved), where=self.weights != 0)
        each = self.network.variances[self.answers.astype(np.intp), self.known]
        return np.asarray(self.network.prior_variance + (used**2 * each).sum(axis=0))


def _quantiles(drawn: Floats, at: Floats) -> Floats:
    """Give quantiles of each column as `np.quantile` does, which would import a tenth of NumPy more at the start."""
    place = at * (len(drawn) - 1)
    below = place.astype(np.intp)
    above = np.minimum(below + 1, len(drawn) - 1)
    ordered = np.partition(drawn, [*below.tolist(), *above.tolist()], axis=0)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)[:, None]


def _weight(contribution: Contribution) -> float:
    return -abs(contribution.decibans)


def posterior(record: Record, knowledge: Knowledge, values: Mapping[str, Value] | None = None) -> Posterior:
    """Weigh all known findings of an adult.

    Unknown: a finding that is not known moves nothing; an unknown age or sex leaves the all-age base rate.
    """
    known = known_values(record, knowledge.vocabulary) if values is None else values
    net = network(knowledge, record.setting)
    rows, answers = _known_rows(net, known)
    trust = _trust(net, record, knowledge, rows)
    weights = net.weights[answers.astype(np.intp), rows] * trust[:, None]
    for column, entry, findings in net.entries:
        if findings.isdisjoint(known) or evaluate(entry, known) is not True:
            weights[net.caveat[rows, column], column] = 0.0
    prior = _prior(net, known)
    moved, groups = _weighed(net, rows, weights)
    log_odds = prior + moved.sum(axis=0)
    return Posterior(
        network=net,
        log_odds=log_odds,
        probability=probabilities(net, log_odds),
        support=np.maximum(moved, 0).sum(axis=0),
        groups=groups,
        known=rows,
        answers=answers,
        moved=moved,
        weights=weights,
    )


def probabilities(net: Network, log_odds: Floats) -> Floats:
    """Turn log odds (... x conditions) into probabilities.

    A serious cause is an independent risk. The ordinary causes share 100%: nonspecific pain takes what the others
    leave, and its members divide that.
    """
    odds = np.exp(np.minimum(log_odds, 50.0))
    result = odds / (1 + odds)
    common = ~net.independent & ~net.nonspecific
    remainder = 1 / (1 + odds[..., common].sum(axis=-1, keepdims=True))
    result[..., common] = odds[..., common] * remainder
    members = odds[..., net.nonspecific]
    result[..., net.nonspecific] = members / members.sum(axis=-1, keepdims=True) * remainder
    return np.asarray(result)


def _known_rows(net: Network, known: Mapping[str, Value]) -> tuple[Ints, NDArray[np.bool_]]:
    """Collect the rows whose answer is known, in row order."""
    found = {net.rows[name]: value for name, value in known.items() if isinstance(value, bool) and name in net.rows}
    for row, criterion, findings in net.named:
        truth = None if findings.isdisjoint(known) else evaluate(criterion, known)
        if truth is not None:
            found[row] = truth
    rows = sorted(found)
    return np.array(rows, dtype=np.int64), np.array([found[r] for r in rows], dtype=np.bool_)


def _trust(net: Network, record: Record, knowledge: Knowledge, rows: Ints) -> Floats:
    """Shrink what a person examined on themselves toward saying nothing."""
    guided = knowledge.guided
    weights = []
    for row in rows:
        name = net.row_names[row]
        observation = record.counted(name) if name in guided else None
        weights.append(net.self_made_weight if observation and observation.observer == "person" else 1.0)
    return np.array(weights)


def _prior(net: Network, known: Mapping[str, Value]) -> Floats:
    prior = net.prior.copy()
    for gate in net.gates:
        truth = None if gate.findings.isdisjoint(known) else evaluate(gate.criterion, known)
        if truth is not None:
            prior[gate.column] += gate.if_true if truth else gate.if_false
    age = known.get("age")
    if isinstance(age, (int, float)) and net.upper_ages:
        band = int(np.searchsorted(net.upper_ages, age, side="right"))
        prior += net.by_age[min(band, len(net.upper_ages) - 1)]
    sex = known.get("sex_at_birth")
    if isinstance(sex, str) and sex in net.by_sex:
        prior += net.by_sex[sex]
    return prior


def _weighed(net: Network, rows: Ints, weights: Floats) -> tuple[Floats, Ints]:
    """Apply dependence groups and the floor; give each answer's share of the shift, and the supporting groups."""
    if not len(rows):
        return weights, np.zeros(len(net.conditions), dtype=np.int64)
    groups = net.row_groups[rows]
    edges = np.concatenate(([0], np.flatnonzero(groups[1:] != groups[:-1]) + 1, [len(rows)]))
    starts, counts = edges[:-1], edges[1:] - edges[:-1]
    sides = np.concatenate([np.maximum(weights, 0), np.maximum(-weights, 0)], axis=1)
    shares, speaking = _grouped(sides, starts, counts, net.rest_weight)
    size = weights.shape[1]
    pro, contra = shares[:, :size], shares[:, size:]
    contra *= np.minimum(1.0, -net.floor / np.maximum(contra.sum(axis=0), 1e-300))
    return pro - contra, speaking[:size]


def _grouped(strengths: Floats, starts: Ints, counts: Ints, rest: float) -> tuple[Floats, Ints]:
    """Give the strongest of each group full weight and the rest a part; ties share. Count the groups that speak."""
    best = np.maximum.reduceat(strengths, starts, axis=0)
    full = strengths == np.repeat(best, counts, axis=0)
    ties = np.add.reduceat(full, starts, axis=0, dtype=np.int64)
    extra = np.repeat((1 - rest) * best / ties, counts, axis=0)
    return rest * strengths + np.where(full, extra, 0.0), np.count_nonzero(best, axis=0)
