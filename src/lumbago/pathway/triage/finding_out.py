"""What a person is told to find out now: what nobody could say, though a yes would be more urgent than what holds."""

from __future__ import annotations

from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.triage.red_flags import Triage
from lumbago.pathway.triage.urgency import highest, rank

NAMED = 5
THEN: dict[Urgency, str] = {"emergency": "call your emergency number at once", "same_day": "see a doctor today"}


def to_find_out(flags: Triage, above: Urgency, knowledge: Knowledge) -> str:
    """Say what could not be said and would be more urgent than `above`, and what to do then; empty where nothing would.

    Unknown: only what was asked and not known counts; what nobody asked does not.
    """
    asked = [o for o in flags.open if o.could_not_say and rank(o.rule.urgency) > rank(above)]
    most = highest([o.rule.urgency for o in asked])
    findings = dict.fromkeys(f for o in asked if o.rule.urgency == most for f in o.could_not_say)
    if not findings:
        return ""
    labels = [knowledge.findings[finding].label for finding in findings]
    more = [f"and {len(labels) - NAMED} more, listed below"] if len(labels) > NAMED else []
    return f"Find out now what you could not say: {'; '.join([*labels[:NAMED], *more])}. If any is so, {THEN[most]}."
