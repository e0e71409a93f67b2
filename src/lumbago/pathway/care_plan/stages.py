"""When: how far along the pain is, and which part of a plan a treatment belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

from lumbago.knowledge.plan_records import STAGE_DAYS, Phase, Stage
from lumbago.knowledge.records import Urgency
from lumbago.record import Value

SUBACUTE_DAYS = 42
CHRONIC_DAYS = 84
"""From how many days on pain counts as subacute, and as chronic."""

Duration: TypeAlias = Literal["acute", "subacute", "chronic"]
BEGINS: Mapping[Duration, int] = {"acute": 0, "subacute": SUBACUTE_DAYS, "chronic": CHRONIC_DAYS}
ENDS: Mapping[Duration, float] = {"acute": SUBACUTE_DAYS, "subacute": CHRONIC_DAYS, "chronic": float("inf")}

UNTIL_SEEN: tuple[Stage, ...] = ("today",)
"""What comes later depends on what is found."""

PATH: tuple[Stage, ...] = ("today", "this_week", "six_weeks")


class When(msgspec.Struct, frozen=True):
    """How long the pain has lasted, whether it runs down a leg, and the stages this plan has.

    Units: `days` since the pain began.
    """

    days: float
    leg_pain: bool
    stages: tuple[Stage, ...]

    @property
    def phase(self) -> Duration:
        """Name the phase the pain is in today."""
        return "chronic" if self.days >= CHRONIC_DAYS else "subacute" if self.days >= SUBACUTE_DAYS else "acute"

    def phases(self, stage: Stage) -> frozenset[Phase]:
        """Name every phase the pain may be in during a stage, if it lasts."""
        days = STAGE_DAYS[stage]
        if days is None:
            return frozenset(("prevention", "mixed", "nonspecific"))
        first, last = self.days + days[0], self.days + days[1]
        lasting: set[Phase] = {phase for phase in BEGINS if first < ENDS[phase] and last > BEGINS[phase]}
        found: set[Phase] = {*lasting, "mixed", "nonspecific"}
        return frozenset({*found, "sciatica"} if self.leg_pain else found)


def when_of(values: Mapping[str, Value], urgency: Urgency) -> When:
    """Say how far along somebody is.

    Unknown: a length nobody knows counts as new, and leg pain nobody knows as none.
    """
    days = values.get("duration_days")
    since = float(days) if isinstance(days, (int, float)) else 0.0
    leg = values.get("leg_pain_below_knee") is True
    return When(since, leg, _stages(since, urgency))


def _stages(days: float, urgency: Urgency) -> tuple[Stage, ...]:
    if urgency == "emergency":
        return ()
    if urgency == "same_day":
        return UNTIL_SEEN
    return (*PATH, "persistent") if days >= CHRONIC_DAYS else PATH


def placed(
    when: When, stages: tuple[Stage, ...], phases: tuple[Phase, ...], from_day: int | None, to_day: int | None
) -> tuple[Stage, ...]:
    """Choose the stages of this plan in which a treatment has its place."""
    return tuple(
        stage
        for stage in stages
        if (stage in when.stages or stage == "prevention")
        and not when.phases(stage).isdisjoint(phases)
        and _in_days(stage, from_day, to_day)
    )


def _in_days(stage: Stage, from_day: int | None, to_day: int | None) -> bool:
    days = STAGE_DAYS[stage]
    if days is None:
        return True
    return days[1] > (from_day or 0) and (to_day is None or days[0] < to_day)
