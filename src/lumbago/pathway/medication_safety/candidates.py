"""The formulary, made ready once for each edition: what to look at for each medicine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from lumbago.criteria import Criterion
from lumbago.knowledge import Knowledge
from lumbago.knowledge.medicines import Combination, Formulary, Interaction, Medicine, UseCondition
from lumbago.pathway.medication_safety.lexicon import Lexicon
from lumbago.pathway.medication_safety.substances import LOCAL, candidate_classes
from lumbago.pathway.medication_safety.verdicts import DANGER, Reason

DUPLICATE = "same_ingredient"
TOO_MUCH = "over_the_most"
AGE = "age"
"""Keeps its own name where other findings are asked for by the name that medicines know."""


class Check(msgspec.Struct, frozen=True):
    """A condition of use, with how bad it is and what would be said."""

    number: int
    criterion: Criterion
    danger: int
    reason: Reason
    while_unknown: str
    only_self: bool


class Pair(msgspec.Struct, frozen=True):
    """An interaction as one medicine sees it: `group` is what must be taken beside it."""

    group: str
    danger: int
    interaction: Interaction


class Candidate(msgspec.Struct, frozen=True):
    """A medicine of the formulary, with everything that can speak against it."""

    medicine: Medicine
    groups: frozenset[str]
    codes: frozenset[str]
    local: bool
    checks: tuple[Check, ...]
    pairs: tuple[Pair, ...]
    combinations: tuple[Combination, ...]
    allergy: Reason


class Prepared(msgspec.Struct, frozen=True):
    """Everything that screening needs of an edition."""

    candidates: tuple[Candidate, ...]
    lexicon: Lexicon
    duplicate: Combination | None
    too_much: Combination | None
    called: dict[str, str]  # what medicines call a finding, where that is another name
    habits: dict[str, Criterion]  # what is as good as taking something of a class
    groups: tuple[str, ...]  # all classes and medicines
    only_habits: frozenset[str]  # classes that hold no medicine at all
    criteria: tuple[Criterion, ...]  # those of all conditions of use, each once; a check knows its number


@lru_cache(maxsize=8)
def prepared(knowledge: Knowledge) -> Prepared:
    """Make an edition ready for screening."""
    formulary = knowledge.formulary
    numbers: dict[Criterion, int] = {}
    return Prepared(
        candidates=tuple(_candidate(medicine, formulary, numbers) for medicine in formulary.medicines.values()),
        lexicon=Lexicon(formulary),
        duplicate=formulary.combinations.get(DUPLICATE),
        too_much=formulary.combinations.get(TOO_MUCH),
        habits={name: c.present for name, c in formulary.classes.items() if c.present is not None},
        groups=(*formulary.classes, *formulary.medicines),
        only_habits=frozenset(name for name, c in formulary.classes.items() if not c.record.atc_prefixes),
        criteria=tuple(numbers),
        called={name: f.also_called[0] for name, f in knowledge.vocabulary.items() if f.also_called and name != AGE},
    )


def _candidate(medicine: Medicine, formulary: Formulary, numbers: dict[Criterion, int]) -> Candidate:
    groups = candidate_classes(medicine, formulary) | {medicine.id}
    pairs = sorted(_pairs(groups, formulary), key=lambda pair: -pair.danger)
    return Candidate(
        medicine=medicine,
        groups=groups,
        codes=frozenset(medicine.record.rxnorm.codes),
        local=medicine.record.route in LOCAL,
        checks=tuple(sorted((_check(c, numbers) for c in medicine.conditions), key=lambda check: -check.danger)),
        pairs=tuple(pairs),
        combinations=tuple(c for c in formulary.combinations.values() if _speaks_of(c, groups)),
        allergy=Reason(medicine.record.allergy, medicine.record.allergy.severity),
    )


def _check(condition: UseCondition, numbers: dict[Criterion, int]) -> Check:
    record = condition.record
    return Check(
        number=numbers.setdefault(condition.criterion, len(numbers)),
        criterion=condition.criterion,
        danger=DANGER[record.severity],
        reason=Reason(record, record.severity),
        while_unknown=record.while_unknown,
        only_self=record.only_in == "self",
    )


def _pairs(groups: frozenset[str], formulary: Formulary) -> Iterator[Pair]:
    """Look at each interaction from every side the medicine stands on."""
    for interaction in formulary.interactions.values():
        a, b = interaction.record.a, interaction.record.b
        others = dict.fromkeys([*([b] if a in groups else []), *([a] if b in groups else [])])
        for other in others:
            yield Pair(other, DANGER[interaction.record.severity], interaction)


def _speaks_of(combination: Combination, groups: frozenset[str]) -> bool:
    record = combination.record
    if record.kind == "duplicate":
        return False
    return not groups.isdisjoint(record.speaks_of or (*record.classes, *record.medicines))
