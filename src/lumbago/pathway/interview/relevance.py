"""Which unasked findings could still change the urgency, through which rules or risks, and how likely that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from lumbago.criteria import Is
from lumbago.knowledge import Knowledge, Rule
from lumbago.pathway.interview.chance import Prospect
from lumbago.pathway.interview.expected import expected_rates
from lumbago.pathway.interview.prospects import Reckoned, layout
from lumbago.pathway.interview.reach import lowering, raising
from lumbago.pathway.interview.screens import Standing
from lumbago.pathway.triage import FiredRule, highest, rank

RISE = {1: 1.0, 2: 2.5, 3: 6.0}
"""What it is worth to learn that the urgency is soon, same-day or an emergency; judgement."""


class Hanging(msgspec.Struct, frozen=True):
    """A rule that hangs on a finding: what asking is expected to be worth through it, and through all its findings.

    rank: that of the rule's urgency.
    """

    rule: Rule
    worth: float
    most: float
    rank: int


Hangings = Mapping[str, tuple[Hanging, ...]]
Worths = Mapping[str, Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Relevance:
    """What hangs on what, each by finding.

    `excuses` could lift the rules that are presumed at the present urgency, `lowers` bring the risks behind it under
    their thresholds; `dangers` are the open rules above it, `risks` what a yes is expected to be worth through a risk
    that reaches a rank above it.
    """

    excuses: Hangings
    lowers: Mapping[str, float]
    dangers: Hangings
    risks: Worths

    @property
    def findings(self) -> frozenset[str]:
        """Everything that still matters."""
        return frozenset({*self.excuses, *self.lowers, *self.dangers, *self.risks})

    def worth(self, finding: str) -> float:
        """Sum what asking it is expected to be worth, in the units of `RISE`."""
        through_rules = (*self.excuses.get(finding, ()), *self.dangers.get(finding, ()))
        through_risks = self.lowers.get(finding, 0.0) + max(self.risks.get(finding, {0: 0.0}).values())
        return sum(h.worth for h in through_rules) + through_risks


def relevance(visit: Standing, knowledge: Knowledge) -> Relevance:
    """Collect what the open rules, the presumed rules and the risks still depend on."""
    present = rank(highest([*(f.rule.urgency for f in visit.triage.fired), *(r.urgency for r in visit.risks)]))
    rates = expected_rates(visit.posterior, knowledge)
    prospect = Prospect(visit.record, visit.values, rates)
    excuses, lowers = _lifting(visit, knowledge, prospect, present)
    above = [o.rule for o in visit.triage.open if rank(o.rule.urgency) > present]
    reached = raising(visit.posterior, visit, knowledge, rates, present) if visit.posterior else {}
    return Relevance(
        excuses=_by_finding(excuses, knowledge),
        lowers=lowers,
        dangers=_by_finding(_dangers(above, layout(knowledge).reckoned(prospect)), knowledge),
        risks={finding: {at: p * RISE[at] for at, p in ranks.items()} for finding, ranks in reached.items()},
    )


def basis(finding: str, knowledge: Knowledge) -> str:
    """Name the finding that is asked: a derived one is asked through what it follows from."""
    derivation = knowledge.vocabulary[finding].derivation
    return derivation.finding if derivation else finding


@lru_cache(maxsize=8)
def _bases(knowledge: Knowledge) -> Mapping[str, str]:
    return {finding: basis(finding, knowledge) for finding in knowledge.vocabulary}


def _lifting(
    visit: Standing, knowledge: Knowledge, prospect: Prospect, present: int
) -> tuple[list[tuple[str, Hanging]], Mapping[str, float]]:
    """Collect what could lift the present urgency; nothing, unless all that holds it up could be lifted."""
    rules = [f for f in visit.triage.fired if rank(f.rule.urgency) == present]
    risks = [r for r in visit.risks if rank(r.urgency) == present]
    lowers = [lowering(visit.posterior, risk, visit, knowledge) for risk in risks] if visit.posterior else []
    if not all(_doubt(fired, prospect) for fired in rules) or not all(lowers):
        return [], {}
    worth = RISE.get(present, 0.0)
    excuses = [hanging for f in rules for hanging in _excuses(f.rule, prospect)]
    return excuses, _shared(lowers, prospect, worth)


def _shared(lowers: Sequence[Mapping[str, float]], prospect: Prospect, worth: float) -> Mapping[str, float]:
    """Give what a no is expected to be worth, when every one of these risks has to fall."""
    names = {name for low in lowers for name in low}
    parts = {name: sum(low.get(name, 0.0) for low in lowers) / len(lowers) for name in names}
    return {name: part * worth * prospect.of_leaf(Is(name), holds=False) for name, part in parts.items()}


def _doubt(fired: FiredRule, prospect: Prospect) -> float:
    """Give the probability that a rule will turn out to be excused; none where it holds for certain."""
    return 1 - prospect.of_holding(fired.rule.criterion) if fired.presumed else 0.0


def _dangers(rules: Iterable[Rule], reckoned: Reckoned) -> Iterator[tuple[str, Hanging]]:
    """List what each rule's turning out to hold rests on."""
    for rule in rules:
        at = rank(rule.urgency)
        worth = RISE[at]
        most = worth * reckoned.of_holding(rule.id)
        for finding, share in reckoned.resting(rule.id):
            yield finding, Hanging(rule, worth * share, most, at)


def _excuses(rule: Rule, prospect: Prospect) -> Iterator[tuple[str, Hanging]]:
    """List what a rule's turning out to be excused rests on."""
    at = rank(rule.urgency)
    worth = RISE[at]
    most = worth * (1 - prospect.of_holding(rule.criterion))
    for finding, share in prospect.shares(rule.criterion, holds=False).items():
        if share > 0:
            yield finding, Hanging(rule, worth * share, most, at)


def _by_finding(pairs: Iterable[tuple[str, Hanging]], knowledge: Knowledge) -> Hangings:
    asked_through = _bases(knowledge)
    gathered: dict[str, list[Hanging]] = {}
    for finding, hanging in pairs:
        gathered.setdefault(asked_through[finding], []).append(hanging)
    return {finding: tuple(hanging) for finding, hanging in gathered.items()}
