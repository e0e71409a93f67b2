"""What is due for a second reader: figures recalled or judged, drafts, and old sources; most used first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from lumbago.knowledge.knowledge import Knowledge
from lumbago.knowledge.show import likelihoods

OLD_AFTER_YEARS = 10


@dataclass(frozen=True, slots=True)
class Due:
    """One record to look at again; `weight` counts the rules and likelihoods that hang on it."""

    record: str
    why: str
    weight: int


@dataclass(frozen=True, slots=True)
class Stale:
    """How much of the base waits for a second reader, and what to read first."""

    counts: dict[str, int]
    due: tuple[Due, ...]


def stale(knowledge: Knowledge, as_of: date) -> Stale:
    """Collect what no second reader has confirmed."""
    entries = [entry for _, entry in likelihoods(knowledge).values()]
    rates = [f.background_rate for f in knowledge.findings.values() if f.background_rate]
    counts = {
        "likelihoods recalled, not read": sum(e.verified == "memory" for e in entries),
        "likelihoods that are expert judgement": sum(e.tier == "expert" for e in entries),
        "likelihoods in all": len(entries),
        "background rates recalled, not read": sum(r.verified == "memory" for r in rates),
        "background rates in all": len(rates),
        "rules in draft": sum(r.record.status == "draft" for r in knowledge.rules.values()),
        "conditions in draft": sum(c.record.status == "draft" for c in knowledge.conditions.values()),
        "sources not read": sum(s.verified == "memory" for s in knowledge.sources.values()),
    }
    return Stale(counts, tuple(sorted(_due(knowledge, as_of), key=lambda d: (-d.weight, d.record))))


def _due(knowledge: Knowledge, as_of: date) -> list[Due]:
    uses = Counter(entry.source for _, entry in likelihoods(knowledge).values())
    uses.update(source for rule in knowledge.rules.values() for source in rule.record.sources)
    found = []
    for name, source in knowledge.sources.items():
        if source.verified == "memory":
            found.append(Due(name, "recalled, not read", uses[name]))
        elif source.year is not None and as_of.year - source.year > OLD_AFTER_YEARS:
            found.append(Due(name, f"from {source.year}", uses[name]))
    asked = Counter(finding for rule in knowledge.rules.values() for finding in rule.findings)
    asked.update(entry.finding for _, entry in likelihoods(knowledge).values())
    for name, finding in knowledge.findings.items():
        if finding.background_rate and finding.background_rate.verified == "memory":
            found.append(Due(name, "background rate is a judgement nobody has read", asked[name]))
    return found
