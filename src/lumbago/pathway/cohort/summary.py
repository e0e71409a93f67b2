"""Counts over a table: yes, no and unknown of everything concluded, and no number small enough to point at somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from lumbago.knowledge import Knowledge
from lumbago.pathway.cohort.medicines import VERDICTS
from lumbago.pathway.cohort.results import CAUSES
from lumbago.pathway.triage import URGENCIES

SMALLEST = 5
"""A number below this is not told, unless it is nought."""

UNKNOWN = "unknown"
YES, NO = "yes", "no"
Counts: TypeAlias = dict[str, dict[str, int]]
"""What was counted (`urgency`, `rule_...`, `cause_...`, `medicine_...`), and how many people have which answer."""

Told: TypeAlias = Mapping[str, int | None]
"""As counts; None is a number that is not told."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a summary; `answers` add up to everybody."""

    kind: str
    name: str
    answers: Told


def counted(results: pa.RecordBatch) -> Counts:
    """Count one batch of results."""
    found: Counts = {}
    for name in results.schema.names:
        column = results.column(name)
        if name in ("urgency", "not_ruled_out") or name.startswith("medicine_"):
            found[name] = _words(column)
        elif name.startswith("rule_"):
            yes = pc.sum(column).as_py() or 0
            known = len(column) - column.null_count
            found[name] = {YES: yes, NO: known - yes, UNKNOWN: column.null_count}
    return {**found, **_first_causes(results)}


def _words(column: pa.Array) -> dict[str, int]:
    counts = pc.value_counts(column).to_pylist()
    return {str(each["values"]): each["counts"] for each in counts}


def _first_causes(results: pa.RecordBatch) -> Counts:
    """Count of whom a condition is the first cause; under 18 causes are not weighed, so that is not known."""
    people, weighed = results.num_rows, [n for n in results.schema.names if n.startswith("probability_")]
    minors = results.column(weighed[0]).null_count if weighed else 0
    first = results.column(CAUSES[0])
    adults = first.filter(pc.is_valid(results.column(weighed[0]))) if minors else first
    counts = _words(adults)
    return {
        f"first_{name}": {YES: count, NO: people - minors - count, UNKNOWN: minors} for name, count in counts.items()
    }


def added(one: Counts, other: Counts, of_one: int, of_other: int) -> Counts:
    """Add up two counts; a cause that one of them never saw first is a no for all its people."""
    found: Counts = {}
    for name in {**one, **other}:
        parts = [(one.get(name, {}), of_one), (other.get(name, {}), of_other)]
        answers = {answer for counts, _ in parts for answer in counts}
        found[name] = {a: sum(counts.get(a, 0) for counts, _ in parts) for a in answers}
        missing = sum(people for counts, people in parts if not counts)
        if missing:
            found[name][NO] = found[name].get(NO, 0) + missing
    return found


def lines(counts: Counts, knowledge: Knowledge, smallest: int = SMALLEST) -> Iterator[Line]:
    """Put counts in order, small numbers left out."""
    for name in ("urgency", "not_ruled_out"):
        yield Line(name, "", without_small(_full(counts.get(name, {}), URGENCIES), smallest))
    for rule in knowledge.rules:
        yield Line("rule", rule, _three(counts, f"rule_{rule}", smallest))
    for condition in knowledge.conditions:
        if f"first_{condition}" in counts:
            yield Line("first_cause", condition, _three(counts, f"first_{condition}", smallest))
    for medicine in knowledge.formulary.medicines:
        if f"medicine_{medicine}" in counts:
            yield Line("medicine", medicine, without_small(_full(counts[f"medicine_{medicine}"], VERDICTS), smallest))


def _full(counts: Mapping[str, int], answers: tuple[str, ...]) -> dict[str, int]:
    return {answer: counts.get(answer, 0) for answer in answers}


def _three(counts: Counts, name: str, smallest: int) -> Told:
    return without_small(_full(counts.get(name, {}), (YES, NO, UNKNOWN)), smallest)


def without_small(counts: Mapping[str, int], smallest: int) -> Told:
    """Leave out small numbers, and of the others the smallest when what is left out could be told from the rest.

    The numbers add up to everybody, who are counted elsewhere; so with one number left out it could be worked out, and
    with several small ones their sum could give them away.
    """
    hidden = {answer for answer, count in counts.items() if 0 < count < smallest}
    if hidden:
        others = sorted((count, answer) for answer, count in counts.items() if count >= smallest)
        hidden |= {answer for _, answer in others[:1]} or set(counts)
    return {answer: None if answer in hidden else count for answer, count in counts.items()}
