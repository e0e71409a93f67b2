"""A small vocabulary with one finding of every sort, and strategies for records over it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TypeVar

from hypothesis import strategies as st

from lumbago.record import (
    OBSERVERS,
    SETTINGS,
    CurrentMedicine,
    Derivation,
    Finding,
    Observation,
    Record,
    Value,
    Vocabulary,
)

T = TypeVar("T")

FINDINGS = [
    Finding("age", "number", unit="years", lowest=0, highest=120),
    Finding("temperature_c", "number", unit="degC", lowest=33, highest=43),
    Finding("duration_days", "number", unit="days", lowest=0, highest=36500),
    Finding("heart_rate", "number", unit="beats/min", lowest=20, highest=250, assessed_by="guided_self"),
    Finding("pain_intensity", "number", unit="0-10", lowest=0, highest=10),
    Finding("flares", "number", lowest=0),
    Finding("pregnant", "choice", choices=("no", "possible", "yes", "not_applicable")),
    Finding("main_site", "choice", choices=("low_back_midline", "flank")),
    Finding("saddle_numbness"),
    Finding("slr_positive", assessed_by="guided_self"),
    Finding("anal_tone_reduced", assessed_by="clinician"),
    Finding("age_70_or_over", derivation=Derivation("age", ">=", 70)),
]
VOCABULARY = Vocabulary({finding.id: finding for finding in FINDINGS})


def values(finding: Finding) -> st.SearchStrategy[Value | None]:
    """Draw any answer to a finding, unknown included."""
    known: st.SearchStrategy[Value] = st.booleans()
    if finding.kind == "choice":
        known = st.sampled_from(finding.choices)
    if finding.kind == "number":
        low, high = finding.lowest or 0, finding.highest or 10**6
        known = st.floats(low, high) | st.integers(int(low), int(high))
    return known | st.none()


@st.composite
def observations(draw: st.DrawFn, finding: Finding) -> tuple[Observation, ...]:
    observers = draw(st.lists(st.sampled_from(OBSERVERS), min_size=1, max_size=2, unique=True))
    return tuple(Observation(draw(values(finding)), observer) for observer in observers)


@st.composite
def records(draw: st.DrawFn) -> Record:
    asked = draw(st.lists(st.sampled_from(FINDINGS), unique_by=lambda finding: finding.id))
    answers = {finding.id: draw(observations(finding)) for finding in asked}
    names = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=200)
    observed = MappingProxyType(answers)
    taken, allergies = draw(st.none() | lists(medicines())), draw(st.none() | lists(medicine_names()))
    return Record(draw(names), draw(st.sampled_from(SETTINGS)), observed, taken, allergies)


def medicine_names() -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=200)


def medicines() -> st.SearchStrategy[CurrentMedicine]:
    return st.builds(CurrentMedicine, medicine_names(), st.none() | st.floats(0, 100_000), st.none() | st.floats(0, 24))


def lists(items: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(items, max_size=5, unique=True).map(tuple)
