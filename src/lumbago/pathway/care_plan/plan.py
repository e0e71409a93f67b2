"""The plan: what to do today, this week and in the next six weeks, whom to see, and what is not worth doing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lumbago.knowledge import Knowledge
from lumbago.knowledge.plan import FollowUp, Imaging, Referral
from lumbago.knowledge.plan_records import EverydayRecord, Stage
from lumbago.knowledge.records import Urgency
from lumbago.pathway.care_plan.exercises import exercises
from lumbago.pathway.care_plan.items import Item
from lumbago.pathway.care_plan.person import Person
from lumbago.pathway.care_plan.seeing import Advised, imaging, referrals
from lumbago.pathway.care_plan.stages import Duration
from lumbago.pathway.care_plan.treatments import not_worth_it, treatments
from lumbago.pathway.medication_safety import Screening
from lumbago.pathway.triage import Triage
from lumbago.record import Record


class Plan(msgspec.Struct, frozen=True):
    """What to do.

    In an emergency `until_help_comes` and whom to see are all there is.
    phase: of the pain today; a length nobody knows counts as acute.
    items: what is offered, optional or withheld, each with its stages; `prevention` is for the time after recovery.
    not_worth_it: what people are often told to do, and evidence speaks against.
    needs: facts nobody knows yet whose answers could change the plan, medicines first.
    """

    urgency: Urgency
    phase: Duration
    stages: tuple[Stage, ...]
    until_help_comes: tuple[Item, ...]
    items: tuple[Item, ...]
    prevention: tuple[Item, ...]
    not_worth_it: tuple[Item, ...]
    referrals: tuple[Advised[Referral], ...]
    imaging: tuple[Advised[Imaging], ...]
    checkpoints: tuple[FollowUp, ...]
    needs: tuple[str, ...]

    def at(self, stage: Stage) -> tuple[Item, ...]:
        """Give what is offered or optional in a stage."""
        return tuple(item for item in self.items if stage in item.stages and item.status != "withheld")

    @property
    def withheld(self) -> tuple[Item, ...]:
        """Give what this person would be offered, were it not for something that speaks against it."""
        return tuple(item for item in self.items if item.status == "withheld")


def plan(record: Record, knowledge: Knowledge, flags: Triage, urgency: Urgency, medicines: Screening) -> Plan:
    """Make the plan of one person on the day it begins.

    Unknown: what could still speak against something is named with it; a medicine that is not clear is not offered.
    """
    person = Person(record, knowledge, flags, urgency, medicines)
    emergency = urgency == "emergency"
    found = () if emergency else tuple(_items(person))
    whole = urgency in ("self_care", "soon")
    return Plan(
        urgency=urgency,
        phase=person.when.phase,
        stages=person.when.stages,
        until_help_comes=tuple(_everyday(person, "until_help_comes")) if emergency else (),
        items=tuple(item for item in found if set(item.stages) & set(person.when.stages)),
        prevention=tuple(i for i in found if "prevention" in i.stages and i.status != "withheld") if whole else (),
        not_worth_it=() if emergency else tuple(not_worth_it(person, found)),
        referrals=referrals(person),
        imaging=imaging(person),
        checkpoints=tuple(knowledge.follow_up.values()) if whole else (),
        needs=() if emergency else tuple(dict.fromkeys(_needs(person, found))),
    )


def _items(person: Person) -> Iterator[Item]:
    yield from treatments(person)
    yield from _everyday(person, "everyday")
    yield from exercises(person)


def _everyday(person: Person, place: str) -> Iterator[Item]:
    for name, record in person.knowledge.everyday.items():
        if record.place == place:
            yield _everyday_item(name, record, person)


def _everyday_item(name: str, record: EverydayRecord, person: Person) -> Item:
    stages = tuple(stage for stage in record.stages if stage in person.when.stages)
    return Item("everyday", name, record, "offered", stages)


def _needs(person: Person, items: Iterable[Item]) -> Iterator[str]:
    """Name what is not known: what keeps a medicine back, then what could speak against anything else."""
    for judged in person.medicines.medicines:
        to = judged.medicine.record.offered_to
        may_be = to == "person_or_clinician" or (to == "clinician_only" and not person.by_oneself)
        if judged.verdict == "ask" and may_be:
            yield from judged.needs
    yield from (finding for item in items if item.through == "oneself" for finding in item.unless)
