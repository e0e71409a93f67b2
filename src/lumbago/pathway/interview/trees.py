"""Criteria taken apart into trees of groups over findings: what has to hold, and what must not, is settled before.

Every `not` has moved down to the findings, so that a group needs all, any, or so many of its parts. What excuses is a
group of its own, which turns its one part round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lumbago.criteria import And, AtLeast, Compare, Criterion, Is, Named, Not, OneOf, Or, Unless
from lumbago.pathway.interview.chance import Leaf

Kind: TypeAlias = Literal["all", "any", "count", "excuse"]
Place: TypeAlias = int


@dataclass(slots=True)
class Part:
    """A finding, at its `place` among all that are named, or a group."""

    place: Place = -1
    group: Group | None = None


@dataclass(slots=True)
class Group:
    """Parts of which all, any, or at least `count` have to hold; `height` is how many groups stand on one another."""

    kind: Kind
    parts: Sequence[Part]
    count: int = 0
    height: int = 1


@dataclass(slots=True)
class Trees:
    """Trees of criteria; `named` holds every finding in the order in which they name it, and whether it has to hold."""

    named: list[tuple[Leaf, bool]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def grown(self, criterion: Criterion) -> Group:
        """Take a criterion that is to hold apart; one that is a single part becomes a group of one."""
        return self._group("all", [self._part(criterion, holds=True, presumed=True)])

    def _part(self, criterion: Criterion, holds: bool, presumed: bool) -> Part:
        match criterion:
            case Is() | Compare() | OneOf():
                self.named.append((criterion, holds))
                return Part(place=len(self.named) - 1)
            case Named(_, inner):
                return self._part(inner, holds, presumed)
            case Unless(inner) if presumed and holds:
                return Part(group=self._group("excuse", [self._part(inner, holds=True, presumed=False)]))
            case Unless(inner):
                return self._part(inner, not holds, presumed=False)
            case Not(inner):
                return self._part(inner, not holds, presumed)
            case _:
                return Part(group=self._several(criterion, holds, presumed))

    def _several(self, criterion: And | Or | AtLeast, holds: bool, presumed: bool) -> Group:
        parts = [self._part(item, holds, presumed) for item in criterion.items]
        if isinstance(criterion, AtLeast):
            return self._group("count", parts, criterion.count if holds else len(parts) - criterion.count + 1)
        return self._group("all" if holds is isinstance(criterion, And) else "any", parts)

    def _group(self, kind: Kind, parts: Sequence[Part], count: int = 0) -> Group:
        height = 1 + max(part.group.height if part.group else 0 for part in parts)
        self.groups.append(Group(kind, parts, count, height))
        return self.groups[-1]
