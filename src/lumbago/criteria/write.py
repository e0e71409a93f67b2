"""Write a criterion in its own language: one line, the same for the same criterion, and readable again."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from lumbago.criteria.nodes import And, AtLeast, Compare, Criterion, Is, Named, Not, OneOf, Or, Unless


def to_text(criterion: Criterion) -> str:
    """Write the canonical text; `parse` makes the same criterion of it."""
    match criterion:
        case Is(name) | Named(name):
            return name
        case Compare(finding, operator, limit):
            return f"{finding} {operator} {plain_number(limit)}"
        case OneOf():
            return _choice_text(criterion)
        case Not(inner):
            return _negation_text(inner)
        case Unless(inner):
            return f"unless({to_text(inner)})"
        case And(items):
            return " and ".join(_as_item(item) for item in items)
        case Or(items):
            return " or ".join(_as_item(item) for item in items)
    return f"at_least({criterion.count}, {_listed(to_text(item) for item in criterion.items)})"


def plain_number(number: float) -> str:
    """Write a number exactly, without an exponent, and without a point where it is whole."""
    text = format(Decimal(repr(float(number))), "f")
    return text.removesuffix(".0")


def _choice_text(criterion: OneOf, equal: str = "==", within: str = "in") -> str:
    quoted = [f'"{choice}"' for choice in criterion.choices]
    if len(quoted) == 1:
        return f"{criterion.finding} {equal} {quoted[0]}"
    return f"{criterion.finding} {within} ({_listed(quoted)})"


def _negation_text(inner: Criterion) -> str:
    if isinstance(inner, OneOf):
        return _choice_text(inner, "!=", "not in")
    if isinstance(inner, Is | Named | AtLeast | Unless):
        return f"not {to_text(inner)}"
    return f"not ({to_text(inner)})"


def _as_item(item: Criterion) -> str:
    return f"({to_text(item)})" if isinstance(item, And | Or) else to_text(item)


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items)
