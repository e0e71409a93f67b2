"""The plan of a comparison: two choices in turn, each block of two periods in random order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from lumbago.knowledge import Knowledge

Arm: TypeAlias = Literal["first", "second"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Which choice is to be done on which day.

    arms: one for each period, in order.
    Units: days of the episode.
    """

    choice: str
    first_day: int
    phase_days: int
    arms: tuple[Arm, ...]

    @property
    def last_day(self) -> int:
        return self.first_day + self.phase_days * len(self.arms) - 1

    def arm_on(self, day: int) -> Arm | None:
        """Say what is to be done on a day; None outside the comparison."""
        inside = self.first_day <= day <= self.last_day
        return self.arms[(day - self.first_day) // self.phase_days] if inside else None


def schedule(
    choice: str, first_day: int, knowledge: Knowledge, seed: int, *, phase_days: int = 0, cycles: int = 0
) -> Schedule:
    """Lay out a comparison: each block holds both choices, and the blocks are as evenly turned round as they can be."""
    record = knowledge.course.experiment
    blocks = cycles or record.cycles
    chance = np.random.default_rng(seed)
    turned = (np.arange(blocks) + chance.integers(2)) % 2
    arms: list[Arm] = []
    for other_way in chance.permutation(turned):
        arms += ["second", "first"] if other_way else ["first", "second"]
    return Schedule(choice, first_day, phase_days or record.phase_days, tuple(arms))
