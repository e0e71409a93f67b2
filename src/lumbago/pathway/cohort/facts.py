"""What is known of everybody in a table, as planes: what a column says, and what follows from other columns.

The same steps as `record.derive` and `medication_safety.facts`, in the same order, for many people at once.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from lumbago.criteria import Compare, Criterion, Is, OneOf
from lumbago.criteria.columns import ONE, ZERO, Compiler, FromColumns, Known, Leaf, Pair, Plane, Planes
from lumbago.criteria.person import holds
from lumbago.knowledge import Knowledge
from lumbago.pathway.medication_safety.facts import EGFR, KIDNEYS_TOLD
from lumbago.record import Derivation, Value


@dataclass(frozen=True, slots=True)
class SettingIs:
    """The plane of those who are assessed in a setting."""

    setting: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The plane of those who were asked about a finding and could not say."""

    finding: str


@dataclass(frozen=True, slots=True)
class Takes:
    """The plane of those who take something of a group; `maybe` of those of whom that is not known."""

    group: str
    maybe: bool = False


@dataclass(frozen=True, slots=True)
class Allergic:
    """The plane of those who reacted to something: to a medicine, by its id, or to a class of drugs."""

    to: str


ALLERGIES_UNKNOWN = "allergies are not known, or not all recognised"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table holds: its findings, in which of them "unknown" is an answer, and which lists."""

    findings: frozenset[str]
    asked: frozenset[str]
    settings: frozenset[str]
    medicines: bool
    allergies: bool


class Facts:
    """The findings of a table, with what is known beyond what a column says. Later facts win."""

    def __init__(self, planes: Planes, shape: Shape, earlier: Facts | None = None) -> None:
        self.planes = planes
        self.shape = shape
        self._columns = FromColumns(planes, shape.findings)
        self._added: dict[str, list[tuple[Plane, Value | None, Plane]]] = (
            {} if earlier is None else {name: list(added) for name, added in earlier._added.items()}
        )

    def leaf(self, leaf: Leaf) -> Pair:
        """Give the planes of a criterion on one finding."""
        planes, pair = self.planes, self._columns.leaf(leaf)
        for who, value, yes in self._added.get(leaf.finding, ()):
            meets = yes if value is None else ONE if holds(leaf, value) else ZERO
            left = Pair(planes.but_not(pair.yes, who), planes.but_not(pair.no, who))
            found = planes.both(who, meets)
            pair = Pair(planes.either(left.yes, found), planes.either(left.no, planes.differ(who, found)))
        return pair

    def known(self, finding: str) -> Plane:
        """Give the plane of those whose answer is known."""
        column = self.planes.source(Known(finding)) if finding in self.shape.findings else ZERO
        return self.planes.any_of([column, *(who for who, _, _ in self._added.get(finding, ()))])

    def evaluate(self, criterion: Criterion) -> Pair:
        """Judge one criterion by what is known so far."""
        return Compiler(self.planes, self).evaluate(criterion)

    def add(self, finding: str, who: Plane, value: Value) -> None:
        """Let a finding have a value for some people, whatever was known."""
        if who != ZERO:
            self._added.setdefault(finding, []).append((who, value, ZERO))

    def add_truth(self, finding: str, pair: Pair) -> None:
        """Let a finding be yes and no for some people, whatever was known."""
        who = self.planes.either(pair.yes, pair.no)
        if who != ZERO:
            self._added.setdefault(finding, []).append((who, None, pair.yes))

    def add_where_unknown(self, finding: str, who: Plane, value: Value) -> None:
        self.add(finding, self.planes.but_not(who, self.known(finding)), value)

    def source(self, key: Hashable, present: bool) -> Plane:
        """Name a plane of the table; nobody is in it when the table lacks what it comes from."""
        return self.planes.source(key) if present else ZERO

    def in_setting(self, setting: str) -> Plane:
        if setting not in self.shape.settings:
            return ZERO
        return ONE if len(self.shape.settings) == 1 else self.planes.source(SettingIs(setting))


def answered(planes: Planes, shape: Shape, knowledge: Knowledge) -> Facts:
    """Collect what was answered, and the findings derived from it, which win over what was typed in for them."""
    facts = Facts(planes, shape)
    for finding in knowledge.vocabulary.derived:
        derivation = finding.derivation
        if derivation is not None:
            facts.add_truth(finding.id, facts.leaf(_criterion_of(derivation)))
    return facts


def _criterion_of(derivation: Derivation) -> Leaf:
    if isinstance(derivation.value, str):
        return OneOf(derivation.finding, (derivation.value,))
    return Compare(derivation.finding, derivation.operator, derivation.value)


def with_medicines(given: Facts, knowledge: Knowledge) -> Facts:
    """Add what follows from the medicines somebody takes, whatever was answered."""
    facts = Facts(given.planes, given.shape, given)
    for name, drug_class in knowledge.formulary.classes.items():
        for fact in drug_class.record.implies:
            facts.add(fact, facts.source(Takes(name), facts.shape.medicines), True)
    return facts


def for_medicines(given: Facts, knowledge: Knowledge) -> Facts:
    """Add everything that medicines are judged on: see `medication_safety.facts`."""
    facts = Facts(given.planes, given.shape, given)
    for finding, criterion in knowledge.yes_when.items():
        facts.add(finding, _not_excluded(given, finding, given.evaluate(criterion).yes, knowledge), True)
    facts = with_medicines(facts, knowledge)
    for name, drug_class in knowledge.formulary.classes.items():
        for fact in drug_class.record.allergy_implies:
            facts.add(fact, facts.source(Allergic(name), facts.shape.allergies), True)
    for finding, criterion in knowledge.no_when.items():
        facts.add_where_unknown(finding, facts.evaluate(criterion).yes, False)
    for finding, criterion in knowledge.ask_when.items():
        kind = knowledge.vocabulary[finding]
        if kind.kind == "yes_no" or "no" in kind.choices:
            answer: Value = False if kind.kind == "yes_no" else "no"
            facts.add_where_unknown(finding, facts.evaluate(criterion).no, answer)
    healthy = facts.leaf(Is(KIDNEYS_TOLD)).no
    facts.add_where_unknown(EGFR, healthy, knowledge.vocabulary[EGFR].highest or 0.0)
    return facts


def _not_excluded(given: Facts, finding: str, follows: Plane, knowledge: Knowledge) -> Plane:
    """Leave out those of whom a clinician said no; a table's answers are a person's where a person can tell."""
    if knowledge.vocabulary[finding].assessed_by == "self":
        return follows
    by_clinician = given.planes.but_not(given.leaf(Is(finding)).no, given.in_setting("self"))
    return given.planes.but_not(follows, by_clinician)
