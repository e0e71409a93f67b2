"""The forecasts of many people in one call: the same as one by one, with what people share computed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from lumbago.pathway.course.posterior import NO_STEP, Trace, moved, numbered, step_rows, traces
from lumbago.pathway.course.priors import standard_prior

Member: TypeAlias = tuple[int, Trace]
"""A person: their place among all, and their diary as the forecast reads it."""

Halves: TypeAlias = NDArray[np.float32]
"""Numbers of half the length: good to six digits, and twice as quick."""

TOGETHER = 16
"""People weighed at once: what they need fits into a processor's cache."""


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
    model, asked = model_of(knowledge), np.array(days)
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
        members.sort(key=lambda member: _last(member[1]))
        curves = curves_of(model, start)
        brings = _Brings(model, curves, asked)
        for people, weight in _weights(model, curves, diaries, members, name):
            _fill(curves, brings, people, weight, found)
    return found


def _alone(i: int, parts: list[Weighed], model: Model, found: Batch) -> None:
    """Fill in somebody who has told nothing, for whom several starts are weighed."""
    found.chances[i] = entry_chances(model, parts, found.days)
    found.recovered_by[i] = np.sum([part.curves.recovered_by @ part.by_curve for part in parts], axis=0)


def _weights(
    model: Model, curves: Curves, diaries: Sequence[Diary], members: Sequence[Member], prior: str
) -> Iterator[tuple[Sequence[Member], Halves]]:
    """Weigh the cells of people who share a start, some at a time."""
    places, steps = numbered([trace for _, trace in members])
    levels = len(model.course.forecast.precision_levels)
    cells = levels * len(model.grid.kind)
    tables = model.observation.log_chance.astype(np.float32)
    odds = _Odds(model, curves, prior).of
    rows = step_rows(model, curves, steps, tables).reshape(-1, cells) if len(steps) > 1 else None
    for first in range(0, len(members), TOGETHER):
        people = members[first : first + TOGETHER]
        log = np.stack([odds(diaries[i]) for i, _ in people])
        total = np.tile(log, (1, levels))
        if rows is not None:
            for place in places[first : first + len(people)].T:
                total += rows[place]
        total -= total.max(axis=1, keepdims=True)
        np.exp(total, out=total)
        total /= total.sum(axis=1, keepdims=True)
        yield people, total


def _fill(curves: Curves, brings: _Brings, people: Sequence[Member], weight: Halves, found: Batch) -> None:
    """Compute what the weights of some people come to, those with the same last entry together."""
    who = np.array([i for i, _ in people])
    by_curve = weight.reshape(len(people), -1, len(curves.mild_after)).sum(axis=1)
    found.recovered_by[who] = by_curve @ curves.recovered_by.T.astype(np.float32)
    for last, same in groupby(range(len(people)), key=lambda j: _last(people[j][1])):
        at = list(same)
        mixed = weight[at[0] : at[-1] + 1] @ brings.of(last)
        found.chances[who[at]] = mixed.reshape(len(at), len(found.days), SCORES)
    found.chances[who] /= found.chances[who].sum(axis=2, keepdims=True)


class _Odds:
    """The log weight of each curve before any entry, kept for people of whom the same is known."""

    def __init__(self, model: Model, curves: Curves, prior: str) -> None:
        self._model, self._curves, self._prior = model, curves, prior
        self._named = tuple(factor.finding for factor in model.course.factors.values() if factor.finding)
        self._kept: dict[tuple[object, ...], Halves] = {}

    def of(self, diary: Diary) -> Halves:
        """Give the weights for what is known of somebody."""
        known = tuple(diary.facts.get(finding) for finding in self._named)
        if known not in self._kept:
            odds = cell_log_odds(self._model, self._curves, diary, self._prior)
            self._kept[known] = odds.astype(np.float32)
        return self._kept[known]


def _last(trace: Trace) -> tuple[int, int]:
    return (trace.days[-1], trace.pains[-1]) if trace.days else (NO_STEP, 0)


class _Brings:
    """What each cell brings on the days asked for: the chance of each entry. It is kept by last entry.

    Only days near the last entry differ from person to person: the others are looked up once.
    """

    def __init__(self, model: Model, curves: Curves, asked: NDArray[np.intp]) -> None:
        self._model, self._curves, self._asked = model, curves, asked
        self._full = len(model.observation.chance) - 1
        self._far = [self._looked_up(at, self._full) for at in curves.rows(asked)]
        self._kept: dict[tuple[int, int], Halves] = {}

    def of(self, last: tuple[int, int]) -> Halves:
        """Give the table for a last entry: a row for each cell, a column for each day and entry."""
        near = any(day > last[0] and day - last[0] < self._full for day in self._asked) and last[0] != NO_STEP
        key = last if near else (NO_STEP, 0)
        if key not in self._kept:
            self._kept[key] = np.concatenate([self._on(place, key) for place in range(len(self._asked))], axis=1)
        return self._kept[key]

    def _on(self, place: int, last: tuple[int, int]) -> Halves:
        day = self._asked[place : place + 1]
        gap = int(day[0]) - last[0]
        if last[0] == NO_STEP or not 0 < gap < self._full:
            return self._far[place]
        at = moved(self._model, self._curves, day, np.array([last[0]]), np.array([last[1]]))[0]
        return self._looked_up(at, gap)

    def _looked_up(self, at: NDArray[np.uint8] | NDArray[np.intp], gap: int) -> Halves:
        found: Halves = self._model.observation.chance[gap][:, at, :].reshape(-1, SCORES).astype(np.float32)
        return found
