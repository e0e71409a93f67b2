"""Shares with their Wilson 95% intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    total: int

    @property
    def value(self) -> float:
        return self.count / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson 95% interval."""
        if not self.total:
            return math.nan, math.nan
        p, n, z2 = self.value, self.total, Z95**2
        centre = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, centre - half), min(1.0, centre + half)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.1%} ({low:.1%} to {high:.1%})"


def share(flags: object) -> Share:
    """Count a sequence of true and false."""
    listed = [bool(f) for f in flags]  # type: ignore[attr-defined]
    return Share(sum(listed), len(listed))
