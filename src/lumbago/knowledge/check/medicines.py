"""Medicines, classes and interactions: names that must be of something, words, and limits that can be."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import TypeAlias, get_args

from lumbago.errors import Problem
from lumbago.knowledge.assembly import living
from lumbago.knowledge.files import Records
from lumbago.knowledge.medicine_records import Coded, Level, Severity, Supported

Claim: TypeAlias = tuple[str, str, Supported | Coded]
"""A file, the field in it, and the claim that stands there."""

Named: TypeAlias = tuple[str, Collection[str], str, str, str]
"""A name, what it must be one of, what that is called, and the file and field it stands in."""


def claims(records: Records) -> Iterator[Claim]:
    """Go through everything on medicines that rests on a source."""
    for name, medicine in records.medicines.items():
        file = f"medicines/{name}.toml"
        single: dict[str, Supported | Coded]
        single = {"dose": medicine.dose, "allergy": medicine.allergy, "atc": medicine.atc, "rxnorm": medicine.rxnorm}
        yield from ((file, field, claim) for field, claim in single.items())
        yield from ((file, f"condition[{n}]", claim) for n, claim in enumerate(medicine.condition))
        yield from ((file, f"max_24h[{n}]", claim) for n, claim in enumerate(medicine.max_24h))
    for name, pair in records.interactions.items():
        yield records.file_of[f"interactions/{name}"], name, pair
    for name, combination in records.combinations.items():
        yield records.file_of[f"interactions/combinations/{name}"], name, combination
    for name, ingredient in records.ingredients.items():
        if ingredient.morphine is not None:
            yield records.file_of[f"medicine_names/ingredients/{name}"], f"{name}.morphine", ingredient.morphine


def named_in_medicines(records: Records) -> Iterator[Named]:
    """Go through every name a record on medicines gives."""
    for file, field, claim in claims(records):
        yield claim.source, records.sources, "source", file, f"{field}.source"
    yield from _of_medicines(records)
    yield from _of_classes(records)
    yield from _of_interactions(records)
    for name, product in records.products.items():
        file = records.file_of[f"medicine_names/products/{name}"]
        for part in {*product.ingredients, *product.mg}:
            yield part, records.ingredients, "ingredient", file, name


def medicines(records: Records) -> Iterator[Problem]:
    """Find claims without words, limits that cannot be, levels out of order, and classes that nothing uses."""
    yield from _of_single(records)
    yield from _of_levels(records)
    yield from _of_factors(records)
    yield from _of_classes_named(records)


def _of_single(records: Records) -> Iterator[Problem]:
    for name, medicine in living(records.medicines).items():
        file = f"medicines/{name}.toml"
        for number, condition in enumerate(medicine.condition):
            if not (condition.person.strip() and condition.clinician.strip()):
                mend = "It speaks to both readers."
                yield Problem("it has no words.", file, path=f"condition[{number}]", mend=mend)
        for number, most in enumerate(medicine.max_24h):
            if most.mg <= 0:
                yield Problem(f"{most.mg:g} mg is no limit.", file, path=f"max_24h[{number}].mg", mend="Mend it.")


def _of_levels(records: Records) -> Iterator[Problem]:
    for name, combination in living(records.combinations).items():
        if not _rising(combination.levels):
            file, mend = records.file_of[f"interactions/combinations/{name}"], "Write the lowest count first."
            yield Problem("its levels do not get worse from one to the next.", file, path=f"{name}.levels", mend=mend)


def _of_factors(records: Records) -> Iterator[Problem]:
    for name, ingredient in records.ingredients.items():
        if ingredient.morphine is not None and ingredient.morphine.mg <= 0:
            file = records.file_of[f"medicine_names/ingredients/{name}"]
            yield Problem(
                f"{ingredient.morphine.mg:g} is no factor.", file, path=f"{name}.morphine.mg", mend="Mend it."
            )


def _of_classes_named(records: Records) -> Iterator[Problem]:
    used = set(_classes_used(records))
    for name in living(records.drug_classes):
        if name not in used:
            file = records.file_of[f"drug_classes/{name}"]
            yield Problem("nothing uses this class.", file, path=name, mend='Use it, or set status = "retired".')
        if name in records.medicines:
            file = records.file_of[f"drug_classes/{name}"]
            yield Problem("a medicine has this name too.", file, path=name, mend="Rename one of them.")


def _rising(levels: Collection[Level]) -> bool:
    """Say whether there is a level, and each next one has a higher count and is worse: what judges relies on it."""
    how_bad = get_args(Severity)
    steps = [(level.count, how_bad.index(level.severity)) for level in levels]
    return bool(steps) and all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(steps))


def _classes_used(records: Records) -> Iterator[str]:
    for pair in living(records.interactions).values():
        yield from (pair.a, pair.b)
    for combination in living(records.combinations).values():
        yield from (*combination.classes, *combination.speaks_of)


def _of_medicines(records: Records) -> Iterator[Named]:
    for name, medicine in living(records.medicines).items():
        for number, condition in enumerate(medicine.condition):
            if condition.while_unknown:
                file, field = f"medicines/{name}.toml", f"condition[{number}].while_unknown"
                yield condition.while_unknown, living(records.findings), "finding", file, field


def _of_classes(records: Records) -> Iterator[Named]:
    for name, drug_class in living(records.drug_classes).items():
        file = records.file_of[f"drug_classes/{name}"]
        members, facts = living(records.medicines), living(records.findings)
        yield from ((member, members, "medicine", file, f"{name}.members") for member in drug_class.members)
        for fact in (*drug_class.implies, *drug_class.allergy_implies):
            yield fact, facts, "finding", file, f"{name}.implies"
        for other in {drug_class.above_it, drug_class.when_local} - {"", "none"}:
            yield other, living(records.drug_classes), "drug class", file, name


def _of_interactions(records: Records) -> Iterator[Named]:
    classes, formulary = living(records.drug_classes), living(records.medicines)
    either = {*classes, *formulary}
    for name, pair in living(records.interactions).items():
        file = records.file_of[f"interactions/{name}"]
        yield from ((side, either, "class or medicine", file, name) for side in (pair.a, pair.b))
    for name, combination in living(records.combinations).items():
        file = records.file_of[f"interactions/combinations/{name}"]
        for group in (*combination.classes, *combination.speaks_of):
            yield group, classes, "drug class", file, name
        yield from ((m, formulary, "medicine", file, f"{name}.medicines") for m in combination.medicines)
