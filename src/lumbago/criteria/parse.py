"""Read the language of criteria: one line of text in, frozen nodes out, checked against the vocabulary.

Nothing is evaluated as Python. Everything wrong with a text is reported at once, each with its place.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from lumbago.criteria.comparison import read_comparison
from lumbago.criteria.nodes import And, AtLeast, Criterion, Is, Not, Or, Unless
from lumbago.criteria.scope import Scope
from lumbago.criteria.structure import depth_of
from lumbago.criteria.syntax import fault, tree_of
from lumbago.errors import CriterionError
from lumbago.record.findings import Vocabulary

DEEPEST = 50  # levels, named criteria included; the deepest rule has some 10
_NO_NAMES: Mapping[str, Criterion] = {}
_UNREADABLE = Is("")  # stands where a fault was found, so that the rest can be read
_TOO_DEEP = f"The criterion is nested more than {DEEPEST} levels deep. Name its parts."
_REFUSED: dict[type[ast.expr], str] = {
    ast.BinOp: "Criteria do not calculate.",
    ast.UnaryOp: "Criteria do not calculate.",
    ast.Attribute: "A name has no dots.",
    ast.Tuple: "A comma has no meaning here. Write `and` or `or`.",
    ast.Constant: "A value cannot stand alone. Name a finding and compare it.",
}


def parse(text: str, vocabulary: Vocabulary, named: Mapping[str, Criterion] = _NO_NAMES) -> Criterion:
    """Read one criterion.

    named: the criteria that may be used by name.

    Raises: CriterionError with everything that is wrong, first things first.
    """
    reader = _Reader(Scope(text, vocabulary, named))
    criterion = reader.read(tree_of(text), level=1)
    reader.refuse_faults()
    if depth_of(criterion) > DEEPEST:
        raise fault(text, 0, _TOO_DEEP)
    return criterion


class _Reader:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.faults: list[CriterionError] = []

    def read(self, node: ast.expr, level: int) -> Criterion:
        try:
            return self.read_sound(node, level)
        except CriterionError as error:
            self.faults.append(error)
            return _UNREADABLE

    def read_sound(self, node: ast.expr, level: int) -> Criterion:
        if level > DEEPEST:
            raise self.scope.fault(node, _TOO_DEEP)
        match node:
            case ast.Name():
                return self.scope.bare(node)
            case ast.BoolOp():
                items = [self.read(value, level + 1) for value in node.values]
                return conjunction(items) if isinstance(node.op, ast.And) else disjunction(items)
            case ast.UnaryOp(op=ast.Not()):
                return Not(self.read(node.operand, level + 1))
            case ast.Compare():
                return conjunction(read_comparison(node, self.scope))
            case ast.Call():
                return self.read_call(node, level)
        raise self.scope.fault(node, _REFUSED.get(type(node), "This is not part of the language of criteria."))

    def read_call(self, node: ast.Call, level: int) -> Criterion:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "unless" and not node.keywords:
            return self.read_unless(node, level)
        if name == "at_least" and not node.keywords:
            return self.read_at_least(node, level)
        raise self.scope.fault(node, "Only `at_least(2, a, b, c)` and `unless(a)` can be written with brackets.")

    def read_unless(self, node: ast.Call, level: int) -> Criterion:
        items = [self.read(argument, level + 1) for argument in node.args]
        if len(items) != 1:
            raise self.scope.fault(node, "`unless(...)` takes one excuse. Join several with `or`.")
        return Unless(items[0])

    def read_at_least(self, node: ast.Call, level: int) -> Criterion:
        items = tuple(self.read(argument, level + 1) for argument in node.args[1:])
        first = node.args[0] if node.args else node
        count = first.value if isinstance(first, ast.Constant) else None
        if type(count) is not int:
            raise self.scope.fault(first, "`at_least(...)` starts with a whole number, as in `at_least(2, a, b, c)`.")
        if not 1 <= count <= len(items):
            raise self.scope.fault(first, f"The count lies between 1 and the {len(items)} criteria that follow it.")
        for place, item in enumerate(items):
            if item is not _UNREADABLE and item in items[:place]:
                raise self.scope.fault(node.args[place + 1], "This would be counted twice.")
        return AtLeast(count, items)

    def refuse_faults(self) -> None:
        if self.faults:
            first, *others = sorted(self.faults, key=lambda error: (error.line, error.column))
            raise CriterionError(first.message, first.text, first.column, first.line, also=others)


def conjunction(items: Sequence[Criterion]) -> Criterion:
    """Join by `and`; an `and` inside an `and` dissolves, and a single item stays itself."""
    flat = [part for item in items for part in (item.items if isinstance(item, And) else (item,))]
    return And(tuple(flat)) if len(flat) > 1 else flat[0]


def disjunction(items: Sequence[Criterion]) -> Criterion:
    """Join by `or`; an `or` inside an `or` dissolves, and a single item stays itself."""
    flat = [part for item in items for part in (item.items if isinstance(item, Or) else (item,))]
    return Or(tuple(flat)) if len(flat) > 1 else flat[0]
