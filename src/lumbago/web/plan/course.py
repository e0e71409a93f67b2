"""Whom to see and when to look again, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lumbago.criteria import Reader
from lumbago.knowledge import Knowledge
from lumbago.knowledge.plan import FollowUp, Imaging, Referral
from lumbago.knowledge.records import RuleText
from lumbago.knowledge.referral_records import HowSoon, Service
from lumbago.knowledge.show import cited
from lumbago.pathway.care_plan import Advised
from lumbago.web.labels import answered
from lumbago.web.wording import day

SERVICES: dict[Service, str] = {
    "emergency_department": "emergency department",
    "general_practice": "family doctor",
    "physiotherapy": "physiotherapy",
    "psychological_care": "psychological care",
    "occupational_health": "occupational health",
    "spinal_service": "spine service",
    "spinal_surgery": "spinal surgery",
    "orthopaedics": "orthopaedics",
    "neurology": "neurology",
    "rheumatology": "rheumatology",
    "oncology": "oncology",
    "internal_medicine": "internal medicine",
    "pain_clinic": "pain clinic",
}
SOON: dict[HowSoon, str] = {
    "emergency": "now",
    "same_day": "today",
    "soon": "within days",
    "routine": "with no hurry",
}


@dataclass(frozen=True, slots=True)
class Seeing:
    """Somebody to see, or a picture to have or not to have."""

    title: str
    whom: str
    how_soon: str
    why: str
    do: str
    because: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A day to look again, what is looked at, and what follows."""

    when: str
    checks: tuple[str, ...]
    branches: tuple[str, ...]
    source: str


def to_see(advised: Advised[Referral], knowledge: Knowledge, reader: Reader = "person") -> Seeing:
    """Say who should see the person."""
    record = advised.rule.record
    text = getattr(record, reader)
    return Seeing(
        title=text.title,
        whom=" or ".join(SERVICES[service] for service in (record.whom, *record.or_whom)),
        how_soon=SOON[record.how_soon],
        why=text.why,
        do=text.do,
        because=tuple(why for why in _because(advised, knowledge, reader) if not _says(text, why)),
        source=cited(knowledge.sources[record.source]),
    )


def _says(text: RuleText, why: str) -> bool:
    """Tell whether a referral says a reason already, in its title or its own reason."""
    return why.casefold() in f"{text.title} {text.why}".casefold()


def scan(advised: Advised[Imaging], knowledge: Knowledge, reader: Reader = "person") -> Seeing:
    """Say whether a picture helps."""
    record = advised.rule.record
    none_for_person = reader == "person" and record.recommendation == "not_appropriate"
    return Seeing(
        title=record.person.title if reader == "person" else record.scenario.capitalize(),
        whom="" if none_for_person else record.modality,
        how_soon="" if none_for_person else record.timing,
        why=record.person.why if reader == "person" else record.clinician,
        do=record.person.do if reader == "person" else "",
        because=() if none_for_person else tuple(_because(advised, knowledge, reader)),
        source=cited(knowledge.sources[record.source]),
    )


def scans(advised: Iterable[Advised[Imaging]], knowledge: Knowledge) -> tuple[Seeing, ...]:
    """Say to the person whether a picture helps; that none does is said once, whatever guidelines say so."""
    told, none_said = [], False
    for one in advised:
        none = one.rule.record.recommendation == "not_appropriate"
        if not (none and none_said):
            told.append(scan(one, knowledge))
        none_said = none_said or none
    return tuple(told)


def checkpoint(follow_up: FollowUp, knowledge: Knowledge, begins: datetime) -> Checkpoint:
    """Say when to look again, with its date."""
    record = follow_up.record
    dated = f": {day(begins + timedelta(days=record.days[0]))}" if len(record.days) == 1 else ""
    return Checkpoint(
        when=f"{record.every}{dated}",
        checks=record.checks,
        branches=tuple(branch.person for branch in record.branch),
        source=cited(knowledge.sources[record.source]),
    )


def _because(advised: Advised[Referral] | Advised[Imaging], knowledge: Knowledge, reader: Reader) -> Iterator[str]:
    yield from (answered(finding, value, knowledge, reader) for finding, value in advised.answers.items())
    yield from (getattr(knowledge.rules[rule].record, reader).title for rule in advised.red_flags)
