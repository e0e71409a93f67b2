"""The pages that were answered, in the order in which they were: to go back to, to change, to count."""

from __future__ import annotations

from dataclasses import dataclass

from lumbago.knowledge import Knowledge, Topic
from lumbago.pathway.interview import MOST_ON_A_SCREEN
from lumbago.record import Record

ABOUT = "about"
"""What an address calls the one finding it asks about, whether or not that was asked before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One answered page; its address names its first finding, so that two pages of one topic differ."""

    topic: Topic
    findings: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where the page can be opened again."""
        return f"/questions/{self.topic.id}?from={self.findings[0]}"


def asked_pages(record: Record, knowledge: Knowledge) -> tuple[Asked, ...]:
    """Put what was asked back on its pages; what no page asks is left out."""
    pages: list[Asked] = []
    for finding in record.observations:
        last = pages[-1] if pages else None
        if last and finding in last.topic.record.findings and len(last.findings) < MOST_ON_A_SCREEN:
            pages[-1] = Asked(last.topic, (*last.findings, finding))
        elif topic := next((t for t in knowledge.topics.values() if finding in t.record.findings), None):
            pages.append(Asked(topic, (finding,)))
    return tuple(pages)


def address_about(finding: str, knowledge: Knowledge) -> str:
    """Give the address that asks about one finding; none where no page asks about it."""
    topic = next((t for t in knowledge.topics.values() if finding in t.record.findings), None)
    return f"/questions/{topic.id}?{ABOUT}={finding}" if topic else ""


def asked_from(finding: str, topic: Topic, record: Record, knowledge: Knowledge) -> Asked | None:
    """Find the answered page of a topic that begins with a finding; without one, the topic's first."""
    own = [page for page in asked_pages(record, knowledge) if page.topic.id == topic.id]
    return next((page for page in own if finding in page.findings), own[0] if own else None)
