"""What a clinician could examine next, and why: the unasked findings on which most hangs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lumbago.criteria import evaluate
from lumbago.knowledge import Knowledge, Topic
from lumbago.knowledge.interview_records import TopicRecord
from lumbago.pathway.interview.relevance import relevance
from lumbago.pathway.visit import Visit
from lumbago.record import Observer
from lumbago.web.forms import Form
from lumbago.web.questions import Field, Page, field_of
from lumbago.web.reading import Answers, read_page

MOST = 8
TITLES = 3
EXAMINED_BY: tuple[str, ...] = ("guided_self", "clinician")
OBSERVER: Observer = "clinician"


@dataclass(frozen=True, slots=True)
class Examination:
    """One thing to examine, and the dangers it would help to settle."""

    field: Field
    dangers: tuple[str, ...]


def examine_next(visit: Visit, knowledge: Knowledge) -> tuple[Examination, ...]:
    """List what to examine, first what is worth most."""
    matters = relevance(visit, knowledge)
    titles: dict[str, dict[str, None]] = {}
    for finding, hanging in [*matters.excuses.items(), *matters.dangers.items()]:
        titles.setdefault(finding, {}).update((h.rule.record.clinician.title, None) for h in hanging)
    able = sorted(
        (f for f in matters.findings if _can_examine(f, visit, knowledge)), key=lambda f: (-matters.worth(f), f)
    )
    page = examination_page(able[:MOST], knowledge)
    return tuple(Examination(field, tuple(titles.get(field.id, {}))[:TITLES]) for field in page.fields)


def examination_page(findings: Iterable[str], knowledge: Knowledge) -> Page:
    """Make the page on which a clinician fills in these findings."""
    chosen = tuple(findings)
    record = TopicRecord(kind="examine", title="Examination", lead="", findings=chosen, examination=True)
    topic = Topic("examination", record)
    return Page(topic, tuple(field_of(finding, knowledge, topic) for finding in chosen))


def read_examination(form: Form, knowledge: Knowledge) -> Page | Answers:
    """Read what was filled in; what was left empty was not examined, and is not kept.

    Unknown: "I don't know" is kept as examined without a result.
    """
    asked = [f for f in dict.fromkeys(form.value("asked").split()) if f in knowledge.findings]
    filled = [f for f in asked if form.value(f) or form.value(f"{f}.unknown")]
    read = read_page(examination_page(filled, knowledge), form, knowledge.vocabulary)
    return read.page if read.answers is None else read.answers


def _can_examine(finding: str, visit: Visit, knowledge: Knowledge) -> bool:
    definition = knowledge.vocabulary[finding]
    if definition.assessed_by not in EXAMINED_BY or definition.derivation is not None:
        return False
    seen = visit.record.counted(finding)
    if seen is not None and (seen.value is not None or seen.observer == OBSERVER):
        return False
    when = knowledge.ask_when.get(finding)
    return when is None or evaluate(when, visit.values) is not False
