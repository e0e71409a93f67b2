"""Which unasked findings could still change the urgency, and through which rules or risks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from lumbago.criteria import evaluate
from lumbago.knowledge import Knowledge, Rule
from lumbago.pathway.differential import Posterior
from lumbago.pathway.triage import Triage, rank
from lumbago.record import Record, Value

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Relevance:
    """What hangs on what.

    `excuses` are findings that could lift a presumed rule; `dangers` maps a finding to the open rules above the
    present urgency that need it; `chances` maps a finding to the expected rise of urgency through a risk.
    """

    excuses: Mapping[str, tuple[Rule, ...]]
    dangers: Mapping[str, tuple[Rule, ...]]
    chances: Mapping[str, float]

    @property
    def findings(self) -> frozenset[str]:
        """Everything that still matters."""
        return frozenset({*self.excuses, *self.dangers, *self.chances})


def relevance(found: Triage, odds: Posterior | None, record: Record, knowledge: Knowledge, present: int) -> Relevance:
    """Collect what the open rules, the presumed rules and the risks still depend on."""
    top = [f for f in found.fired if rank(f.rule.urgency) >= present]
    settled = any(not f.presumed for f in top)
    excuses = {} if settled else _by_finding((f.rule, f.excuses) for f in top)
    above = [o for o in found.open if rank(o.rule.urgency) > present]
    dangers = _by_finding((o.rule, o.needs) for o in above)
    chances = _chances(odds, record, knowledge, present) if odds is not None else {}
    return Relevance(excuses, dangers, chances)


def closed_by_no(rules: Iterable[Rule], findings: Iterable[str], values: Values) -> int:
    """Count the rules that "none of these" would rule out."""
    denied = {**values, **dict.fromkeys(findings, False)}
    return sum(evaluate(rule.criterion, denied) is False for rule in rules)


def basis(finding: str, knowledge: Knowledge) -> str:
    """Name the finding that is asked: a derived one is asked through what it follows from."""
    derivation = knowledge.vocabulary[finding].derivation
    return derivation.finding if derivation else finding


def _by_finding(pairs: Iterable[tuple[Rule, tuple[str, ...]]]) -> dict[str, tuple[Rule, ...]]:
    gathered: dict[str, list[Rule]] = {}
    for rule, findings in pairs:
        for finding in findings:
            gathered.setdefault(finding, []).append(rule)
    return {finding: tuple(rules) for finding, rules in gathered.items()}


def _chances(odds: Posterior, record: Record, knowledge: Knowledge, present: int) -> dict[str, float]:
    """Give, for each unasked finding, how much a yes is expected to raise the urgency through a risk.

    The yes counts in full: that another finding of its dependence group may already have said the same is left
    aside, so a question is at worst asked for nothing.
    """
    net = odds.network
    found: dict[str, float] = {}
    for column, condition in enumerate(net.conditions):
        if not condition.record.harm_class or condition.record.rules_only:
            continue
        harm = knowledge.model.harm_classes[condition.record.harm_class]
        for urgency, threshold in harm.levels.items():
            rise = rank(urgency) - present
            missing = math.log(threshold / (1 - threshold)) - odds.log_odds[column]
            if rise <= 0 or missing <= 0:
                continue
            for row in np.flatnonzero(net.yes[:, column] >= missing):
                name = net.row_names[row]
                if name in knowledge.background_rates and not record.was_asked(name):
                    gain = knowledge.background_rates[name].central * rise
                    found[name] = max(found.get(name, 0.0), gain)
    return found
