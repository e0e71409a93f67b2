"""The shape of what is known of medicines: the formulary, classes, interactions, and the names people use for them."""

from typing import Literal, TypeAlias

import msgspec

from lumbago.knowledge.records import Shape, Status, Tier, Verified

Severity: TypeAlias = Literal["caution", "avoid", "contraindicated"]
"""contraindicated: block. avoid: not offered to a person; a clinician may have a reason. caution: with advice."""

SelfOrPrescription: TypeAlias = Literal["self", "prescription"]
Route: TypeAlias = str
"""How it gets into the body: oral, topical, inhaled, nasal, eye, ear, injected, rectal, transdermal, other."""


class Supported(Shape, frozen=True, kw_only=True):
    """What every claim on a medicine rests on."""

    source: str
    tier: Tier
    verified: Verified
    seen_at: str = ""
    partly_unverified: str = ""  # the part of a claim marked `seen` that was not read
    note: str = ""


class ConditionOfUse(Supported, frozen=True, kw_only=True):
    """A state of the person that speaks against a medicine."""

    when: str  # a criterion on the facts
    severity: Severity
    person: str
    clinician: str
    while_unknown: str = ""  # it counts only while this finding is not known
    only_in: Literal["self", ""] = ""  # where it counts; everywhere without it


class Most(Supported, frozen=True, kw_only=True):
    """The most of a medicine in 24 hours, where `when` holds; of several the lowest counts.

    Units: `mg_per_kg` is by body weight, and lowers `mg` where it gives less.
    """

    setting: SelfOrPrescription
    mg: float
    dose: str = ""  # how much is taken where this one counts, in words a person reads; without it, the usual dose
    when: str = ""
    mg_per_kg: float | None = None


class KnownAllergy(Supported, frozen=True, kw_only=True):
    """What an allergy to the medicine itself means."""

    severity: Severity
    person: str
    clinician: str


class Days(Shape, frozen=True):
    """For how many days without a review."""

    self: int | None = None
    prescription: int | None = None


class Dose(Supported, frozen=True, kw_only=True):
    """How much an adult usually takes, in words a person reads; the evidence's own words beside it."""

    text: str
    usual_adult: str
    max_daily: str
    max_duration: str


class Coded(Shape, frozen=True):
    """Codes of a medicine in a public terminology."""

    codes: tuple[str, ...]
    source: str
    verified: Verified
    retired_codes: tuple[str, ...] = ()
    seen_at: str = ""
    note: str = ""


class Jurisdictions(Shape, frozen=True):
    """What differs by country."""

    uk: str = ""
    us: str = ""


class MedicineRecord(Shape, frozen=True):
    """medicines/<id>.toml: a medicine of the formulary, with everything that speaks against it."""

    name: str
    plain_name: str
    drug_class: str
    route: Route
    availability: str
    offered_to: Literal["person_or_clinician", "clinician_only", "never_start"]
    usefulness: int  # 1 is tried first in acute back pain; a judgement on the trials
    instead: str
    dose: Dose
    allergy: KnownAllergy
    atc: Coded
    rxnorm: Coded
    max_days: Days = Days()
    max_24h: tuple[Most, ...] = ()
    condition: tuple[ConditionOfUse, ...] = ()
    jurisdiction: Jurisdictions = Jurisdictions()
    status: Status = "draft"
    note: str = ""


class DrugClassRecord(Shape, frozen=True):
    """drug_classes/<file>.toml, one table per class: which medicines belong to it, by ATC code."""

    name: str
    plain_name: str
    atc_prefixes: tuple[str, ...] = ()
    except_prefixes: tuple[str, ...] = ()  # codes below a prefix that do not belong
    members: tuple[str, ...] = ()  # medicines of the formulary
    present_when: str = ""  # a criterion: as good as taking one
    implies: tuple[str, ...] = ()  # findings that are yes for everybody who takes one
    rxnorm_examples: tuple[str, ...] = ()  # "warfarin 11289"
    allergy_implies: tuple[str, ...] = ()  # findings that are yes for everybody allergic to one
    when_local: str = ""  # what one is when it only acts locally: another class, or "none"; without it, the same
    most_mg_a_day: float | None = None  # belongs here up to this dose, and above it to `above_it`
    above_it: str = ""
    only_some: bool = False  # not all below the prefixes belong: who takes one may or may not
    verified: Verified = "memory"
    seen_at: str = ""
    status: Status = "draft"
    note: str = ""


class InteractionRecord(Supported, frozen=True, kw_only=True):
    """interactions/<file>.toml, one table per pair; `a` and `b` are classes or medicines of the formulary."""

    a: str
    b: str
    severity: Severity
    person: str  # reads after "You take ...": what the two do together
    clinician: str
    min_count: int = 1
    when: str = ""  # for a class that is a habit: the habit meant here
    status: Status = "draft"


class Level(Shape, frozen=True):
    """From how many on, and how bad."""

    count: int
    severity: Severity


class CombinationRecord(Supported, frozen=True, kw_only=True):
    """interactions/combinations/<file>.toml: more than two together.

    kind: `set` needs one of each class; `count` counts medicines of the classes; `score` counts classes and `factors`,
    for a medicine of `speaks_of`. `duplicate` is the same ingredient by the same route, whatever its class.
    """

    kind: Literal["set", "count", "score", "duplicate"]
    levels: tuple[Level, ...]
    person: str
    clinician: str
    classes: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()  # criteria
    speaks_of: tuple[str, ...] = ()
    when: str = ""
    status: Status = "draft"


class MorphineFactor(Supported, frozen=True, kw_only=True):
    """How much morphine by mouth an opioid counts as: a rough measure of the load, never a dose to switch by.

    Units: `mg` of morphine for each mg taken by mouth.
    """

    mg: float


class IngredientRecord(Shape, frozen=True):
    """medicine_names/ingredients/<file>.toml: a substance by one route, and what people call it."""

    name: str
    atc: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    route: Route = "oral"
    morphine: MorphineFactor | None = None
    note: str = ""


class ProductRecord(Shape, frozen=True):
    """medicine_names/products/<file>.toml: several ingredients in one; `mg` per unit where certain."""

    names: tuple[str, ...]
    ingredients: tuple[str, ...]
    atc: tuple[str, ...] = ()
    mg: dict[str, float] = msgspec.field(default_factory=dict)
    route: Route = "oral"
    note: str = ""


class MedicineNames(Shape, frozen=True):
    """All names of medicines."""

    ingredient: dict[str, IngredientRecord] = msgspec.field(default_factory=dict)
    product: dict[str, ProductRecord] = msgspec.field(default_factory=dict)
