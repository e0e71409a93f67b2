"""The course in memory: its rules and comparisons with their criteria parsed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import msgspec

from lumbago.criteria import Criterion
from lumbago.knowledge.course_records import Course, EscalationRecord
from lumbago.knowledge.diary_records import Comparison

Parse: TypeAlias = Callable[[str, str, str], Criterion | None]
"""Parses a criterion that stands in a file at a path."""


class EscalationRule(msgspec.Struct, frozen=True, eq=False):
    """When to step up; its criterion is over what the course knows."""

    id: str
    record: EscalationRecord
    criterion: Criterion


class Choice(msgspec.Struct, frozen=True, eq=False):
    """Two safe choices to compare; each arm's criterion, where it has one, speaks against it."""

    id: str
    record: Comparison
    against: tuple[Criterion | None, Criterion | None]


def escalations(course: Course | None, parse: Parse) -> Iterator[tuple[str, EscalationRule]]:
    """Go through the rules that may speak, each with its criterion."""
    for name, record in (course.escalations if course else {}).items():
        if record.status != "retired":
            criterion = parse(record.when, "course/escalations.toml", f"{name}.when")
            if criterion is not None:
                yield name, EscalationRule(name, record, criterion)


def choices(course: Course | None, parse: Parse) -> Iterator[tuple[str, Choice]]:
    """Go through the comparisons that may be offered, each with what speaks against its arms."""
    for name, record in (course.experiment.comparison if course else {}).items():
        if record.status != "retired":
            arms = {"first": record.first.avoid_when, "second": record.second.avoid_when}
            path = f"comparison.{name}"
            a, b = (
                parse(w, "course/experiment.toml", f"{path}.{arm}.avoid_when") if w else None for arm, w in arms.items()
            )
            yield name, Choice(name, record, (a, b))


def course_criteria(rules: Mapping[str, EscalationRule], compared: Mapping[str, Choice]) -> Iterator[Criterion]:
    """Go through every criterion of the course."""
    yield from (rule.criterion for rule in rules.values())
    yield from (criterion for choice in compared.values() for criterion in choice.against if criterion is not None)
