"""In the model's own world a probability is the share of people of whom it is so; the page says what was measured."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.calibration import EDGES, Bands, Calibration, measure
from benchmarks.accuracy.calibration_page import PEOPLE, as_page, svg
from tests.people import knowledge

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


@pytest.fixture(scope="module")
def found() -> Calibration:
    return measure(knowledge(), 30_000)


def test_the_model_is_calibrated_where_its_assumptions_hold(found: Calibration) -> None:
    own = found.own
    assert own.brier < own.brier_of_base_rate
    assert own.ratio == pytest.approx(1, abs=0.05)
    enough = own.predicted > 20
    assert enough.sum() >= 5
    assert own.so[enough] / own.predicted[enough] == pytest.approx(1, abs=0.35)


def test_everybody_is_in_one_band_and_in_one_group(found: Calibration) -> None:
    for bands in (found.dangers, found.ordinary):
        assert bands.weight.sum() % 30_000 == 0
    ages = [both[0].weight.sum() for name, both in found.by_group.items() if name[0].isdigit()]
    assert 0.95 < sum(ages) / found.dangers.weight.sum() <= 1  # of a few the age is not known


def test_a_probability_that_says_too_much_is_seen() -> None:
    bands = Bands.empty()
    bands.add(np.full(1000, 0.5), np.arange(1000) < 100)
    assert bands.ratio == pytest.approx(5)
    assert bands.brier == pytest.approx(0.25)
    assert bands.brier_of_base_rate == pytest.approx(0.09)


def test_the_page_in_the_repository_is_of_this_kind_and_of_a_million_people(found: Calibration) -> None:
    page, now = (REFERENCE / "calibration.md").read_text("utf-8"), as_page(found, "ed-000000000000")
    assert f"{PEOPLE:,} simulated people" in page
    assert shape(page) == shape(now)
    assert (REFERENCE / "calibration.svg").read_text("utf-8").count("<polyline") == svg(found).count("<polyline")
    bands, _, _ = page.partition("### By age and sex")
    assert len(re.findall(r"^\| [\d.e-]+ to [\d.e-]+ \|", bands, re.MULTILINE)) == 3 * (len(EDGES) - 1)


def shape(page: str) -> str:
    """Keep the words of a page, and the names of its rows; figures change."""
    rows = re.sub(r"(?m)^(\|[^|]*\|).*$", r"\1", page)
    return re.sub(r"Brier score.*|[\d,]+ simulated people|`ed-\w+`", "#", rows)
