"""The red-flag rules as one library in Clinical Quality Language, whose logic is three-valued as ours is."""

from __future__ import annotations

from lumbago.criteria import And, AtLeast, Compare, Criterion, Is, Named, Not, OneOf, Or, Unless
from lumbago.knowledge import Knowledge
from lumbago.record import Finding

TYPES = {"yes_no": "Boolean", "number": "Decimal", "choice": "String"}


def library(knowledge: Knowledge, findings: list[str], derived: dict[str, str]) -> str:
    """Write the library: a parameter for each finding, a definition for each named criterion and each rule.

    derived: the definitions of findings that follow from others.
    """
    kinds = {name: TYPES[knowledge.vocabulary[name].kind] for name in findings}
    parameters = [f"parameter {name} {kind} default null as {kind}" for name, kind in kinds.items()]
    given = [f'define "{name}": {text}' for name, text in derived.items()]
    rules = [f'define "{name}": {presumed(rule.criterion)}' for name, rule in knowledge.rules.items()]
    return "\n".join(["library Rules version '1'", *parameters, *given, *rules, ""])


def presumed(criterion: Criterion) -> str:
    """Write what `presume` says: an excuse counts only where it is known to hold."""
    return _written(criterion, excuse="not (({}) is true)")


def kleene(criterion: Criterion) -> str:
    """Write what `evaluate` says."""
    return _written(criterion, excuse="not ({})")


def _written(criterion: Criterion, excuse: str) -> str:
    match criterion:
        case Is(finding):
            return f'"{finding}"'
        case Compare(finding, operator, limit):
            sign = {"==": "=", "!=": "!="}.get(operator, operator)
            return f'("{finding}" {sign} {limit:.4f})'
        case OneOf(finding, choices):
            return "(" + " or ".join(f"\"{finding}\" = '{choice}'" for choice in choices) + ")"
        case Named(_, inner):
            return _written(inner, excuse)
        case Not(inner):
            return f"(not {_written(inner, excuse)})"
        case Unless(inner):
            return f"({excuse.format(kleene(inner))})"
    return _group(criterion, [_written(item, excuse) for item in criterion.items])


def _group(group: And | Or | AtLeast, items: list[str]) -> str:
    if isinstance(group, AtLeast):
        return _at_least(group.count, items)
    return f"({(' and ' if isinstance(group, And) else ' or ').join(items)})"


def _at_least(count: int, items: list[str]) -> str:
    listed = "{" + ", ".join(items) + "}"
    enough = f"Count(({listed}) X where X is true return all X) >= {count}"
    too_few = f"Count(({listed}) X where X is false return all X) > {len(items) - count}"
    return f"(case when {enough} then true when {too_few} then false else null as Boolean end)"


def derivations(knowledge: Knowledge, findings: list[str]) -> dict[str, str]:
    """Write the findings that follow from others."""
    return {f.id: _derived(f) for f in knowledge.vocabulary.derived if f.id in findings}


def _derived(finding: Finding) -> str:
    derivation = finding.derivation
    if derivation is None:
        raise ValueError(f"{finding.id} follows from nothing")
    if isinstance(derivation.value, str):
        return f"\"{derivation.finding}\" = '{derivation.value}'"
    return f'"{derivation.finding}" {derivation.operator} {derivation.value:.4f}'
