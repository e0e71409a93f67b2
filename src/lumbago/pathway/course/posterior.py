"""What a diary says of each curve of the grid: the log-likelihood, a sum over entries, for one person or for many.

People who told the same pain at the start, after the same days in pain, share their curves: they are computed together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.course_records import Course
from lumbago.pathway.course.curves import Curves, Model, Start
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.grid import Numbers
from lumbago.pathway.course.observation import BINS

Steps: TypeAlias = NDArray[np.intp]
"""Entries beside the ones before them: day and pain, and day and pain before."""

Around: TypeAlias = tuple[int, int, int]
"""What an entry is judged around: its day, and day and pain before."""

NO_STEP = -1

TOGETHER = 32
"""Levels moved at once: what they need fits into a processor's cache."""


class Trace(NamedTuple):
    """A diary as the forecast reads it: where it starts, and pain by day after that."""

    start: Start
    days: tuple[int, ...]
    pains: tuple[int, ...]

    def until(self, day: int) -> Trace:
        """Give the trace as it was at the end of a day."""
        kept = [i for i, told in enumerate(self.days) if told <= day]
        return Trace(self.start, self.days[: len(kept)], self.pains[: len(kept)])


def traces(diary: Diary, course: Course, from_day: int = 0) -> tuple[Trace, ...]:
    """Read a diary; without any pain told there is a trace for each start that is likely, and they count the same.

    A curve is tied to what was told at the start. Where nothing was, it is tied to the first entry. A prior for pain
    that has lasted, from a day of it on, ties it to the first entry from then on, and lets go of what was before.
    """
    before = round(diary.days_before)
    told, start = diary.pains, diary.start
    if start is not None:
        told = ((0, start), *(told[1:] if told and told[0][0] <= 0 else told))
    if from_day:
        late = [i for i, (day, _) in enumerate(told) if day + before >= from_day]
        told = told[late[0] :] if late else told
    if not told:
        return tuple(Trace(Start(pain, 0, before), (), ()) for pain in likely_starts(course))
    days, pains = zip(*told, strict=True)
    return (Trace(_tied(float(pains[0]), days[0], max(days[0] + before, 0)), days[1:], pains[1:]),)


@lru_cache(maxsize=1024)
def _tied(pain: float, day: int, days_in_pain: int) -> Start:
    """Give the start many people share; one object for all, as there may be very many of them."""
    return Start(pain, day, days_in_pain)


def likely_starts(course: Course) -> tuple[float, ...]:
    """List starts that stand for all people, each as likely as the next."""
    model = course.forecast
    levels = np.arange(int(model.start_lowest), 11)
    weight = np.exp(-(((levels - model.start_mean) / model.start_sd) ** 2) / 2)
    middle = np.interp((np.arange(5) + 0.5) / 5, np.cumsum(weight) / weight.sum(), levels)
    return tuple(float(m) for m in middle)


def log_likelihood(model: Model, curves: Curves, people: Sequence[Trace]) -> Numbers:
    """Add up over the entries of people who share their start; the result is by person, precision and curve."""
    places, steps = _numbered(people)
    if len(steps) == 1:
        levels = len(model.course.forecast.precision_levels)
        return np.zeros((len(people), levels, len(model.grid.kind)))
    rows = _step_rows(model, curves, steps)
    total = rows[places[:, 0]]
    for place in places.T[1:]:
        total += rows[place]
    return np.ascontiguousarray(total.transpose(0, 2, 1))


def _numbered(people: Sequence[Trace]) -> tuple[NDArray[np.intp], Steps]:
    """Give each different step a number, and say which each person took; a shorter diary is filled with no step."""
    lengths = np.array([len(p.days) for p in people], dtype=np.intp)
    steps = _all_steps(people, lengths)
    span = steps.max(axis=1, initial=0) + 2
    code = np.zeros(steps.shape[1], dtype=np.intp)
    for column, width in zip(steps, span, strict=True):
        code = code * width + column + 1
    _, first, number = np.unique(code, return_index=True, return_inverse=True)
    places = np.zeros((len(people), lengths.max(initial=0)), dtype=np.intp)
    places[np.arange(places.shape[1]) < lengths[:, None]] = number + 1
    return places, np.concatenate([[(NO_STEP, 0, 0, 0)], steps[:, first].T])


def _all_steps(people: Sequence[Trace], lengths: NDArray[np.intp]) -> Steps:
    """List every step of all people, one after the other: a column each."""
    count = int(lengths.sum())
    day = np.fromiter(chain.from_iterable([p.days for p in people]), np.intp, count)
    pain = np.fromiter(chain.from_iterable([p.pains for p in people]), np.intp, count)
    day_before, pain_before = np.roll(day, 1), np.roll(pain, 1)
    first = (np.cumsum(lengths) - lengths)[lengths > 0]
    day_before[first] = [p.start.day for p in people if p.days]
    pain_before[first] = NO_STEP
    return np.stack([day, pain, day_before, pain_before])


def _step_rows(model: Model, curves: Curves, steps: Steps) -> Numbers:
    """Compute for each step the log chance of its pain under each curve and precision."""
    around: dict[Around, list[tuple[int, int]]] = defaultdict(list)
    for i, (day, pain, *before) in enumerate(steps.tolist()):
        around[day, *before].append((i, pain))
    del around[NO_STEP, 0, 0]
    tables = model.observation.log_chance
    rows = np.zeros((len(steps), curves.places.shape[1], tables.shape[3]))
    keys = list(around)
    for first in range(0, len(keys), TOGETHER):
        some = keys[first : first + TOGETHER]
        for (day, day_before, pain_before), at in zip(some, _moved_to(model, curves, some), strict=True):
            table = tables[min(day - day_before, len(tables) - 1)]
            for i, pain in around[day, day_before, pain_before]:
                table[pain].take(at, 0, rows[i], "clip")
    return rows


def _moved_to(model: Model, curves: Curves, around: Sequence[Around]) -> NDArray[np.intp]:
    days, days_before, pains_before = (np.array(column) for column in zip(*around, strict=True))
    return moved(model, curves, days, np.where(pains_before == NO_STEP, NO_STEP, days_before), pains_before)


def moved(
    model: Model, curves: Curves, day: NDArray[np.intp], day_before: NDArray[np.intp], pain_before: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Move the level of each curve on some days by what is left of the residual of the entry before each."""
    shift = model.observation.shift
    gap = np.where(day_before == NO_STEP, len(shift) - 1, np.minimum(day - day_before, len(shift) - 1))
    by = shift[gap[:, None], pain_before[:, None], curves.rows(day_before)]
    by += curves.rows(day)
    return np.clip(by, 0, BINS - 1, out=by).astype(np.intp)
