"""How often a named criterion holds in ordinary back pain, worked out from its members.

The members are taken as independent, which makes a conjunction look rarer than it is; such a rate is therefore used
only where no measured specificity exists.
"""

from __future__ import annotations

from collections.abc import Mapping

from lumbago.criteria import And, AtLeast, Compare, Criterion, Is, Named, Not, OneOf, Or, Unless
from lumbago.knowledge.records import Rate

LEAST_RATE = 1e-4
"""A criterion is never taken to be rarer than this: its members are not truly independent."""

Rates = Mapping[str, Rate]


def background(criterion: Criterion, rates: Rates) -> Rate:
    """Work out the rate of a criterion; a number or a choice has no background rate and counts as never."""
    low, central, high = (_probability(criterion, rates, field) for field in ("low", "central", "high"))
    return Rate(low=max(min(low, central), LEAST_RATE), central=max(central, LEAST_RATE), high=high, tier="derived")


def _probability(criterion: Criterion, rates: Rates, field: str) -> float:
    match criterion:
        case Is(finding):
            return float(getattr(rates[finding], field)) if finding in rates else 0.0
        case Compare() | OneOf():
            return 0.0
        case Named(_, inner):
            return _probability(inner, rates, field)
        case Not(inner) | Unless(inner):
            return 1 - _probability(inner, rates, field)
        case And(items):
            return _at_least(len(items), [_probability(i, rates, field) for i in items])
        case Or(items):
            return _at_least(1, [_probability(i, rates, field) for i in items])
        case AtLeast(count, items):
            return _at_least(count, [_probability(i, rates, field) for i in items])


def _at_least(count: int, probabilities: list[float]) -> float:
    """Sum the chance that so many of the independent events happen."""
    exactly = [1.0]
    for p in probabilities:
        exactly = [
            (exactly[k] * (1 - p) if k < len(exactly) else 0.0) + (exactly[k - 1] * p if k else 0.0)
            for k in range(len(exactly) + 1)
        ]
    return sum(exactly[count:])
