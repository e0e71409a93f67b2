"""What one likelihood is worth: `use` and `comparator` are obeyed."""

from __future__ import annotations

import math

import pytest

from lumbago.knowledge.records import Figure, Likelihood, Rate, Span
from lumbago.pathway.differential.evidence import Policy, preference, scaled_rate, weigh

POLICY = Policy(
    selected_comparators=frozenset({"leg_pain", "suspected_disease"}),
    largest_ratio=60,
    smallest_ratio=0.08,
    expert_weight=0.8,
    indirect_weight=0.5,
)
RATE = Rate(low=0.05, central=0.1, high=0.2, tier="expert")


def likelihood(**given: object) -> Likelihood:
    fields = {
        "id": "x",
        "finding": "f",
        "tier": "published",
        "source": "s",
        "verified": "seen",
        "use": "full",
        "comparator": "general_lbp",
        **given,
    }
    return Likelihood(**fields)  # type: ignore[arg-type]


def figure(value: float, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(value=value, low=low, high=high)


# what the record says, ratio of a yes, ratio of a no
WORTH = [
    ({"lr_pos": figure(4.0), "lr_neg": figure(0.5)}, 4.0, 0.5),
    ({"sensitivity": figure(0.8), "specificity": figure(0.9)}, 8.0, 0.2222),
    ({"lr_pos": figure(4.0)}, 4.0, 1.0),
    ({"lr_pos": figure(500.0), "lr_neg": figure(0.001)}, 60.0, 0.08),
    ({"use": "indirect", "lr_pos": figure(4.0), "lr_neg": figure(0.25)}, 2.0, 0.5),
    ({"use": "sensitivity_only", "sensitivity": figure(0.5), "lr_pos": figure(99.0)}, 5.0, 0.5556),
    ({"comparator": "leg_pain", "sensitivity": figure(0.5), "specificity": figure(0.5)}, 5.0, 0.5556),
    ({"tier": "expert", "sensitivity": figure(0.5), "specificity": figure(0.5)}, 5.0**0.8, 0.5556),
    ({"use": "sensitivity_only", "lr_pos": figure(9.0), "lr_neg": figure(0.25)}, 3.0, 0.5),
    ({"use": "sensitivity_only", "sensitivity_range": Span(0.4, 0.6)}, 5.0, 0.5556),
    ({"tier": "expert", "lr_pos": figure(0.25), "lr_neg": figure(2.0)}, 0.25, 2.0),
]


@pytest.mark.parametrize(("given", "yes", "no"), WORTH)
def test_worth(given: dict[str, object], yes: float, no: float) -> None:
    weight = weigh(likelihood(**given), RATE, POLICY)
    assert weight is not None
    assert math.exp(weight.yes) == pytest.approx(yes, rel=1e-3)
    assert math.exp(weight.no) == pytest.approx(no, rel=1e-3)


@pytest.mark.parametrize("use", ["reference", "rule_only", "composite_only"])
def test_what_must_not_be_multiplied_is_worth_nothing(use: str) -> None:
    assert weigh(likelihood(use=use, lr_pos=figure(9.0), lr_neg=figure(0.1)), RATE, POLICY) is None


def test_a_sensitivity_without_a_background_rate_says_nothing() -> None:
    assert weigh(likelihood(use="sensitivity_only", sensitivity=figure(0.9)), None, POLICY) is None


def test_a_wider_interval_is_less_certain() -> None:
    narrow = weigh(likelihood(lr_pos=figure(4.0, 3.0, 5.0), lr_neg=figure(0.5)), RATE, POLICY)
    wide = weigh(likelihood(lr_pos=figure(4.0, 1.0, 16.0), lr_neg=figure(0.5)), RATE, POLICY)
    assert narrow is not None
    assert wide is not None
    assert narrow.sd_yes < wide.sd_yes


def test_fit_for_use_comes_before_read_and_read_before_large() -> None:
    fit = likelihood(use="full", verified="memory", n=10)
    read = likelihood(use="full_with_caveat", verified="seen", n=10)
    large = likelihood(use="full_with_caveat", verified="memory", n=9000)
    assert sorted([large, read, fit], key=preference) == [fit, read, large]


def test_the_odds_of_a_rate_are_scaled_not_the_rate() -> None:
    scaled = scaled_rate(Rate(low=0.2, central=0.5, high=0.9, tier="expert"), 2.0)
    assert scaled.central == pytest.approx(2 / 3)
    assert scaled.high < 1
