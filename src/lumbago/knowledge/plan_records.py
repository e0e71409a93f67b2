"""The shape of what a plan is made of: treatments, exercises, and the holds that hold exercises back.

Red flags are named apart from the criteria: `avoid_red_flags` means that any of these rules fired.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from lumbago.knowledge.records import Shape, Status, Tier, Urgency, Verified

Phase: TypeAlias = Literal["acute", "subacute", "chronic", "sciatica", "nonspecific", "mixed", "prevention"]
"""Of the pain, by how long it has lasted: acute under 6 weeks, subacute 6 to 12, chronic over 12; or of whom."""

Stage: TypeAlias = Literal["today", "this_week", "six_weeks", "persistent", "prevention"]

STAGE_DAYS: Mapping[Stage, tuple[int, int] | None] = {
    "today": (0, 3),
    "this_week": (3, 14),
    "six_weeks": (14, 84),
    "persistent": (84, 36_500),
    "prevention": None,  # from recovery on, whenever that is
}
"""Days since the plan began, first and last; where a plan places what it offers."""

TreatmentKind: TypeAlias = Literal["nondrug", "drug", "service", "procedure"]
Verdict: TypeAlias = Literal[
    "recommended",
    "recommended_by_risk",
    "recommended_if_available",
    "recommended_if_persistent_or_high_risk",
    "first_line_drug",
    "reasonable",
    "optional",
    "optional_disputed",
    "optional_short_course",
    "optional_specialist",
    "second_choice",
    "second_line_chronic_disputed",
    "specialist_for_selected",
    "uncertain",
    "not_recommended_alone",
    "not_recommended_routinely",
    "not_recommended",
    "avoid",
]
Standing: TypeAlias = Literal["offer", "option", "specialist", "not_worth_it"]

STANDINGS: Mapping[Verdict, Standing] = {
    "recommended": "offer",
    "recommended_by_risk": "offer",
    "first_line_drug": "offer",
    "reasonable": "offer",
    "recommended_if_available": "option",
    "recommended_if_persistent_or_high_risk": "option",
    "optional": "option",
    "optional_disputed": "option",
    "optional_short_course": "option",
    "second_choice": "option",
    "uncertain": "option",
    "optional_specialist": "specialist",
    "second_line_chronic_disputed": "specialist",
    "specialist_for_selected": "specialist",
    "not_recommended_alone": "not_worth_it",
    "not_recommended_routinely": "not_worth_it",
    "not_recommended": "not_worth_it",
    "avoid": "not_worth_it",
}
"""What a verdict means for a plan."""

OfferedTo: TypeAlias = Literal["person_or_clinician", "clinician_only", "never_start"]
Stance: TypeAlias = Literal["for", "conditional_for", "conditional_against", "against", "not_covered"]


class OnThePath(Shape, frozen=True):
    """Where a plan places it; the days narrow or widen those of the stages."""

    stages: tuple[Stage, ...]
    from_day: int | None = None
    to_day: int | None = None


class Effect(Shape, frozen=True):
    """What a trial or a review found; without `value`, `said` or `note` says it in words."""

    phase: Phase
    outcome: str
    comparator: str
    measure: str
    scale: str
    time: str
    certainty: str
    source: str
    tier: Tier
    verified: Verified
    value: float | None = None
    low: float | None = None  # of the 95% interval
    high: float | None = None
    said: str = ""
    n: int | None = None
    seen_at: str = ""
    partly_unverified: str = ""  # what of a figure that was read was not read
    note: str = ""


class Harm(Shape, frozen=True):
    """A harm and how often, as a ratio, as numbers in words, or in words alone."""

    event: str
    measure: str
    source: str
    tier: Tier
    verified: Verified
    value: float | None = None
    low: float | None = None
    high: float | None = None
    said: str = ""
    seen_at: str = ""
    note: str = ""


class GuidelineSays(Shape, frozen=True):
    """Where one guideline stands."""

    guideline: str
    stance: Stance
    phase: Phase
    verified: Verified
    seen_at: str = ""
    partly_unverified: str = ""
    note: str = ""


class OutOf100(Shape, frozen=True):
    """People out of 100, with and without; only where the evidence's own figures give it."""

    outcome: str  # reads after "of 100 people, so many"
    with_treatment: int
    without: int
    without_is: str  # what the others had
    time: str
    derived_how: str
    source: str
    tier: Tier
    verified: Verified


class TreatmentText(Shape, frozen=True):
    """A treatment in a person's words; what is not worth doing says `why_not`, the rest how to do it."""

    title: str
    what: str
    how_much_it_helps: str
    why_not: str = ""
    steps: tuple[str, ...] = ()
    schedule: str = ""  # how long, how often, for how many days
    not_if: str = ""  # what no finding covers
    stop_if: str = ""
    old_advice: str = ""  # what people used to be told, and what it is worth


class TreatmentRecord(Shape, frozen=True):
    """treatments/<id>.toml: something that is done for back pain, or was."""

    name: str  # the field's term
    kind: TreatmentKind
    phases: tuple[Phase, ...]
    verdict: Verdict
    place: int  # 1 is named first in a plan; ours
    offered_to: OfferedTo
    on_the_path: OnThePath
    person: TreatmentText
    clinician: str
    avoid_when: str = ""  # a criterion
    avoid_red_flags: tuple[str, ...] = ()  # nor while any of these fired
    medicines: tuple[str, ...] = ()  # ids of medicines, where it is a class of them
    effects: tuple[Effect, ...] = ()
    harms: tuple[Harm, ...] = ()
    guidelines: tuple[GuidelineSays, ...] = ()
    out_of_100: tuple[OutOf100, ...] = ()
    status: Status = "draft"
    note: str = ""


class ExerciseText(Shape, frozen=True):
    """An exercise in a person's words."""

    title: str
    purpose: str
    steps: tuple[str, ...]
    dose: str
    progression: str
    stop_rule: str
    not_if: str = ""


class ExerciseRecord(Shape, frozen=True):
    """exercises/<id>.toml: one exercise. Its figures are consensus unless its note says otherwise."""

    name: str
    stages: tuple[Stage, ...]
    place: int  # 1 comes first; from easy to hard, as the evidence lists them
    level: Literal["basic", "moderate"]
    on_the_back: bool
    drawing: str  # the id of its picture
    person: ExerciseText
    source: str
    tier: Tier
    verified: Verified
    instead: str = ""  # the exercise to take when this one cannot be done lying on the back
    avoid_when: str = ""
    avoid_red_flags: tuple[str, ...] = ()
    status: Status = "draft"
    note: str = ""


class EverydayRecord(Shape, frozen=True):
    """everyday/<file>.toml, one table per subject: how everyday things are done meanwhile. House advice, no trial.

    `place`: `until_help_comes` is for emergencies alone, and then the only advice there is.
    """

    place: Literal["until_help_comes", "everyday"]
    title: str
    steps: tuple[str, ...]
    clinician: str
    tier: Tier
    verified: Verified
    stages: tuple[Stage, ...] = ()
    drawings: tuple[str, ...] = ()  # ids of pictures
    rests_on: tuple[str, ...] = ()  # ids of treatments
    status: Status = "draft"
    note: str = ""


class HoldRecord(Shape, frozen=True):
    """holds/<file>.toml, one table per hold: what holds exercises back, whichever they are.

    It closes when the criterion is true, or while the urgency is one of `urgencies`.
    """

    withholds: Literal["every_exercise", "exercises_on_the_back"]
    when: str
    person: str
    clinician: str
    tier: Tier
    verified: Verified
    urgencies: tuple[Urgency, ...] = ()
    status: Status = "draft"
    note: str = ""
