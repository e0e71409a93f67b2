"""The grid the forecast sums over: every combination of shape class, speed, floor, shape and second rise.

A law is stood for by its quantiles at equal steps, so that each cell of a class weighs the same before any entry.
Floors are what pain comes to in the end: they are the means of equal parts, so that the end is on average what the law
says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.course_records import Bump, Course, ShapeClass

Numbers: TypeAlias = NDArray[np.float64]
DAYS_A_WEEK = 7
POINTS = 10.0
FINE = 4000
NEVER = np.inf


@dataclass(frozen=True, eq=False)
class Grid:
    """All curves, side by side; each joins a pace, a floor and a second rise.

    kind: which class a curve is of, by its place in `classes`; pace and rise: by their places in the laws that follow.
    Units: `tau`, `onset` and `decay` in weeks; `floor` and `height` in points of pain.
    """

    classes: tuple[str, ...]
    kind: NDArray[np.intp]
    pace: NDArray[np.intp]
    floor: Numbers
    rise: NDArray[np.intp]
    tau: Numbers
    shape: Numbers
    onset: Numbers
    height: Numbers
    decay: Numbers

    def levels(self, start: float, before: float, days: Sequence[float] | NDArray[Any]) -> Numbers:
        """Compute the pain of every curve some days after a day on which somebody told `start`.

        Units: `before` is how many days it had hurt by then; rows are days, columns curves.
        """
        at = max(before, 0.0) / DAYS_A_WEEK
        weeks = at + np.asarray(days, dtype=float)[:, None] / DAYS_A_WEEK
        left = np.exp((at / self.tau) ** self.shape - (weeks / self.tau) ** self.shape)
        level = self.floor + (start - self.floor) * left[:, self.pace] + self._second_rise(weeks, at)[:, self.rise]
        return np.clip(level, 0.0, POINTS)

    def _second_rise(self, weeks: Numbers, at: float) -> Numbers:
        """Compute the second rises; one from before the day a curve is tied to is in what was told that day."""
        come = (self.onset > at) & (weeks >= self.onset)
        since = np.where(come, weeks - np.where(come, self.onset, 0.0), 0.0)
        return np.where(come, self.height * np.exp(-since / self.decay), 0.0)

    def still_in_pain(self, course: Course, day: float) -> Numbers:
        """Compute for each curve the chance of not having recovered by a day of the pain, whatever it started from."""
        model = course.forecast
        weeks = day / DAYS_A_WEEK
        share = np.exp(-((weeks / self.tau) ** self.shape))[self.pace]
        gone = np.exp(-(weeks - np.minimum(self.onset, weeks)) / self.decay)
        rise = np.where(self.onset <= weeks, self.height * gone, 0.0)[self.rise]
        short_of = model.recovered_at - rise - self.floor
        from_start = np.where(short_of > 0, self.floor + short_of / share, -NEVER)
        means = model.start_mean + np.array([course.classes[c].start_shift for c in self.classes])[self.kind]
        return _above(from_start, means, model.start_sd, model.start_lowest)


def grid_of(course: Course) -> Grid:
    """Lay out the grid of an edition."""
    parts = [_of_class(record, course) for record in course.classes.values()]
    columns: list[list[NDArray[Any]]] = [[] for _ in range(9)]
    paces = rises = 0
    for place, (pace, floor, rise, *laws) in enumerate(parts):
        row = [np.full(pace.shape, place), pace + paces, floor, rise + rises, *laws]
        for column, values in zip(columns, row, strict=True):
            column.append(values)
        paces, rises = paces + len(laws[0]), rises + len(laws[2])
    return Grid(tuple(course.classes), *(np.concatenate(column) for column in columns))


def _of_class(record: ShapeClass, course: Course) -> list[NDArray[Any]]:
    """Cross the laws of a class: pace, floor and second rise of each curve, and then the laws themselves."""
    model = course.forecast
    tau = record.tau_median_weeks * np.exp(record.tau_sd_log * normal_quantiles(model.grid_tau))
    shape = model.shape_median * np.exp(model.shape_sd_log * normal_quantiles(model.grid_shape))
    floor = POINTS * beta_means(record.floor_alpha, record.floor_beta, model.grid_floor)
    rises = _rises(record.bump, model.grid_bump)
    crossed = np.meshgrid(np.arange(len(tau) * len(shape)), floor, np.arange(len(rises)), indexing="ij")
    pace, floors, rise = (axis.ravel() for axis in crossed)
    return [pace, floors, rise, np.repeat(tau, len(shape)), np.tile(shape, len(tau)), *rises.T]


def _rises(bump: Bump | None, count: int) -> Numbers:
    """List second rises as onset, height, decay: each onset once and each height once.

    Heights go in pairs whose mean is that of all, so that those that have come by a day are about as high as all.
    """
    if bump is None:
        return np.array([[NEVER, 0.0, 1.0]])
    onsets = _gamma_quantiles(bump.onset_mean_weeks, bump.onset_sd_weeks, count)
    heights = np.maximum(0.0, bump.height_mean + bump.height_sd * normal_quantiles(count))
    from_the_middle = np.argsort(np.abs(np.arange(count) - (count - 1) / 2), kind="stable")
    return np.column_stack([onsets, heights[from_the_middle], np.full(count, bump.decay_weeks)])


def steps(count: int) -> Numbers:
    """Give the middles of equal parts of 0 to 1."""
    return (np.arange(count) + 0.5) / count


def normal_quantiles(count: int) -> Numbers:
    return np.array([NormalDist().inv_cdf(q) for q in steps(count)])


def beta_quantiles(alpha: float, beta: float, count: int) -> Numbers:
    x = steps(FINE)
    return _quantiles(x, _beta_log_density(x, alpha, beta), count)


def beta_means(alpha: float, beta: float, count: int) -> Numbers:
    """Give the mean of each equal part of a law."""
    x = steps(FINE)
    density = np.exp(_beta_log_density(x, alpha, beta))
    parts = np.arange(count + 1) / count * density.sum()
    moment = np.interp(parts, np.append(0.0, np.cumsum(density)), np.append(0.0, np.cumsum(x * density)))
    found: Numbers = np.diff(moment) / np.diff(parts)
    return found


def _beta_log_density(x: Numbers, alpha: float, beta: float) -> Numbers:
    density: Numbers = (alpha - 1) * np.log(x) + (beta - 1) * np.log1p(-x)
    return density


def _gamma_quantiles(mean: float, sd: float, count: int) -> Numbers:
    x = steps(FINE) * (mean + 8 * sd)
    return _quantiles(x, ((mean / sd) ** 2 - 1) * np.log(x) - x * mean / sd**2, count)


def _quantiles(x: Numbers, log_density: Numbers, count: int) -> Numbers:
    mass = np.cumsum(np.exp(log_density - log_density.max()))
    found: Numbers = np.interp(steps(count), mass / mass[-1], x)
    return found


def _above(limit: Numbers, mean: Numbers, sd: float, lowest: float) -> Numbers:
    """Compute the chance that a start, normal and cut to what the scale allows, lies above a limit."""
    top, bottom, at = (normal_cdf((end - mean) / sd) for end in (POINTS, lowest, np.clip(limit, lowest, POINTS)))
    chance: Numbers = (top - at) / (top - bottom)
    return chance


def normal_cdf(z: Numbers) -> Numbers:
    """Compute the normal distribution function, to seven digits (Abramowitz and Stegun 26.2.17)."""
    t = 1 / (1 + 0.2316419 * np.abs(z))
    tail = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    tail *= t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    found: Numbers = np.where(z >= 0, 1 - tail, tail)
    return found
