"""How a criterion is put together: its parts, the findings it rests on, how deep it goes."""

from __future__ import annotations

from lumbago.criteria.nodes import And, AtLeast, Compare, Criterion, Is, OneOf, Or

LEAVES = (Is, Compare, OneOf)  # rest on one finding
GROUPS = (And, Or, AtLeast)  # hold several criteria


def parts_of(criterion: Criterion) -> tuple[Criterion, ...]:
    """List the criteria directly inside this one, in the order of the text; none inside a single finding."""
    if isinstance(criterion, LEAVES):
        return ()
    if isinstance(criterion, GROUPS):
        return criterion.items
    return (criterion.inner,)


def findings_in(criterion: Criterion) -> tuple[str, ...]:
    """List the findings a criterion rests on, each once, in the order of the text; named criteria are seen through."""
    found: dict[str, None] = {}
    open_parts = [criterion]
    while open_parts:
        part = open_parts.pop()
        if isinstance(part, LEAVES):
            found[part.finding] = None
        open_parts.extend(reversed(parts_of(part)))
    return tuple(found)


def depth_of(criterion: Criterion) -> int:
    """Count the levels of a criterion; a single finding has one."""
    return 1 + max((depth_of(part) for part in parts_of(criterion)), default=0)
