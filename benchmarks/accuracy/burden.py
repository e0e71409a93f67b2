"""Safety and calm together: alerts in simulated ordinary pain, and what is let through in simulated disease."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.disease import diseased
from benchmarks.accuracy.intervals import Share, share
from benchmarks.accuracy.ordinary import ordinary
from benchmarks.accuracy.outcomes import Outcomes, assess, risk_ranks, without_rule
from benchmarks.accuracy.people import records, told_briefly
from lumbago.knowledge import Condition, Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.triage import URGENCIES, rank

SAME_DAY = rank("same_day")
DENIES_WHEN_ILL, DENIES_WHEN_NOT = 0.25, 0.45
SCALES = (0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0, 3.0, 5.0, 10.0)


@dataclass(frozen=True)
class Burden:
    """All simulated people and what each was told."""

    ordinary: Outcomes
    ordinary_briefly: Outcomes
    ill: Mapping[str, Outcomes]
    ill_briefly: Mapping[str, Outcomes]


@dataclass(frozen=True, slots=True)
class Passed:
    """One dangerous cause: the share told less than same-day, and the share told emergency."""

    condition: Condition
    lower: Share
    lower_briefly: Share
    emergency: Share


@dataclass(frozen=True, slots=True)
class RuleWorth:
    """What a rule costs in ordinary pain and what it alone catches in disease."""

    rule: str
    urgency: Urgency
    fires: float
    alone_raises: float
    alone_catches: float


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """Thresholds multiplied by `scale`: alerts in ordinary pain beside urgent cases called lower."""

    scale: float
    same_day_or_more: float
    self_care: float
    lower: float
    lower_briefly: float


def serious(knowledge: Knowledge) -> list[Condition]:
    """List the causes that need somebody the same day or at once."""
    return [c for c in knowledge.conditions.values() if rank(c.record.typical_urgency) >= SAME_DAY]


def measure(knowledge: Knowledge, size: int, size_ill: int, seed: int = 5) -> Burden:
    """Simulate and assess everybody."""
    healthy = ordinary(knowledge, size, seed)
    brief = told_briefly(ordinary(knowledge, max(size // 4, 1), seed + 1), knowledge, DENIES_WHEN_NOT, seed + 2)
    ill, ill_briefly = {}, {}
    for condition in serious(knowledge):
        people = diseased(knowledge, condition, size_ill, seed + 3)
        ill[condition.id] = assess(records(people))
        ill_briefly[condition.id] = assess(records(told_briefly(people, knowledge, DENIES_WHEN_ILL, seed + 4)))
    return Burden(assess(records(healthy)), assess(records(brief)), ill, ill_briefly)


def shares(outcomes: Outcomes) -> dict[Urgency, Share]:
    """Count what people were told."""
    return {u: share(outcomes.urgency == rank(u)) for u in URGENCIES}


def passed(burden: Burden, knowledge: Knowledge) -> list[Passed]:
    """Count, for each dangerous cause, who was told less than same-day."""
    return [
        Passed(
            condition,
            lower=share(burden.ill[condition.id].urgency < SAME_DAY),
            lower_briefly=share(burden.ill_briefly[condition.id].urgency < SAME_DAY),
            emergency=share(burden.ill[condition.id].urgency == rank("emergency")),
        )
        for condition in serious(knowledge)
    ]


def mean_lower(outcomes: Mapping[str, NDArray[np.int8]]) -> float:
    """Average the share told less than same-day, each cause counting alike."""
    return float(np.mean([(told < SAME_DAY).mean() for told in outcomes.values()]))


def worth(burden: Burden, knowledge: Knowledge) -> list[RuleWorth]:
    """Take each rule away in turn: what it alone raises in ordinary pain, and alone catches in disease."""
    found = []
    for column, rule in enumerate(knowledge.rules.values()):
        level = rank(rule.urgency)
        less = without_rule(burden.ordinary, knowledge, rule.id)
        raised = (burden.ordinary.urgency >= level) & (less < level)
        caught = [_caught(outcomes, knowledge, rule.id, level) for outcomes in burden.ill.values()]
        fires = float(burden.ordinary.fired[:, column].mean())
        found.append(RuleWorth(rule.id, rule.urgency, fires, float(raised.mean()), float(np.mean(caught))))
    return sorted(found, key=lambda w: -w.alone_raises)


def _caught(outcomes: Outcomes, knowledge: Knowledge, rule: str, level: int) -> float:
    less = without_rule(outcomes, knowledge, rule)
    return float(((outcomes.urgency >= level) & (less < level)).mean())


def frontier(burden: Burden, knowledge: Knowledge, scales: Sequence[float] = SCALES) -> list[FrontierPoint]:
    """Move all action thresholds together, rules staying as they are."""
    points = []
    for scale in scales:
        told = _told(burden.ordinary, knowledge, scale)
        points.append(
            FrontierPoint(
                scale=scale,
                same_day_or_more=float((told >= SAME_DAY).mean()),
                self_care=float((told == 0).mean()),
                lower=mean_lower({c: _told(o, knowledge, scale) for c, o in burden.ill.items()}),
                lower_briefly=mean_lower({c: _told(o, knowledge, scale) for c, o in burden.ill_briefly.items()}),
            )
        )
    return points


def _told(outcomes: Outcomes, knowledge: Knowledge, scale: float) -> NDArray[np.int8]:
    return np.maximum(outcomes.by_rules, risk_ranks(outcomes, knowledge, scale)).astype(np.int8)
