"""The weight of every cell once a diary is read, and what it says of entries to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge import Knowledge
from lumbago.pathway.course.curves import Curves, Model, curves_of, model_of
from lumbago.pathway.course.diary import Diary
from lumbago.pathway.course.grid import POINTS, Numbers
from lumbago.pathway.course.observation import BINS, SCORES
from lumbago.pathway.course.posterior import NO_STEP, Trace, log_likelihood, moved, traces
from lumbago.pathway.course.priors import class_log_odds


@dataclass(frozen=True, eq=False)
class Weighed:
    """One trace with the weight of each precision and curve, under one prior; those of all traces add up to 1."""

    trace: Trace
    curves: Curves
    weight: Numbers

    @property
    def by_curve(self) -> Numbers:
        weight: Numbers = self.weight.sum(axis=0)
        return weight


def weighed(diary: Diary, knowledge: Knowledge, prior: str) -> list[Weighed]:
    """Weigh every cell by a diary; more than one trace only where nothing was told."""
    return weighed_until(diary, knowledge, prior, [None])[0]


def weighed_until(diary: Diary, knowledge: Knowledge, prior: str, days: Sequence[int | None]) -> list[list[Weighed]]:
    """Weigh every cell by a diary as it was at the end of each day; None is all of it."""
    model = model_of(knowledge)
    found: list[list[tuple[Trace, Curves, Numbers]]] = [[] for _ in days]
    for trace in traces(diary, model.course, model.course.priors[prior].from_day):
        curves = curves_of(model, trace.start)
        so_far = [trace if day is None else trace.until(day) for day in days]
        odds = cell_log_odds(model, curves, diary, prior)
        for part, log in zip(found, log_likelihood(model, curves, so_far) + odds, strict=True):
            part.append((so_far[found.index(part)], curves, log))
    return [_together(part) for part in found]


def cell_log_odds(model: Model, curves: Curves, diary: Diary, prior: str) -> Numbers:
    """Compute the log weight of each curve before any entry after the start."""
    odds: Numbers = curves.weight + class_odds(model, curves, diary, prior)[model.grid.kind]
    return odds


def class_odds(model: Model, curves: Curves, diary: Diary, prior: str) -> Numbers:
    """Compute the log weight of each class before any entry after the start.

    A prior made for those still in pain by some day is not conditioned on that again.
    """
    still = 0.0 if model.course.priors[prior].from_day else curves.still
    return class_log_odds(model.course, prior, diary) + still


def under(parts: list[Weighed], diary: Diary, knowledge: Knowledge, was: str, prior: str) -> list[Weighed]:
    """Weigh under another prior what was weighed under one; what the diary says is the same where its start is."""
    model = model_of(knowledge)
    priors = model.course.priors
    if priors[was].from_day != priors[prior].from_day:
        return weighed(diary, knowledge, prior)
    change = class_log_odds(model.course, prior, diary) - class_log_odds(model.course, was, diary)
    raised = [part.weight * np.exp(change)[model.grid.kind] for part in parts]
    total = sum(float(weight.sum()) for weight in raised)
    return [Weighed(p.trace, p.curves, weight / total) for p, weight in zip(parts, raised, strict=True)]


def _together(parts: list[tuple[Trace, Curves, Numbers]]) -> list[Weighed]:
    top = max(float(log.max()) for _, _, log in parts)
    likely = [(trace, curves, np.exp(log - top)) for trace, curves, log in parts]
    total = sum(float(part.sum()) for _, _, part in likely)
    return [Weighed(trace, curves, part / total) for trace, curves, part in likely]


def entry_chances(model: Model, parts: Sequence[Weighed], days: Sequence[int]) -> Numbers:
    """Compute the chance of each entry 0 to 10 on some days, the pull of the last entry included.

    Units: rows are days.
    """
    found: Numbers = np.sum([_of_part(model, part, np.array(days)) for part in parts], axis=0)
    found /= found.sum(axis=1, keepdims=True)
    return found


def _of_part(model: Model, part: Weighed, days: NDArray[np.intp]) -> Numbers:
    """Mix the chances of all cells: first how much weight lies at each level, then what that level brings."""
    last = part.trace.days[-1] if part.trace.days else NO_STEP
    full = len(model.observation.chance) - 1
    gaps = np.where((days > last) & (last != NO_STEP), np.minimum(days - last, full), full)
    near = gaps < full
    places = part.curves.rows(days).astype(np.intp)
    if near.any():
        count = int(near.sum())
        before, pain = np.full(count, last), np.full(count, part.trace.pains[-1])
        places[near] = moved(model, part.curves, days[near], before, pain)
    places += np.arange(len(days))[:, None] * BINS
    chances = np.zeros((len(days), SCORES))
    for i, weight in enumerate(part.weight):
        lies = np.bincount(places.ravel(), weights=np.tile(weight, len(days)), minlength=len(days) * BINS)
        chances += np.einsum("db,dby->dy", lies.reshape(len(days), BINS), model.observation.chance[gaps, i])
    return chances


def quantile(chances: Numbers, q: float) -> Numbers:
    """Find the pain below which a share of entries falls, by day; between whole numbers it is read off evenly."""
    total = np.concatenate([np.zeros((len(chances), 1)), np.cumsum(chances, axis=1)], axis=1)
    above = np.clip((total < q).sum(axis=1), 1, SCORES)
    row = np.arange(len(chances))
    low, high = total[row, above - 1], total[row, above]
    found: Numbers = np.clip(above - 1.5 + (q - low) / np.maximum(high - low, 1e-12), 0.0, POINTS)
    return found
