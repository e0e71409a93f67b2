"""The forecasts of many people in one call: the same as one by one, with what people share computed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge import Knowledge
from lumbago.pathway.course.chances import Weighed, cell_log_odds, entry_chances, weighed
from lumbago.pathway.course.curves import Curves, Model, Start, curves_of, model_of
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.grid import Numbers
from lumbago.pathway.course.observation import SCORES
from lumbago.pathway.course.posterior import NO_STEP, Steps, Trace, moved, numbered, step_rows, traces
from lumbago.pathway.course.priors import standard_prior

Member: TypeAlias = tuple[int, Trace]
"""A person: their place among all, and their diary as the forecast reads it."""

Last: TypeAlias = tuple[int, int]
"""Day and pain of a last entry."""

Halves: TypeAlias = NDArray[np.float32]
"""Numbers of half the length: good to six digits, and twice as quick."""

FEWEST_TOGETHER = 4
"""People who share a start from whom on the tables of a group are worth making."""

NOTHING: Last = (NO_STEP, 0)

TOGETHER = 32
"""People mixed at once: what they need fits into a processor's cache."""


@dataclass(frozen=True, eq=False)
class Batch:
    """What is expected of each person, a row each.

    chances: of each entry 0 to 10 on each day asked for. recovered_by: for each week of the model.
    """

    days: tuple[int, ...]
    chances: Numbers
    recovered_by: Numbers


def forecast_many(diaries: Sequence[Diary], knowledge: Knowledge, days: Sequence[int], prior: str = "") -> Batch:
    """Say where many diaries are going: the chance of each entry on some days, and of recovery.

    Unknown: as in `forecast`, which gives the same numbers for one.
    """
    model = model_of(knowledge)
    weeks = len(model.course.forecast.recovered_by_weeks)
    found = Batch(tuple(days), np.empty((len(diaries), len(days), SCORES)), np.empty((len(diaries), weeks)))
    groups: dict[tuple[Start, str], list[Member]] = defaultdict(list)
    for i, diary in enumerate(diaries):
        name = prior or standard_prior(model.course, diary)
        parts = traces(diary, model.course, model.course.priors[name].from_day)
        if len(parts) == 1:
            groups[parts[0].start, name].append((i, parts[0]))
        else:
            _alone(i, weighed(diary, knowledge, name), model, found)
    for (start, name), members in groups.items():
        if len(members) < FEWEST_TOGETHER:
            for i, _ in members:
                _alone(i, weighed(diaries[i], knowledge, name), model, found)
        else:
            _Group(model, curves_of(model, start), name, found).fill(diaries, members)
    return found


def _alone(i: int, parts: list[Weighed], model: Model, found: Batch) -> None:
    """Fill in somebody for whom several starts are weighed, or whose start hardly anybody shares."""
    found.chances[i] = entry_chances(model, parts, found.days)
    found.recovered_by[i] = np.sum([part.curves.recovered_by @ part.by_curve for part in parts], axis=0)


class _Group:
    """People who share a start, and with it their curves. A cell is a curve with a precision."""

    def __init__(self, model: Model, curves: Curves, prior: str, found: Batch) -> None:
        self._model, self._curves, self._prior, self._found = model, curves, prior, found

    def fill(self, diaries: Sequence[Diary], members: Sequence[Member]) -> None:
        """Fill in what is expected of each; those with the same last entry together where it still counts."""
        until = max(trace.days[-1] if trace.days else trace.start.day for _, trace in members)
        alike = _Alike(self._model, self._curves, until)
        brings = _Brings(self._model, self._curves, alike, self._found.days)
        places, steps = numbered([trace for _, trace in members])
        lasts = [brings.last(trace) for _, trace in members]
        order = np.lexsort((*places.T[::-1], *np.array(lasts).T))
        sums = self._sums(alike, places, steps)
        odds = _Odds(self._model, self._curves, self._prior, alike)
        for last, same in groupby(order.tolist(), key=lasts.__getitem__):
            for some in _some_at_a_time(list(same)):
                who = [members[j][0] for j in some]
                self._mix(who, sums.of(some, [odds.of(diaries[i]) for i in who]), brings.of(last))

    def _sums(self, alike: _Alike, places: NDArray[np.intp], steps: Steps) -> _Sums:
        tables = self._model.observation.log_chance.astype(np.float32)
        rows = step_rows(self._model, alike.curves, steps, tables)
        return _Sums(rows.reshape(len(rows), -1), places)

    def _mix(self, who: Sequence[int], log: Halves, brings: Halves) -> None:
        """Turn the log weights of some people's cells into what those cells bring."""
        log -= log.max(axis=1, keepdims=True)
        mixed = np.exp(log, out=log) @ brings
        weeks = self._found.recovered_by.shape[1]
        chances = mixed[:, weeks + 1 :].reshape(len(who), -1, SCORES)
        self._found.recovered_by[who] = mixed[:, 1 : weeks + 1] / mixed[:, :1]
        self._found.chances[who] = chances / chances.sum(axis=2, keepdims=True)


def _some_at_a_time(people: Sequence[int]) -> Iterator[Sequence[int]]:
    return (people[first : first + TOGETHER] for first in range(0, len(people), TOGETHER))


