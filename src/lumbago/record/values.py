"""The few types every layer speaks: a known value, a three-valued truth, who observed, and where."""

from __future__ import annotations

from typing import Literal, TypeAlias

Value: TypeAlias = bool | str | float
"""A known answer: yes and no are True and False, a choice is its word, a number is in its finding's unit."""

Truth: TypeAlias = bool | None
"""True, False, or None for unknown (Kleene)."""

Observer: TypeAlias = Literal["person", "clinician"]

Setting: TypeAlias = Literal["self", "primary_care", "emergency_department"]

SETTINGS: tuple[Setting, ...] = ("self", "primary_care", "emergency_department")
OBSERVERS: tuple[Observer, ...] = ("person", "clinician")
