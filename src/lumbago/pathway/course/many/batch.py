"""The forecasts of many people: who shares a start is weighed together, and who shares it with few, alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lumbago.knowledge import Knowledge
from lumbago.pathway.course.chances import class_odds, entry_chances, weighed
from lumbago.pathway.course.curves import Model, Start, curves_of, model_of
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.grid import Numbers
from lumbago.pathway.course.many.cells import NOTHING, Cells, Last, Room
from lumbago.pathway.course.many.kernel import Halves, add_up, raise_e
from lumbago.pathway.course.many.reading import Told, Whole, numbered, read
from lumbago.pathway.course.observation import SCORES
from lumbago.pathway.course.priors import standard_prior

FEWEST_TOGETHER = 4
"""People who share a start from whom on the tables of a group are worth making."""

TOGETHER = 512
"""People summed at once: their sums are looked at again before they leave a processor's cache."""


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
    alone = np.ones(len(diaries), dtype=bool)
    if len(diaries) >= FEWEST_TOGETHER:
        told, room = read(diaries, model.course, prior), Room()
        for start, members in _groups(told):
            alone[told.who[members]] = False
            _Group(model, start, told, found).fill(diaries, members, room)
    for i in np.flatnonzero(alone).tolist():
        _alone(i, diaries[i], knowledge, prior, found)
    return found


def _groups(told: Told) -> Iterator[tuple[list[int], Whole]]:
    """List the starts that enough people share, each with their places among those read: the largest group first."""
    starts, group = told.starts()
    by_group = np.split(np.argsort(group, kind="stable"), np.cumsum(np.bincount(group, minlength=len(starts))))
    groups = [(s.tolist(), m) for s, m in zip(starts, by_group, strict=False) if len(m) >= FEWEST_TOGETHER]
    yield from sorted(groups, key=lambda group: len(group[1]), reverse=True)


def _alone(i: int, diary: Diary, knowledge: Knowledge, prior: str, found: Batch) -> None:
    """Fill in somebody for whom several starts are weighed, or whose start hardly anybody shares."""
    model = model_of(knowledge)
    parts = weighed(diary, knowledge, prior or standard_prior(model.course, diary))
    found.chances[i] = entry_chances(model, parts, found.days)
    found.recovered_by[i] = np.sum([part.curves.recovered_by @ part.by_curve for part in parts], axis=0)


class _Group:
    """People who share a start, and with it their curves."""

    def __init__(self, model: Model, start: list[int], told: Told, found: Batch) -> None:
        pain, day, in_pain, prior = start
        self._model, self._told, self._found = model, told, found
        self._curves = curves_of(model, Start(float(pain), day, in_pain))
        self._prior = list(model.course.priors)[prior]

    def fill(self, diaries: Sequence[Diary], members: Whole, room: Room) -> None:
        """Fill in what is expected of each; those with the same last entry together where it still counts."""
        lasts = self._lasts(members)
        order = np.argsort(lasts, kind="stable")
        members, lasts = members[order], lasts[order]
        until = int(self._told.day[self._told.first[members + 1] - 1].max())
        who = self._told.who[members]
        known, odds = self._known([diaries[i] for i in who.tolist()])
        cells = Cells(self._model, self._curves, until, odds, room)
        steps, first, numbers = numbered(self._told, members, known, len(odds), len(self._model.observation.shift) - 1)
        rows, log = cells.rows(steps), np.empty((min(TOGETHER, len(who)), cells.width), np.float32)
        top, brings = np.empty(len(log), np.float32), {}
        for last, start, end in _runs(lasts):
            if last not in brings:
                brings = {last: cells.brings(self._found.days, last)}
            count = end - start
            add_up(rows, first[start : end + 1], numbers, log[:count], top[:count])
            raise_e(log[:count], top[:count])
            self._mix(who[start:end], log[:count] @ brings[last])

    def _lasts(self, members: Whole) -> Whole:
        """Give the last entry of each a number, where it still counts on a day asked for; the others have nought."""
        at = self._told.first[members + 1] - 1
        day, days = self._told.day[at], np.array(self._found.days)
        since = days - day[:, None]
        counts = ((since > 0) & (since < len(self._model.observation.shift) - 1)).any(axis=1)
        after_start = at > self._told.first[members]
        number: Whole = np.where(counts & after_start, 1 + day * SCORES + self._told.pain[at], 0)
        return number

    def _known(self, diaries: Sequence[Diary]) -> tuple[Whole, Numbers]:
        """Give what is known of people before any entry a number, and list what each makes of the classes."""
        named = tuple(factor.finding for factor in self._model.course.factors.values() if factor.finding)
        facts = [tuple([diary.facts.get(finding) for finding in named]) if diary.facts else () for diary in diaries]
        first = {each: place for place, each in reversed(list(enumerate(facts)))}
        numbers = {each: number for number, each in enumerate(first)}
        odds = [class_odds(self._model, self._curves, diaries[place], self._prior) for place in first.values()]
        return np.array([numbers[each] for each in facts]), np.array(odds)

    def _mix(self, who: Whole, mixed: Halves) -> None:
        """Take what the cells of some people bring, by their weight, apart."""
        weeks, days = self._found.recovered_by.shape[1], len(self._found.days)
        chances = mixed[:, weeks + 1 : weeks + 1 + days * SCORES].reshape(len(who), days, SCORES)
        self._found.recovered_by[who] = mixed[:, 1 : weeks + 1] / mixed[:, :1]
        self._found.chances[who] = chances / chances.sum(axis=2, keepdims=True)


def _runs(lasts: Whole) -> Iterator[tuple[Last, int, int]]:
    """Cut people who stand in order into runs with the same last entry, none longer than are summed at once."""
    ends = np.flatnonzero(np.append(lasts[1:] != lasts[:-1], True)) + 1
    start = 0
    for end in ends.tolist():
        number = int(lasts[start])
        last = Last(*divmod(number - 1, SCORES)) if number else NOTHING
        yield from ((last, first, min(first + TOGETHER, end)) for first in range(start, end, TOGETHER))
        start = end
