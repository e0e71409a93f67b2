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
