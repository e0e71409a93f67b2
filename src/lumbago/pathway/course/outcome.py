"""What stepping up, a state and a forecast are made of: plain values that pages, letters and storage read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lumbago.knowledge.course import EscalationRule
from lumbago.knowledge.course_records import Step
from lumbago.knowledge.plan import Referral

State: TypeAlias = Literal[
    "danger", "active", "flare", "not_improving", "persistent", "recovered", "recurrent", "silent", "closed"
]


@dataclass(frozen=True, slots=True)
class Escalation:
    """One reason to step up, and what to do.

    days: of the entries that caused it.
    findings: what the course knew that made it hold, and what that was.
    referrals: those of the rule that hold for this person, each with its letter; none may hold.
    """

    rule: EscalationRule
    days: tuple[int, ...]
    findings: Mapping[str, object]
    referrals: tuple[Referral, ...] = ()

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def step(self) -> Step:
        return self.rule.record.step


@dataclass(frozen=True, slots=True)
class Band:
    """One band of the fan chart: the pain between which so many of 100 entries fall, by day."""

    share: float
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Surprise:
    """How unexpected the last entry was, going by those before it.

    at_least: chance of pain this strong or stronger.
    at_most: chance of pain this weak or weaker.
    bits: 0 was sure, 1 was one of two, 3 one of eight.
    """

    day: int
    pain: int
    at_least: float
    at_most: float
    bits: float


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How likely back pain comes back within twelve months after recovery: any, and such that limits activity."""

    any_pain: float
    limiting: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where this is expected to go.

    days, median, mean, bands: the fan, from day 0 on; entries are 0 to 10.
    recovered_by: chance that recovery has come by a week of the episode.
    days_to_mild: day by which half of such people are down to pain that counts as recovered; None beyond a year.
    not_improving: chance that by the fourth week, or today if later, pain has not fallen by an important amount.
    lasting: chance of pain of 4 or more at day 84, under each prior.
    classes: chance of each shape.
    """

    prior: str
    today: int
    days: tuple[int, ...]
    mean: tuple[float, ...]
    median: tuple[float, ...]
    bands: tuple[Band, ...]
    recovered_by: Mapping[int, float]
    days_to_mild: float | None
    not_improving: float
    lasting: Mapping[str, float]
    classes: Mapping[str, float]
    recurrence: Recurrence
    surprise: Surprise | None
