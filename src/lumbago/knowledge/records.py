"""The shape of every record of the knowledge base: one TOML file, one record, the path is the id.

A figure carries its tier (`published`, `derived`, `expert`) and whether it was read (`seen`) or recalled (`memory`).
Unknown fields, wrong types and missing fields stop loading.

The modules of records leave out `from __future__ import annotations`: msgspec would compile each string at every start.
"""

from typing import Literal, TypeAlias

import msgspec

from lumbago.record.findings import AssessedBy, Kind

Tier: TypeAlias = Literal["published", "derived", "expert"]
Verified: TypeAlias = Literal["seen", "memory"]
Urgency: TypeAlias = Literal["self_care", "soon", "same_day", "emergency"]
Use: TypeAlias = Literal[
    "full", "full_with_caveat", "sensitivity_only", "composite_only", "indirect", "rule_only", "reference"
]
Status: TypeAlias = Literal["draft", "retired"]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all records share: immutable, and nothing unread in the file."""


class Rate(Shape, frozen=True):
    """A probability with its interval; `low <= central <= high`, all in 0..1."""

    low: float
    central: float
    high: float
    tier: Tier
    verified: Verified = "memory"
    sources: tuple[str, ...] = ()
    seen_at: str = ""
    population: str = ""
    n: int | None = None
    note: str = ""


class Figure(Shape, frozen=True):
    """One accuracy figure; `low` and `high` are its interval where one was given."""

    value: float
    low: float | None = None
    high: float | None = None
    interval: str = ""  # "ci95", or in words how the interval was made
    derived: bool = False  # computed from the record's other figures
    verified: Verified | None = None  # where it differs from the record's
    seen_at: str = ""
    note: str = ""


class Span(Shape, frozen=True):
    """The range across studies, where no single figure was given."""

    low: float
    high: float


class RatioSpan(Shape, frozen=True):
    """The range of a likelihood ratio across studies; without `low` only the upper end was given."""

    high: float
    low: float | None = None


class Likelihood(Shape, frozen=True):
    """How a finding speaks for or against a condition, as one source reports it."""

    id: str
    finding: str  # a finding or a named criterion
    tier: Tier
    source: str
    verified: Verified
    use: Use
    comparator: str
    setting: str = ""
    seen_at: str = ""
    n: int | None = None
    sensitivity: Figure | None = None
    specificity: Figure | None = None
    lr_pos: Figure | None = None
    lr_neg: Figure | None = None
    sensitivity_range: Span | None = None
    specificity_range: Span | None = None
    lr_pos_range: RatioSpan | None = None
    pooled_separately: bool = False
    note: str = ""


class BaseRates(Shape, frozen=True):
    """Base rates by setting; a missing setting is not known."""

    primary_care: Rate | None = None
    emergency_department: Rate | None = None


class AgeAndSex(Shape, frozen=True):
    """Relative prevalence against the all-age base rate, by upper age bound and by sex."""

    upper_ages: tuple[float, ...]
    by_age: tuple[float, ...]
    female: float
    male: float
    tier: Tier
    verified: Verified


class Gate(Shape, frozen=True):
    """A state that sets the base rate. Where it is `defining`, the likelihoods of its findings are not used as well."""

    when: str
    defining: bool
    prior_if_true: float
    prior_if_false: float
    tier: Tier
    verified: Verified


class Codes(Shape, frozen=True):
    """Codes of the condition in public terminologies."""

    icd10: tuple[str, ...] = ()
    icd10cm: tuple[str, ...] = ()
    snomed_ct: str = ""
    verified: Verified = "memory"


class ConditionRecord(Shape, frozen=True):
    """conditions/<id>.toml: a cause of back pain with its base rates and all its likelihoods."""

    name: str  # the field's term
    plain_name: str  # what a person reads
    definition: str  # one sentence for a clinician
    explanation: str  # two or three short sentences for a person
    category: str
    typical_urgency: Urgency
    base_rate: BaseRates
    status: Status = "draft"
    codes: Codes = Codes()
    prior_group: str = ""
    harm_class: str = ""  # a name of model/harm_classes.toml; "" means the posterior never acts
    rules_only: bool = False  # so rare that a percentage would be an artefact: speaks through rules only
    age_and_sex: AgeAndSex | None = None
    entry: str = ""  # a criterion: figures with `use = "full_with_caveat"` count only while it holds
    gate: Gate | None = None
    likelihood: tuple[Likelihood, ...] = ()
    note: str = ""


class GroupRecord(Shape, frozen=True):
    """conditions/groups/<id>.toml: conditions counted together, with what is known of the group as a whole."""

    label: str
    members: tuple[str, ...]
    base_rate: BaseRates = BaseRates()
    likelihood: tuple[Likelihood, ...] = ()
    status: Status = "draft"
    note: str = ""


class FindingRecord(Shape, frozen=True):
    """findings/<body system>.toml, one table per finding."""

    kind: Kind
    assessed_by: AssessedBy
    label: str  # three to six words, reads after "you have" or "there is": "numbness around the genitals"
    question: str = ""  # what a person is asked; empty for a derived finding
    why: str = ""  # one sentence: why it is asked
    how: str = ""  # guided or clinician findings: how to do it, what counts as yes
    clinician_label: str = ""  # the field's term
    unit: str = ""
    lowest: float | None = None
    highest: float | None = None
    choices: tuple[str, ...] = ()
    choice_labels: tuple[str, ...] = ()
    derived_from: str = ""
    ask_when: str = ""  # a criterion: the question makes no sense unless this holds
    also_called: tuple[str, ...] = ()  # other names an answer may be given under; the first is what medicines call it
    yes_when: str = ""  # a criterion on other findings from which a yes follows; for medicines alone
    no_when: str = ""  # likewise a no, where nobody answered
    kept_for: str = ""  # why it is kept although nothing here uses it
    purpose: str = ""
    from_article: bool = False  # named in the article that started the project
    background_rate: Rate | None = None  # P(yes | acute nonspecific low back pain, adult, primary care)
    background_before: float | None = None  # central rate of an earlier, blunter wording
    status: Status = "draft"
    note: str = ""


class NamedCriterion(Shape, frozen=True):
    """criteria/<file>.toml, one table per name: a condition used by name in rules and likelihoods."""

    label: str
    when: str
    clinician_label: str = ""
    status: Status = "draft"
    note: str = ""


class DependenceGroup(Shape, frozen=True):
    """findings/dependence/<id>.toml: findings that repeat the same information."""

    members: tuple[str, ...]
    status: Status = "draft"
    note: str = ""


class RuleText(Shape, frozen=True):
    """A rule's words for one reader."""

    title: str
    why: str
    do: str


class Change(Shape, frozen=True):
    """Where this form of the rule came from."""

    kind: str
    what: str
    why: str
    from_urgency: Urgency | None = None


class RuleRecord(Shape, frozen=True):
    """red_flags/<id>.toml: one red-flag rule."""

    urgency: Literal["soon", "same_day", "emergency"]
    when: str
    suspects: tuple[str, ...]
    sources: tuple[str, ...]
    person: RuleText
    clinician: RuleText
    change: Change
    tier: Tier = "expert"  # the rule as a whole is a judgement that rests on its sources
    verified: Verified = "memory"
    unknown_is_soon: bool = True  # left open at conclusion: soon at least
    unknown_is_soon_reason: str = ""  # needed where it is not
    status: Status = "draft"
    note: str = ""


class SourceRecord(Shape, frozen=True):
    """sources/<file>.toml, one table per source: what a reader is shown, and where it was read."""

    title: str
    kind: str
    verified: Verified
    first_author: str = ""
    journal: str = ""
    year: int | None = None
    doi: str = ""
    pmid: str = ""
    seen_at: str = ""
    uncited: str = ""  # why it is kept although no record rests on it
    note: str = ""
