"""What is believed of a person's shape before any diary: a named prior, and what is known of them."""

from __future__ import annotations

import numpy as np

from lumbago.knowledge.course_records import ClassPrior, Course, PrognosticFactor
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.grid import Numbers
from lumbago.record import Value


def standard_prior(course: Course, diary: Diary) -> str:
    """Choose the prior shown first: one made for pain that has lasted, once it has, and is still there."""
    late = [name for name, prior in course.priors.items() if prior.from_day and _has_lasted(diary, course, prior)]
    return late[-1] if late else next(name for name, prior in course.priors.items() if prior.standard)


def fitting_priors(course: Course, diary: Diary) -> tuple[str, ...]:
    """List the priors that may be believed of somebody: those for new pain, and others once the pain has lasted."""
    return tuple(n for n, p in course.priors.items() if not p.from_day or _has_lasted(diary, course, p))


def _has_lasted(diary: Diary, course: Course, prior: ClassPrior) -> bool:
    if (diary.last_day or 0) + diary.days_before < prior.from_day:
        return False
    told = diary.pains or (((0, diary.start),) if diary.start is not None else ())
    day, pain = told[-1] if told else (0, None)
    still = pain is None or pain > course.forecast.recovered_at
    return still and day + diary.days_before >= prior.from_day


def class_log_odds(course: Course, prior: str, diary: Diary) -> Numbers:
    """Compute the log weight of each class: its share, and for classes that do not recover what the factors add.

    Unknown: a factor nobody knows shifts nothing.
    Source: course/factors; each is shrunk, as what is known on day 0 is trusted too much.
    """
    shift = -course.forecast.covariate_shrink * sum(
        np.log(factor.hazard_ratio) * (_number(diary.facts[factor.finding]) - (factor.mean or 0.0))
        for factor in course.factors.values()
        if _weighs(factor, diary)
    )
    shares = course.priors[prior].share
    return np.array([np.log(shares[name]) + (0.0 if kind.recovers else shift) for name, kind in course.classes.items()])


def _weighs(factor: PrognosticFactor, diary: Diary) -> bool:
    return bool(factor.finding) and isinstance(diary.facts.get(factor.finding), (bool, int, float))


def _number(value: Value) -> float:
    return float(value)
