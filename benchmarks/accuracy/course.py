"""How good the forecast is on simulated people, beside two plain ways of forecasting, in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.course_people import Lived, draw_entries, people
from benchmarks.accuracy.intervals import Share
from lumbago.knowledge import Knowledge
from lumbago.knowledge.course_records import Course, PooledCourse
from lumbago.pathway.course.chances import cell_log_odds, quantile, weighed
from lumbago.pathway.course.curves import Model, Start, curves_of, model_of
from lumbago.pathway.course.grid import Numbers
from lumbago.pathway.course.many import forecast_many
from lumbago.pathway.course.observation import STEPS_A_POINT, step_of

TOLD = tuple(range(1, 8))
AHEAD = (7, 14, 28, 42, 84)
WEEKS = (0, 6, 26, 52)
BINS = 10
RESAMPLED = 1000
CHI_SQUARE_95_OF_9 = 16.92


@dataclass(frozen=True, slots=True)
class Moment:
    """The mean of the model at one time under one prior, beside the pooled interval it was fitted to; 0 to 100."""

    prior: str
    week: int
    curves: float
    entries: float
    floors: float
    low: float
    high: float

    @property
    def inside(self) -> bool:
        return self.low <= self.curves <= self.high


def moments(knowledge: Knowledge) -> list[Moment]:
    """Compute the mixture means of each prior; for one fitted to two reviews the interval is that of both together."""
    model = model_of(knowledge)
    curves, entries = _class_means(model)
    floors = np.array([10 * c.floor_alpha / (c.floor_alpha + c.floor_beta) for c in model.course.classes.values()])
    found = []
    for name, prior in model.course.priors.items():
        if prior.from_day:
            continue
        share = np.array(list(prior.share.values()))
        for i, week in enumerate(WEEKS):
            low, high = _interval(model.course, prior.fitted_to, week)
            of_curves, of_entries = (float(10 * share @ means[:, i]) for means in (curves, entries))
            found.append(Moment(name, week, of_curves, of_entries, float(10 * share @ floors), low, high))
    return found


def _class_means(model: Model) -> tuple[Numbers, Numbers]:
    """Average the curves of each class over how strong pain is at the start."""
    forecast = model.course.forecast
    starts = np.linspace(forecast.start_lowest, 10, 37)
    shifts = np.array([c.start_shift for c in model.course.classes.values()])
    weight = np.exp(-(((starts[:, None] - forecast.start_mean - shifts) / forecast.start_sd) ** 2) / 2)
    weight /= weight.sum(axis=0)
    means = np.zeros((2, len(shifts), len(WEEKS)))
    for start, of_class in zip(starts, weight, strict=True):
        levels = model.grid.levels(float(start), 0.0, [7.0 * week for week in WEEKS])
        for place, seen in enumerate((levels, model.observation.expected[step_of(levels)])):
            for kind, share in enumerate(of_class):
                means[place, kind] += share * seen[:, model.grid.kind == kind].mean(axis=1)
    return means[0], means[1]


def _interval(course: Course, fitted_to: Sequence[str], week: int) -> tuple[float, float]:
    points = [point for name in fitted_to for point in _pooled(course.pooled[name]) if point[0] == week]
    return min(low for _, low, _ in points), max(high for _, _, high in points)


def _pooled(course: PooledCourse) -> list[tuple[float, float, float]]:
    return [(p.week, p.low, p.high) for p in course.points]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often what happened lay in the 80% band, and whether ranks are even, for people of one prior."""

    prior: str
    people: str
    covered: Share
    covered_whole: Share
    chi_square: float

    @property
    def even(self) -> bool:
        return self.chi_square < CHI_SQUARE_95_OF_9


@dataclass(frozen=True, slots=True)
class Skill:
    """Continuous ranked probability score so many days ahead, ours and two others; lower is better."""

    ahead: int
    ours: float
    last_value: float
    pooled: float
    gain_low: float  # of the mean difference from the pooled curve, 95% by resampling
    gain_high: float


def calibrations(knowledge: Knowledge, count: int, seed: int) -> list[Calibration]:
    """Forecast simulated people of each prior from seven days, and look at what came."""
    model, chance = model_of(knowledge), np.random.default_rng(seed)
    found = []
    for prior in _priors(model):
        for any_correlation in (False, True):
            lived = people(model, prior, count, chance, any_correlation=any_correlation)
            said = "noise lasts as assumed" if not any_correlation else "noise lasts as it may"
            found.append(_calibration(knowledge, prior, said, lived, chance))
    return found


def _priors(model: Model) -> list[str]:
    return [name for name, prior in model.course.priors.items() if not prior.from_day]


