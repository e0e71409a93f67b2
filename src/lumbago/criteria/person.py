"""Judge a criterion for one person: the plain reference that says what every criterion means.

Two judgements of the same criterion. `evaluate` is Kleene's three-valued logic. `presume` differs in one thing: an
excuse, written `unless(x)`, counts only where `evaluate` knows x to be true. They agree wherever `evaluate` knows.
Both work on known values; a finding that is absent is unknown.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from lumbago.criteria.nodes import And, AtLeast, Compare, Criterion, Is, Named, Not, NumberOperator, OneOf, Or, Unless
from lumbago.criteria.structure import GROUPS, LEAVES
from lumbago.record.values import Truth, Value

Values: TypeAlias = Mapping[str, Value]

_COMPARES: dict[NumberOperator, Callable[[Any, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def evaluate(criterion: Criterion, values: Values) -> Truth:
    """Judge by Kleene's logic.

    Unknown: the result is known only when no unknown finding could change it.
    """
    return _judge(criterion, values, presumed=False)


def presume(criterion: Criterion, values: Values) -> Truth:
    """Judge as a last word, where an excuse that is not known to hold does not excuse.

    Unknown: as in `evaluate`, except that `unless(x)` is true unless x is known to be true.
    """
    return _judge(criterion, values, presumed=True)


def settled_by(criterion: Criterion, values: Values, *, presumed: bool = False) -> tuple[str, ...]:
    """List the known findings that together settle the result, in the order of the text.

    Of several branches that would do, the first counts. With these findings alone the result is the same.
    presumed: settle what `presume` says rather than what `evaluate` says; an unknown excuse then adds nothing.

    Unknown: an unknown result is settled by nothing.
    """
    truth = _judge(criterion, values, presumed)
    if truth is None:
        return ()
    if isinstance(criterion, LEAVES):
        return (criterion.finding,)
    if isinstance(criterion, Unless):
        return settled_by(criterion.inner, values)
    if isinstance(criterion, Not | Named):
        return settled_by(criterion.inner, values, presumed=presumed)
    agreeing = [item for item in criterion.items if _judge(item, values, presumed) is truth]
    required = _required(criterion)
    enough = agreeing[: required if truth else len(criterion.items) - required + 1]
    return _once(finding for item in enough for finding in settled_by(item, values, presumed=presumed))


def could_change(criterion: Criterion, values: Values) -> tuple[str, ...]:
    """List the unknown findings that could still settle an unknown result, in the order of the text.

    Never misses one. What is already settled inside the criterion is left out; a finding that stands in several open
    branches which cancel out may be listed although it decides nothing.

    Unknown: a known result can be changed by nothing.
    """
    return _once(_survey(criterion, values)[1])


def _survey(criterion: Criterion, values: Values) -> tuple[Truth, tuple[str, ...]]:
    """Judge a criterion and collect what it is open on, in one pass."""
    if isinstance(criterion, LEAVES):
        value = values.get(criterion.finding)
        return (None, (criterion.finding,)) if value is None else (holds(criterion, value), ())
    if isinstance(criterion, GROUPS):
        surveyed = [_survey(item, values) for item in criterion.items]
        truth = _counted(criterion, [judged for judged, _ in surveyed])
        return truth, () if truth is not None else tuple(f for _, findings in surveyed for f in findings)
    truth, findings = _survey(criterion.inner, values)
    return (truth if isinstance(criterion, Named) else _opposite(truth)), findings


def _counted(group: And | Or | AtLeast, truths: list[Truth]) -> Truth:
    """Settle a group by how many of its parts hold and how many cannot."""
    required = _required(group)
    if truths.count(True) >= required:
        return True
    return False if truths.count(False) > len(truths) - required else None


def _judge(criterion: Criterion, values: Values, presumed: bool) -> Truth:
    return _JUDGES[type(criterion)](criterion, values, presumed)


def _is(leaf: Is, values: Values, _presumed: bool) -> Truth:
    value = values.get(leaf.finding)
    return None if value is None else value is True


def _leaf(leaf: Compare | OneOf, values: Values, _presumed: bool) -> Truth:
    value = values.get(leaf.finding)
    return None if value is None else holds(leaf, value)


def _all(group: And, values: Values, presumed: bool) -> Truth:
    known = True
    for item in group.items:
        truth = _JUDGES[type(item)](item, values, presumed)
        if truth is False:
            return False
        known = known and truth is not None
    return True if known else None


def _any(group: Or, values: Values, presumed: bool) -> Truth:
    known = True
    for item in group.items:
        truth = _JUDGES[type(item)](item, values, presumed)
        if truth:
            return True
        known = known and truth is not None
    return False if known else None


def _enough(group: AtLeast, values: Values, presumed: bool) -> Truth:
    return _counted(group, [_judge(item, values, presumed) for item in group.items])


def _not(criterion: Not, values: Values, presumed: bool) -> Truth:
    return _opposite(_judge(criterion.inner, values, presumed))


def _unless(excuse: Unless, values: Values, presumed: bool) -> Truth:
    excused = _judge(excuse.inner, values, presumed=False)
    return excused is not True if presumed else _opposite(excused)


def _named(criterion: Named, values: Values, presumed: bool) -> Truth:
    return _judge(criterion.inner, values, presumed)


def holds(criterion: Is | Compare | OneOf, value: Value) -> bool:
    """Say whether a known value meets a criterion on one finding."""
    if isinstance(criterion, Is):
        return value is True
    if isinstance(criterion, OneOf):
        return value in criterion.choices
    return _COMPARES[criterion.operator](value, criterion.limit)


def _required(group: And | Or | AtLeast) -> int:
    if isinstance(group, And):
        return len(group.items)
    return group.count if isinstance(group, AtLeast) else 1


def _opposite(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _once(findings: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(findings))


_JUDGES: Mapping[type[Criterion], Callable[[Any, Values, bool], Truth]] = {
    Is: _is,
    Compare: _leaf,
    OneOf: _leaf,
    And: _all,
    Or: _any,
    AtLeast: _enough,
    Not: _not,
    Unless: _unless,
    Named: _named,
}
"""How each kind of criterion is judged."""
