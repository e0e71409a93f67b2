"""The shape of claims: what is said about back pain, what the evidence makes of it, and the figures it is told with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

import msgspec

from lumbago.knowledge.records import Shape, Status, Tier, Verified

ClaimVerdict: TypeAlias = Literal["supported", "partly", "uncertain", "not_supported", "outdated"]
Certainty: TypeAlias = Literal["high", "moderate", "low", "very_low", "judgement"]
FigureUnit: TypeAlias = Literal[
    "percent",
    "share",
    "points_0_5",
    "points_0_10",
    "points_0_100",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "people",
    "trials",
    "studies",
    "times",
    "ratio",
    "mg",
]
"""How a figure counts. `share` lies in 0 to 1; `times` is told as "about 3 times", `ratio` as so much less often."""

ToldVerdict: TypeAlias = ClaimVerdict | Literal["judged"]

CLAIM_VERDICTS: Mapping[ToldVerdict, str] = {
    "supported": "Supported by evidence",
    "judged": "Our judgement",
    "partly": "Partly right",
    "uncertain": "Not known",
    "not_supported": "Not supported by evidence",
    "outdated": "Out of date",
}
"""How a reader is told a verdict; what no study stands behind is never called supported by evidence."""


class ClaimChange(Shape, frozen=True):
    """What changed in a claim or an article, and when."""

    on: date
    what: str


class OwnFigure(Shape, frozen=True):
    """A figure that no other record holds; one of the claim's sources gives it."""

    value: float
    unit: FigureUnit
    source: str
    tier: Tier
    verified: Verified
    low: float | None = None
    high: float | None = None
    n: int | None = None
    population: str = ""
    seen_at: str = ""
    note: str = ""


class DrawnFigure(Shape, frozen=True):
    """A figure that another record holds, by its place there: it is never typed twice.

    `at` leads to a table or a list of tables; of a list, `only` picks the one entry whose fields have these values.
    """

    kind: Literal["treatments", "conditions", "groups", "prior_groups", "pooled", "findings", "medicines"]
    record: str
    at: str
    field: str
    unit: FigureUnit
    only: dict[str, str] = msgspec.field(default_factory=dict)
    source: str = ""  # which of several it was read in, or where the place itself names none
    tier: Tier | None = None  # this and the next: where the place itself says nothing
    verified: Verified | None = None


class ClaimRecord(Shape, frozen=True):
    """claims/<file>.toml, one table per claim.

    `statement` is what somebody says, in our plain words, and `verdict` what the evidence makes of it; where the
    statement does not stand, `say_instead` says what does.
    """

    statement: str
    verdict: ClaimVerdict
    reason: str
    certainty: Certainty
    sources: tuple[str, ...]
    tier: Tier
    verified: Verified
    first_stated: date
    next_review: date
    say_instead: str = ""
    also_said: tuple[str, ...] = ()  # how people put it, for finding it in somebody's text
    rests_on: tuple[str, ...] = ()  # ids of the records whose facts it repeats
    figures: dict[str, OwnFigure] = msgspec.field(default_factory=dict)
    drawn: dict[str, DrawnFigure] = msgspec.field(default_factory=dict)
    changes: tuple[ClaimChange, ...] = ()
    seed: str = ""  # its number among the claims of the article that started the project
    status: Status = "draft"
    note: str = ""
