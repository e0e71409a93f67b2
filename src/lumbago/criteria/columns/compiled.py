"""From criteria to planes: Kleene's logic on two planes, known true and known false."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol, TypeAlias

from lumbago.criteria.columns.planes import ONE, ZERO, Plane, Planes
from lumbago.criteria.nodes import And, AtLeast, Compare, Criterion, Is, Named, Not, OneOf, Or, Unless
from lumbago.criteria.structure import GROUPS, LEAVES

Leaf: TypeAlias = Is | Compare | OneOf


class Pair(NamedTuple):
    """Who is known to meet a criterion, and who is known not to; the rest is unknown."""

    yes: Plane
    no: Plane


NOBODY_KNOWS = Pair(ZERO, ZERO)
HOLDS = Pair(ONE, ZERO)
FAILS = Pair(ZERO, ONE)


class Findings(Protocol):
    """Where the values of findings come from."""

    def leaf(self, leaf: Leaf) -> Pair:
        """Give the planes of a criterion on one finding."""


class Compiler:
    """Compiles criteria over one set of findings into one graph; each criterion once."""

    def __init__(self, planes: Planes, findings: Findings) -> None:
        self.planes = planes
        self._findings = findings
        self._known: Mapping[bool, dict[Criterion, Pair]] = {False: {}, True: {}}

    def evaluate(self, criterion: Criterion) -> Pair:
        """Compile what `person.evaluate` says.

        Unknown: in neither plane.
        """
        return self._pair(criterion, presumed=False)

    def presume(self, criterion: Criterion) -> Pair:
        """Compile what `person.presume` says.

        Unknown: an excuse in neither plane does not excuse.
        """
        return self._pair(criterion, presumed=True)

    def _pair(self, criterion: Criterion, presumed: bool) -> Pair:
        known = self._known[presumed].get(criterion)
        if known is None:
            known = self._known[presumed][criterion] = self._made(criterion, presumed)
        return known

    def _made(self, criterion: Criterion, presumed: bool) -> Pair:
        if isinstance(criterion, LEAVES):
            return self._findings.leaf(criterion)
        if isinstance(criterion, GROUPS):
            return self._group(criterion, [self._pair(item, presumed) for item in criterion.items])
        if isinstance(criterion, Named):
            return self._pair(criterion.inner, presumed)
        inner = self._pair(criterion.inner, presumed and isinstance(criterion, Not))
        if presumed and isinstance(criterion, Unless):
            return Pair(self.planes.opposite(inner.yes), inner.yes)
        return Pair(inner.no, inner.yes)

    def _group(self, group: And | Or | AtLeast, pairs: list[Pair]) -> Pair:
        planes, yes, no = self.planes, [p.yes for p in pairs], [p.no for p in pairs]
        if isinstance(group, And):
            return Pair(planes.all_of(yes), planes.any_of(no))
        if isinstance(group, Or):
            return Pair(planes.any_of(yes), planes.all_of(no))
        too_few = len(pairs) - group.count + 1
        return Pair(planes.at_least(group.count, planes.count(yes)), planes.at_least(too_few, planes.count(no)))
