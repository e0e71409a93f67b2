"""Which unasked findings could still change the urgency, through which rules or risks, and how likely that is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from lumbago.knowledge import Knowledge, Rule
from lumbago.pathway.differential import Posterior
from lumbago.pathway.interview.chance import chance
from lumbago.pathway.interview.screens import Standing
from lumbago.pathway.triage import highest, rank

RISE = {1: 1.0, 2: 2.5, 3: 6.0}
"""What it is worth to learn that the urgency is soon, same-day or an emergency; judgement."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A rule that hangs on a finding, with the chance that it holds and what that would be worth."""

    rule: Rule
    worth: float


@dataclass(frozen=True, slots=True)
class Relevance:
    """What hangs on what.

    `excuses` are findings that could lift a presumed rule; `dangers` maps a finding to the open rules above the
    present urgency that need it; `risks` maps a finding to what a yes is expected to be worth through a risk.
    """

    excuses: Mapping[str, tuple[Hanging, ...]]
    dangers: Mapping[str, tuple[Hanging, ...]]
    risks: Mapping[str, float]

    @property
    def findings(self) -> frozenset[str]:
        """Everything that still matters."""
        return frozenset({*self.excuses, *self.dangers, *self.risks})


def relevance(visit: Standing, knowledge: Knowledge) -> Relevance:
    """Collect what the open rules, the presumed rules and the risks still depend on."""
    present = rank(highest([*(f.rule.urgency for f in visit.triage.fired), *(r.urgency for r in visit.risks)]))
    top = [f for f in visit.triage.fired if rank(f.rule.urgency) >= present]
    settled = any(not f.presumed for f in top) or any(rank(r.urgency) >= present for r in visit.risks)
    lifting = [] if settled else [(Hanging(f.rule, 1.0), f.excuses) for f in top]
    above = [o for o in visit.triage.open if rank(o.rule.urgency) > present]
    hanging = [(Hanging(o.rule, _worth(o.rule, visit, knowledge)), o.needs) for o in above]
    risks = _risks(visit.posterior, visit, knowledge, present) if visit.posterior else {}
    return Relevance(_by_finding(lifting, knowledge), _by_finding(hanging, knowledge), risks)


def basis(finding: str, knowledge: Knowledge) -> str:
    """Name the finding that is asked: a derived one is asked through what it follows from."""
    derivation = knowledge.vocabulary[finding].derivation
    return derivation.finding if derivation else finding


def _worth(rule: Rule, visit: Standing, knowledge: Knowledge) -> float:
    return chance(rule.criterion, visit.values, knowledge.background_rates) * RISE[rank(rule.urgency)]


def _by_finding(
    pairs: Iterable[tuple[Hanging, tuple[str, ...]]], knowledge: Knowledge
) -> dict[str, tuple[Hanging, ...]]:
    gathered: dict[str, list[Hanging]] = {}
    for hanging, findings in pairs:
        for finding in findings:
            gathered.setdefault(basis(finding, knowledge), []).append(hanging)
    return {finding: tuple(hanging) for finding, hanging in gathered.items()}


def _risks(odds: Posterior, visit: Standing, knowledge: Knowledge, present: int) -> dict[str, float]:
    """Give, for each unasked finding, what a yes is expected to be worth by carrying a risk over its threshold.

    The yes counts in full: that another finding of its dependence group may have said the same is left aside.
    """
    net = odds.network
    found: dict[str, float] = {}
    for column, condition in enumerate(net.conditions):
        if not condition.record.harm_class or condition.record.rules_only:
            continue
        harm = knowledge.model.harm_classes[condition.record.harm_class]
        for urgency, threshold in harm.levels.items():
            missing = math.log(threshold / (1 - threshold)) - odds.log_odds[column]
            if rank(urgency) <= present or missing <= 0:
                continue
            for row in np.flatnonzero(net.weights[1, :, column] >= missing):
                name = net.row_names[row]
                if name in knowledge.background_rates and not visit.record.was_asked(name):
                    worth = knowledge.background_rates[name].central * RISE[rank(urgency)]
                    found[name] = max(found.get(name, 0.0), worth)
    return found
