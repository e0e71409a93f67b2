"""Which figures of the course wait for a second reader: recalled, or our own judgement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Protocol

from lumbago.knowledge.course_records import Course, PooledCourse
from lumbago.knowledge.knowledge import Knowledge
from lumbago.knowledge.records import Tier, Verified


class Told(Protocol):
    """A record that says what its figures rest on."""

    @property
    def tier(self) -> Tier: ...

    @property
    def verified(self) -> Verified: ...


def counts(knowledge: Knowledge) -> dict[str, int]:
    """Count the records of the course that nobody has confirmed."""
    found = dict(_records(knowledge.told_course))
    return {
        "course records recalled, not read": sum(_recalled(record) for record in found.values()),
        "course records that are expert judgement": sum(record.tier == "expert" for record in found.values()),
        "course records in all": len(found),
    }


def waiting(knowledge: Knowledge) -> Iterator[tuple[str, str, int]]:
    """Name each record of the course to look at again, say why, and give how many others rest on it."""
    course = knowledge.told_course
    fitted = Counter(name for prior in course.priors.values() for name in prior.fitted_to) if course else Counter()
    for name, record in _records(course):
        why = [*(["recalled"] if _recalled(record) else []), *(["judged"] if record.tier == "expert" else [])]
        if why:
            yield f"course/{name}", f"its figures are {' and '.join(why)}", fitted[name.rpartition(".")[2]]


def cited(knowledge: Knowledge) -> Iterator[str]:
    """Name the sources the course rests on, as often as it does."""
    for _, record in _records(knowledge.told_course):
        yield from getattr(record, "sources", ()) or [s for s in (getattr(record, "source", ""),) if s]


def _recalled(record: Told) -> bool:
    if isinstance(record, PooledCourse) and any(point.interval_verified == "memory" for point in record.points):
        return True
    return record.verified == "memory"


def _records(course: Course | None) -> Iterator[tuple[str, Told]]:
    """List every record of the course with its place."""
    if course is None:
        return
    for kind in ("pooled", "classes", "priors", "factors", "escalations", "instruments"):
        yield from ((f"{kind}.{name}", record) for name, record in getattr(course, kind).items())
    for kind in ("forecast", "recurrence", "diary", "experiment"):
        yield kind, getattr(course, kind)
