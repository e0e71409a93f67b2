"""The whole differential as arrays: rows are findings, columns are conditions. Built once for a setting.

log odds(condition) = base rate against ordinary pain, by setting, age, sex and gate
                      + for each dependence group, the strongest finding in full and the rest shrunk
                      with all negative evidence together never below the condition's floor.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import msgspec
import numpy as np

from lumbago.criteria import Criterion, findings_in
from lumbago.knowledge import Condition, Knowledge
from lumbago.knowledge.records import Likelihood, Rate
from lumbago.pathway.differential.background import background
from lumbago.pathway.differential.evidence import NEVER_MULTIPLIED, Policy, Weight, preference, scaled_rate, weigh
from lumbago.record import Setting

if TYPE_CHECKING:
    from numpy.typing import NDArray  # takes as long to import as all of this package

Floats: TypeAlias = "NDArray[np.float64]"
Ints: TypeAlias = "NDArray[np.int64]"

INDEPENDENT = frozenset({"serious_spinal", "visceral_vascular"})
"""Categories shown as risks of their own beside the ordinary causes, never as shares of 100%."""


class Gate(msgspec.Struct, frozen=True):
    """A defining state of one condition and the odds it sets, as shifts of the log odds."""

    column: int
    criterion: Criterion
    findings: frozenset[str]
    if_true: float
    if_false: float


class Network(msgspec.Struct, frozen=True):
    """Everything a posterior needs.

    Units: logs are natural; `weights` and `variances` are (no, yes) x rows x columns; `row_groups` is ascending.
    """

    conditions: tuple[Condition, ...]
    rows: Mapping[str, int]
    row_names: tuple[str, ...]
    row_groups: Ints
    weights: Floats
    variances: Floats
    caveat: NDArray[np.bool_]
    likelihoods: Mapping[tuple[int, int], Likelihood]
    prior: Floats
    prior_variance: Floats
    floor: Floats
    rest_weight: float
    self_made_weight: float
    independent: NDArray[np.bool_]
    nonspecific: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    gates: tuple[Gate, ...]
    entries: tuple[tuple[int, Criterion, frozenset[str]], ...]
    named: tuple[tuple[int, Criterion, frozenset[str]], ...]
    by_age: Floats
    upper_ages: tuple[float, ...]
    by_sex: Mapping[str, Floats]


@lru_cache(maxsize=16)
def network(knowledge: Knowledge, setting: Setting) -> Network:
    """Build the network of one edition for one setting; `self` takes primary care's base rates."""
    place: Setting = "primary_care" if setting == "self" else setting
    conditions = tuple(knowledge.conditions.values())
    weights = {c.id: _weights(knowledge, c, place) for c in conditions}
    rows = _ordered_rows(knowledge, weights)
    index = {name: i for i, (name, _) in enumerate(rows)}
    yes, no, var_yes, var_no, caveat, used = _matrices(index, conditions, weights)
    prior, prior_variance = _priors(knowledge, conditions, place)
    by_age, upper_ages = _age_table(conditions)
    ranking = knowledge.model.ranking
    return Network(
        conditions=conditions,
        rows=index,
        row_names=tuple(index),
        row_groups=np.array([group for _, group in rows], dtype=np.int64),
        weights=np.stack([no, yes]),
        variances=np.stack([var_no, var_yes]),
        caveat=caveat,
        likelihoods=used,
        prior=prior,
        prior_variance=prior_variance,
        floor=np.log([_floor(knowledge, c) for c in conditions]),
        rest_weight=ranking.shrink_within_group,
        self_made_weight=ranking.self_made_weight,
        independent=np.array([c.record.category in INDEPENDENT or c.record.rules_only for c in conditions]),
        nonspecific=np.array([bool(c.record.prior_group) for c in conditions]),
        shown=np.array([not c.record.rules_only for c in conditions]),
        gates=_gates(conditions, place),
        entries=tuple(
            (i, c.entry, frozenset(findings_in(c.entry))) for i, c in enumerate(conditions) if c.entry is not None
        ),
        named=tuple(
            (index[n.id], n.criterion, frozenset(n.findings)) for n in knowledge.named.values() if n.id in index
        ),
        by_age=by_age,
        upper_ages=upper_ages,
        by_sex=_sex_table(conditions),
    )


def _weights(knowledge: Knowledge, condition: Condition, place: Setting) -> dict[str, Weight]:
    """Choose, for each finding, the likelihood that fits best and is worth anything."""
    ranking = knowledge.model.ranking
    policy = Policy(
        selected_comparators=frozenset(ranking.selected_comparators),
        largest_ratio=ranking.max_single_lr,
        smallest_ratio=ranking.min_single_lr_neg,
        expert_weight=ranking.temper_positive_expert,
        indirect_weight=ranking.indirect_weight,
    )
    ignored = {*ranking.age_sex_findings_ignored, *_defining(condition)}
    chosen: dict[str, Weight] = {}
    for likelihood in sorted(condition.record.likelihood, key=preference):
        if likelihood.finding in ignored or likelihood.finding in chosen or likelihood.use in NEVER_MULTIPLIED:
            continue
        weight = weigh(likelihood, _background(knowledge, likelihood.finding, place), policy)
        if weight is not None:
            chosen[likelihood.finding] = weight
    return chosen