def _calibration(
    knowledge: Knowledge, prior: str, said: str, lived: list[Lived], chance: np.random.Generator
) -> Calibration:
    days = tuple(TOLD[-1] + ahead for ahead in AHEAD)
    chances = forecast_many([who.diary(TOLD) for who in lived], knowledge, days, prior).chances
    came = np.array([[who.pain[day] for day in days] for who in lived])
    ranks = _ranks(chances, came, chance)
    low, high = (np.stack([quantile(c, q) for c in chances]) for q in (0.1, 0.9))
    whole = (came >= np.floor(low + 0.5)) & (came <= np.floor(high + 0.5))
    inside = (ranks > 0.1) & (ranks < 0.9)
    counts = np.histogram(ranks[:, 2], BINS, (0, 1))[0]
    even = len(lived) / BINS
    return Calibration(
        prior,
        said,
        Share(int(inside.sum()), inside.size),
        Share(int(whole.sum()), whole.size),
        float(((counts - even) ** 2 / even).sum()),
    )


def _ranks(chances: Numbers, came: NDArray[np.intp], chance: np.random.Generator) -> Numbers:
    """Place what came among what was expected, at random within its own whole number."""
    below = np.cumsum(chances, axis=2) - chances
    at = np.take_along_axis(chances, came[:, :, None], axis=2)[:, :, 0]
    ranks: Numbers = np.take_along_axis(below, came[:, :, None], axis=2)[:, :, 0] + chance.random(came.shape) * at
    return ranks


def simulation_based(knowledge: Knowledge, count: int, seed: int) -> float:
    """Rank the true level at day 84 among what the diary leaves possible, for people drawn from the grid itself.

    Units: chi-square of ten bins; even ranks lie below 16.92 in 95 of 100 runs.
    """
    model, chance = model_of(knowledge), np.random.default_rng(seed)
    prior = next(name for name, record in model.course.priors.items() if record.standard)
    ranks = [_rank_of_one(model, knowledge, prior, chance) for _ in range(count)]
    counts = np.histogram(ranks, BINS, (0, 1))[0]
    return float(((counts - count / BINS) ** 2 / (count / BINS)).sum())


def _rank_of_one(model: Model, knowledge: Knowledge, prior: str, chance: np.random.Generator) -> float:
    start = int(chance.integers(3, 10))
    curves = curves_of(model, Start(float(start), 0, 0))
    odds = np.exp(cell_log_odds(model, curves, Lived("", start, np.zeros(1, int), np.zeros(1)).diary(()), prior))
    cell = int(chance.choice(len(odds), p=odds / odds.sum()))
    level = curves.places[:99, cell] / STEPS_A_POINT
    precision = int(chance.integers(len(model.course.forecast.precision_levels)))
    pain = draw_entries(model, level, start, precision, model.course.forecast.correlation, chance)
    part = weighed(Lived("", start, pain, level).diary(TOLD), knowledge, prior)[0]
    at = part.curves.places[84]
    below, same = part.by_curve[at < at[cell]].sum(), part.by_curve[at == at[cell]].sum()
    return float(below + chance.random() * same)


def skills(knowledge: Knowledge, count: int, seed: int) -> list[Skill]:
    """Score forecasts of simulated people of the standard prior beside the last value and the scaled pooled curve.

    The others get the spread of their errors from as many people again.
    """
    model, chance = model_of(knowledge), np.random.default_rng(seed)
    prior = next(name for name, record in model.course.priors.items() if record.standard)
    lived, taught = (people(model, prior, count, chance, any_correlation=True) for _ in range(2))
    days = tuple(TOLD[-1] + ahead for ahead in AHEAD)
    ours = forecast_many([who.diary(TOLD) for who in lived], knowledge, days, prior).chances
    found = []
    for i, day in enumerate(days):
        came = np.array([who.pain[day] for who in lived])
        scores = [crps(ours[:, i], came)]
        for guess in (_last_value, lambda who, d: _scaled(model.course, who, d)):
            errors = np.array([who.pain[day] - guess(who, day) for who in taught])
            scores.append(crps(_spread(np.array([guess(who, day) for who in lived]), errors), came))
        gain = scores[2] - scores[0]
        means = [gain[chance.integers(len(gain), size=len(gain))].mean() for _ in range(RESAMPLED)]
        low, high = np.quantile(means, [0.025, 0.975])
        found.append(Skill(AHEAD[i], *(float(s.mean()) for s in scores), float(low), float(high)))
    return found


def _last_value(who: Lived, day: int) -> float:
    del day
    return float(who.pain[TOLD[-1]])


def _scaled(course: Course, who: Lived, day: int) -> float:
    points = course.pooled["acute_2012"].points
    mean = np.interp(day / 7, [p.week for p in points], [p.mean for p in points])
    return float(who.start * mean / points[0].mean)


def _spread(guesses: Numbers, errors: Numbers) -> Numbers:
    """Turn guesses into chances of each entry, by errors that were made on others."""
    entries = np.clip(np.round(guesses[:, None] + errors[None, :]), 0, 10).astype(int)
    return np.stack([np.bincount(row, minlength=11) / len(errors) for row in entries])


def crps(chances: Numbers, came: NDArray[np.intp]) -> Numbers:
    """Score chances of whole numbers by what came: the squared distance between the two distribution functions."""
    reached = np.arange(chances.shape[1])[None, :] >= came[:, None]
    scores: Numbers = ((np.cumsum(chances, axis=1) - reached) ** 2).sum(axis=1)
    return scores
