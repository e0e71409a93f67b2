"""How an entry is read: zero-inflated beta-binomial around the curve, moved toward the residual of the entry before.

What is between two entries is never filled in: the pull of the last residual fades with the days between, and the
spread grows to its full width.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.course_records import ForecastModel
from lumbago.pathway.course.grid import POINTS, Numbers

SCORES = 11
STEPS_A_POINT = 20
BINS = int(POINTS) * STEPS_A_POINT + 1
LONGEST_PULL_DAYS = 10
ALL_BUT_CERTAIN = 1000.0
EDGE = 0.002


@dataclass(frozen=True, eq=False)
class Observation:
    """Chances of each entry 0 to 10.

    chance: by gap in days, level of precision, level of pain in steps, and entry.
    log_chance: the same by gap, entry, level of pain, and level of precision.
    recovered, expected: by level of pain in steps: the chance of having recovered, and the mean entry.
    shift: by how many steps a residual moves the level of a later entry; by gap, entry, and the level it was told at.
    """

    chance: Numbers
    log_chance: Numbers
    recovered: Numbers
    expected: Numbers
    shift: NDArray[np.int16]


def observation_of(model: ForecastModel) -> Observation:
    """Tabulate the chances of an edition."""
    level = np.arange(BINS) / STEPS_A_POINT
    recovered = 1 / (1 + np.exp(np.clip((level - model.recovered_at) / model.recovered_width, -50, 50)))
    gaps = [_of_gap(model, gap, level, recovered) for gap in range(LONGEST_PULL_DAYS + 2)]
    chance = np.stack(gaps)
    return Observation(
        chance,
        np.ascontiguousarray(np.log(chance).transpose(0, 3, 2, 1)),
        recovered,
        (1 - recovered) * level,
        _shift(model.correlation, (1 - recovered) * level),
    )


def _shift(correlation: float, expected: Numbers) -> NDArray[np.int16]:
    """Tabulate what is left of a residual after some days, in steps; nothing is after the longest pull."""
    pull = np.append(correlation ** np.arange(LONGEST_PULL_DAYS + 1), 0.0)
    residual = np.arange(SCORES)[:, None] - expected
    return np.floor(STEPS_A_POINT * pull[:, None, None] * residual + 0.5).astype(np.int16)


def _of_gap(model: ForecastModel, gap: int, level: Numbers, recovered: Numbers) -> Numbers:
    kept = 1 - model.correlation ** (2 * gap) if gap <= LONGEST_PULL_DAYS else 1.0
    tables = []
    for precision in model.precision_levels:
        around = _beta_binomial(np.clip(level / POINTS, EDGE, 1 - EDGE), _sharper(precision, kept))
        around *= (1 - recovered)[:, None]
        around[:, 0] += recovered
        tables.append(around)
    return np.maximum(np.stack(tables), 1e-12)


def _sharper(precision: float, kept: float) -> float:
    """Find the precision whose variance is a share of that of another one; a plain binomial is the narrowest."""
    spread = (precision + POINTS) / (precision + 1) * max(kept, 1e-9)
    return (POINTS - spread) / (spread - 1) if spread > 1 + (POINTS - 1) / (ALL_BUT_CERTAIN + 1) else ALL_BUT_CERTAIN


def _beta_binomial(p: Numbers, precision: float) -> Numbers:
    ways = [lgamma(SCORES) - lgamma(y + 1) - lgamma(SCORES - y) for y in range(SCORES)]
    alpha, beta = p * precision, (1 - p) * precision
    rows = [ways[y] + _rising(alpha, y) + _rising(beta, SCORES - 1 - y) for y in range(SCORES)]
    total = float(sum(np.log(precision + i) for i in range(SCORES - 1)))
    chance: Numbers = np.exp(np.stack(rows, axis=1) - total)
    return chance


def _rising(start: Numbers, count: int) -> Numbers:
    """Compute the logarithm of start * (start + 1) * ... with so many factors."""
    total = np.zeros_like(start)
    for i in range(count):
        total += np.log(start + i)
    return total


def step_of(level: Numbers) -> NDArray[np.intp]:
    """Turn levels of pain into their places in the tables."""
    return (np.clip(level, 0.0, POINTS) * STEPS_A_POINT + 0.5).astype(np.intp)
