"""One thing to do, in words: how it is done, how much it helps, when not, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lumbago.criteria import Reader
from lumbago.knowledge import Knowledge
from lumbago.knowledge.plan_records import EverydayRecord, ExerciseRecord, OutOf100, TreatmentRecord
from lumbago.knowledge.show import cited
from lumbago.pathway.care_plan import Item, Plan
from lumbago.pathway.care_plan.words import reasons, unless
from lumbago.web.plan.medicine import Medicine, medicine

FOR, AGAINST = ("for", "conditional_for"), ("against", "conditional_against")
NOT_FOR_YOU, NOT_CLEAR = "Not for you now", "Not clear yet"
THROUGH = {"oneself": "", "clinician": "Through a clinician", "specialist": "Only through a specialist"}


@dataclass(frozen=True, slots=True)
class Guidelines:
    """Which guidelines are for a treatment and which against it."""

    backing: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def differ(self) -> bool:
        return bool(self.backing and self.against)


@dataclass(frozen=True, slots=True)
class Doing:
    """One item of a plan as a page shows it; what does not apply is empty."""

    id: str
    kind: str
    title: str
    tag: str
    what: str
    steps: tuple[str, ...]
    schedule: str
    helps: str
    certainty: tuple[str, ...]
    people: tuple[OutOf100, ...]
    progression: str
    not_if: str
    unless: tuple[str, ...]
    stop_if: str
    why_not: tuple[str, ...]
    old_advice: str
    drawings: tuple[str, ...]
    medicines: tuple[Medicine, ...]
    guidelines: Guidelines
    sources: tuple[str, ...]
    clinician: str


def doing(item: Item, knowledge: Knowledge, reader: Reader = "person") -> Doing:
    """Put one item into words."""
    record = item.record
    treatment = record if isinstance(record, TreatmentRecord) else None
    return Doing(
        id=item.id,
        kind=item.kind,
        title=_title(record, reader),
        tag=_tag(item),
        what=_what(record),
        steps=record.steps if isinstance(record, EverydayRecord) else record.person.steps,
        schedule=_schedule(record),
        helps=treatment.person.how_much_it_helps if treatment else "",
        certainty=tuple(dict.fromkeys(e.certainty for e in treatment.effects)) if treatment else (),
        people=treatment.out_of_100 if treatment else (),
        progression=record.person.progression if isinstance(record, ExerciseRecord) else "",
        not_if="" if isinstance(record, EverydayRecord) else record.person.not_if,
        unless=unless(item, knowledge, reader),
        stop_if=_stop_if(record),
        why_not=reasons(item, knowledge, reader),
        old_advice=treatment.person.old_advice if treatment else "",
        drawings=_drawings(record),
        medicines=tuple(medicine(judged, knowledge, reader) for judged in item.medicines),
        guidelines=_guidelines(treatment, knowledge) if treatment else Guidelines((), ()),
        sources=tuple(_cited(_sources(record), knowledge)),
        clinician="" if isinstance(record, ExerciseRecord) else record.clinician,
    )


def exercises_held(plan: Plan) -> str:
    """Say why there are no exercises at all, where something holds them back."""
    held = [item for item in plan.items if item.kind == "exercises"]
    if not held or any(item.status != "withheld" for item in held):
        return ""
    return next((why.person for item in held for why in item.withheld if why.person), "")


def _title(record: TreatmentRecord | ExerciseRecord | EverydayRecord, reader: Reader) -> str:
    if isinstance(record, EverydayRecord):
        return record.title
    return record.name if reader == "clinician" else record.person.title


def _tag(item: Item) -> str:
    if item.status == "withheld":
        return NOT_CLEAR if any(judged.verdict == "ask" for judged in item.unsuitable) else NOT_FOR_YOU
    return THROUGH[item.through] or ("If you like" if item.status == "optional" else "")


def _what(record: TreatmentRecord | ExerciseRecord | EverydayRecord) -> str:
    if isinstance(record, EverydayRecord):
        return ""
    return record.person.what if isinstance(record, TreatmentRecord) else record.person.purpose


def _schedule(record: TreatmentRecord | ExerciseRecord | EverydayRecord) -> str:
    if isinstance(record, EverydayRecord):
        return ""
    return record.person.schedule if isinstance(record, TreatmentRecord) else record.person.dose


def _stop_if(record: TreatmentRecord | ExerciseRecord | EverydayRecord) -> str:
    if isinstance(record, EverydayRecord):
        return ""
    return record.person.stop_if if isinstance(record, TreatmentRecord) else record.person.stop_rule


def _drawings(record: TreatmentRecord | ExerciseRecord | EverydayRecord) -> tuple[str, ...]:
    if isinstance(record, EverydayRecord):
        return record.drawings
    return (record.drawing,) if isinstance(record, ExerciseRecord) else ()


def _guidelines(treatment: TreatmentRecord, knowledge: Knowledge) -> Guidelines:
    def naming(stances: tuple[str, ...]) -> tuple[str, ...]:
        names = (said.guideline for said in treatment.guidelines if said.stance in stances)
        return tuple(dict.fromkeys(knowledge.sources[name].title for name in names))

    return Guidelines(naming(FOR), naming(AGAINST))


def _sources(record: TreatmentRecord | ExerciseRecord | EverydayRecord) -> Iterator[str]:
    if isinstance(record, ExerciseRecord):
        yield record.source
    if isinstance(record, TreatmentRecord):
        yield from (effect.source for effect in record.effects)
        yield from (harm.source for harm in record.harms)


def _cited(sources: Iterable[str], knowledge: Knowledge) -> Iterator[str]:
    yield from (cited(knowledge.sources[source]) for source in dict.fromkeys(sources) if source in knowledge.sources)
