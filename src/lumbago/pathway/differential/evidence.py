"""What one published likelihood is worth here: the log likelihood ratio of a yes and of a no, and how sure it is.

The reference of the whole differential is ordinary (acute nonspecific) back pain. A figure measured against another
group is used only as its record allows: `use` and `comparator` are binding.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec

from lumbago.knowledge.records import Figure, Likelihood, Rate, Span

NEVER_MULTIPLIED = frozenset({"reference", "rule_only", "composite_only"})
"""Uses that do not enter the odds of a single condition."""

Z95 = 1.959964
SD_WITHOUT_INTERVAL = 0.35
"""Standard deviation of a log figure that was given without interval or sample size (expert judgement)."""

LEAST_SENSITIVITY, MOST_SENSITIVITY = 0.01, 0.99


class Policy(msgspec.Struct, frozen=True):
    """The model's settings: how much a figure may move the odds.

    Source: model/ranking.
    """

    selected_comparators: frozenset[str]
    largest_ratio: float
    smallest_ratio: float
    expert_weight: float
    indirect_weight: float


class Weight(msgspec.Struct, frozen=True):
    """The log likelihood ratio of a yes and of a no, each with its standard deviation."""

    likelihood: Likelihood
    yes: float
    no: float
    sd_yes: float
    sd_no: float

    @property
    def needs_entry(self) -> bool:
        """Say whether the figure holds only after the condition's entry condition."""
        return self.likelihood.use == "full_with_caveat"


class Ratio(msgspec.Struct, frozen=True):
    """A likelihood ratio on the log scale."""

    log: float
    sd: float


def weigh(likelihood: Likelihood, background: Rate | None, policy: Policy) -> Weight | None:
    """Turn one record into weights, or None where it must not be multiplied or says too little.

    Unknown: a missing half (only a positive or only a negative ratio) moves nothing.
    """
    if likelihood.use in NEVER_MULTIPLIED:
        return None
    pair = _against_background(likelihood, background, policy) or _as_published(likelihood)
    if pair is None or (pair[0].log == 0 and pair[1].log == 0):
        return None
    positive, negative = pair
    factor = policy.indirect_weight if _is_indirect(likelihood) else 1.0
    raised = factor * (policy.expert_weight if likelihood.tier == "expert" and positive.log > 0 else 1.0)
    return Weight(
        likelihood,
        yes=raised * min(positive.log, math.log(policy.largest_ratio)),
        no=factor * max(negative.log, math.log(policy.smallest_ratio)),
        sd_yes=positive.sd,
        sd_no=negative.sd,
    )


def _is_indirect(likelihood: Likelihood) -> bool:
    """Say whether a ratio was measured on another target, or against people already suspected of the disease."""
    without = likelihood.sensitivity is None and likelihood.sensitivity_range is None
    return likelihood.use == "indirect" or (likelihood.use == "sensitivity_only" and without)


def preference(likelihood: Likelihood) -> tuple[int, int, int]:
    """Order likelihoods of the same pair, best first: fit for use, then published, then read, then larger."""
    fitness = {"full": 1, "full_with_caveat": 2, "sensitivity_only": 3}.get(likelihood.use, 4)
    if likelihood.use == "full" and likelihood.tier == "published":
        fitness = 0
    return fitness, 0 if likelihood.verified == "seen" else 1, -(likelihood.n or 0)


def _against_background(likelihood: Likelihood, background: Rate | None, policy: Policy) -> tuple[Ratio, Ratio] | None:
    """Pair the sensitivity with the finding's rate in ordinary pain, where its own comparator does not fit."""
    unfit = likelihood.use == "sensitivity_only" or likelihood.comparator in policy.selected_comparators
    sensitivity = _figure(likelihood.sensitivity, likelihood.sensitivity_range)
    if sensitivity is None or background is None or not (unfit or likelihood.tier == "expert"):
        return None
    value = min(max(sensitivity.value, LEAST_SENSITIVITY), MOST_SENSITIVITY)
    sd = _sd_of_proportion(sensitivity, likelihood.n)
    sd_rate = (background.high - background.low) / (2 * Z95)
    yes = Ratio(math.log(value / background.central), math.hypot(sd / value, sd_rate / background.central))
    no_rate = 1 - background.central
    no = Ratio(math.log((1 - value) / no_rate), math.hypot(sd / (1 - value), sd_rate / no_rate))
    return yes, no


def _as_published(likelihood: Likelihood) -> tuple[Ratio, Ratio] | None:
    if likelihood.use == "sensitivity_only" and not _is_indirect(likelihood):
        return None
    sensitivity = _figure(likelihood.sensitivity, likelihood.sensitivity_range)
    specificity = _figure(likelihood.specificity, likelihood.specificity_range)
    positive, negative = _given(likelihood.lr_pos), _given(likelihood.lr_neg)
    if sensitivity and specificity:
        computed = _from_accuracy(sensitivity, specificity, likelihood.n)
        positive, negative = positive or computed[0], negative or computed[1]
    if positive is None and negative is None:
        return None
    return positive or Ratio(0.0, 0.0), negative or Ratio(0.0, 0.0)


def _given(figure: Figure | None) -> Ratio | None:
    if figure is None or figure.value <= 0:
        return None
    if figure.low and figure.high:
        return Ratio(math.log(figure.value), (math.log(figure.high) - math.log(figure.low)) / (2 * Z95))
    return Ratio(math.log(figure.value), SD_WITHOUT_INTERVAL)


def _from_accuracy(sensitivity: Figure, specificity: Figure, n: int | None) -> tuple[Ratio, Ratio]:
    se = min(max(sensitivity.value, LEAST_SENSITIVITY), MOST_SENSITIVITY)
    sp = min(max(specificity.value, LEAST_SENSITIVITY), MOST_SENSITIVITY)
    sd_se, sd_sp = _sd_of_proportion(sensitivity, n), _sd_of_proportion(specificity, n)
    positive = Ratio(math.log(se / (1 - sp)), math.hypot(sd_se / se, sd_sp / (1 - sp)))
    return positive, Ratio(math.log((1 - se) / sp), math.hypot(sd_se / (1 - se), sd_sp / sp))


def _figure(figure: Figure | None, span: Span | None) -> Figure | None:
    if figure is not None or span is None:
        return figure
    return Figure(value=(span.low + span.high) / 2, low=span.low, high=span.high, interval="range across studies")


def _sd_of_proportion(figure: Figure, n: int | None) -> float:
    if figure.low is not None and figure.high is not None and figure.high > figure.low:
        return (figure.high - figure.low) / (2 * Z95)
    value = min(max(figure.value, LEAST_SENSITIVITY), MOST_SENSITIVITY)
    return math.sqrt(value * (1 - value) / n) if n else SD_WITHOUT_INTERVAL * value * (1 - value)


def scaled_rate(rate: Rate, odds_factor: float) -> Rate:
    """Make the rate whose odds are so many times larger, interval included."""

    def scale(p: float) -> float:
        odds = p / (1 - p) * odds_factor
        return odds / (1 + odds)

    return Rate(low=scale(rate.low), central=scale(rate.central), high=scale(rate.high), tier=rate.tier)


Backgrounds = Mapping[str, Rate]
