"""Who counts as an adult."""

from __future__ import annotations

from collections.abc import Mapping

from lumbago.record.values import Truth, Value

ADULT_AGE = 18
"""All rates, likelihoods and doses were measured on adults: below this age rules alone decide, and no dose is told."""


def adult(values: Mapping[str, Value]) -> Truth:
    """Say whether a person is an adult.

    Unknown: None where the age is not known.
    """
    age = values.get("age")
    return age >= ADULT_AGE if isinstance(age, (int, float)) else None
