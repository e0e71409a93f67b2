"""Where a diary is expected to go: a band by day, the chance of recovery, and how sure that is.

Deterministic: the same diary gives the same numbers. It never decides how urgent anything is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lumbago.knowledge import Knowledge
from lumbago.knowledge.course_records import ForecastModel
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.grid import POINTS, Numbers
from lumbago.pathway.course.observation import SCORES, step_of
from lumbago.pathway.course.outcome import Band, Forecast, Surprise
from lumbago.pathway.course.posterior import Model, Trace, log_likelihood, model_of, prior_of_cells, traces
from lumbago.pathway.course.priors import class_log_odds, standard_prior
from lumbago.pathway.course.recurrence import recurrence

SHOWN_DAYS = (*range(29), *range(30, 85, 3), *range(91, 183, 7))


@dataclass(frozen=True, eq=False)
class Weighed:
    """One trace with the weight of each precision and curve, under one prior; the weights of all traces add up to 1."""

    trace: Trace
    weight: Numbers


def forecast(diary: Diary, knowledge: Knowledge, today: int | None = None, prior: str = "") -> Forecast:
    """Say where a diary is going, seen from a day; by default that of its last entry.

    Unknown: a day without an entry is missing, and says nothing.
    Source: course/forecast, course/classes, course/priors.
    """
    model = model_of(knowledge)
    now = today if today is not None else diary.last_day or 0
    name = prior or standard_prior(model.course, diary)
    fits = _fits(model, diary)
    weighed = _weighed(fits, model, diary, name)
    settings = model.course.forecast
    chances = np.sum([entry_chances(model, w, SHOWN_DAYS) for w in weighed], axis=0)
    return Forecast(
        prior=name,
        today=now,
        days=SHOWN_DAYS,
        mean=tuple((chances @ np.arange(SCORES)).tolist()),
        median=tuple(quantile(chances, 0.5).tolist()),
        bands=tuple(_band(chances, share) for share in settings.bands),
        recovered_by=_recovered_by(model, weighed, settings),
        days_to_mild=_days_to_mild(model, weighed, settings),
        not_improving=_not_improving(model, weighed, settings, now),
        lasting={p: _lasting_share(model, _weighed(fits, model, diary, p), settings) for p in model.course.priors},
        classes=_classes(model, weighed),
        recurrence=recurrence(knowledge, more_than_two=diary.more_than_two_before),
        surprise=_surprise(model, diary, knowledge, name),
    )


def _fits(model: Model, diary: Diary) -> list[tuple[Trace, Numbers]]:
    """Compute what start and entries say of each cell, for each trace: the part all priors share."""
    every = traces(diary, model.course)
    return [(t, log_likelihood(model, [t])[0] + prior_of_cells(model, t.start)) for t in every]


def _weighed(fits: list[tuple[Trace, Numbers]], model: Model, diary: Diary, prior: str) -> list[Weighed]:
    odds = class_log_odds(model.course, prior, diary)[model.grid.kind]
    logs = [(trace, fit + odds) for trace, fit in fits]
    top = max(float(log.max()) for _, log in logs)
    parts = [(trace, np.exp(log - top)) for trace, log in logs]
    total = sum(float(part.sum()) for _, part in parts)
    return [Weighed(trace, part / total) for trace, part in parts]


def entry_chances(model: Model, weighed: Weighed, days: tuple[int, ...]) -> Numbers:
    """Compute the chance of each entry 0 to 10 on some days, the pull of the last entry included.

    Units: rows are days; they add up to the weight of the trace.
    """
    trace, start = weighed.trace, weighed.trace.start
    last = (trace.days[-1], trace.pains[-1]) if trace.days else (start.day, None)
    levels = model.grid.levels(start.pain, start.day, start.days_before, [*days, last[0]])
    full = model.observation.chance.shape[0] - 1
    gaps = [min(day - last[0], full) if day > last[0] else full for day in days]
    pull = np.array([model.observation.pull(gap) for gap in gaps])
    moved = levels[:-1]
    if last[1] is not None:
        moved = moved + pull[:, None] * (last[1] - model.observation.expected[step_of(levels[-1])])
    return _mixed(model, weighed.weight, moved, gaps)


def _mixed(model: Model, weight: Numbers, levels: Numbers, gaps: list[int]) -> Numbers:
    """Mix the chances of all cells: first how much weight lies at each step of pain, then what that step brings."""
    places = step_of(levels)
    found = np.empty((len(gaps), SCORES))
    for i, gap in enumerate(gaps):
        table = model.observation.chance[gap]
        found[i] = sum(
            np.bincount(places[i], weights=of_precision, minlength=table.shape[1]) @ table[j]
            for j, of_precision in enumerate(weight)
        )
    return found


def quantile(chances: Numbers, q: float) -> Numbers:
    """Find the pain below which a share of entries falls, by day; between whole numbers it is read off evenly."""
    total = np.cumsum(chances, axis=1)
    edges = np.arange(SCORES + 1) - 0.5
    rows = [np.interp(q, np.concatenate([[0.0], row / row[-1]]), edges) for row in total]
    found: Numbers = np.clip(np.array(rows), 0.0, POINTS)
    return found


def _band(chances: Numbers, share: float) -> Band:
    low, high = quantile(chances, (1 - share) / 2), quantile(chances, (1 + share) / 2)
    return Band(share, tuple(low.tolist()), tuple(high.tolist()))


def _levels(model: Model, weighed: Weighed, days: list[float]) -> Numbers:
    start = weighed.trace.start
    return model.grid.levels(start.pain, start.day, start.days_before, days)


def _by_curve(weighed: Weighed) -> Numbers:
    weight: Numbers = weighed.weight.sum(axis=0)
    return weight


def _recovered_by(model: Model, weighed: list[Weighed], settings: ForecastModel) -> Mapping[int, float]:
    days = sorted({7.0 * week for week in settings.recovered_by_weeks} | {float(d) for d in range(0, 183, 7)})
    found = np.zeros(len(days))
    for w in weighed:
        so_far = np.maximum.accumulate(model.observation.recovered[step_of(_levels(model, w, days))], axis=0)
        found += so_far @ _by_curve(w)
    return {week: float(min(1.0, found[days.index(7.0 * week)])) for week in settings.recovered_by_weeks}


def _days_to_mild(model: Model, weighed: list[Weighed], settings: ForecastModel) -> float | None:
    days = [float(d) for d in (*range(29), *range(30, 85, 2), *range(91, settings.horizon_days + 1, 7))]
    share = np.zeros(len(days))
    for w in weighed:
        mild = np.maximum.accumulate(_levels(model, w, days) <= settings.recovered_at, axis=0)
        share += mild @ _by_curve(w)
    return float(np.interp(0.5, share, days)) if share[-1] >= 0.5 else None


def _not_improving(model: Model, weighed: list[Weighed], settings: ForecastModel, today: int) -> float:
    day = float(max(today, settings.improved_by_day))
    found = 0.0
    for w in weighed:
        first, level = w.trace.start.pain, _levels(model, w, [day])[0]
        small = (first - level < settings.improved_points) & (level > first * (1 - settings.improved_percent / 100))
        found += float(_by_curve(w) @ (small & (level > settings.recovered_at)))
    return found


def _lasting_share(model: Model, weighed: list[Weighed], settings: ForecastModel) -> float:
    day = (settings.lasting_day,)
    chances = np.sum([entry_chances(model, w, day) for w in weighed], axis=0)[0]
    return float(min(1.0, chances[int(settings.lasting_pain) :].sum()))


def _classes(model: Model, weighed: list[Weighed]) -> Mapping[str, float]:
    share = np.sum([np.bincount(model.grid.kind, weights=_by_curve(w)) for w in weighed], axis=0)
    return dict(zip(model.grid.classes, share.tolist(), strict=True))


def next_entry_chances(diary: Diary, knowledge: Knowledge, day: int, prior: str) -> Numbers:
    """Compute the chance of each entry 0 to 10 on a day, from the entries before it."""
    model, before = model_of(knowledge), diary.until(day - 1)
    weighed = _weighed(_fits(model, before), model, before, prior)
    chances: Numbers = np.sum([entry_chances(model, w, (day,)) for w in weighed], axis=0)[0]
    return chances


def _surprise(model: Model, diary: Diary, knowledge: Knowledge, prior: str) -> Surprise | None:
    told = diary.pains
    if not told or told[-1][0] == 0:
        return None
    day, pain = told[-1]
    chances = next_entry_chances(diary, knowledge, day, prior)
    at_least, at_most = float(chances[pain:].sum()), float(chances[: pain + 1].sum())
    return Surprise(day, pain, min(1.0, at_least), min(1.0, at_most), float(-np.log2(chances[pain])))


def lasting(diary: Diary, knowledge: Knowledge, prior: str) -> float:
    """Compute the chance of pain that lasts, under a prior."""
    model = model_of(knowledge)
    return _lasting_share(model, _weighed(_fits(model, diary), model, diary, prior), model.course.forecast)
