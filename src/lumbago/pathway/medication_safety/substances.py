"""What a medicine consists of, and which classes that belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from lumbago.knowledge.medicine_records import DrugClassRecord
from lumbago.knowledge.medicines import DrugClass, Formulary, Medicine

LOCAL = frozenset({"topical", "inhaled", "nasal", "eye", "ear", "ophthalmic", "otic", "vaginal"})
"""Routes by which little gets into the rest of the body."""

SMALL_TABLET_MG = 100
"""A tablet of up to this is taken as a low dose, where it is not known how often: four a day are not 325 mg more."""


class Substance(msgspec.Struct, frozen=True):
    """One ingredient by one route; `maybe` are classes it may belong to, `medicine` what it is in the formulary."""

    id: str
    name: str
    local: bool
    medicine: str
    same_as: frozenset[str]
    classes: frozenset[str]
    maybe: frozenset[str] = frozenset()


class Portion(msgspec.Struct, frozen=True):
    """A substance in something somebody takes.

    Unknown: `daily_mg` is None.
    """

    substance: Substance
    daily_mg: float | None = None


def belongs(record: DrugClassRecord, codes: Iterable[str]) -> bool:
    """Say whether any of the ATC codes belongs to a class."""
    return any(
        code.startswith(record.atc_prefixes)
        and not (record.except_prefixes and code.startswith(record.except_prefixes))
        for code in codes
    )


def substance_of(name_id: str, name: str, codes: tuple[str, ...], route: str, formulary: Formulary) -> Substance:
    """Make a substance of an ingredient: its classes follow from its codes and from its place in the formulary."""
    local = route in LOCAL
    medicine = _medicine(name_id, name, codes, local, formulary)
    fitting = _fitting(codes, medicine, formulary)
    sure = frozenset(_as_local(fitting) if local else _as_swallowed(fitting))
    maybe = frozenset(c.id for c in fitting if c.record.only_some)
    same = formulary.medicines[medicine].record.rxnorm.codes if medicine else ()
    return Substance(name_id, name, local, medicine, frozenset(same), sure, maybe)


def made_local(substance: Substance, formulary: Formulary) -> Substance:
    """Take a substance that is known by mouth as the gel, spray or drops that somebody named."""
    classes = [formulary.classes[name] for name in sorted(substance.classes)]
    others = frozenset(_as_local(classes))
    same = [m for m in formulary.medicines.values() if {*m.record.rxnorm.codes} & substance.same_as]
    gel = next((m.id for m in same if m.record.route in LOCAL), "")
    return replace(substance, local=True, classes=others, medicine=gel)


def by_dose(substance: Substance, daily_mg: float | None, single_mg: float | None, formulary: Formulary) -> Substance:
    """Settle what the dose settles: aspirin is a painkiller above a daily dose, and thins the blood below it.

    Unknown: it thins the blood at any dose, and may be the painkiller.
    """
    for name in substance.classes:
        record = formulary.classes[name].record
        if record.most_mg_a_day is None or record.above_it not in substance.classes:
            continue
        if daily_mg is None and single_mg is not None and single_mg <= SMALL_TABLET_MG:
            daily_mg = single_mg
        if daily_mg is None:
            above = frozenset({record.above_it})
            return replace(substance, classes=substance.classes - above, maybe=substance.maybe | above)
        return replace(
            substance, classes=substance.classes - {record.above_it if daily_mg <= record.most_mg_a_day else name}
        )
    return substance


def candidate_classes(medicine: Medicine, formulary: Formulary) -> frozenset[str]:
    """Give the classes of a medicine of the formulary, at the dose it has there."""
    codes = (*medicine.record.atc.codes, *medicine.record.atc.retired_codes)
    return frozenset(c.id for c in _fitting(codes, medicine.id, formulary) if c.record.most_mg_a_day is None)


def _fitting(codes: Iterable[str], medicine: str, formulary: Formulary) -> list[DrugClass]:
    """Find the classes of some codes, and those that name the medicine itself as a member."""
    by_prefix, by_member = _by_prefix_and_member(formulary)
    given = tuple(codes)
    likely = [c for code in given for end in range(1, len(code) + 1) for c in by_prefix.get(code[:end], ())]
    found = [c for c in likely if belongs(c.record, given)]
    return list({c.id: c for c in (*found, *by_member.get(medicine, ()))}.values())


@lru_cache(maxsize=8)
def _by_prefix_and_member(formulary: Formulary) -> tuple[dict[str, list[DrugClass]], dict[str, list[DrugClass]]]:
    """List the classes by each prefix of their codes, and by each medicine they name."""
    by_prefix: dict[str, list[DrugClass]] = defaultdict(list)
    by_member: dict[str, list[DrugClass]] = defaultdict(list)
    for drug_class in formulary.classes.values():
        for prefix in drug_class.record.atc_prefixes:
            by_prefix[prefix].append(drug_class)
        for member in drug_class.record.members:
            by_member[member].append(drug_class)
    return dict(by_prefix), dict(by_member)


def _as_swallowed(classes: list[DrugClass]) -> Iterator[str]:
    """Leave out what only the local form of the same substance is."""
    local = {drug_class.record.when_local for drug_class in classes}
    return (c.id for c in classes if not c.record.only_some and c.id not in local)


def _as_local(classes: Iterable[DrugClass]) -> Iterator[str]:
    for drug_class in classes:
        other = drug_class.record.when_local
        if other != "none":
            yield other or drug_class.id


def _medicine(name_id: str, name: str, codes: tuple[str, ...], local: bool, formulary: Formulary) -> str:
    """Find what an ingredient is in the formulary, by its codes or its name, by the same kind of route."""
    known = _by_code_and_name(formulary)
    return next((known[local, word] for word in (*codes, name_id, name) if (local, word) in known), "")


@lru_cache(maxsize=8)
def _by_code_and_name(formulary: Formulary) -> dict[tuple[bool, str], str]:
    """List the formulary by local or not, and by every code and id."""
    return {
        (medicine.record.route in LOCAL, word): medicine.id
        for medicine in formulary.medicines.values()
        for word in (*medicine.record.atc.codes, *medicine.record.atc.retired_codes, medicine.id)
    }
