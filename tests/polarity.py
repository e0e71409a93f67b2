"""Which findings can only ever raise: they stand in red-flag rules, and never where a yes would excuse."""

from __future__ import annotations

from collections.abc import Iterator

from lumbago.criteria import And, AtLeast, Criterion, Is, Named, Not, Or, Unless
from lumbago.knowledge import Knowledge


def red_flags(knowledge: Knowledge) -> list[str]:
    """List the yes-or-no findings whose yes never speaks against any rule."""
    signs: dict[str, set[bool]] = {}
    for rule in knowledge.rules.values():
        for finding, positive in occurrences(rule.criterion, positive=True):
            signs.setdefault(finding, set()).add(positive)
    return sorted(finding for finding, seen in signs.items() if seen == {True})


def occurrences(criterion: Criterion, positive: bool) -> Iterator[tuple[str, bool]]:
    """Walk a criterion and give each yes-or-no finding with the sign it stands in."""
    match criterion:
        case Is(finding):
            yield finding, positive
        case Not(inner) | Unless(inner):
            yield from occurrences(inner, not positive)
        case Named(_, inner):
            yield from occurrences(inner, positive)
        case And(items) | Or(items) | AtLeast(_, items):
            for item in items:
                yield from occurrences(item, positive)
        case _:
            return
