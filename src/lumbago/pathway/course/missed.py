"""Days that were missed may differ from those that were told: what the forecast would be if they did.

People stop writing when they are better and when they are fed up, so a forecast that takes the days told for all of
them may err either way. Nothing here enters the forecast itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lumbago.knowledge import Knowledge
from lumbago.pathway.course.cadence import every_days
from lumbago.pathway.course.chances import weighed
from lumbago.pathway.course.diary import DayEntry, Diary
from lumbago.pathway.course.outcome import Forecast


@dataclass(frozen=True, slots=True)
class Missed:
    """Recovery by week, had the pain of missed days been lower or higher than the days told suggest.

    days: on which an entry was asked for and none came.
    """

    days: tuple[int, ...]
    if_lower: Mapping[int, float]
    if_higher: Mapping[int, float]


def if_missed_days_differed(diary: Diary, knowledge: Knowledge, going: Forecast) -> Missed | None:
    """Say what a forecast would be had missed days been better, or worse; None where too few were missed.

    Source: course/forecast.
    """
    settings = knowledge.course.forecast
    days = tuple(missed_days(diary, knowledge, going.today))
    if len(days) < settings.fewest_missed:
        return None
    shift = settings.missed_shift_points
    lower, higher = (_recovered_by(diary, knowledge, going, days, by) for by in (-shift, shift))
    return Missed(days, lower, higher)


def missed_days(diary: Diary, knowledge: Knowledge, today: int) -> Iterator[int]:
    """List the days before one on which an entry was asked for and no pain was told."""
    told = [day for day, _ in diary.pains]
    for before, after in pairwise([*([0] if diary.start is not None and 0 not in told else []), *told, today]):
        due = before + every_days(knowledge, before)
        while due < after:
            yield due
            due += every_days(knowledge, due)


def _recovered_by(
    diary: Diary, knowledge: Knowledge, going: Forecast, days: tuple[int, ...], shift: float
) -> Mapping[int, float]:
    """Forecast recovery with the pain of some days set to what was expected of them, and moved."""
    expected = np.interp(days, going.days, going.mean)
    for day, pain in zip(days, np.clip(np.round(expected + shift), 0, 10), strict=True):
        diary = diary.with_entry(DayEntry(day, pain=int(pain)))
    parts = weighed(diary, knowledge, going.prior)
    found = np.sum([part.curves.recovered_by @ part.by_curve for part in parts], axis=0)
    return dict(zip(knowledge.course.forecast.recovered_by_weeks, np.clip(found, 0, 1).tolist(), strict=True))
