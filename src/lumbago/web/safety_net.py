"""What to watch for after a visit, and what to do then, by when: read off the rules that a new sign would fire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lumbago.criteria import presume
from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import Urgency
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import Visit
from lumbago.web.labels import label
from lumbago.web.wording import day

WATCHED_TOPICS = ("bladder_and_saddle", "strength_and_walking", "very_ill", "unwell")
"""Pages of the interview whose signs can begin later."""

MOST_SIGNS = 6
TWO_WEEKS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Watch:
    """If one of these signs comes, then do this."""

    urgency: Urgency
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SafetyNet:
    """What to watch for, and the day by which it should have become better."""

    watches: tuple[Watch, ...]
    better_by: str


def safety_net(visit: Visit, knowledge: Knowledge, now: datetime) -> SafetyNet:
    """Collect the signs each of which alone would raise the urgency, the gravest first."""
    raised: dict[Urgency, list[str]] = {"emergency": [], "same_day": []}
    for finding in _watched(visit, knowledge):
        urgency = urgency_with(finding, visit, knowledge)
        if urgency in raised and rank(urgency) > rank(visit.urgency):
            raised[urgency].append(label(finding, knowledge))
    watches = tuple(Watch(urgency, tuple(signs[:MOST_SIGNS])) for urgency, signs in raised.items() if signs)
    return SafetyNet(watches, day(now + TWO_WEEKS))


def _watched(visit: Visit, knowledge: Knowledge) -> list[str]:
    topics = (knowledge.topics[name] for name in WATCHED_TOPICS if name in knowledge.topics)
    found = dict.fromkeys(finding for topic in topics for finding in topic.record.findings)
    return [f for f in found if visit.values.get(f) is not True and knowledge.vocabulary[f].kind == "yes_no"]


def urgency_with(finding: str, visit: Visit, knowledge: Knowledge) -> Urgency:
    """Tell how urgent it would be by the rules, were this sign there as well."""
    values = {**visit.values, finding: True}
    hanging = [rule for rule in knowledge.rules.values() if finding in rule.findings]
    holding = [rule.urgency for rule in hanging if presume(rule.criterion, values) is True]
    return max(holding, key=rank, default="self_care")
