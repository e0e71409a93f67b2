"""Intervals for everybody in a table, with the draws of `Posterior.intervals`: the same numbers for the same seed."""

from __future__ import annotations

import numpy as np

from lumbago.pathway.cohort.odds import Odds
from lumbago.pathway.differential.network import Floats, Network
from lumbago.pathway.differential.posterior import DRAWS, SEED, probabilities

TAILS = (0.025, 0.975)
AT_ONCE = 64
"""People whose draws are in memory together."""


def intervals(odds: Odds, net: Network, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """Draw 95% intervals: (low, high) x conditions x people."""
    if odds.variance is None:
        raise ValueError("the variance was not asked for")
    noise = np.random.default_rng(seed).standard_normal((draws, len(odds.log_odds)))
    spread = np.sqrt(odds.variance)
    found = np.empty((2, *odds.log_odds.shape))
    alone = net.independent
    found[:, alone] = _risks(odds.log_odds[alone], spread[alone], np.sort(noise[:, alone], axis=0))
    for start in range(0, odds.log_odds.shape[1], AT_ONCE):
        some = slice(start, start + AT_ONCE)
        drawn = odds.log_odds[:, some].T[:, None] + noise * spread[:, some].T[:, None]
        bounds = np.quantile(probabilities(net, drawn)[..., ~alone], TAILS, axis=1)
        found[:, ~alone, some] = bounds.transpose(0, 2, 1)
    return found


def _risks(log_odds: Floats, spread: Floats, ordered: Floats) -> Floats:
    """Find the quantiles of risks of their own: the order of a risk's draws is that of its noise."""
    bounds = []
    for tail in TAILS:
        place = tail * (len(ordered) - 1)
        below = int(place)
        low, high = (_risk(log_odds + spread * ordered[at][:, None]) for at in (below, below + 1))
        bounds.append(low + (high - low) * (place - below))
    return np.stack(bounds)


def _risk(log_odds: Floats) -> Floats:
    odds = np.exp(np.minimum(log_odds, 50.0))
    return np.asarray(odds / (1 + odds))
