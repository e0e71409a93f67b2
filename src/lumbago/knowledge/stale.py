"""What is due for a second reader: figures recalled or judged, drafts, and old sources; most used first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from lumbago.knowledge import claim_stale, course_stale, plan_stale
from lumbago.knowledge.knowledge import Knowledge
from lumbago.knowledge.medicine_records import Supported
from lumbago.knowledge.records import Likelihood, Rate, Tier, Verified
from lumbago.knowledge.references import likelihoods

OLD_AFTER_YEARS = 10
SETTINGS = ("primary_care", "emergency_department")


class Due(msgspec.Struct, frozen=True):
    """One record to look at again; `weight` counts the rules and likelihoods that hang on it."""

    record: str
    why: str
    weight: int


class Stale(msgspec.Struct, frozen=True):
    """How much of the base waits for a second reader, and what to read first."""

    counts: dict[str, int]
    due: tuple[Due, ...]


def stale(knowledge: Knowledge, as_of: date, old_after_years: int = OLD_AFTER_YEARS) -> Stale:
    """Collect what no second reader has confirmed, and sources that were old on a day."""
    due = [
        *_sources(knowledge, as_of.year - old_after_years),
        *_background_rates(knowledge),
        *_conditions(knowledge),
        *_groups(knowledge),
        *(Due(*due) for due in plan_stale.waiting(knowledge)),
        *(Due(*due) for due in course_stale.waiting(knowledge)),
        *(Due(*due) for due in claim_stale.waiting(knowledge, as_of)),
    ]
    return Stale(_counts(knowledge, as_of), tuple(sorted(due, key=lambda d: (-d.weight, d.record, d.why))))


def _counts(knowledge: Knowledge, as_of: date) -> dict[str, int]:
    weighed = [entry for _, entry in likelihoods(knowledge).values()]
    base = [rate for condition in knowledge.conditions.values() for rate in _base_rates(condition.record.base_rate)]
    background = list(knowledge.background_rates.values())
    return {
        **_unread("likelihoods", weighed),
        **_unread("base rates", base),
        **_unread("background rates", background),
        "rules in draft": sum(r.record.status == "draft" for r in knowledge.rules.values()),
        "conditions in draft": sum(c.record.status == "draft" for c in knowledge.conditions.values()),
        "findings in draft": sum(f.status == "draft" for f in knowledge.findings.values()),
        **plan_stale.counts(knowledge),
        **_of_medicines(knowledge),
        **course_stale.counts(knowledge),
        **claim_stale.counts(knowledge, as_of),
        "sources not read": sum(s.verified == "memory" for s in knowledge.sources.values()),
        "sources in all": len(knowledge.sources),
    }


def _of_medicines(knowledge: Knowledge) -> dict[str, int]:
    formulary = knowledge.formulary
    uses = [condition.record for m in formulary.medicines.values() for condition in m.conditions]
    pairs = [interaction.record for interaction in formulary.interactions.values()]
    return {**_unread("conditions of use", uses), **_unread("interactions", pairs)}


def _unread(kind: str, figures: Iterable[Likelihood | Rate | Supported]) -> dict[str, int]:
    standing = [_standing(figure.tier, figure.verified) for figure in figures]
    return {
        f"{kind} recalled, not read": sum("recalled" in said for said in standing),
        f"{kind} that are expert judgement": sum("judged" in said for said in standing),
        f"{kind} in all": len(standing),
    }


def _standing(tier: Tier, verified: Verified) -> tuple[str, ...]:
    """Say in a word each why a figure needs a second reader."""
    return (*(["recalled"] if verified == "memory" else []), *(["judged"] if tier == "expert" else []))


def _sources(knowledge: Knowledge, oldest: int) -> Iterator[Due]:
    uses = Counter(entry.source for _, entry in likelihoods(knowledge).values())
    uses.update(source for rule in knowledge.rules.values() for source in rule.record.sources)
    uses.update(plan_stale.cited(knowledge))
    uses.update(course_stale.cited(knowledge))
    uses.update(source for claim in knowledge.claims.values() for source in claim.record.sources)
    uses.update(c.record.source for m in knowledge.formulary.medicines.values() for c in m.conditions)
    uses.update(i.record.source for i in knowledge.formulary.interactions.values())
    for name, source in knowledge.sources.items():
        if source.verified == "memory":
            yield Due(name, "recalled, not read", uses[name])
        if source.year is not None and source.year < oldest:
            yield Due(name, f"from {source.year}", uses[name])


def _background_rates(knowledge: Knowledge) -> Iterator[Due]:
    asked = Counter(finding for rule in knowledge.rules.values() for finding in rule.findings)
    asked.update(entry.finding for _, entry in likelihoods(knowledge).values())
    for name, rate in knowledge.background_rates.items():
        standing = _standing(rate.tier, rate.verified)
        if standing:
            yield Due(name, f"its background rate is {' and '.join(standing)}", asked[name])


def _conditions(knowledge: Knowledge) -> Iterator[Due]:
    suspected = Counter(name for rule in knowledge.rules.values() for name in rule.record.suspects)
    for name, condition in knowledge.conditions.items():
        record = condition.record
        yield from _weighed(name, record.likelihood)
        hanging = len(record.likelihood) + suspected[name]
        for setting in SETTINGS:
            rate: Rate | None = getattr(record.base_rate, setting)
            standing = _standing(rate.tier, rate.verified) if rate else ()
            if standing:
                yield Due(name, f"its base rate in {setting} is {' and '.join(standing)}", hanging)
        if record.gate and _standing(record.gate.tier, record.gate.verified):
            standing = _standing(record.gate.tier, record.gate.verified)
            yield Due(name, f"its gate is {' and '.join(standing)}", hanging)


def _groups(knowledge: Knowledge) -> Iterator[Due]:
    for name, group in knowledge.groups.items():
        yield from _weighed(name, group.likelihood)


def _weighed(name: str, entries: tuple[Likelihood, ...]) -> Iterator[Due]:
    """Count the likelihoods of one record that need a second reader: a record is read as a whole."""
    waiting = sum(bool(_standing(entry.tier, entry.verified)) for entry in entries)
    if waiting:
        yield Due(name, f"{waiting} of its {len(entries)} likelihoods are recalled or judged", waiting)


def _base_rates(rates: object) -> list[Rate]:
    return [rate for setting in SETTINGS if (rate := getattr(rates, setting)) is not None]
