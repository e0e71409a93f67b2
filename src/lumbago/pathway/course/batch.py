"""The forecasts of many people in one call: the same as one by one, with what people share computed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
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
    groups: dict[tuple[Start, str], _Members] = defaultdict(_Members)
    for i, diary in enumerate(diaries):
        name = prior or standard_prior(model.course, diary)
        parts = traces(diary, model.course, model.course.priors[name].from_day)
        if len(parts) == 1:
            groups[parts[0].start, name].add(i, parts[0])
        else:
            _alone(i, weighed(diary, knowledge, name), model, found)
    for (start, name), members in groups.items():
        if len(members.places) < FEWEST_TOGETHER:
            for i in members.places:
                _alone(i, weighed(diaries[i], knowledge, name), model, found)
        else:
            _Group(model, curves_of(model, start), name, found).fill(diaries, members)
    return found


class _Members:
    """People who share a start: their places among all, and their diaries as the forecast reads them."""

    def __init__(self) -> None:
        self.places: list[int] = []
        self.traces: list[Trace] = []

    def add(self, place: int, trace: Trace) -> None:
        self.places.append(place)
        self.traces.append(trace)


def _alone(i: int, parts: list[Weighed], model: Model, found: Batch) -> None:
    """Fill in somebody for whom several starts are weighed, or whose start hardly anybody shares."""
    found.chances[i] = entry_chances(model, parts, found.days)
    found.recovered_by[i] = np.sum([part.curves.recovered_by @ part.by_curve for part in parts], axis=0)


class _Group:
    """People who share a start, and with it their curves. A cell is a curve with a precision."""

    def __init__(self, model: Model, curves: Curves, prior: str, found: Batch) -> None:
        self._model, self._curves, self._prior, self._found = model, curves, prior, found

    def fill(self, diaries: Sequence[Diary], members: _Members) -> None:
        """Fill in what is expected of each; those with the same last entry together where it still counts."""
        until = max(trace.days[-1] if trace.days else trace.start.day for trace in members.traces)
        alike = _Alike(self._model, self._curves, until)
        brings = _Brings(self._model, self._curves, alike, self._found.days)
        places, steps = numbered(members.traces)
        odds = _Odds(self._model, self._curves, self._prior, alike)
        starts = [odds.of(diaries[i]) for i in members.places]
        lasts = [brings.last(trace) for trace in members.traces]
        order = np.lexsort((*places.T[::-1], [id(start) for start in starts], *np.array(lasts).T)).tolist()
        sums = _Sums(self._rows(alike, steps), places[order], [starts[j] for j in order])
        for last, first, end in _runs([lasts[j] for j in order]):
            who = [members.places[j] for j in order[first:end]]
            self._mix(who, sums.of(first, end), brings.of(last))

    def _rows(self, alike: _Alike, steps: Steps) -> Halves:
        tables = self._model.observation.log_chance.astype(np.float32)
        rows = step_rows(self._model, alike.curves, steps, tables)
        return rows.reshape(len(rows), -1)

    def _mix(self, who: Sequence[int], log: Halves, brings: Halves) -> None:
        """Turn the log weights of some people's cells into what those cells bring."""
        log -= log.max(axis=1, keepdims=True)
        mixed = np.exp(log, out=log) @ brings
        weeks = self._found.recovered_by.shape[1]
        chances = mixed[:, weeks + 1 :].reshape(len(who), -1, SCORES)
        self._found.recovered_by[who] = mixed[:, 1 : weeks + 1] / mixed[:, :1]
        self._found.chances[who] = chances / chances.sum(axis=2, keepdims=True)


def _runs(lasts: Sequence[Last]) -> Iterator[tuple[Last, int, int]]:
    """Cut people who stand in order into runs with the same last entry, none longer than are mixed at once."""
    first = 0
    for last, same in groupby(lasts):
        end = first + sum(1 for _ in same)
        yield from ((last, start, min(start + TOGETHER, end)) for start in range(first, end, TOGETHER))
        first = end


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
    """Adds up what the steps of people say. Whoever has the first steps of the person before goes on from there.

    People stand in an order that brings the same first steps together; a sum begins with what is known of somebody.
    """

    def __init__(self, rows: Halves, places: NDArray[np.intp], starts: Sequence[Halves]) -> None:
        self._rows, self._places, self._starts = list(rows), places, starts
        self._found = np.empty((TOGETHER, rows.shape[1]), dtype=rows.dtype)
        self._so_far: list[Halves] = list(np.empty((places.shape[1] + 1, rows.shape[1]), dtype=rows.dtype))
        counts = (places > 0).sum(axis=1)
        known = np.array([one is other for one, other in pairwise(starts)], dtype=bool)
        alike = (places[1:] == places[:-1]).cumprod(axis=1).sum(axis=1)
        kept = np.minimum(alike, np.minimum(counts[1:], counts[:-1]) - 1)  # the last step goes straight into the result
        self._counts, self._shared = counts.tolist(), [0, *np.where(known, np.maximum(kept, 0), 0).tolist()]

    def of(self, first: int, end: int) -> Halves:
        """Give the sums of a run of people; the next call writes over them."""
        for person, found in zip(range(first, end), self._found, strict=False):
            self._add(person, found)
        some: Halves = self._found[: end - first]
        return some

    def _add(self, person: int, found: Halves) -> None:
        steps: list[int] = self._places[person, : self._counts[person]].tolist()
        so_far, rows = self._so_far, self._rows
        so_far[0] = self._starts[person]
        if not steps:
            found[:] = so_far[0]
            return
        last = len(steps) - 1
        for i in range(self._shared[person], last):
            np.add(so_far[i], rows[steps[i]], out=so_far[i + 1])
        np.add(so_far[last], rows[steps[last]], out=found)


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
