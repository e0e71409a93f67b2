"""What a diary says of each curve of the grid: the log-likelihood, a sum over entries, for one person or for many.

People who told the same pain at the start, after the same days in pain, share their curves: they are computed together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge import Knowledge
from lumbago.knowledge.course_records import Course
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.grid import Grid, Numbers, grid_of
from lumbago.pathway.course.observation import Observation, observation_of, step_of

FULL_GAP = -1
"""Stands for entries so far apart that the first says nothing of the second but through the curve."""


@dataclass(frozen=True, eq=False)
class Model:
    """The tables of one edition, computed once."""

    course: Course
    grid: Grid
    observation: Observation

    @property
    def cells(self) -> int:
        return len(self.grid.kind) * len(self.course.forecast.precision_levels)


@dataclass(frozen=True, slots=True)
class Start:
    """What curves are tied to: the pain told on a day, after so many days in pain before day 0."""

    pain: float
    day: int
    days_before: float


@dataclass(frozen=True, slots=True)
class Trace:
    """A diary as the forecast reads it: where it starts, and pain by day after that."""

    start: Start
    days: tuple[int, ...]
    pains: tuple[int, ...]


@lru_cache(maxsize=4)
def model_of(knowledge: Knowledge) -> Model:
    """Give the tables of an edition."""
    course = knowledge.course
    return Model(course, grid_of(course), observation_of(course.forecast))


def traces(diary: Diary, course: Course) -> tuple[Trace, ...]:
    """Read a diary; without any pain told there is a trace for each start that is likely, and they count the same.

    A curve is tied to what was told at the start. Where nothing was, it is tied to the first entry.
    """
    told = diary.pains
    if diary.start is not None:
        first = Start(float(diary.start), 0, diary.days_before)
        return (_trace(first, tuple(p for p in told if p[0] > 0)),)
    if told:
        return (_trace(Start(float(told[0][1]), told[0][0], diary.days_before), told[1:]),)
    return tuple(Trace(Start(pain, 0, diary.days_before), (), ()) for pain in likely_starts(course))


def likely_starts(course: Course) -> tuple[float, ...]:
    """List starts that stand for all people, each as likely as the next."""
    model = course.forecast
    levels = np.arange(int(model.start_lowest), 11)
    weight = np.exp(-(((levels - model.start_mean) / model.start_sd) ** 2) / 2)
    middle = np.interp((np.arange(5) + 0.5) / 5, np.cumsum(weight) / weight.sum(), levels)
    return tuple(float(m) for m in middle)


def _trace(start: Start, told: Sequence[tuple[int, int]]) -> Trace:
    return Trace(start, tuple(day for day, _ in told), tuple(pain for _, pain in told))


def prior_of_cells(model: Model, start: Start) -> Numbers:
    """Compute the log weight of each curve within its class before any entry: what the start and its day say of it."""
    course, grid = model.course, model.grid
    forecast = course.forecast
    shift = np.array([course.classes[name].start_shift for name in grid.classes])
    told = -(((start.pain - forecast.start_mean - shift) / forecast.start_sd) ** 2) / 2
    still = grid.still_in_pain(course, max(start.day + start.days_before, 0.0))
    of_class = np.bincount(grid.kind, minlength=len(grid.classes))
    log_weight: Numbers = told[grid.kind] - np.log(of_class)[grid.kind] + np.log(np.maximum(still, 1e-12))
    return log_weight


def log_likelihood(model: Model, people: Sequence[Trace]) -> Numbers:
    """Add up over the entries of people who share their start; the result is by person, precision and curve."""
    start = people[0].start
    places, steps = _steps_told(people)
    if not steps:
        levels = len(model.course.forecast.precision_levels)
        return np.zeros((len(people), levels, len(model.grid.kind)))
    rows = _rows(model, start, steps)
    total = rows[places[:, 0]]
    for place in places.T[1:]:
        total += rows[place]
    return total


def _steps_told(people: Sequence[Trace]) -> tuple[NDArray[np.intp], list[tuple[int, int, int, int]]]:
    """Give the steps people told numbers: day, pain, and those before; FULL_GAP as a day is no step."""
    number: dict[tuple[int, int, int, int], int] = {}
    longest = max((len(p.days) for p in people), default=0)
    places = np.zeros((len(people), longest), dtype=np.intp)
    for i, person in enumerate(people):
        before = (person.start.day, FULL_GAP)
        for j in range(longest):
            step = (FULL_GAP, 0, 0, 0)
            if j < len(person.days):
                step = (person.days[j], person.pains[j], *before)
                before = (person.days[j], person.pains[j])
            places[i, j] = number.setdefault(step, len(number))
    return places, list(number)


def _rows(model: Model, start: Start, steps: Sequence[tuple[int, int, int, int]]) -> Numbers:
    """Compute for each step the log chance of its pain under each precision and curve."""
    day, pain, day_before, pain_before = (np.array(column) for column in zip(*steps, strict=True))
    said = day != FULL_GAP
    needed, place = np.unique(np.concatenate([day, day_before]), return_inverse=True)
    levels = model.grid.levels(start.pain, start.day, start.days_before, needed)
    here, there = levels[place[: len(day)]], levels[place[len(day) :]]
    gap = np.clip(day - day_before, 0, model.observation.log_chance.shape[0] - 1)
    pull = np.array([model.observation.pull(int(g)) for g in gap])
    residual = np.where((pain_before == FULL_GAP)[:, None], 0.0, pain_before[:, None] - _expected(model, there))
    at = step_of(here + pull[:, None] * residual)
    of_step = model.observation.log_chance[gap, :, :, pain]
    rows: Numbers = np.take_along_axis(of_step, at[:, None, :].repeat(of_step.shape[1], axis=1), axis=2)
    rows[~said] = 0.0
    return rows


def _expected(model: Model, levels: Numbers) -> Numbers:
    return model.observation.expected[step_of(levels)]
