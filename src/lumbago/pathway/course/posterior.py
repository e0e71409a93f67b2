"""What a diary says of each curve of the grid: the log-likelihood, a sum over entries, for one person or for many.

People who told the same pain at the start, after the same days in pain, share their curves: they are computed together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.course_records import Course
from lumbago.pathway.course.curves import Curves, Model, Start
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.grid import Numbers
from lumbago.pathway.course.observation import STEPS_A_POINT, step_of

Step: TypeAlias = tuple[int, int, int, int]
"""One entry beside the one before it: day and pain, and day and pain before."""

R = TypeVar("R", np.float32, np.float64)

NO_STEP = -1


@dataclass(frozen=True, slots=True)
class Trace:
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
    pains, start = diary.pains, diary.start
    told = [(0, start), *(p for p in pains if p[0] > 0)] if start is not None else list(pains)
    late = [i for i, (day, _) in enumerate(told) if day + before >= from_day]
    told = told[late[0] :] if late else told
    if not told:
        return tuple(Trace(Start(pain, 0, before), (), ()) for pain in likely_starts(course))
    (day, pain), *rest = told
    tied = Start(float(pain), day, max(day + before, 0))
    return (Trace(tied, tuple([d for d, _ in rest]), tuple([p for _, p in rest])),)


def likely_starts(course: Course) -> tuple[float, ...]:
    """List starts that stand for all people, each as likely as the next."""
    model = course.forecast
    levels = np.arange(int(model.start_lowest), 11)
    weight = np.exp(-(((levels - model.start_mean) / model.start_sd) ** 2) / 2)
    middle = np.interp((np.arange(5) + 0.5) / 5, np.cumsum(weight) / weight.sum(), levels)
    return tuple(float(m) for m in middle)


def log_likelihood(model: Model, curves: Curves, people: Sequence[Trace]) -> Numbers:
    """Add up over the entries of people who share their start; the result is by person, precision and curve."""
    places, steps = numbered(people)
    if len(steps) == 1:
        levels = len(model.course.forecast.precision_levels)
        return np.zeros((len(people), levels, len(model.grid.kind)))
    rows = step_rows(model, curves, steps, model.observation.log_chance)
    total = rows[places[:, 0]]
    for place in places.T[1:]:
        total += rows[place]
    return total


def numbered(people: Sequence[Trace]) -> tuple[NDArray[np.intp], list[Step]]:
    """Give each different step a number, and say which each person took; a shorter diary is filled with no step."""
    number: dict[Step, int] = {(NO_STEP, 0, 0, 0): 0}
    places = np.zeros((len(people), max((len(p.days) for p in people), default=0)), dtype=np.intp)
    for row, person in zip(places, people, strict=True):
        day_before, pain_before = person.start.day, NO_STEP
        taken: list[int] = []
        for day, pain in zip(person.days, person.pains, strict=True):
            taken.append(number.setdefault((day, pain, day_before, pain_before), len(number)))
            day_before, pain_before = day, pain
        row[: len(taken)] = taken
    return places, list(number)


def step_rows(model: Model, curves: Curves, steps: Sequence[Step], tables: NDArray[R]) -> NDArray[R]:
    """Compute for each step the log chance of its pain under each precision and curve."""
    around = {(day, *before): None for day, _, *before in steps if day != NO_STEP}
    place = {key: i for i, key in enumerate(around)}
    days, days_before, pains_before = (np.array(column) for column in zip(*place, strict=True))
    at = moved(model, curves, days, np.where(pains_before == NO_STEP, NO_STEP, days_before), pains_before)
    rows = np.zeros((len(steps), tables.shape[2], at.shape[1]), dtype=tables.dtype)
    for row, (day, pain, day_before, pain_before) in zip(rows, steps, strict=True):
        if day != NO_STEP:
            gap = min(day - day_before, len(tables) - 1)
            np.take(tables[gap, pain], at[place[day, day_before, pain_before]], axis=1, out=row, mode="clip")
    return rows


def moved(
    model: Model, curves: Curves, day: NDArray[np.intp], day_before: NDArray[np.intp], pain_before: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Move the level of each curve on some days by what is left of the residual of the entry before each."""
    there = model.observation.expected[curves.rows(day_before)]
    pull = np.where(day_before == NO_STEP, 0.0, model.observation.pull(day - day_before))
    level = curves.rows(day) / STEPS_A_POINT + pull[:, None] * (pain_before[:, None] - there)
    return step_of(level)
