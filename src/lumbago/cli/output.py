"""What `assess --json` prints: one of these objects a line. Their names and shapes are public.

`lumbago schema` prints the JSON Schema of them.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import UNSET, Meta, UnsetType

from lumbago.cli.plan_output import CarePlan, ForOne
from lumbago.cli.printed import DIALECT, Printed
from lumbago.knowledge.records import Tier, Urgency

TITLE = "Assessment of one case by Lumbago"

Probability: TypeAlias = Annotated[float, Meta(ge=0, le=1)]


class Reason(Printed, frozen=True):
    """Why the urgency is not lower: a red-flag rule that holds, or a risk over its action threshold."""

    title: str
    reason: str
    sources: Annotated[list[str], Meta(description="Ids of the knowledge base's sources.")]
    rule: Annotated[str, Meta(description="The id of the rule.")] | UnsetType = UNSET
    risk: Annotated[str, Meta(description="The id of the condition.")] | UnsetType = UNSET


EitherReason: TypeAlias = Annotated[
    Reason, Meta(extra_json_schema={"oneOf": [{"required": ["rule"]}, {"required": ["risk"]}]})
]


class NotCleared(Printed, frozen=True):
    """A rule that neither holds nor is ruled out."""

    rule: str
    needs: Annotated[list[str], Meta(description="Findings whose answers could still make it hold.")]


class Contribution(Printed, frozen=True):
    """How far one answer moved the odds of one condition."""

    finding: Annotated[str, Meta(description="The id of a finding or of a named criterion.")]
    answer: Literal["yes", "no"]
    decibans: Annotated[float, Meta(description="10 make the odds ten times higher, -10 ten times lower.")]
    source: Annotated[str, Meta(description="The id of the source of the figure.")]
    tier: Annotated[Tier, Meta(description="What the figure rests on.")]


class Cause(Printed, frozen=True):
    """One condition; without a probability it speaks through rules only."""

    condition: str
    name: str
    probability: Probability | None
    low: Annotated[Probability | None, Meta(description="Lower end of the 95% interval.")]
    high: Annotated[Probability | None, Meta(description="Upper end of the 95% interval.")]
    contributions: Annotated[list[Contribution], Meta(description="The strongest first.")]


class Assessment(Printed, frozen=True):
    """What one case comes to."""

    id: str
    edition: Annotated[str, Meta(description="The knowledge base that answered, named by its content.")]
    sign_off: Annotated[
        str | None,
        Meta(description="Who signed this edition off. Null: it is a draft that no clinician has signed off."),
    ]
    urgency: Annotated[Urgency, Meta(description="What rules and risk establish.")]
    not_ruled_out: Annotated[Urgency, Meta(description="The highest urgency that could still turn out true.")]
    deadline_hours: Annotated[float | None, Meta(description="Hours within which to be seen. Null: self-care.")]
    next_step: Annotated[str, Meta(description="What to do now.")]
    because: list[EitherReason]
    not_cleared: list[NotCleared]
    differential: Annotated[
        list[Cause], Meta(description="All conditions: what must be excluded first, then the most likely.")
    ]
    medicines: Annotated[list[ForOne], Meta(description="Every medicine of the formulary, the most useful first.")]
    plan: CarePlan


def written(assessment: Assessment) -> bytes:
    """Write one assessment as one line of JSON."""
    return msgspec.json.encode(assessment) + b"\n"


def schema() -> dict[str, object]:
    """Describe one line of the output as JSON Schema."""
    return {"$schema": DIALECT, "title": TITLE, **msgspec.json.schema(Assessment)}


def schema_text(described: dict[str, object] | None = None) -> str:
    """Write a schema for people and for files; that of an assessment without another."""
    return msgspec.json.format(msgspec.json.encode(described or schema()), indent=2).decode() + "\n"
