"""The formulary, made ready once for each edition: what to look at for each medicine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lumbago.criteria import Criterion
from lumbago.knowledge import Knowledge
from lumbago.knowledge.medicines import Combination, Formulary, Interaction, Medicine, UseCondition
from lumbago.pathway.medication_safety.lexicon import Lexicon
from lumbago.pathway.medication_safety.substances import LOCAL, candidate_classes
from lumbago.pathway.medication_safety.verdicts import DANGER, Reason

DUPLICATE = "same_ingredient"
TOO_MUCH = "over_the_most"


@dataclass(frozen=True, slots=True)
class Check:
    """A condition of use, with how bad it is and what would be said."""

    condition: UseCondition
    criterion: Criterion
    danger: int
    reason: Reason
    while_unknown: str
    only_self: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """An interaction as one medicine sees it: `group` is what must be taken beside it."""

    group: str
    danger: int
    interaction: Interaction
    present: Criterion | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A medicine of the formulary, with everything that can speak against it."""

    medicine: Medicine
    groups: frozenset[str]
    codes: frozenset[str]
    local: bool
    checks: tuple[Check, ...]
    pairs: tuple[Pair, ...]
    combinations: tuple[Combination, ...]
    allergy: Reason


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that screening needs of an edition."""

    candidates: tuple[Candidate, ...]
    lexicon: Lexicon
    duplicate: Combination | None
    too_much: Combination | None
    called: dict[str, str]  # what medicines call a finding, where that is another name


@lru_cache(maxsize=8)
def prepared(knowledge: Knowledge) -> Prepared:
    """Make an edition ready for screening."""
    formulary = knowledge.formulary
    return Prepared(
        candidates=tuple(_candidate(medicine, formulary) for medicine in formulary.medicines.values()),
        lexicon=Lexicon(formulary),
        duplicate=formulary.combinations.get(DUPLICATE),
        too_much=formulary.combinations.get(TOO_MUCH),
        called={name: f.also_called[0] for name, f in knowledge.vocabulary.items() if f.also_called},
    )


def _candidate(medicine: Medicine, formulary: Formulary) -> Candidate:
    groups = candidate_classes(medicine, formulary) | {medicine.id}
    pairs = sorted(_pairs(groups, formulary), key=lambda pair: -pair.danger)
    return Candidate(
        medicine=medicine,
        groups=groups,
        codes=frozenset(medicine.record.rxnorm.codes),
        local=medicine.record.route in LOCAL,
        checks=tuple(sorted(map(_check, medicine.conditions), key=lambda check: -check.danger)),
        pairs=tuple(pairs),
        combinations=tuple(c for c in formulary.combinations.values() if _speaks_of(c, groups)),
        allergy=Reason(medicine.record.allergy, medicine.record.allergy.severity),
    )


def _check(condition: UseCondition) -> Check:
    record = condition.record
    return Check(
        condition=condition,
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
            drug_class = formulary.classes.get(other)
            present = drug_class.present if drug_class else None
            yield Pair(other, DANGER[interaction.record.severity], interaction, present)


def _speaks_of(combination: Combination, groups: frozenset[str]) -> bool:
    record = combination.record
    if record.kind == "duplicate":
        return False
    return not groups.isdisjoint(record.speaks_of or (*record.classes, *record.medicines))
