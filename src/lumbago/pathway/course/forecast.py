"""Where a diary is expected to go: a band by day, the chance of recovery, and how sure that is.

Deterministic: the same diary gives the same numbers. It never decides how urgent anything is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lumbago.knowledge import Knowledge
from lumbago.knowledge.course_records import ForecastModel
from lumbago.pathway.course.chances import Weighed, entry_chances, quantile, under, weighed_until
from lumbago.pathway.course.curves import Model, model_of
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.grid import Numbers
from lumbago.pathway.course.observation import SCORES
from lumbago.pathway.course.outcome import Band, Forecast, Surprise
from lumbago.pathway.course.priors import fitting_priors, standard_prior
from lumbago.pathway.course.recurrence import recurrence

SHOWN_DAYS = (*range(29), *range(30, 85, 3), *range(91, 183, 7))


def forecast(diary: Diary, knowledge: Knowledge, today: int | None = None, prior: str = "") -> Forecast:
    """Say where a diary is going, seen from a day; by default that of its last entry.

    Unknown: a day without an entry is missing, and says nothing.
    Source: course/forecast, course/classes, course/priors.
    """
    model = model_of(knowledge)
    now = today if today is not None else diary.last_day or 0
    name = prior or standard_prior(model.course, diary)
    parts, before = _now_and_before(diary, knowledge, name)
    settings = model.course.forecast
    first = parts[0].trace.start.day
    days = tuple(first + day for day in SHOWN_DAYS)
    chances = entry_chances(model, parts, days)
    return Forecast(
        prior=name,
        today=now,
        days=days,
        mean=tuple((chances @ np.arange(SCORES)).tolist()),
        median=tuple(quantile(chances, 0.5).tolist()),
        bands=tuple(_band(chances, share) for share in settings.bands),
        recovered_by=_recovered_by(parts, settings),
        days_to_mild=_days_to_mild(parts, settings),
        not_improving=_not_improving(parts, settings, now),
        lasting={
            other: lasting_share(model, under(parts, diary, knowledge, name, other))
            for other in fitting_priors(model.course, diary)
        },
        classes=_classes(model, parts),
        recurrence=recurrence(knowledge, more_than_two=diary.more_than_two_before),
        surprise=_surprise(model, before),
    )


def lasting_share(model: Model, parts: Sequence[Weighed]) -> float:
    """Compute the chance of pain that lasts from weights."""
    settings = model.course.forecast
    chances = entry_chances(model, parts, (settings.lasting_day,))[0]
    return float(min(1.0, chances[int(settings.lasting_pain) :].sum()))


def _now_and_before(diary: Diary, knowledge: Knowledge, prior: str) -> tuple[list[Weighed], list[Weighed]]:
    """Weigh by all entries, and by all but the last; the latter keeps the whole trace, to judge the last by."""
    last = diary.pains[-1][0] if diary.pains else 0
    parts, before = weighed_until(diary, knowledge, prior, [None, last - 1])
    return parts, [Weighed(now.trace, now.curves, was.weight) for now, was in zip(parts, before, strict=True)]


def _band(chances: Numbers, share: float) -> Band:
    low, high = quantile(chances, (1 - share) / 2), quantile(chances, (1 + share) / 2)
    return Band(share, tuple(low.tolist()), tuple(high.tolist()))


def _recovered_by(parts: Sequence[Weighed], settings: ForecastModel) -> Mapping[int, float]:
    found = np.sum([part.curves.recovered_by @ part.by_curve for part in parts], axis=0)
    return dict(zip(settings.recovered_by_weeks, np.clip(found, 0, 1).tolist(), strict=True))


def _days_to_mild(parts: Sequence[Weighed], settings: ForecastModel) -> float | None:
    """Find the day of the episode by which half of the weight is down to pain that counts as recovered."""
    share = np.zeros(settings.horizon_days + 2)
    for part in parts:
        share += np.bincount(part.curves.mild_after, weights=part.by_curve, minlength=len(share))
    half = int(np.searchsorted(np.cumsum(share), 0.5))
    return float(half + parts[0].trace.start.day) if half <= settings.horizon_days else None


def _not_improving(parts: Sequence[Weighed], settings: ForecastModel, today: int) -> float:
    day = max(today, settings.improved_by_day)
    found = 0.0
    for part in parts:
        first, level = part.trace.start.pain, part.curves.level(day)
        small = (first - level < settings.improved_points) & (level > first * (1 - settings.improved_percent / 100))
        found += float(part.by_curve @ (small & (level > settings.recovered_at)))
    return min(1.0, found)


def _classes(model: Model, parts: Sequence[Weighed]) -> Mapping[str, float]:
    share = np.sum([np.bincount(model.grid.kind, weights=part.by_curve) for part in parts], axis=0)
    return dict(zip(model.grid.classes, share.tolist(), strict=True))


def _surprise(model: Model, before: Sequence[Weighed]) -> Surprise | None:
    trace = before[0].trace
    if not trace.days:
        return None
    day, pain = trace.days[-1], trace.pains[-1]
    earlier = [Weighed(part.trace.until(day - 1), part.curves, part.weight) for part in before]
    chances = entry_chances(model, earlier, (day,))[0]
    at_least, at_most = float(chances[pain:].sum()), float(chances[: pain + 1].sum())
    return Surprise(day, pain, min(1.0, at_least), min(1.0, at_most), float(-np.log2(chances[pain])))
