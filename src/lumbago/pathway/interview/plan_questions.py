"""What the plan still needs to know, asked only once the urgency is known, and only while an answer could change it."""

from __future__ import annotations

from typing import Protocol

from lumbago.knowledge import Knowledge
from lumbago.pathway.care_plan import Plan
from lumbago.pathway.interview.askable import Askable, Known
from lumbago.pathway.interview.screens import Mode, Screen


class Planned(Known, Protocol):
    """A visit with its plan."""

    @property
    def plan(self) -> Plan: ...


def next_plan_screen(visit: Planned, knowledge: Knowledge, mode: Mode = "person") -> Screen | None:
    """Choose what to ask next for the plan: the page of what weighs most; None when nothing asked could change it.

    The lists of medicines and allergies are no findings, and are asked apart.
    """
    asking = Askable(visit, knowledge, mode)
    needs = [finding.id for need in visit.plan.needs if (finding := knowledge.vocabulary.called(need)) is not None]
    on_a_page = {finding for topic in knowledge.topics.values() for finding in topic.record.findings}
    wanted = [f for f in needs if f in on_a_page and asking.may(f) and _by_question(f, knowledge, mode)]
    if not wanted:
        return None
    topics = [topic for topic in knowledge.topics.values() if wanted[0] in topic.record.findings]
    screens = [screen for topic in topics if (screen := asking.screen(topic, wanted, "plan")) is not None]
    return max(screens, key=lambda screen: len(screen.findings), default=None)


def _by_question(finding: str, knowledge: Knowledge, mode: Mode) -> bool:
    """Say whether a question is enough: nobody examines themselves for a plan."""
    return mode == "clinician" or knowledge.vocabulary[finding].assessed_by == "self"
