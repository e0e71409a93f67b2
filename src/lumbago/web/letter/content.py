"""What a referral letter says: to whom, what is asked, what was found and by whom, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from lumbago.knowledge import Knowledge
from lumbago.knowledge.plan import Referral
from lumbago.knowledge.referral_records import Service
from lumbago.knowledge.sign_off import standing
from lumbago.pathway.care_plan import Advised
from lumbago.pathway.interview import Next
from lumbago.pathway.medication_safety import review, screen
from lumbago.pathway.visit import Visit
from lumbago.record import Record
from lumbago.web.advice import Advice, Open, advice
from lumbago.web.by_system import by_system
from lumbago.web.causes import Likely
from lumbago.web.labels import answered, is_there, value_in_words
from lumbago.web.letter.course import Course
from lumbago.web.plan.course import SERVICES, Seeing, scan, to_see
from lumbago.web.plan.reviewed import MedicineReview, reviewed
from lumbago.web.wording import capital, date_in_words

EXAMINED = ("guided_self", "clinician")
BY = {"person": "by the person, guided", "clinician": "by a clinician"}
TRIED = ("plan_followed", "relief_from_plan", "nsaid_days", "paracetamol_mg_today", "function_improving")
"""Findings that tell what was tried, and whether it helped."""

NOTICE = (
    "Draft, not signed. A program wrote this letter from what the person said and from what was examined. "
    "No clinician has checked it. Check it, correct it and sign it before it is sent."
)
OPEN_SHOWN = 8
"""The most urgent ones; a list of all would bury them where little was asked."""

NO_COURSE = Course()
OPINION = "Back pain: your opinion, please"


@dataclass(frozen=True, slots=True)
class System:
    """What the person told of one body system."""

    name: str
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A referral letter as page and PDF show it; what does not apply is empty."""

    service: Service
    to: str
    title: str
    made: str
    urgency: str
    person: str
    questions: tuple[Seeing, ...]
    history: tuple[System, ...]
    examined: tuple[str, ...]
    differ: tuple[str, ...]
    negatives: tuple[str, ...]
    fired: tuple[tuple[str, str], ...]
    open: tuple[Open, ...]
    more_open: int
    causes: tuple[Likely, ...]
    under_age: bool
    medicines: MedicineReview
    went: tuple[str, ...]
    tried: tuple[str, ...]
    imaging: tuple[Seeing, ...]
    not_known: tuple[str, ...]
    sources: tuple[str, ...]
    edition: str
    standing: str
    notice: str = NOTICE


def letter_to(
    service: Service, visit: Visit, knowledge: Knowledge, left: Next, now: datetime, course: Course = NO_COURSE
) -> Letter:
    """Write the letter to one service; without a rule that asks for it the question is left to the clinician.

    now: when the visit was concluded.
    course: what the diary has told since.

    Unknown: what could not be said is listed; no silence reads as a negative.
    """
    told = advice(visit, knowledge, left, now, "clinician")
    grounds = [a for a in visit.plan.referrals if service in (a.rule.record.whom, *a.rule.record.or_whom)]
    systems = by_system(visit, knowledge)
    examined = dict(_examined(visit, knowledge))
    medicines = medicines_of(visit.record, knowledge)
    questions = (*(_question(advised, knowledge) for advised in grounds), *course.questions)
    return Letter(
        service=service,
        to=capital(SERVICES[service]),
        title=questions[0].title if questions else OPINION,
        made=course.on or date_in_words(now.date()),
        urgency=told.headline_clinician,
        person=_person(visit, knowledge),
        questions=questions,
        history=tuple(_history(visit, knowledge, {*examined})),
        examined=tuple(f"{answered(f, visit.values[f], knowledge, 'clinician')} ({by})" for f, by in examined.items()),
        differ=tuple(_differ(visit, knowledge)),
        negatives=tuple(absent for system in systems for absent in system.absent),
        fired=tuple((reason.title, "; ".join(reason.because)) for reason in told.reasons),
        open=told.open[:OPEN_SHOWN],
        more_open=max(0, len(told.open) - OPEN_SHOWN),
        causes=told.likely,
        under_age=told.under_age,
        medicines=medicines,
        went=course.went,
        tried=(*_tried(visit, knowledge), *course.tried),
        imaging=tuple(scan(one, knowledge, "clinician") for one in visit.plan.imaging),
        not_known=tuple(unknown for system in systems for unknown in system.not_known),
        sources=tuple(dict.fromkeys((*_sources(told, questions, visit, knowledge), *medicines.sources))),
        edition=visit.edition,
        standing=standing(knowledge.sign_off),
    )


def medicines_of(record: Record, knowledge: Knowledge) -> MedicineReview:
    """Review what somebody takes, and weigh what a clinician could add."""
    here = replace(record, setting="primary_care") if record.setting == "self" else record
    return reviewed(review(here, knowledge), screen(here, knowledge), record.allergies, knowledge)


def _question(advised: Advised[Referral], knowledge: Knowledge) -> Seeing:
    return to_see(advised, knowledge, "clinician")


def _person(visit: Visit, knowledge: Knowledge) -> str:
    age, sex = visit.values.get("age"), visit.values.get("sex_at_birth")
    years = f"{age:.10g} years old" if isinstance(age, (int, float)) else "age not known"
    return f"{years}, {value_in_words('sex_at_birth', sex, knowledge) if sex is not None else 'sex at birth not known'}"


def _examined(visit: Visit, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Find what was examined rather than told, and by whom."""
    for finding in visit.record.observations:
        record, seen = knowledge.findings.get(finding), visit.record.counted(finding)
        if record is None or seen is None or finding not in visit.values:
            continue
        if seen.observer == "clinician" or record.assessed_by in EXAMINED:
            yield finding, BY[seen.observer]


def _history(visit: Visit, knowledge: Knowledge, examined: set[str]) -> Iterator[System]:
    for system, findings in knowledge.systems.items():
        told = [f for f in findings if f in visit.values and f not in examined and visit.record.was_asked(f)]
        present = [f for f in told if is_there(visit.values[f])]
        if present:
            words = (answered(f, visit.values[f], knowledge, "clinician") for f in present)
            yield System(capital(system.replace("_", " ")), tuple(words))


def _differ(visit: Visit, knowledge: Knowledge) -> Iterator[str]:
    for d in visit.record.disagreements():
        said = answered(d.finding, d.person, knowledge, "clinician")
        found = answered(d.finding, d.clinician, knowledge, "clinician")
        yield f"The person said: {said}. Examined: {found}."


def _tried(visit: Visit, knowledge: Knowledge) -> Iterator[str]:
    yield from (answered(f, visit.values[f], knowledge, "clinician") for f in TRIED if f in visit.values)


def _sources(told: Advice, questions: Sequence[Seeing], visit: Visit, knowledge: Knowledge) -> tuple[str, ...]:
    asked = (one.source for one in questions)
    pictures = (scan(one, knowledge, "clinician").source for one in visit.plan.imaging)
    return (*asked, *pictures, *told.sources)
