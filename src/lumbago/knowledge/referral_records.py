"""The shape of who else should see the person, and when to look again: referrals, imaging, follow-up.

Red flags are named apart from the criteria: `red_flags` means that any of these rules fired.
"""

from typing import Literal, TypeAlias

from lumbago.knowledge.plan_records import EverydayRecord, ExerciseRecord, HoldRecord, TreatmentRecord
from lumbago.knowledge.records import RuleText, Shape, Status, Tier, Verified

Service: TypeAlias = Literal[
    "emergency_department",
    "general_practice",
    "physiotherapy",
    "psychological_care",
    "occupational_health",
    "spinal_service",
    "spinal_surgery",
    "orthopaedics",
    "neurology",
    "rheumatology",
    "oncology",
    "internal_medicine",
    "pain_clinic",
]
HowSoon: TypeAlias = Literal["emergency", "same_day", "soon", "routine"]
Recommendation: TypeAlias = Literal[
    "appropriate", "not_appropriate", "only_if_it_changes_care", "specialist_decides", "explain_results"
]


class ReferralRecord(Shape, frozen=True):
    """referrals/<file>.toml, one table per rule: who should see the person, when `when` holds or a red flag fired."""

    whom: Service
    how_soon: HowSoon
    person: RuleText
    clinician: RuleText
    source: str
    tier: Tier
    verified: Verified
    when: str = ""
    red_flags: tuple[str, ...] = ()  # any of these fired
    related_red_flags: tuple[str, ...] = ()  # speak of the same, and are no ground by themselves
    or_whom: tuple[Service, ...] = ()
    unmapped: tuple[str, ...] = ()  # grounds that no finding covers: shown to clinicians
    status: Status = "draft"
    note: str = ""


class ImagingRecord(Shape, frozen=True):
    """imaging/<file>.toml, one table per scenario. Without a criterion or red flag it is general advice."""

    scenario: str
    recommendation: Recommendation
    modality: str
    timing: str
    person: RuleText
    clinician: str
    source: str
    tier: Tier
    verified: Verified
    when: str = ""
    red_flags: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    status: Status = "draft"
    note: str = ""


class Branch(Shape, frozen=True):
    """What to do when something holds at a follow-up."""

    when: str
    person: str
    clinician: str
    how_soon: HowSoon | None = None
    referrals: tuple[str, ...] = ()
    imaging: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()


class FollowUpRecord(Shape, frozen=True):
    """follow_up/<file>.toml, one table per checkpoint of the path."""

    days: tuple[int, ...]  # since the plan began; none where the event says when
    every: str  # when, in a person's words
    checks: tuple[str, ...]  # what is looked at, in a person's words
    findings: tuple[str, ...]  # what is asked or computed for it
    branch: tuple[Branch, ...]
    source: str
    tier: Tier
    verified: Verified
    status: Status = "draft"
    note: str = ""


PlanRecord: TypeAlias = (
    TreatmentRecord | ExerciseRecord | EverydayRecord | HoldRecord | ReferralRecord | ImagingRecord | FollowUpRecord
)
"""Everything a plan is made of."""