class _Alike:
    """Curves that have gone the same way as far as anybody has told, as one: they part only later."""

    def __init__(self, model: Model, curves: Curves, until: int) -> None:
        days = max(until - curves.start.day, 0)
        kept, self._one = np.unique(model.grid.alike(curves.start.days_in_pain, days), return_inverse=True)
        self._order = np.argsort(self._one, kind="stable")
        self._first = np.searchsorted(self._one[self._order], np.arange(len(kept)))
        self.curves = replace(curves, places=curves.places[: days + 1, kept])
        weight = np.exp(curves.weight)
        self._share = (weight / np.bincount(self._one, weights=weight)[self._one]).astype(np.float32)

    def added(self, log: Numbers) -> Numbers:
        """Add up weights of curves that are alike; both are logarithms."""
        top = log.max()
        total: Numbers = np.log(np.bincount(self._one, weights=np.exp(log - top))) + top
        return total

    def mixed(self, table: Halves) -> Halves:
        """Mix the rows of curves that are alike by the share each has of their weight."""
        shared = table * self._share.reshape(-1, *[1] * (table.ndim - 1))
        found: Halves = np.add.reduceat(shared[self._order], self._first, axis=0)
        return found


class _Sums:
    """Adds up what the steps of people say. Whoever has the first steps of the person before goes on from there."""

    def __init__(self, rows: Halves, places: NDArray[np.intp]) -> None:
        self._rows, self._places = list(rows), places
        self._room = np.empty((places.shape[1], rows.shape[1]), dtype=rows.dtype)
        self._found = np.empty((TOGETHER, rows.shape[1]), dtype=rows.dtype)
        self._so_far: list[Halves] = [self._rows[0]] * (places.shape[1] + 1)
        self._steps = [0] * places.shape[1]

    def of(self, people: Sequence[int], odds: Sequence[Halves]) -> Halves:
        """Give the sums of some people, their odds included; the next call writes over them."""
        for found, person, before in zip(self._found, people, odds, strict=False):
            np.add(self._of(self._places[person].tolist()), before, out=found)
        some: Halves = self._found[: len(people)]
        return some

    def _of(self, steps: list[int]) -> Halves:
        so_far, before, self._steps = self._so_far, self._steps, steps
        shared = next((i for i, (was, step) in enumerate(zip(before, steps, strict=True)) if was != step), len(steps))
        for i, step in enumerate(steps[shared:], shared):
            so_far[i + 1] = np.add(so_far[i], self._rows[step], out=self._room[i]) if step else so_far[i]
        return so_far[-1]


class _Odds:
    """The log weight of each cell before any entry, kept for people of whom the same is known."""

    def __init__(self, model: Model, curves: Curves, prior: str, alike: _Alike) -> None:
        self._model, self._curves, self._prior, self._alike = model, curves, prior, alike
        self._named = tuple(factor.finding for factor in model.course.factors.values() if factor.finding)
        self._kept: dict[tuple[object, ...], Halves] = {}

    def of(self, diary: Diary) -> Halves:
        """Give the weights for what is known of somebody."""
        known = tuple([diary.facts.get(finding) for finding in self._named])
        if known not in self._kept:
            odds = self._alike.added(cell_log_odds(self._model, self._curves, diary, self._prior))
            self._kept[known] = np.repeat(odds.astype(np.float32), len(self._model.course.forecast.precision_levels))
        return self._kept[known]


class _Brings:
    """What each cell brings: itself, recovery by each week, and the chance of each entry on the days asked for.

    Only days near the last entry differ from person to person: the others are looked up once.
    """

    def __init__(self, model: Model, curves: Curves, alike: _Alike, days: Sequence[int]) -> None:
        self._model, self._curves, self._alike, self._days = model, curves, alike, days
        self._tables = model.observation.chance.transpose(0, 2, 1, 3).astype(np.float32)
        self._full = len(self._tables) - 1
        recovered = np.repeat(alike.mixed(curves.recovered_by.T.astype(np.float32)), self._tables.shape[2], axis=0)
        self._always = np.column_stack([np.ones(len(recovered), np.float32), recovered])
        self._far = [self._looked_up(at, self._full) for at in curves.rows(np.array(days))]
        self._kept: dict[Last, Halves] = {}
        self._counting: dict[int, bool] = {}

    def last(self, trace: Trace) -> Last:
        """Give the last entry of somebody, where it still counts on a day asked for."""
        last = trace.days[-1] if trace.days else NO_STEP
        return (last, trace.pains[-1]) if trace.days and self._counts(last) else NOTHING

    def _counts(self, last: int) -> bool:
        if last not in self._counting:
            self._counting[last] = any(0 < day - last < self._full for day in self._days)
        return self._counting[last]

    def of(self, last: Last) -> Halves:
        """Give the table for a last entry: a row for each cell."""
        if last not in self._kept:
            days = [self._on(place, day, last) for place, day in enumerate(self._days)]
            self._kept[last] = np.concatenate([self._always, *days], axis=1)
        return self._kept[last]

    def _on(self, place: int, day: int, last: Last) -> Halves:
        if last == NOTHING or not 0 < day - last[0] < self._full:
            return self._far[place]
        at = moved(self._model, self._curves, np.array([day]), np.array([last[0]]), np.array([last[1]]))[0]
        return self._looked_up(at, day - last[0])

    def _looked_up(self, at: NDArray[np.uint8] | NDArray[np.intp], gap: int) -> Halves:
        """Look up the chance of each entry from each cell: a row for each curve and precision in turn."""
        return self._alike.mixed(self._tables[gap][at]).reshape(-1, SCORES)
