"""Many diaries as columns: what `posterior.traces` reads of one, read of all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.course_records import Course
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.grid import POINTS, Numbers
from lumbago.pathway.course.observation import SCORES

Whole: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

NO_PAIN = SCORES
"""Stands for the pain before where none moves a level."""


@dataclass(frozen=True, eq=False)
class Told:
    """Days on which pain was told, person after person: the first of each is the start that curves are tied to.

    who: the place among all of each person read; whoever told nothing, or nothing a column holds, is not among them.
    first: where each begins, and at last the end. prior: of each, by its place among those of the edition.
    before: whole days of pain before day 0.
    """

    who: Whole
    first: Whole
    day: Whole
    pain: Whole
    prior: Whole
    before: Whole

    def starts(self) -> tuple[Whole, Whole]:
        """List the starts, each with a prior, and say which each person has: these people share their curves.

        Columns are pain, day, days in pain by then, and the prior.
        """
        at = self.first[:-1]
        start = (self.pain[at], self.day[at], np.maximum(self.day[at] + self.before, 0), self.prior)
        shape = [int(column.max(initial=0)) + 1 for column in start]
        code, which = np.unique(np.ravel_multi_index(start, shape), return_inverse=True)
        return np.column_stack(np.unravel_index(code, shape)), which


def read(diaries: Sequence[Diary], course: Course, prior: str) -> Told:
    """Read many diaries under a prior, or under the one that is shown first of each."""
    person, day, pain = _columns(diaries)
    before = np.array([diary.days_before for diary in diaries], dtype=float)
    told = _plain(person, day, pain, len(diaries))[person] & ~np.isnan(pain)
    person, day, whole_pain = person[told], day[told], pain[told].astype(np.int64)
    priors = _priors(course, prior, _lasting(course, person, day, whole_pain, before))
    whole = np.rint(before).astype(np.int64)
    kept = _from_day(course, priors, person, day + whole[person])
    who, first = np.unique(person[kept], return_index=True)
    return Told(who, np.append(first, int(kept.sum())), day[kept], whole_pain[kept], priors[who], whole[who])


def _columns(diaries: Sequence[Diary]) -> tuple[Whole, Whole, Numbers]:
    """List person, day and pain of all entries; each person's are led by what was known at the start, as of day 0.

    What an entry of day 0 tells counts instead of it.
    """
    entries = [entry for diary in diaries for entry in diary.entries]
    counts = np.array([len(diary.entries) for diary in diaries], dtype=np.int64) + 1
    person, lead = np.repeat(np.arange(len(diaries)), counts), np.cumsum(counts) - counts
    own = np.ones(len(person), dtype=bool)
    own[lead] = False
    day, pain = np.zeros(len(person), dtype=np.int64), np.empty(len(person))
    day[own] = np.fromiter([entry.day for entry in entries], np.int64, len(entries))
    pain[own] = np.array([entry.pain for entry in entries], dtype=float)
    pain[lead] = np.array([diary.pain_at_start for diary in diaries], dtype=float)
    instead = np.flatnonzero(own & (day == 0) & ~np.isnan(pain))
    pain[lead[person[instead]]] = np.nan
    return person, day, pain


def _plain(person: Whole, day: Whole, pain: Numbers, people: int) -> Mask:
    """Say whose days and pains are within what columns can hold: the others are read one by one."""
    odd = (day < 0) | (pain < 0) | (pain > POINTS)
    plain: Mask = np.bincount(person[odd], minlength=people) == 0
    return plain


def _lasting(course: Course, person: Whole, day: Whole, pain: Whole, before: Numbers) -> Numbers:
    """Compute for how many days it hurt when last told; none where pain was down to what counts as recovered."""
    lasted = np.full(len(before), -np.inf)
    last = np.flatnonzero(np.append(person[1:] != person[:-1], True)[: len(person)])
    hurts = last[pain[last] > course.forecast.recovered_at]
    lasted[person[hurts]] = day[hurts] + before[person[hurts]]
    return lasted


def _priors(course: Course, prior: str, lasted: Numbers) -> Whole:
    """Choose the prior of each: the one named, else the last of those made for pain that has lasted so long."""
    names = list(course.priors)
    standard = next(name for name, record in course.priors.items() if record.standard)
    chosen = np.full(len(lasted), names.index(prior or standard))
    for place, record in enumerate(course.priors.values() if not prior else ()):
        if record.from_day:
            chosen[lasted >= record.from_day] = place
    return chosen


def _from_day(course: Course, priors: Whole, person: Whole, in_pain: Whole) -> Mask:
    """Say which entries a prior for pain that has lasted looks at: those from its day on, where there is any."""
    from_day = np.array([record.from_day for record in course.priors.values()])[priors]
    late = (from_day[person] == 0) | (in_pain >= from_day[person])
    any_late = np.bincount(person[late], minlength=len(priors)) > 0
    kept: Mask = late | ~any_late[person]
    return kept


def numbered(told: Told, members: Whole, known: Whole, taken: int, full: int) -> tuple[Whole, Whole, Whole]:
    """Give each different step of some people a number from `taken` on, and list the numbers of each after `known`.

    The result is the steps as `kernel.tabulate` reads them, where each person's numbers begin, and the numbers.
    Units: `full` is after how many days nothing is left of the entry before.
    """
    start, lengths = told.first[members], told.first[members + 1] - told.first[members]
    first = np.append(0, np.cumsum(lengths))
    at = np.arange(first[-1]) + np.repeat(start - first[:-1], lengths)
    lead = np.zeros(len(at), dtype=bool)
    lead[first[:-1]] = True
    after = np.flatnonzero(~lead)
    day, before = told.day[at[after]], at[after] - 1
    since = np.minimum(day - told.day[before], full)
    moves = (since < full) & ~lead[after - 1]
    of_step = (day - told.day[start[0]], since, np.where(moves, told.pain[before], NO_PAIN), told.pain[at[after]])
    shape = (int(of_step[0].max(initial=0)) + 1, full + 1, NO_PAIN + 1, SCORES)
    place = np.ravel_multi_index(of_step, shape)
    seen = np.zeros(np.prod(shape), dtype=bool)
    seen[place] = True
    numbers = np.empty(len(at), dtype=np.int64)
    numbers[first[:-1]] = known
    numbers[after] = (np.cumsum(seen) - 1 + taken)[place]
    return np.column_stack(np.unravel_index(np.flatnonzero(seen), shape)[::-1]), first, numbers
