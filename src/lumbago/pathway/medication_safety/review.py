"""A review of what somebody takes already: each medicine for itself, what two or more do together, and what adds up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

import msgspec
from msgspec.structs import replace

from lumbago.knowledge import Knowledge
from lumbago.knowledge.medicines import Combination, Interaction
from lumbago.pathway.medication_safety.limits import daily_mg, most_allowed_mg
from lumbago.pathway.medication_safety.opioids import OPIOIDS, MorphineEquivalent, morphine_equivalent
from lumbago.pathway.medication_safety.person import Person
from lumbago.pathway.medication_safety.screen import screen
from lumbago.pathway.medication_safety.substances import Portion
from lumbago.pathway.medication_safety.taken import groups_of
from lumbago.pathway.medication_safety.verdicts import DANGER, Judged, Reason, you_take
from lumbago.record import CurrentMedicine, Record

STACKING = "cns_depressant_two"
"""The combination rule whose classes make drowsy and slow the breath."""

Line = tuple[str, Portion]
"""A name on the list, and one substance in it."""


class Reviewed(msgspec.Struct, frozen=True):
    """One medicine on the list.

    judged: what screening says of it for this person, as if it were not yet taken; empty where no record knows it.
    Units: `daily_mg` of its first ingredient, in mg; None where no dose was told.
    """

    taken: CurrentMedicine
    recognised: bool
    holds: tuple[str, ...]
    daily_mg: float | None
    judged: tuple[Judged, ...]


class Review(msgspec.Struct, frozen=True):
    """Everything somebody takes, and what speaks against it; the worst first.

    sedating: names of what makes drowsy; more than one adds up. `opioids` each with mg in 24 hours where that is known.
    listed: whether a list was given at all. `morphine` is what the opioids come to; None where none is taken.
    """

    listed: bool
    medicines: tuple[Reviewed, ...]
    together: tuple[Reason, ...]
    doubled: tuple[Reason, ...]
    sedating: tuple[str, ...]
    opioids: tuple[tuple[str, float | None], ...]
    morphine: MorphineEquivalent | None


def review(record: Record, knowledge: Knowledge) -> Review:
    """Look at a list of current medicines as a pharmacist does before anything is added.

    Unknown: a name nobody recognises is kept and speaks for nothing; a list nobody gave is not an empty one.
    Source: data/medicines, data/interactions.
    """
    person = Person(record, knowledge)
    lines = person.taken.portions
    together = [*_pairs(lines, person, knowledge), *_sets(person, knowledge)]
    return Review(
        listed=record.medicines is not None,
        medicines=tuple(_reviewed(taken, record, knowledge, person) for taken in record.medicines or ()),
        together=tuple(sorted(together, key=lambda reason: -DANGER[reason.severity])),
        doubled=tuple(_doubled(lines, person, knowledge)),
        sedating=_sedating(person, knowledge),
        opioids=tuple(dict.fromkeys((name, p.daily_mg) for name, p in lines if OPIOIDS in p.substance.classes)),
        morphine=morphine_equivalent(lines, person.taken.unrecognised, knowledge.formulary.names.ingredient),
    )


def _reviewed(taken: CurrentMedicine, record: Record, knowledge: Knowledge, person: Person) -> Reviewed:
    portions = person.ready.lexicon.portions(taken) or ()
    own = {p.substance.medicine for p in portions} - {""}
    others = tuple(m for m in record.medicines or () if m is not taken)
    screening = screen(replace(record, medicines=others), knowledge) if own else None
    return Reviewed(
        taken=taken,
        recognised=bool(portions),
        holds=tuple(p.substance.name for p in portions),
        daily_mg=portions[0].daily_mg if portions else None,
        judged=tuple(screening[name] for name in sorted(own)) if screening else (),
    )


def _pairs(lines: Iterable[Line], person: Person, knowledge: Knowledge) -> Iterator[Reason]:
    """Find the interactions between any two substances on the list, each once."""
    found: dict[str, tuple[Interaction, dict[str, None]]] = {}
    for (name, here), (other, there) in combinations(lines, 2):
        if here.substance.id == there.substance.id:
            continue
        for interaction in _between(here, there, person, knowledge):
            found.setdefault(interaction.id, (interaction, {}))[1].update({name: None, other: None})
    for interaction, names in found.values():
        yield Reason(interaction.record, interaction.record.severity, you_take(tuple(names)))


def _between(here: Portion, there: Portion, person: Person, knowledge: Knowledge) -> Iterator[Interaction]:
    a, b = {*groups_of(here.substance)}, {*groups_of(there.substance)}
    for interaction in knowledge.formulary.interactions.values():
        one, two = interaction.record.a, interaction.record.b
        applies = interaction.when is None or person.truth(interaction.when) is True
        if applies and ((one in a and two in b) or (one in b and two in a)):
            yield interaction


def _sets(person: Person, knowledge: Knowledge) -> Iterator[Reason]:
    """Find what three or more do together, and what is counted."""
    for combination in knowledge.formulary.combinations.values():
        if combination.record.kind == "duplicate":
            continue
        if combination.when is not None and person.truth(combination.when) is not True:
            continue
        count, names = _counted(combination, person)
        reached = [level for level in combination.record.levels if level.count <= count]
        if reached and _is_about(combination, person):
            yield Reason(combination.record, reached[-1].severity, you_take(names) if names else "")


def _is_about(combination: Combination, person: Person) -> bool:
    """Say whether what a combination speaks of is taken: gut risks matter beside an anti-inflammatory only."""
    about = combination.record.speaks_of
    return not about or any(group in person.taken.names for group in about)


def _counted(combination: Combination, person: Person) -> tuple[int, tuple[str, ...]]:
    record, taken = combination.record, person.taken
    groups = (*record.classes, *record.medicines)
    names = tuple(dict.fromkeys(name for group in groups for name in taken.names.get(group, ())))
    if record.kind == "count":
        habits = sum(person.truth(h) is True for g in record.classes if (h := person.habit(g)) is not None)
        return len({s for group in groups for s in taken.substances.get(group, ())}) + habits, names
    factors = sum(person.truth(factor) is True for factor in combination.factors)
    return sum(person.present(group) is True for group in record.classes) + factors, names


def _doubled(lines: Iterable[Line], person: Person, knowledge: Knowledge) -> Iterator[Reason]:
    """Find the same ingredient in two products, and more of one than anybody should take."""
    names: dict[str, dict[str, None]] = {}
    for name, portion in lines:
        names.setdefault(portion.substance.name, {})[name] = None
    duplicate, too_much = person.ready.duplicate, person.ready.too_much
    for substance, given in names.items():
        if len(given) > 1 and duplicate is not None:
            lead = f"{substance.capitalize()} is in {' and in '.join(given)}."
            yield Reason(duplicate.record, duplicate.record.levels[0].severity, lead)
    for medicine in knowledge.formulary.medicines.values():
        total, most = daily_mg(medicine, person.taken), most_allowed_mg(medicine, person)
        if too_much is not None and total is not None and most is not None and total > most:
            lead = f"{total:,.0f} mg of {medicine.record.plain_name} in 24 hours; the most is {most:,.0f} mg."
            yield Reason(too_much.record, too_much.record.levels[0].severity, lead)


def _sedating(person: Person, knowledge: Knowledge) -> tuple[str, ...]:
    stacking = knowledge.formulary.combinations.get(STACKING)
    groups = stacking.record.classes if stacking else ()
    return tuple(dict.fromkeys(name for group in groups for name in person.taken.names.get(group, ())))
