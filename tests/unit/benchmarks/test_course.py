"""The course on simulated people: a small sample of what `make accuracy` measures, with room for chance."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy import comparisons, course, course_page
from benchmarks.accuracy.course_people import people
from lumbago.pathway.course.curves import model_of
from tests.people import knowledge

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "accuracy-course.md"


def test_the_page_is_current() -> None:
    opening = course_page.opening(course.moments(knowledge()))
    assert PAGE.read_text("utf-8").startswith(opening), "run `make accuracy`"


def test_the_prior_shown_first_goes_through_the_pooled_means() -> None:
    standard = next(name for name, prior in knowledge().course.priors.items() if prior.standard)
    chosen = [m for m in course.moments(knowledge()) if m.prior == standard]
    assert [m.week for m in chosen] == list(course.WEEKS)
    assert all(m.inside for m in chosen)


def test_every_prior_goes_through_its_pooled_means_but_one_whose_floors_lie_above_them() -> None:
    found = {(m.prior, m.week): m for m in course.moments(knowledge())}
    assert [at for at, m in found.items() if not m.inside] == [("to_2012", 52)]
    odd = found["to_2012", 52]
    assert odd.low < odd.high < odd.floors == pytest.approx(11.27, abs=0.01)
    assert odd.curves == pytest.approx(11.45, abs=0.1)


@pytest.mark.parametrize(
    ("prior", "means"),
    [
        ("to_2012", (54.5, 21.4, 12.1, 11.1)),
        ("to_2024", (55.9, 26.9, 19.2, 17.9)),
        ("to_midpoint", (55.1, 24.1, 15.5, 14.4)),
    ],
)
def test_the_grid_comes_to_what_the_evidence_found_by_simulation(prior: str, means: tuple[float, ...]) -> None:
    found = [m.curves for m in course.moments(knowledge()) if m.prior == prior]
    assert found == pytest.approx(means, abs=1.0)


def test_a_page_tells_how_many_differences_a_comparison_misses() -> None:
    """The page says "about half"; the row is that of the comparison people are offered, with some days missing."""
    record = knowledge().course.experiment
    row = next(
        line for line in PAGE.read_text("utf-8").splitlines() if line.startswith(f"| {record.phase_days} | 20% |")
    )
    missed = float(row.split("|")[7].split("%")[0])
    assert 45 <= missed <= 55
    assert "missed about half" in record.honest


def test_the_band_holds_what_it_says_and_beats_the_last_value() -> None:
    model, chance = model_of(knowledge()), np.random.default_rng(1)
    lived = people(model, "to_midpoint", 150, chance)
    found = course._calibration(knowledge(), "to_midpoint", "", lived, chance)
    assert 0.72 < found.covered.value < 0.88
    assert all(skill.ours < skill.last_value for skill in course.skills(knowledge(), 150, 2))


def test_crps_is_nought_for_who_knew_and_the_distance_for_who_was_sure_of_another() -> None:
    sure = np.eye(11)[[4, 4]]
    assert course.crps(sure, np.array([4, 7])) == pytest.approx([0, 3])


def test_comparisons_hold_the_truth() -> None:
    found = comparisons._of_shape(knowledge(), 7, 0.2, 30, np.random.default_rng(3))
    assert found.covered.value > 0.7
    assert abs(found.bias) < 0.5
    assert found.wrong.value < 0.3
