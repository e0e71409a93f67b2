"""How likely a criterion is to turn out true for one person, given what is known of them so far.

Unknown findings are taken as independent, at the rate expected for this person. That is rough, and only orders
questions and says when to stop asking: no urgency is ever decided by it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import TypeAlias

from lumbago.criteria import And, AtLeast, Compare, Criterion, Is, Named, Not, OneOf, Or, Unless, evaluate
from lumbago.record import Record, Value

UNKNOWN_MEASURE = 0.003
"""Chance that an unknown number or choice meets a rule's limit: most limits are far from the usual."""

USUAL = {"age": 0.3, "duration_days": 0.25, "pain_intensity": 0.3, "sex_at_birth": 0.5, "pregnant": 0.05}
"""The same for findings whose limits are not; judgement."""

Leaf: TypeAlias = Is | Compare | OneOf


@dataclass(frozen=True, slots=True)
class Prospect:
    """What can still come of one person's criteria; `rates` are those of a yes.

    Unknown: what was asked and not known is not asked again, so it will be known neither as yes nor as no.
    """

    record: Record
    values: Mapping[str, Value]
    rates: Mapping[str, float]
    _leaves: dict[Leaf | str, tuple[float, float]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _groups: dict[tuple[int, bool, bool], tuple[Criterion, float]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def of_holding(self, criterion: Criterion) -> float:
        """Give the probability that a criterion will hold in the end, an unknown excuse not counting, in 0..1."""
        return _chance(criterion, self, holds=True, presumed=True)

    def shares(self, criterion: Criterion, *, holds: bool = True) -> Mapping[str, float]:
        """Give how much of the probability that it will hold, or will not, rests on each unknown finding.

        That much of it is gone once the finding turns out the other way. Both parts of `a and b` carry all of it; the
        parts of `a or b` share it. What could only excuse carries nothing of holding.
        """
        found: dict[str, float] = {}
        _credit(criterion, self, holds, True, 1.0, found)
        return found

    def of_leaf(self, leaf: Leaf, holds: bool) -> float:
        """Give the probability that one finding will be known to say so."""
        key = leaf.finding if isinstance(leaf, Is) else leaf
        chances = self._leaves.get(key)
        if chances is None:
            chances = self._leaves[key] = (self._of_leaf(leaf, holds=False), self._of_leaf(leaf, holds=True))
        return chances[holds]

    def of_group(self, criterion: Criterion, holds: bool, presumed: bool) -> float:
        """Give the probability of what is put together; each is reckoned once, though rules share many."""
        key = (id(criterion), holds, presumed)
        if key not in self._groups:
            # The criterion is kept with its chance: nothing else may come to stand where it stood.
            self._groups[key] = (criterion, _chance_of_group(criterion, self, holds, presumed))
        return self._groups[key][1]

    def _of_leaf(self, leaf: Leaf, *, holds: bool) -> float:
        truth = evaluate(leaf, self.values)
        if truth is not None:
            return float(truth is holds)
        if self.record.was_asked(leaf.finding):
            return 0.0
        return self.rate(leaf) if holds else 1 - self.rate(leaf)

    def rate(self, leaf: Leaf) -> float:
        """Give how often an unasked finding is expected to say so."""
        rate = self.rates.get(leaf.finding) if isinstance(leaf, Is) else None
        return USUAL.get(leaf.finding, UNKNOWN_MEASURE) if rate is None else rate


def _chance(criterion: Criterion, prospect: Prospect, holds: bool, presumed: bool) -> float:
    match criterion:
        case Is() | Compare() | OneOf():
            return prospect.of_leaf(criterion, holds)
        case _:
            return prospect.of_group(criterion, holds, presumed)


def _chance_of_group(criterion: Criterion, prospect: Prospect, holds: bool, presumed: bool) -> float:
    match criterion:
        case Named(_, inner):
            return _chance(inner, prospect, holds, presumed)
        case Not(inner):
            return _chance(inner, prospect, not holds, presumed)
        case Unless(inner) if presumed:
            excused = _chance(inner, prospect, holds=True, presumed=False)
            return 1 - excused if holds else excused
        case Unless(inner):
            return _chance(inner, prospect, not holds, presumed=False)
        case And(items) | Or(items):
            together = _all if holds is isinstance(criterion, And) else _any
            return together(items, prospect, holds, presumed)
        case AtLeast(count, items):
            required = count if holds else len(items) - count + 1
            return at_least(required, [_chance(item, prospect, holds, presumed) for item in items])
        case _:
            return _chance(criterion, prospect, holds, presumed)


def _credit(
    criterion: Criterion, prospect: Prospect, holds: bool, presumed: bool, weight: float, found: dict[str, float]
) -> None:
    """Add each finding's part: the probability of its answer, times what the whole changes with that probability."""
    match criterion:
        case Is() | Compare() | OneOf():
            if criterion.finding not in prospect.values:
                part = weight * prospect.of_leaf(criterion, holds)
                found[criterion.finding] = found.get(criterion.finding, 0.0) + part
        case Named(_, inner):
            _credit(inner, prospect, holds, presumed, weight, found)
        case Not(inner):
            _credit(inner, prospect, not holds, presumed, weight, found)
        case Unless(inner) if not presumed or not holds:
            _credit(inner, prospect, not holds, False, weight, found)
        case Unless():
            return
        case _:
            chances = [_chance(item, prospect, holds, presumed) for item in criterion.items]
            for place, (item, p) in enumerate(zip(criterion.items, chances, strict=True)):
                if p > 0:
                    others = chances[:place] + chances[place + 1 :]
                    _credit(item, prospect, holds, presumed, weight * _tipping(criterion, others, holds), found)


def _tipping(group: And | Or | AtLeast, others: list[float], holds: bool) -> float:
    """Give the probability that the others leave the group to the one that is left out."""
    if isinstance(group, AtLeast):
        return tipping_count(group.count if holds else len(group.items) - group.count + 1, others)
    if holds is isinstance(group, And):
        return math.prod(others)
    return math.prod(1 - p for p in others)


def _all(items: tuple[Criterion, ...], prospect: Prospect, holds: bool, presumed: bool) -> float:
    product = 1.0
    for item in items:
        product *= _chance(item, prospect, holds, presumed)
        if product == 0:
            return 0.0
    return product


def _any(items: tuple[Criterion, ...], prospect: Prospect, holds: bool, presumed: bool) -> float:
    return 1 - math.prod(1 - _chance(item, prospect, holds, presumed) for item in items)


def tipping_count(count: int, others: list[float]) -> float:
    """Give the probability that exactly one is missing among the others to make so many."""
    return at_least(count - 1, others) - at_least(count, others)


def at_least(count: int, chances: list[float]) -> float:
    """Give the probability that so many hold."""
    exactly = [1.0]
    for p in chances:
        padded = [*exactly, 0.0]
        exactly = [padded[k] * (1 - p) + (padded[k - 1] * p if k else 0.0) for k in range(len(padded))]
    return reduce(add, exactly[count:], 0.0)  # `sum` does not add alike in every version of Python
