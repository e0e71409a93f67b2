"""What of the plans waits for a second reader."""

from __future__ import annotations

from collections.abc import Iterator

from lumbago.knowledge.knowledge import Knowledge
from lumbago.knowledge.plan_records import Effect, Harm, OutOf100, TreatmentRecord


def counts(knowledge: Knowledge) -> dict[str, int]:
    """Count what was recalled and what is in draft."""
    treatments = [treatment.record for treatment in knowledge.treatments.values()]
    every = [figure for record in treatments for figure in _figures(record)]
    stances = [said for record in treatments for said in record.guidelines]
    return {
        "effects and harms recalled, not read": sum(figure.verified == "memory" for figure in every),
        "effects and harms in all": len(every),
        "stances of guidelines recalled, not read": sum(said.verified == "memory" for said in stances),
        "treatments in draft": sum(record.status == "draft" for record in treatments),
        "exercises in draft": sum(exercise.record.status == "draft" for exercise in knowledge.exercises.values()),
        "referrals in draft": sum(referral.record.status == "draft" for referral in knowledge.referrals.values()),
    }


def waiting(knowledge: Knowledge) -> Iterator[tuple[str, str, int]]:
    """Name each treatment with figures that were recalled, say so, and give their number."""
    for name, treatment in knowledge.treatments.items():
        every = list(_figures(treatment.record))
        recalled = sum(figure.verified == "memory" for figure in every)
        if recalled:
            yield name, f"{recalled} of its {len(every)} effects and harms are recalled", recalled


def cited(knowledge: Knowledge) -> Iterator[str]:
    """Go through the sources that plans rest on, each as often as it is cited."""
    for treatment in knowledge.treatments.values():
        yield from (figure.source for figure in _figures(treatment.record))
        yield from (said.guideline for said in treatment.record.guidelines)
    yield from (exercise.record.source for exercise in knowledge.exercises.values())
    yield from (referral.record.source for referral in knowledge.referrals.values())
    yield from (imaging.record.source for imaging in knowledge.imaging.values())
    yield from (check.record.source for check in knowledge.follow_up.values())


def _figures(record: TreatmentRecord) -> tuple[Effect | Harm | OutOf100, ...]:
    return (*record.effects, *record.harms, *record.out_of_100)
