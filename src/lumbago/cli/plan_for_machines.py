"""A plan and its medicines in the shape that `assess --json` prints."""

from __future__ import annotations

from lumbago.cli.plan_output import (
    CarePlan,
    Checkpoint,
    ForOne,
    PeopleOutOf100,
    PlanItem,
    Scan,
    SeeSomebody,
    Speaks,
)
from lumbago.criteria import Reader
from lumbago.knowledge import Knowledge
from lumbago.knowledge.plan import Imaging, Referral
from lumbago.knowledge.plan_records import EverydayRecord, ExerciseRecord, TreatmentRecord
from lumbago.pathway.care_plan import Advised, Item, Plan
from lumbago.pathway.care_plan.words import reasons
from lumbago.pathway.medication_safety import Judged


def care_plan(plan: Plan, knowledge: Knowledge, reader: Reader) -> CarePlan:
    """Put a plan into the public shape."""
    return CarePlan(
        phase=plan.phase,
        stages=list(plan.stages),
        until_help_comes=[plan_item(item, knowledge, reader) for item in plan.until_help_comes],
        items=[plan_item(item, knowledge, reader) for item in plan.items],
        prevention=[plan_item(item, knowledge, reader) for item in plan.prevention],
        not_worth_it=[plan_item(item, knowledge, reader) for item in plan.not_worth_it],
        referrals=[_seeing(advised, reader) for advised in plan.referrals],
        imaging=[_scan(advised, reader) for advised in plan.imaging],
        checkpoints=[Checkpoint(c.id, list(c.record.days), c.record.every, c.record.source) for c in plan.checkpoints],
        needs=list(plan.needs),
    )


def medicine(judged: Judged, reader: Reader) -> ForOne:
    """Put what screening says of one medicine into the public shape."""
    return ForOne(
        medicine=judged.id,
        verdict=judged.verdict,
        reasons=[Speaks(r.text(reader), r.severity, r.source, r.tier) for r in judged.reasons],
        dose=judged.dose,
        max_24h_mg=judged.max_24h_mg,
        max_days=judged.max_days,
        instead=judged.instead,
        needs=list(judged.needs),
        offered=judged.offered,
        not_offered_because=judged.not_offered,
    )


def plan_item(item: Item, knowledge: Knowledge, reader: Reader) -> PlanItem:
    """Put one item into the public shape."""
    record = item.record
    treatment = record if isinstance(record, TreatmentRecord) else None
    return PlanItem(
        kind=item.kind,
        id=item.id,
        status=item.status,
        stages=list(item.stages),
        through=item.through,
        title=record.title if isinstance(record, EverydayRecord) else record.person.title,
        steps=list(record.steps if isinstance(record, EverydayRecord) else record.person.steps),
        schedule=_schedule(record),
        how_much_it_helps=treatment.person.how_much_it_helps if treatment else "",
        out_of_100=_people(treatment) if treatment else [],
        certainty=list(dict.fromkeys(effect.certainty for effect in treatment.effects)) if treatment else [],
        stop_if=_stop_if(record),
        why_not=list(reasons(item, knowledge, reader)),
        unless=list(item.unless),
        medicines=[judged.id for judged in item.medicines],
        records=list(item.records),
    )


def _schedule(record: TreatmentRecord | ExerciseRecord | EverydayRecord) -> str:
    if isinstance(record, EverydayRecord):
        return ""
    return record.person.schedule if isinstance(record, TreatmentRecord) else record.person.dose


def _stop_if(record: TreatmentRecord | ExerciseRecord | EverydayRecord) -> str:
    if isinstance(record, EverydayRecord):
        return ""
    return record.person.stop_if if isinstance(record, TreatmentRecord) else record.person.stop_rule


def _people(treatment: TreatmentRecord) -> list[PeopleOutOf100]:
    return [
        PeopleOutOf100(p.outcome, p.with_treatment, p.without, p.without_is, p.time, p.source, p.tier, p.verified)
        for p in treatment.out_of_100
    ]


def _seeing(advised: Advised[Referral], reader: Reader) -> SeeSomebody:
    record = advised.rule.record
    text = getattr(record, reader)
    return SeeSomebody(
        id=advised.rule.id,
        whom=record.whom,
        or_whom=list(record.or_whom),
        how_soon=record.how_soon,
        title=text.title,
        why=text.why,
        do=text.do,
        source=record.source,
        records=list(advised.records),
    )


def _scan(advised: Advised[Imaging], reader: Reader) -> Scan:
    record = advised.rule.record
    why = record.clinician if reader == "clinician" else record.person.why
    return Scan(
        id=advised.rule.id,
        recommendation=record.recommendation,
        modality=record.modality,
        timing=record.timing,
        title=record.person.title,
        why=why,
        source=record.source,
        records=list(advised.records),
    )
