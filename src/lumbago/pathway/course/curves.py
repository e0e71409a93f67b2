"""The curves of everybody who told the same pain at the start: computed once, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge import Knowledge
from lumbago.knowledge.course_records import Course
from lumbago.pathway.course.grid import DAYS_A_WEEK, POINTS, Grid, Numbers, grid_of, normal_cdf
from lumbago.pathway.course.observation import STEPS_A_POINT, Observation, observation_of, step_of


@dataclass(frozen=True, eq=False)
class Model:
    """The tables of one edition, computed once."""

    course: Course
    grid: Grid
    observation: Observation


class Start(NamedTuple):
    """What curves are tied to: the pain told on a day of the episode, after so many days in pain by then."""

    pain: float
    day: int
    days_in_pain: int


@dataclass(frozen=True, eq=False)
class Curves:
    """All curves from one start, a row for each day after it.

    places: the level of pain, in steps of the tables of observation.
    recovered_by: for each week of the model, the chance of having recovered by then.
    mild_after: days until the level is that of recovery; one more than the horizon where it never is.
    weight: the log weight of each curve within its class, and `still` the log chance of each class that it still hurts.
    """

    start: Start
    places: NDArray[np.uint8]
    recovered_by: Numbers
    mild_after: NDArray[np.intp]
    weight: Numbers
    still: Numbers

    def rows(self, days: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Give the levels on some days of the episode; a day beyond the horizon is as its last."""
        return self.places[np.clip(days - self.start.day, 0, len(self.places) - 1)]

    def level(self, day: int) -> Numbers:
        """Give the levels on one day of the episode.

        Units: points of pain.
        """
        row: Numbers = self.rows(np.array([day]))[0] / STEPS_A_POINT
        return row


@lru_cache(maxsize=4)
def model_of(knowledge: Knowledge) -> Model:
    """Give the tables of an edition."""
    course = knowledge.course
    return Model(course, grid_of(course), observation_of(course.forecast))


@lru_cache(maxsize=128)
def curves_of(model: Model, start: Start) -> Curves:
    """Compute all curves from a start."""
    forecast = model.course.forecast
    days = np.arange(forecast.horizon_days + 1)
    places = step_of(model.grid.levels(start.pain, start.days_in_pain, days)).astype(np.uint8)
    weeks = np.array(forecast.recovered_by_weeks) * DAYS_A_WEEK - start.day
    so_far = np.maximum.accumulate(model.observation.recovered[places[::DAYS_A_WEEK]], axis=0)
    mild = places <= step_of(np.array(forecast.recovered_at))
    return Curves(
        start,
        places,
        so_far[np.clip(weeks // DAYS_A_WEEK, 0, len(so_far) - 1)],
        np.where(mild.any(axis=0), mild.argmax(axis=0), len(days)),
        *_weights(model, start),
    )


def _weights(model: Model, start: Start) -> tuple[Numbers, Numbers]:
    """Compute the log weight of each curve within its class, and of each class: what start and its day say of them."""
    grid, forecast, sd = model.grid, model.course.forecast, model.course.forecast.start_sd
    still = np.maximum(grid.still_in_pain(model.course, start.days_in_pain), 1e-12)
    count = np.bincount(grid.kind)
    of_class = np.log(np.bincount(grid.kind, weights=still) / count)
    shift = np.array([model.course.classes[name].start_shift for name in grid.classes])
    means = forecast.start_mean + shift
    told = -(((start.pain - means) / sd) ** 2) / 2
    told -= np.log(normal_cdf((POINTS - means) / sd) - normal_cdf((forecast.start_lowest - means) / sd))
    return np.log(still / count[grid.kind]) - (of_class - told)[grid.kind], of_class
