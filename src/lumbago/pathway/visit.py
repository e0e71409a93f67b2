"""One visit, the steps of the pathway in their order: the file to read first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from lumbago.knowledge import Condition, Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.care_plan import Plan, plan
from lumbago.pathway.differential import Posterior, Risk, Suspicion, posterior, ranked, risks_to_act_on
from lumbago.pathway.medication_safety import Screening, implied_by_medicines, screen
from lumbago.pathway.triage import Triage, deadline, highest, triage
from lumbago.record import Record, Value, adult, known_values


class Appraisal(msgspec.Struct, frozen=True):
    """How urgent it is and what it may be: steps 1 to 4.

    `causes` are all conditions, what to exclude first and then the most likely; `posterior` is None under 18.
    Units: `deadline_hours` from `now`; None for self-care.
    """

    record: Record
    edition: str
    values: Mapping[str, Value]
    triage: Triage
    posterior: Posterior | None
    risks: tuple[Risk, ...]
    causes: tuple[Condition, ...]
    urgency: Urgency
    not_ruled_out: Urgency
    deadline_hours: float | None
    deadline: datetime | None


class Visit(Appraisal, frozen=True):
    """What one visit concludes: the appraisal, which medicines are safe, and what to do."""

    medicines: Screening
    plan: Plan


def conduct(record: Record, knowledge: Knowledge, now: datetime) -> Visit:
    """Take one person from answers to an urgency with its clock, the causes, safe medicines and a plan.

    Unknown: never taken as no; what stays open is named in `triage.open` and in `plan.needs`.
    """
    appraised = appraise(record, knowledge, now)
    medicines = screen(record, knowledge)
    advised = plan(record, knowledge, appraised.triage, appraised.urgency, medicines)
    return Visit(**msgspec.structs.asdict(appraised), medicines=medicines, plan=advised)


def appraise(record: Record, knowledge: Knowledge, now: datetime) -> Appraisal:
    """Take one person from answers to an urgency with its clock, the reasons, and the causes.

    A medicine on the list counts as its class: a listed blood thinner beats a "no" to blood thinners.

    Unknown: never taken as no; what stays open is named in `triage.open`.
    """
    values = {**known_values(record, knowledge.vocabulary), **implied_by_medicines(record, knowledge)}
    flags = triage(record, knowledge, values)
    odds = posterior(record, knowledge, values) if adult(values) is not False else None
    risks = risks_to_act_on(odds, values, knowledge, record.setting) if odds else ()
    urgency = highest([flags.urgency, *(r.urgency for r in risks)])
    hours = knowledge.model.urgencies[urgency].deadline_hours
    return Appraisal(
        record=record,
        edition=knowledge.edition,
        values=values,
        triage=flags,
        posterior=odds,
        risks=risks,
        causes=_causes(flags, odds, knowledge),
        urgency=urgency,
        not_ruled_out=highest([urgency, flags.not_ruled_out]),
        deadline_hours=hours,
        deadline=deadline(urgency, now, hours),
    )


def _suspicions(flags: Triage) -> Iterator[Suspicion]:
    for fired in flags.fired:
        suspects = fired.rule.record.suspects
        yield from (Suspicion(condition, fired.rule.urgency, len(suspects)) for condition in suspects)


def _causes(flags: Triage, odds: Posterior | None, knowledge: Knowledge) -> tuple[Condition, ...]:
    """Order all conditions; without odds, what the fired rules suspect comes first."""
    if odds is not None:
        return tuple(odds.network.conditions[i] for i in ranked(odds, _suspicions(flags)))
    suspected = [knowledge.conditions[s.condition] for s in _suspicions(flags) if s.condition in knowledge.conditions]
    return tuple(dict.fromkeys([*suspected, *knowledge.conditions.values()]))
