"""The plan and the medicines of `assess --json`. Names and shapes are public."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from lumbago.cli.printed import Printed
from lumbago.knowledge.medicine_records import Severity
from lumbago.knowledge.plan_records import Stage
from lumbago.knowledge.records import Tier, Verified
from lumbago.knowledge.referral_records import HowSoon, Recommendation, Service
from lumbago.pathway.care_plan import Kind, Status, Through
from lumbago.pathway.medication_safety import Verdict


class Speaks(Printed, frozen=True):
    """Why a medicine is not simply fine."""

    text: str
    severity: Severity
    source: Annotated[str, Meta(description="The id of a source of the knowledge base.")]
    tier: Annotated[Tier, Meta(description="What the claim rests on.")]


class ForOne(Printed, frozen=True):
    """One medicine."""

    medicine: Annotated[str, Meta(description="The id of a medicine of the formulary.")]
    verdict: Verdict
    reasons: Annotated[list[Speaks], Meta(description="The worst first.")]
    dose: str
    max_24h_mg: float | None
    max_days: int | None
    instead: str
    needs: Annotated[list[str], Meta(description="Facts to ask, the most dangerous first; only what could worsen it.")]
    offered: Annotated[bool, Meta(description="Whether it may be offered to this person as things stand.")]
    not_offered_because: str


class PeopleOutOf100(Printed, frozen=True):
    """What a treatment changes, as people out of 100."""

    outcome: str
    with_treatment: int
    without: int
    without_is: Annotated[str, Meta(description="What the others had.")]
    time: str
    source: str
    tier: Tier
    verified: Verified


class PlanItem(Printed, frozen=True):
    """One thing to do, or not to do."""

    kind: Kind
    id: str
    status: Status
    stages: list[Stage]
    through: Annotated[Through, Meta(description="Who does it, or decides on it.")]
    title: str
    steps: list[str]
    schedule: Annotated[str, Meta(description="How long and how often; for an exercise its dose.")]
    how_much_it_helps: str
    out_of_100: list[PeopleOutOf100]
    certainty: Annotated[list[str], Meta(description="Of the effects found by trials and reviews.")]
    stop_if: str
    why_not: Annotated[list[str], Meta(description="Why it is withheld.")]
    unless: Annotated[list[str], Meta(description="Findings not known yet that could speak against it.")]
    medicines: Annotated[list[str], Meta(description="Ids of the medicines it may be done with, most useful first.")]
    records: Annotated[list[str], Meta(description="Every record behind it, by folder and id.")]


class SeeSomebody(Printed, frozen=True):
    """Who should see the person."""

    id: str
    whom: Service
    or_whom: list[Service]
    how_soon: HowSoon
    title: str
    why: str
    do: str
    source: str
    records: list[str]


class Scan(Printed, frozen=True):
    """Whether a picture helps."""

    id: str
    recommendation: Recommendation
    modality: str
    timing: str
    title: str
    why: str
    source: str
    records: list[str]


class Checkpoint(Printed, frozen=True):
    """When to look again."""

    id: str
    days: Annotated[list[int], Meta(description="Since the plan began.")]
    every: str
    source: str


class CarePlan(Printed, frozen=True):
    """What to do; in an emergency only what to do until help comes, and whom to see."""

    phase: Literal["acute", "subacute", "chronic"]
    stages: list[Stage]
    until_help_comes: list[PlanItem]
    items: list[PlanItem]
    prevention: list[PlanItem]
    not_worth_it: list[PlanItem]
    referrals: list[SeeSomebody]
    imaging: list[Scan]
    checkpoints: list[Checkpoint]
    needs: Annotated[list[str], Meta(description="Facts not known yet whose answers could change the plan.")]
