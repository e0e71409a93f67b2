"""Read one comparison: a number against a limit, a choice against its words, yes or no against yes or no."""

from __future__ import annotations

import ast
import math
from typing import TypeAlias, cast

from lumbago.criteria.nodes import Compare, Criterion, Is, Not, NumberOperator, OneOf
from lumbago.criteria.scope import Scope, nearest
from lumbago.record.findings import Finding

Leaf: TypeAlias = Is | Compare | OneOf | Not

_SIGNS: dict[type[ast.cmpop], NumberOperator] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_MIRRORED: dict[NumberOperator, NumberOperator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def read_comparison(node: ast.Compare, scope: Scope) -> list[Criterion]:
    """Read a comparison; one in a chain, as `18 <= age < 65`, gives one part for each sign.

    Raises: CriterionError.
    """
    sides = [node.left, *node.comparators]
    return [_read_pair(*pair, scope) for pair in zip(sides[:-1], node.ops, sides[1:], strict=True)]


def _read_pair(left: ast.expr, operator: ast.cmpop, right: ast.expr, scope: Scope) -> Leaf:
    if isinstance(operator, ast.In | ast.NotIn):
        chosen = _read_membership(left, right, scope)
        return chosen if isinstance(operator, ast.In) else Not(chosen)
    sign = _SIGNS.get(type(operator))
    if sign is None:
        raise scope.fault(left, "`is` has no meaning here. Write `==` or `!=`.")
    if isinstance(left, ast.Name):
        return _read_against(scope.finding(left), sign, right, scope)
    if isinstance(right, ast.Name):
        return _read_against(scope.finding(right), _MIRRORED[sign], left, scope)
    raise scope.fault(left, "A comparison needs the bare name of a finding on one side. Criteria do not calculate.")


def _read_against(finding: Finding, sign: NumberOperator, other: ast.expr, scope: Scope) -> Leaf:
    if isinstance(other, ast.Name):
        raise scope.fault(other, f"`{finding.id}` cannot be compared with another name. Write a value.{_quote(other)}")
    if finding.kind == "number":
        return Compare(finding.id, sign, _limit(finding, other, scope))
    if sign not in ("==", "!="):
        raise scope.fault(other, f"`{finding.id}` is not a number: its answers have no order. Use `==` or `!=`.")
    word = _word(finding, other, scope)
    if finding.kind == "choice":
        chosen = OneOf(finding.id, (word,))
        return chosen if sign == "==" else Not(chosen)
    return Is(finding.id) if (word == "yes") == (sign == "==") else Not(Is(finding.id))


def _read_membership(left: ast.expr, right: ast.expr, scope: Scope) -> OneOf:
    if not isinstance(left, ast.Name):
        raise scope.fault(left, "Only the name of a choice can stand before `in`.")
    finding = scope.finding(left)
    if finding.kind != "choice":
        raise scope.fault(left, f"`{finding.id}` is not a choice, so `in` cannot be used with it.")
    if not isinstance(right, ast.Tuple) or not right.elts:
        raise scope.fault(right, f'After `in` come the choices, as in `{finding.id} in ("a", "b")`; for one, use `==`.')
    words = [_word(finding, element, scope) for element in right.elts]
    for place, word in enumerate(words):
        if word in words[:place]:
            raise scope.fault(right.elts[place], f'"{word}" is listed twice.')
    return OneOf(finding.id, tuple(words))


def _word(finding: Finding, node: ast.expr, scope: Scope) -> str:
    allowed = finding.choices if finding.kind == "choice" else ("yes", "no")
    listed = ", ".join(f'"{choice}"' for choice in allowed)
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        raise scope.fault(node, f"`{finding.id}` is answered with a word in quotation marks: one of {listed}.")
    if node.value not in allowed:
        hint = nearest(node.value, allowed)
        raise scope.fault(node, f'"{node.value}" is no answer to `{finding.id}`.{hint} It has {listed}.')
    return node.value


def _limit(finding: Finding, node: ast.expr, scope: Scope) -> float:
    limit = _number(node)
    if limit is None:
        raise scope.fault(node, f"`{finding.id}` is a number. Compare it with a number.")
    low = -math.inf if finding.lowest is None else finding.lowest
    high = math.inf if finding.highest is None else finding.highest
    unit = f" {finding.unit}" if finding.unit else ""
    if limit < low:
        raise scope.fault(node, f"`{finding.id}` is never less than {low:g}{unit}, so this limit decides nothing.")
    if limit > high or math.isinf(limit):
        raise scope.fault(node, f"`{finding.id}` is never more than {high:g}{unit}, so this limit decides nothing.")
    return limit


def _number(node: ast.expr) -> float | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        number = _number(node.operand)
        return None if number is None else -number
    if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
        return None
    try:
        return float(cast("int | float", node.value))
    except OverflowError:
        return math.inf


def _quote(name: ast.Name) -> str:
    return f' A word needs quotation marks: `"{name.id}"`.'
