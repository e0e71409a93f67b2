"""What one person's own comparison shows: how much less pain one choice brings than the other, and how sure that is.

Pain of a day is a level, a straight trend, the person's expected course, the effect, and noise that lasts into the next
day. The effect builds up and fades over days. Deterministic: a grid over how fast it fades, how long noise lasts and
how large it is; the rest is linear and normal, and solved exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lumbago.knowledge.diary_records import ExperimentModel
from lumbago.pathway.course.grid import Numbers, beta_quantiles, normal_cdf, normal_quantiles

LAWS = 9
DAYS_A_WEEK = 7
NEITHER = 0.5
QUANTILE_POINTS = 301


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a comparison: whether the second choice was on, the pain told, and the pain expected anyway."""

    second: bool
    pain: float | None
    expected: float = 0.0


@dataclass(frozen=True, eq=False)
class Effect:
    """How much less pain the first choice brings than the second: a mixture of normals.

    Units: points of pain; below 0 the second is the better one.
    """

    weight: Numbers
    mean: Numbers
    sd: Numbers

    @property
    def estimate(self) -> float:
        return float(self.weight @ self.mean)

    def above(self, points: float) -> float:
        """Compute the chance that it is more than some points."""
        return float(self.weight @ (1 - normal_cdf((points - self.mean) / self.sd)))

    def quantile(self, q: float) -> float:
        """Find the effect below which a share of the belief lies."""
        low = float((self.mean - 6 * self.sd).min())
        high = float((self.mean + 6 * self.sd).max())
        ends = np.linspace(low, high, QUANTILE_POINTS)
        below = normal_cdf((ends[:, None] - self.mean) / self.sd) @ self.weight
        return float(np.interp(q, below, ends))


def effect(days: Sequence[Day], record: ExperimentModel) -> Effect:
    """Weigh all days of a comparison, those without an entry too: what was done on them still works on.

    Unknown: a day without pain told adds nothing to what was seen, and is not filled in.
    Source: course/experiment.
    """
    told = np.array([i for i, day in enumerate(days) if day.pain is not None], dtype=int)
    prior_sd = np.array([record.level_sd, record.trend_sd_per_week, record.effect_sd])
    if not len(told):
        return Effect(np.array([1.0]), np.array([0.0]), np.array([record.effect_sd]))
    seen = np.array([days[i].pain for i in told], dtype=float) - np.array([days[i].expected for i in told])
    seen = seen - (seen.mean() if not any(day.expected for day in days) else 0.0)
    lag = beta_quantiles(record.lag_alpha, record.lag_beta, LAWS)
    lasting = beta_quantiles(record.correlation_alpha, record.correlation_beta, LAWS)
    noise = record.noise_scale * normal_quantiles(2 * LAWS)[LAWS:]
    design = _design(days, told, lag)
    parts = [_given_lasting(design, seen, told, rho, noise, prior_sd) for rho in lasting]
    log_weight, mean, sd = (np.concatenate(column) for column in zip(*parts, strict=True))
    weight = np.exp(log_weight - log_weight.max())
    return Effect(weight / weight.sum(), mean, sd)


def _design(days: Sequence[Day], told: Numbers, lag: Numbers) -> Numbers:
    """Lay out level, trend and effect for each day told, for each speed of fading; speeds come first."""
    done = np.array([float(day.second) for day in days])
    felt = np.empty((len(lag), len(days)))
    before = np.full(len(lag), NEITHER)
    for i, on in enumerate(done):
        before = lag * before + (1 - lag) * on
        felt[:, i] = before
    weeks = (told - told.mean()) / DAYS_A_WEEK
    same = np.ones((len(lag), len(told)))
    return np.stack([same, same * weeks, felt[:, told]], axis=2)


def _given_lasting(
    design: Numbers, seen: Numbers, told: Numbers, rho: float, noise: Numbers, prior_sd: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Solve the linear part for one duration of noise, for each speed of fading and size of noise."""
    together = rho ** np.abs(told[:, None] - told[None, :]) / (1 - rho**2)
    root = np.linalg.cholesky(together)
    whitened = np.linalg.solve(root, design)
    flat = np.linalg.solve(root, seen)
    log_root = float(np.log(np.diag(root)).sum())
    gram = np.einsum("lti,ltj->lij", whitened, whitened)
    with_seen = np.einsum("lti,t->li", whitened, flat)
    precision = gram[:, None] / noise[:, None, None] ** 2 + np.diag(prior_sd**-2)
    pull = with_seen[:, None] / noise[:, None] ** 2
    spread = np.linalg.inv(precision)
    at = np.einsum("lsij,lsj->lsi", spread, pull)
    _, log_size = np.linalg.slogdet(precision)
    misfit = (float(flat @ flat) / noise**2 - np.einsum("lsi,lsi->ls", at, pull)) / 2
    log_weight = -misfit - len(seen) * np.log(noise) - log_size / 2 - log_root
    return log_weight.ravel(), at[..., 2].ravel(), np.sqrt(spread[..., 2, 2]).ravel()
