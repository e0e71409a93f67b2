"""Exercises for one person: by stage, without those that something speaks against, and what takes their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from lumbago.knowledge.plan import Exercise, Hold
from lumbago.knowledge.plan_records import ExerciseRecord, Stage
from lumbago.pathway.care_plan.items import Item, Why
from lumbago.pathway.care_plan.person import Person

FIRST_ONES = 4
"""How many of a stage are offered; the rest are to choose from. Which ones matters less than doing them."""


def exercises(person: Person) -> tuple[Item, ...]:
    """Go through the exercises of this plan, and of the time after recovery."""
    whole = _holds(person, "every_exercise")
    lying = _holds(person, "exercises_on_the_back", also_open=True)
    known = person.knowledge.exercises.values()
    found = {exercise.id: _item(exercise, person, whole, lying) for exercise in known}
    for item in [i for i in found.values() if i.status == "withheld" and i.stages]:
        other = found.get(_instead(item))
        if other is not None and other.status != "withheld":
            found[other.id] = _standing_in(other, item)
    offered = set(_first_ones(found))
    listed = sorted((item for item in found.values() if item.stages), key=_place)
    return tuple(replace(item, status="offered") if item.id in offered else item for item in listed)


def _holds(person: Person, withholds: str, *, also_open: bool = False) -> tuple[Why, ...]:
    """Say what holds exercises back; what only asks for another position does so while it is not known, too."""
    return tuple(
        Why((f"holds/{hold.id}",), person=hold.record.person, clinician=hold.record.clinician)
        for hold in person.knowledge.holds.values()
        if hold.record.withholds == withholds and _closed(hold, person, also_open)
    )


def _closed(hold: Hold, person: Person, also_open: bool) -> bool:
    """Say whether a hold is on: danger that is there, or that the person was asked about and could not tell."""
    truth = person.truth(hold.criterion)
    danger = {person.urgency, *person.left_open}
    return not danger.isdisjoint(hold.record.urgencies) or truth is True or (also_open and truth is None)


def _item(exercise: Exercise, person: Person, whole: tuple[Why, ...], lying: tuple[Why, ...]) -> Item:
    record = exercise.record
    own = person.against(f"exercises/{exercise.id}", exercise.avoid_when, record.avoid_red_flags)
    against = (*whole, *(lying if record.on_the_back else ()), *own)
    return Item(
        "exercises",
        exercise.id,
        record,
        "withheld" if against else "optional",
        tuple(stage for stage in record.stages if stage in person.when.stages or stage == "prevention"),
        withheld=against,
        unless=person.open(exercise.avoid_when),
    )


def _place(item: Item) -> int:
    return item.record.place if isinstance(item.record, ExerciseRecord) else 0


def _instead(item: Item) -> str:
    return item.record.instead if isinstance(item.record, ExerciseRecord) else ""


def _standing_in(other: Item, item: Item) -> Item:
    """Let one exercise also have the stages of another that cannot be done."""
    stages = tuple(stage for stage in ORDER if stage in {*other.stages, *item.stages})
    return replace(other, stages=stages, in_place_of=other.in_place_of or item.id)


ORDER: tuple[Stage, ...] = ("today", "this_week", "six_weeks", "persistent", "prevention")


def _first_ones(items: Mapping[str, Item]) -> Iterator[str]:
    """Choose the first few of each stage, the newest of that stage first."""
    fine = sorted((item for item in items.values() if item.status != "withheld"), key=_place)
    for stage in ORDER:
        there = [item for item in fine if stage in item.stages]
        there.sort(key=lambda item: item.stages[0] != stage)
        yield from (item.id for item in there[:FIRST_ONES])
