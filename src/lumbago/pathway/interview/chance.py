"""How likely a criterion is to turn out true for somebody with ordinary pain, given what is known of them so far.

Unknown findings are taken at their background rate and as independent. That is rough, and only orders questions and
says when to stop asking: no urgency is ever decided by it.
"""

from __future__ import annotations

from collections.abc import Mapping

from lumbago.criteria import And, AtLeast, Compare, Criterion, Is, Named, Not, OneOf, Or, Unless, evaluate
from lumbago.knowledge.records import Rate
from lumbago.record import Value

UNKNOWN_MEASURE = 0.003
"""Chance that an unknown number or choice meets a rule's limit: most limits are far from the usual."""

USUAL = {"age": 0.3, "duration_days": 0.25, "pain_intensity": 0.3, "sex_at_birth": 0.5}


def chance(criterion: Criterion, values: Mapping[str, Value], rates: Mapping[str, Rate]) -> float:
    """Give the probability that the criterion is true, in 0..1."""
    match criterion:
        case Is(finding):
            if finding in values:
                return float(values[finding] is True)
            return rates[finding].central if finding in rates else UNKNOWN_MEASURE
        case Compare() | OneOf():
            truth = evaluate(criterion, values)
            return USUAL.get(criterion.finding, UNKNOWN_MEASURE) if truth is None else float(truth)
        case Named(_, inner):
            return chance(inner, values, rates)
        case Not(inner) | Unless(inner):
            return 1 - chance(inner, values, rates)
        case And(items):
            return _all(items, values, rates)
        case Or(items):
            missed = 1.0
            for item in items:
                missed *= 1 - chance(item, values, rates)
            return 1 - missed
        case AtLeast(count, items):
            return _at_least(count, [chance(item, values, rates) for item in items])


def _all(items: tuple[Criterion, ...], values: Mapping[str, Value], rates: Mapping[str, Rate]) -> float:
    product = 1.0
    for item in items:
        product *= chance(item, values, rates)
        if product == 0:
            return 0.0
    return product


def _at_least(count: int, chances: list[float]) -> float:
    exactly = [1.0]
    for p in chances:
        padded = [*exactly, 0.0]
        exactly = [padded[k] * (1 - p) + (padded[k - 1] * p if k else 0.0) for k in range(len(padded))]
    return sum(exactly[count:])
