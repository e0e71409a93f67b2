"""Which risks are high enough to act on. A posterior can raise the urgency of a visit; it never lowers it.

A risk counts only when something the person said supports it: a base rate alone is the same for everybody.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec

from lumbago.criteria import evaluate
from lumbago.knowledge import Condition, Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.differential.posterior import Posterior
from lumbago.record import Setting, Value

GROUPS_FOR_EMERGENCY = 2
"""A posterior alone is an emergency only when findings from this many dependence groups support it."""

MOST_NEEDED = 0.5
"""No scaled threshold asks for more certainty than this."""

ACTED_ON: tuple[Urgency, ...] = ("emergency", "same_day", "soon")


class Risk(msgspec.Struct, frozen=True):
    """A cause whose probability has reached its action threshold."""

    condition: Condition
    urgency: Urgency
    probability: float
    threshold: float


def risks_to_act_on(
    posterior: Posterior, values: Mapping[str, Value], knowledge: Knowledge, setting: Setting
) -> tuple[Risk, ...]:
    """Compare every cause with the thresholds of its class of harm; the most urgent first, then the most likely.

    In an emergency department, where somebody is being seen already, same-day and soon need a higher risk.

    Unknown: a class that acts only when something holds acts also while that is unknown.

    Source: model/harm_classes, model/ranking.
    """
    found = []
    silent = {name for name, when in knowledge.acts_when.items() if evaluate(when, values) is False}
    for column, condition in enumerate(posterior.network.conditions):
        harm = condition.record.harm_class
        if harm and harm not in silent and not condition.record.rules_only:
            risk = _highest(posterior, knowledge, column, levels(condition, knowledge, setting))
            if risk is not None:
                found.append(risk)
    return tuple(sorted(found, key=lambda r: (ACTED_ON.index(r.urgency), -r.probability)))


def levels(condition: Condition, knowledge: Knowledge, setting: Setting) -> Mapping[Urgency, float]:
    """Give the risks from which a cause acts in a setting."""
    levels = knowledge.model.harm_classes[condition.record.harm_class].levels
    if setting != "emergency_department":
        return levels
    factor = knowledge.model.ranking.ed_threshold_factor
    return {
        u: level if u == "emergency" else max(level, min(level * factor, MOST_NEEDED)) for u, level in levels.items()
    }


def _highest(posterior: Posterior, knowledge: Knowledge, column: int, levels: Mapping[Urgency, float]) -> Risk | None:
    condition = posterior.network.conditions[column]
    needed = knowledge.model.ranking.support
    probability = float(posterior.probability[column])
    for urgency in ACTED_ON:
        threshold = levels.get(urgency)
        if threshold is None or probability < threshold:
            continue
        if posterior.support[column] < math.log(needed[urgency]):
            continue
        if urgency == "emergency" and posterior.groups[column] < GROUPS_FOR_EMERGENCY:
            continue
        return Risk(condition, urgency, probability, threshold)
    return None
