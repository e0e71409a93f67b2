"""The plan as a text to read: what to do until help comes or today, which medicines, whom to see, whether a scan."""

from __future__ import annotations

from collections.abc import Iterator

from lumbago.cli.wrapping import wrapped
from lumbago.criteria import Reader
from lumbago.knowledge import Knowledge
from lumbago.knowledge.plan_records import EverydayRecord, TreatmentRecord
from lumbago.pathway.care_plan import Item, Plan
from lumbago.pathway.care_plan.words import reasons
from lumbago.pathway.medication_safety import Judged

REASONS_SHOWN = 3


def plan_in_words(plan: Plan, knowledge: Knowledge, reader: Reader) -> Iterator[str]:
    """Write the plan in paragraphs; `assess --json` has all of it."""
    for item in plan.until_help_comes:
        record = item.record
        if isinstance(record, EverydayRecord):
            yield "\n".join([f"{record.title}:", *(wrapped(step, "- ") for step in record.steps)])
    now = plan.stages[0] if plan.stages else None
    treatments = [item for item in plan.at(now) if item.kind == "treatments"] if now else []
    if treatments:
        yield "\n".join(["What to do now:", *(line for item in treatments for line in _lines(item, reader))])
    yield from _held_back(plan, knowledge, reader)
    if not plan.until_help_comes or reader == "clinician":
        yield from _seeing(plan, reader)


def _lines(item: Item, reader: Reader) -> Iterator[str]:
    text = item.record.person if isinstance(item.record, TreatmentRecord) else None
    if text is None:
        return
    perhaps = "" if item.status == "offered" else " (if you like)"
    if reader == "clinician" and isinstance(item.record, TreatmentRecord):
        yield wrapped(f"{item.record.name}{perhaps and ' (optional)'}: {item.record.clinician}", "- ")
    else:
        yield wrapped(f"{text.title}{perhaps}. {text.schedule}", "- ")
    yield from (wrapped(_dose(judged, reader), "    ") for judged in item.medicines)


def _dose(judged: Judged, reader: Reader) -> str:
    record = judged.medicine.record
    most = f" At most {judged.max_24h_mg:,.0f} mg in 24 hours." if judged.max_24h_mg is not None else ""
    days = f" No longer than {judged.max_days} days without advice." if judged.max_days else ""
    careful = "".join(f" {reason.text(reader)}" for reason in judged.reasons[:REASONS_SHOWN])
    return f"{record.plain_name if reader == 'person' else record.name}: {judged.dose}{most}{days}{careful}"


def _held_back(plan: Plan, knowledge: Knowledge, reader: Reader) -> Iterator[str]:
    held = [item for item in plan.withheld if item.kind == "treatments" and isinstance(item.record, TreatmentRecord)]
    asked = [i for i in held if any(j.verdict == "ask" for j in i.unsuitable)]
    lines = [
        wrapped(f"{_title(item, reader)}: {' '.join(reasons(item, knowledge, reader)[:REASONS_SHOWN])}", "- ")
        for item in held
        if item not in asked
    ]
    if lines:
        yield "\n".join(["Not for this person:", *lines])
    if asked:
        names = ", ".join(_title(item, reader) for item in asked)
        yield wrapped(f"Before any medicine, `lumbago medicines` tells what has to be asked first: {names}.")


def _title(item: Item, reader: Reader) -> str:
    record = item.record
    if not isinstance(record, TreatmentRecord):
        return item.id
    return record.name if reader == "clinician" else record.person.title


def _seeing(plan: Plan, reader: Reader) -> Iterator[str]:
    texts = [getattr(advised.rule.record, reader) for advised in plan.referrals]
    if texts:
        yield "\n".join(["Whom to see:", *(wrapped(f"{text.title}. {text.do}", "- ") for text in texts)])
    for advised in plan.imaging[:1]:
        record = advised.rule.record
        yield wrapped(f"Scan: {record.clinician if reader == 'clinician' else record.person.title + '.'}")