def _defining(condition: Condition) -> frozenset[str]:
    """Name the findings whose meaning the gate already carries."""
    if condition.gate is None or condition.record.gate is None or not condition.record.gate.defining:
        return frozenset()
    return frozenset(condition.gate_findings)


@lru_cache(maxsize=4096)
def _background(knowledge: Knowledge, name: str, place: Setting) -> Rate | None:
    finding = knowledge.findings.get(name)
    rates = knowledge.background_rates
    rate = finding.background_rate if finding else background(knowledge.named[name].criterion, rates)
    if rate is None or place != "emergency_department":
        return rate
    return scaled_rate(rate, knowledge.model.ranking.ed_background_factor)


def _ordered_rows(knowledge: Knowledge, weights: Mapping[str, Mapping[str, Weight]]) -> list[tuple[str, int]]:
    """Put every finding that is used in its dependence group; one without a group is a group of its own."""
    used = dict.fromkeys(name for chosen in weights.values() for name in chosen)
    groups: dict[str, int] = {}
    for number, group in enumerate(knowledge.dependence.values()):
        for member in group.members:
            groups.setdefault(member, number)
    placed = []
    for own, name in enumerate(used, start=len(knowledge.dependence)):
        members = knowledge.named[name].findings if name in knowledge.named else ()
        shared = next((groups[m] for m in (name, *members) if m in groups), own)
        placed.append((name, shared))
    return sorted(placed, key=lambda pair: pair[1])


Matrices: TypeAlias = "tuple[Floats, Floats, Floats, Floats, NDArray[np.bool_], dict[tuple[int, int], Likelihood]]"


def _matrices(
    index: Mapping[str, int], conditions: tuple[Condition, ...], weights: Mapping[str, Mapping[str, Weight]]
) -> Matrices:
    shape = (len(index), len(conditions))
    yes, no, var_yes, var_no = (np.zeros(shape) for _ in range(4))
    caveat = np.zeros(shape, dtype=np.bool_)
    used = {}
    for column, condition in enumerate(conditions):
        for name, weight in weights[condition.id].items():
            at = index[name], column
            yes[at], no[at] = weight.yes, weight.no
            var_yes[at], var_no[at] = weight.sd_yes**2, weight.sd_no**2
            caveat[at] = weight.needs_entry and condition.entry is not None
            used[at] = weight.likelihood
    return yes, no, var_yes, var_no, caveat, used


def _base_rate(condition: Condition, place: Setting) -> Rate:
    rates = condition.record.base_rate
    rate = rates.emergency_department if place == "emergency_department" else rates.primary_care
    known = rate or rates.primary_care or rates.emergency_department
    if known is None:
        raise ValueError(f"{condition.id} has no base rate: knowledge check should have refused it")
    return known


def _priors(knowledge: Knowledge, conditions: tuple[Condition, ...], place: Setting) -> tuple[Floats, Floats]:
    rates = [_base_rate(c, place) for c in conditions]
    ordinary = knowledge.ordinary_share(place)
    centre = np.log([r.central / ordinary for r in rates])
    spread = [(_logit(r.high) - _logit(r.low)) / (2 * 1.959964) for r in rates]
    return centre, np.square(spread)


def _logit(p: float) -> float:
    bounded = min(max(p, 1e-9), 1 - 1e-9)
    return math.log(bounded / (1 - bounded))


def _gates(conditions: tuple[Condition, ...], place: Setting) -> tuple[Gate, ...]:
    """Express each gate as a shift of the condition's log odds away from its base rate."""
    made = []
    for column, c in enumerate(conditions):
        gate, criterion = c.record.gate, c.gate
        if gate is None or criterion is None:
            continue
        central = _base_rate(c, place).central
        scale = central / _base_rate(c, "primary_care").central
        shift_true = math.log(min(0.9, gate.prior_if_true * scale) / central)
        shift_false = math.log(gate.prior_if_false * scale / central)
        made.append(Gate(column, criterion, frozenset(c.gate_findings), shift_true, shift_false))
    return tuple(made)


def _floor(knowledge: Knowledge, condition: Condition) -> float:
    """Find how far negative evidence may lower this condition's odds, as a ratio."""
    caps = knowledge.model.ranking.negative_cap
    if condition.record.harm_class in caps:
        return caps[condition.record.harm_class]
    return caps["default_serious"] if condition.record.category in INDEPENDENT else caps["other"]


def _age_table(conditions: tuple[Condition, ...]) -> tuple[Floats, tuple[float, ...]]:
    tables = [c.record.age_and_sex for c in conditions]
    uppers = next((t.upper_ages for t in tables if t), ())
    table = np.zeros((max(len(uppers), 1), len(conditions)))
    for column, t in enumerate(tables):
        if t is not None:
            table[:, column] = np.log(np.maximum(t.by_age, 1e-6))
    return table, uppers


def _sex_table(conditions: tuple[Condition, ...]) -> dict[str, Floats]:
    tables = [c.record.age_and_sex for c in conditions]
    return {sex: np.log([max(getattr(t, sex), 1e-6) if t else 1.0 for t in tables]) for sex in ("female", "male")}
