"""Simulated people whose pain goes the way the forecast model believes: drawn from its laws, not from its grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.course_records import Course, ShapeClass
from lumbago.pathway.course import DayEntry, Diary
from lumbago.pathway.course.curves import Model
from lumbago.pathway.course.observation import step_of

LAST_DAY = 98


@dataclass(frozen=True, eq=False)
class Lived:
    """What happened to one person: pain on every day, told or not, and the level behind it."""

    kind: str
    start: int
    pain: NDArray[np.intp]
    level: NDArray[np.float64]

    def diary(self, days: tuple[int, ...]) -> Diary:
        """Give the diary with entries on some days."""
        return Diary(
            entries=tuple(DayEntry(day, pain=int(self.pain[day])) for day in days if day),
            pain_at_start=self.start,
        )


def people(
    model: Model, prior: str, count: int, chance: np.random.Generator, *, any_correlation: bool = False
) -> list[Lived]:
    """Draw people from a prior; `any_correlation` draws how long noise lasts too, which the forecast takes as known."""
    course = model.course
    names = list(course.priors[prior].share)
    shares = np.array(list(course.priors[prior].share.values()))
    kinds = chance.choice(len(names), count, p=shares / shares.sum())
    return [_one(model, names[kind], chance, any_correlation=any_correlation) for kind in kinds]


def _one(model: Model, kind: str, chance: np.random.Generator, *, any_correlation: bool) -> Lived:
    record, forecast = model.course.classes[kind], model.course.forecast
    start = 0.0
    while not forecast.start_lowest <= start <= 10:
        start = chance.normal(forecast.start_mean + record.start_shift, forecast.start_sd)
    told = round(start)
    level = _curve(record, model.course, told, chance)
    precision = int(chance.integers(len(forecast.precision_levels)))
    lasting = chance.beta(4, 4) if any_correlation else model.course.forecast.correlation
    return Lived(kind, told, draw_entries(model, level, told, precision, lasting, chance), level)


def _curve(record: ShapeClass, course: Course, start: int, chance: np.random.Generator) -> NDArray[np.float64]:
    weeks = np.arange(LAST_DAY + 1) / 7
    tau = record.tau_median_weeks * np.exp(chance.normal(0, record.tau_sd_log))
    shape = course.forecast.shape_median * np.exp(chance.normal(0, course.forecast.shape_sd_log))
    floor = 10 * chance.beta(record.floor_alpha, record.floor_beta)
    level = floor + (start - floor) * np.exp(-((weeks / tau) ** shape))
    if record.bump is not None:
        bump = record.bump
        scale = bump.onset_sd_weeks**2 / bump.onset_mean_weeks
        onset = chance.gamma(bump.onset_mean_weeks / scale, scale)
        height = max(0.0, chance.normal(bump.height_mean, bump.height_sd))
        level += np.where(weeks >= onset, height * np.exp(-np.maximum(weeks - onset, 0) / bump.decay_weeks), 0.0)
    return np.clip(level, 0, 10)


def draw_entries(
    model: Model,
    level: NDArray[np.float64],
    start: int,
    precision: int,
    lasting: float,
    chance: np.random.Generator,
) -> NDArray[np.intp]:
    """Draw an entry for each day, each moved by what is left of the residual of the day before."""
    tables, expected = model.observation.chance[1, precision], model.observation.expected[step_of(level)]
    pain = np.empty(len(level), dtype=np.intp)
    pain[0], residual = start, 0.0
    for day in range(1, len(level)):
        at = step_of(np.array(level[day] + lasting * residual))
        pain[day] = np.searchsorted(np.cumsum(tables[at]), chance.random() * tables[at].sum())
        residual = pain[day] - expected[day]
    return pain
