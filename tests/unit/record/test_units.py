from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.record.units import SCALES, convert, understood


@pytest.mark.parametrize("unit", SCALES)
def test_a_unit_understands_itself_first(unit: str) -> None:
    assert understood(unit)[0] == unit


def test_a_unit_without_relatives_understands_only_itself() -> None:
    assert understood("mmHg") == ("mmHg",)
    assert understood("") == ()


EQUAL = [(32, "degF", 0), (212, "degF", 100), (98.6, "degF", 37), (100.4, "degF", 38), (-40, "degF", -40)]


@pytest.mark.parametrize(("value", "unit", "celsius"), EQUAL)
def test_fahrenheit(value: float, unit: str, celsius: float) -> None:
    assert convert(value, unit, "degC") == celsius


PAIRS = st.sampled_from([(given_in, unit) for unit, scales in SCALES.items() for given_in in scales])


@given(PAIRS, st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_a_conversion_keeps_the_order(pair: tuple[str, str], low: float, high: float) -> None:
    low, high = sorted((low, high))
    assert convert(low, *pair) <= convert(high, *pair)


def test_an_unknown_unit_is_a_bug_of_the_caller() -> None:
    with pytest.raises(KeyError):
        convert(1, "K", "degC")
