"""Whom to see and whether a picture helps: what a criterion or a red flag asks for today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

import msgspec

from lumbago.criteria import Criterion
from lumbago.knowledge.plan import Imaging, Referral
from lumbago.pathway.care_plan.person import Person
from lumbago.record import Value

SOONNESS = ("emergency", "same_day", "soon", "routine")

Rule = TypeVar("Rule", Referral, Imaging)


class Advised(msgspec.Struct, Generic[Rule], frozen=True):
    """A rule that holds: the answers that made it hold, or the red flags."""

    folder: str
    rule: Rule
    answers: Mapping[str, Value] = msgspec.field(default_factory=dict)
    red_flags: tuple[str, ...] = ()

    @property
    def records(self) -> tuple[str, ...]:
        """Name every record behind it, by folder and id."""
        return (f"{self.folder}/{self.rule.id}", *(f"red_flags/{rule}" for rule in self.red_flags))


def referrals(person: Person) -> tuple[Advised[Referral], ...]:
    """Say who should see the person, the most urgent first."""
    found = _advised("referrals", person.knowledge.referrals.values(), person)
    return tuple(sorted(found, key=lambda a: SOONNESS.index(a.rule.record.how_soon)))


def imaging(person: Person) -> tuple[Advised[Imaging], ...]:
    """Say whether a picture helps: what holds for this person, else the general advice."""
    found = _advised("imaging", person.knowledge.imaging.values(), person)
    if found:
        wanted = [a for a in found if a.rule.record.recommendation != "not_appropriate"]
        return tuple(wanted or found)
    return tuple(
        Advised("imaging", rule)
        for rule in person.knowledge.imaging.values()
        if rule.general and rule.record.recommendation == "not_appropriate" and not rule.record.unmapped
    )


def _advised(folder: str, rules: Iterable[Rule], person: Person) -> list[Advised[Rule]]:
    found = []
    for rule in rules:
        criterion: Criterion | None = rule.criterion
        holds = criterion is not None and person.truth(criterion) is True
        fired = person.fired_among(rule.record.red_flags)
        if holds or fired:
            settled = person.settled(criterion) if criterion and holds else ()
            found.append(Advised(folder, rule, {f: person.values[f] for f in settled if f in person.values}, fired))
    return found
