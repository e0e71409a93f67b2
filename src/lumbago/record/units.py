"""The units a number may be given in, beside the one its finding is kept in.

Months and years are those of the mean calendar year of 365.25 days.
"""

from __future__ import annotations

from collections.abc import Mapping

DAYS_A_YEAR = 365.25
DECIMALS = 6
"""Converted values are rounded, so that 100.4 degF is 38 degC and not a hair more or less."""

SCALES: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "degC": {"degC": (1, 0), "degF": (5 / 9, -160 / 9)},
    "days": {
        "days": (1, 0),
        "hours": (1 / 24, 0),
        "weeks": (7, 0),
        "months": (DAYS_A_YEAR / 12, 0),
        "years": (DAYS_A_YEAR, 0),
    },
    "years": {"years": (1, 0), "months": (1 / 12, 0)},
}
"""For each unit a finding can have: factor and offset that turn another unit into it."""


def understood(unit: str) -> tuple[str, ...]:
    """List the units that can be converted to this one, itself first."""
    return tuple(SCALES.get(unit, (unit,) if unit else ()))


def convert(value: float, given: str, unit: str) -> float:
    """Turn a value from one unit into another that understands it.

    Raises: KeyError where `given` is none of `understood(unit)`.
    """
    if given == unit:
        return value
    factor, offset = SCALES[unit][given]
    return round(value * factor + offset, DECIMALS)
