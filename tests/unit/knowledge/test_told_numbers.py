"""Every number a person is told of an effect stands in a figure that somebody read, and people out of 100 add up."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest

from lumbago.knowledge import Treatment, load
from lumbago.knowledge.plan_records import Effect, Harm, OutOf100

ROUNDED = 0.5
"""How far a told number may stand from the figure it is rounded from."""

SCALES = {10, 24, 100, 5}
"""Ends of scales, which every text may name."""

NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")

TREATMENTS = [pytest.param(treatment, id=name) for name, treatment in load().treatments.items()]


def numbers(text: str) -> Iterator[float]:
    for found in NUMBER.findall(text):
        yield abs(float(found.replace(",", "")))


def read_figures(treatment: Treatment) -> set[float]:
    """Collect all numbers of the treatment's effects and harms that were read where they stand."""
    record = treatment.record
    every: tuple[Effect | Harm | OutOf100, ...] = (*record.effects, *record.harms, *record.out_of_100)
    seen = [figure for figure in every if figure.verified == "seen"]
    return {number for figure in seen for number in numbers(str(msgspec.to_builtins(figure)))}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_told_number_was_read(treatment: Treatment) -> None:
    known = read_figures(treatment)
    told = {n for n in numbers(treatment.record.person.how_much_it_helps) if n not in SCALES}
    assert [n for n in told if not any(abs(n - figure) <= ROUNDED for figure in known)] == []


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_people_out_of_100_follow_from_a_figure_of_the_same_source(treatment: Treatment) -> None:
    for people in treatment.record.out_of_100:
        figures: tuple[Effect | Harm, ...] = (*treatment.record.effects, *treatment.record.harms)
        sources = {figure.source for figure in figures}
        assert people.source in sources
        assert people.tier == "derived"
        assert people.derived_how


def test_a_number_out_of_thin_air_is_seen() -> None:
    known = read_figures(load().treatments["heat_superficial"])
    assert not any(abs(42 - figure) <= ROUNDED for figure in known)
    assert any(abs(258 - figure) <= ROUNDED for figure in known)
