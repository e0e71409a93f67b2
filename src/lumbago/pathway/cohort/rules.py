"""Red-flag rules over a table: `triage.red_flags` on planes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lumbago.criteria import Is
from lumbago.criteria.columns import FAILS, HOLDS, ZERO, Compiler, Leaf, Pair, Plane, Planes
from lumbago.knowledge import Knowledge, Rule
from lumbago.knowledge.records import Urgency
from lumbago.pathway.cohort.facts import Asked, Facts
from lumbago.pathway.triage import URGENCIES


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule: of whom it is established, of whom presumed or established, and who is cleared of it."""

    rule: Rule
    established: Plane
    fired: Plane
    cleared: Plane


@dataclass(frozen=True, slots=True)
class Flags:
    """All rules, and by urgency of whom some rule fired, and of whom one is open; counts are bit-sliced."""

    rules: tuple[Judged, ...]
    fired: Mapping[Urgency, Plane]
    open: Mapping[Urgency, Plane]
    any_fired: Plane
    count_fired: tuple[Plane, ...]
    count_open: tuple[Plane, ...]


def judged(facts: Facts, knowledge: Knowledge) -> Flags:
    """Compile every red-flag rule.

    Unknown: as in `triage`; whoever was asked in vain about what would make a rule hold counts as told `soon`.
    """
    planes = facts.planes
    compiler = Compiler(planes, facts)
    rules = tuple(_judged(rule, compiler) for rule in knowledge.rules.values())
    opened = [_open(each, planes) for each in rules]
    fired = {u: planes.any_of(r.fired for r in rules if r.rule.urgency == u) for u in URGENCIES}
    vain = planes.any_of(
        planes.both(left, plane)
        for each, left in zip(rules, opened, strict=True)
        for plane in _in_vain(each.rule, facts)
    )
    fired["soon"] = planes.either(fired["soon"], vain)
    return Flags(
        rules=rules,
        fired=fired,
        open={
            u: planes.any_of(p for r, p in zip(rules, opened, strict=True) if r.rule.urgency == u) for u in URGENCIES
        },
        any_fired=planes.any_of(r.fired for r in rules),
        count_fired=tuple(planes.count(r.fired for r in rules)),
        count_open=tuple(planes.count(opened)),
    )


def _judged(rule: Rule, compiler: Compiler) -> Judged:
    truth = compiler.evaluate(rule.criterion)
    fired = compiler.presume(rule.criterion).yes if rule.has_excuse else truth.yes
    return Judged(rule, truth.yes, fired, truth.no)


def _open(judged: Judged, planes: Planes) -> Plane:
    return planes.opposite(planes.either(judged.fired, judged.cleared))


def _in_vain(rule: Rule, facts: Facts) -> Iterator[Plane]:
    """Give who could not say something whose yes alone would make an emergency or same-day rule hold."""
    if rule.urgency == "soon" or not rule.record.unknown_is_soon:
        return
    planes = facts.planes
    for finding in rule.findings:
        if finding in facts.shape.asked:
            unknown = planes.but_not(planes.source(Asked(finding)), facts.known(finding))
            if unknown != ZERO:
                yield planes.both(unknown, Compiler(planes, _Supposing(facts, finding)).presume(rule.criterion).yes)


class _Supposing:
    """The facts, were the answer to one finding yes."""

    def __init__(self, facts: Facts, finding: str) -> None:
        self._facts = facts
        self._finding = finding

    def leaf(self, leaf: Leaf) -> Pair:
        if leaf.finding != self._finding:
            return self._facts.leaf(leaf)
        return HOLDS if isinstance(leaf, Is) else FAILS
