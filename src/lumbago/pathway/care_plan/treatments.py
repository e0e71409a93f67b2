"""Treatments for one person: offered, optional, or withheld with the reason; medicines only as screening allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lumbago.knowledge.plan import Treatment
from lumbago.knowledge.plan_records import STAGE_DAYS, Stage
from lumbago.pathway.care_plan.items import Item, Status, Through, Why
from lumbago.pathway.care_plan.person import Person
from lumbago.pathway.care_plan.stages import placed
from lumbago.pathway.medication_safety import Judged

NO_ANTI_INFLAMMATORY = "nsaid_oral"
INSTEAD_OF_IT = "paracetamol"
"""What the records of anti-inflammatories name instead: weak, and offered only where none of them may be taken."""


def treatments(person: Person) -> Iterator[Item]:
    """Go through every treatment that has a place in this plan."""
    living = person.knowledge.treatments
    medicine = _item(living[NO_ANTI_INFLAMMATORY], person) if NO_ANTI_INFLAMMATORY in living else None
    without = medicine is not None and bool(medicine.stages) and medicine.status == "withheld"
    for treatment in in_order(person):
        stands_in = treatment.id == INSTEAD_OF_IT and without
        if treatment.standing != "not_worth_it" or stands_in:
            item = _item(treatment, person)
            if item.stages and not _not_for_them(item, person):
                yield item


def not_worth_it(person: Person, planned: Iterable[Item]) -> Iterator[Item]:
    """Go through what people are often told to do, and what evidence says against."""
    there = {item.id for item in planned}
    for treatment in in_order(person):
        if treatment.standing == "not_worth_it" and treatment.id not in there:
            stages = _stages(treatment, person)
            why = Why((f"treatments/{treatment.id}",), person=treatment.record.person.why_not)
            if stages:
                yield Item("treatments", treatment.id, treatment.record, "withheld", stages, withheld=(why,))


def in_order(person: Person) -> list[Treatment]:
    """Give all treatments in the order a plan names them."""
    return sorted(person.knowledge.treatments.values(), key=lambda treatment: treatment.record.place)


def _item(treatment: Treatment, person: Person) -> Item:
    record = treatment.record
    against = person.against(f"treatments/{treatment.id}", treatment.avoid_when, record.avoid_red_flags)
    suitable, unsuitable = _medicines(treatment, person)
    if record.kind == "drug" and not suitable:
        against = (*against, Why(tuple(f"medicines/{judged.id}" for judged in unsuitable)))
    status: Status = "offered" if treatment.standing == "offer" else "optional"
    return Item(
        "treatments",
        treatment.id,
        record,
        "withheld" if against else status,
        _while_it_may_last(_stages(treatment, person), suitable),
        through=_through(treatment),
        withheld=against,
        unless=person.open(treatment.avoid_when),
        medicines=() if against else suitable,
        unsuitable=(*suitable, *unsuitable) if against else unsuitable,
    )


def _stages(treatment: Treatment, person: Person) -> tuple[Stage, ...]:
    path = treatment.record.on_the_path
    return placed(person.when, path.stages, treatment.record.phases, path.from_day, path.to_day)


def _while_it_may_last(stages: tuple[Stage, ...], medicines: tuple[Judged, ...]) -> tuple[Stage, ...]:
    """Leave out the stages that begin after a medicine has to be reviewed."""
    longest = [judged.max_days for judged in medicines]
    most = None if None in longest else max((days for days in longest if days is not None), default=None)
    return stages if most is None else tuple(stage for stage in stages if _first_day(stage) < most)


def _first_day(stage: Stage) -> int:
    days = STAGE_DAYS[stage]
    return days[0] if days else 0


def _medicines(treatment: Treatment, person: Person) -> tuple[tuple[Judged, ...], tuple[Judged, ...]]:
    """Part the medicines of a treatment into those that may be offered and the others that were weighed."""
    names = set(treatment.record.medicines)
    judged = [j for j in person.medicines.medicines if j.id in names]
    if person.by_oneself:
        judged = [j for j in judged if j.medicine.record.offered_to == "person_or_clinician"]
    return tuple(j for j in judged if j.offered), tuple(j for j in judged if not j.offered)


def _through(treatment: Treatment) -> Through:
    if treatment.standing == "specialist":
        return "specialist"
    return "clinician" if treatment.record.offered_to == "clinician_only" else "oneself"


def _not_for_them(item: Item, person: Person) -> bool:
    """Say whether a person by themselves has nothing to decide: a medicine that only a doctor can prescribe."""
    drug = item.kind == "treatments" and bool(getattr(item.record, "medicines", ()))
    return person.by_oneself and drug and not (item.medicines or item.unsuitable)
