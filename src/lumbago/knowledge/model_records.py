"""The shapes of model/: what turns findings, likelihoods and base rates into risks, and what a risk leads to.

Each field of `Model` is one file of the folder, model/<field>.toml.
"""

from typing import TypeAlias

import msgspec

from lumbago.knowledge.records import BaseRates, Figure, Shape, Tier, Urgency, Verified


class SettingRecord(Shape, frozen=True):
    """Where a person is assessed, and whose base rates hold there."""

    label: str
    base_rates_of: str  # a field of `BaseRates`
    note: str = ""


class UrgencyRecord(Shape, frozen=True):
    """What an urgency means on the clock; without `deadline_hours` there is none."""

    label: str
    deadline_hours: float | None = None
    note: str = ""


class PriorGroup(Shape, frozen=True):
    """Conditions whose base rate is known together better than apart; members carry its name as `prior_group`."""

    label: str
    base_rate: BaseRates
    note: str = ""


class HarmClass(Shape, frozen=True):
    """How much harm a delay does, and the risk from which each urgency is worth a needless visit."""

    levels: dict[Urgency, float]
    harm_of_delay: str
    harm_of_needless_visit: str
    tier: Tier
    verified: Verified
    only_when: str = ""  # a criterion: the levels act only while it holds
    note: str = ""


class Ranking(Shape, frozen=True):
    """How much a figure may move the odds, and in which order causes are shown."""

    model: str
    tier: Tier
    verified: Verified
    shrink_within_group: float  # weight of all but the strongest finding of a dependence group
    temper_positive_expert: float  # weight of a positive expert ratio
    indirect_weight: float  # weight of a ratio measured on another target
    self_made_weight: float  # weight of what a person examined on themselves
    ed_background_factor: float  # times the odds of a yes among emergency attenders without the disease
    ed_threshold_factor: float  # times the same-day and soon levels of harm classes in an emergency department
    max_single_lr: float
    min_single_lr_neg: float
    negative_cap: dict[str, float]  # by harm class: how far all negative evidence together may lower the odds
    support: dict[Urgency, float]  # total ratio in favour that a risk needs before it acts
    selected_comparators: tuple[str, ...]  # groups whose ratios do not hold against ordinary back pain
    age_sex_findings_ignored: tuple[str, ...]  # already in the base rate by age and sex
    order: tuple[str, ...]
    ed_background_reason: str
    selected_comparators_reason: str
    negative_cap_reason: str
    age_sex_note: str
    gates_note: str
    ranking_eligibility: str
    entry_conditions: str
    chosen_here: str  # which of these numbers no evidence gives


Bands: TypeAlias = list[list[float]]
"""Rows of lowest, highest, share."""


class Simulator(Shape, frozen=True):
    """How simulated people with ordinary back pain are drawn."""

    ordinary_pain: str
    headline_population: str
    emergency_department: str
    disease_cases: str
    limits: str
    tier: Tier
    verified: Verified
    parameters: dict[str, dict[str, float | Bands]]


class ModellingRisk(Shape, frozen=True):
    """A way in which the model can mislead."""

    text: str


class ScoreBand(Shape, frozen=True):
    """One band of a score with what was measured in it."""

    band: str
    probability: float | None = None
    validation: float | None = None  # the probability in the validation cohort
    sensitivity: float | None = None
    specificity: float | None = None
    lr_pos: float | None = None
    lr_neg: float | None = None


class Score(Shape, frozen=True):
    """A published score, for reference: nothing is multiplied with it."""

    label: str
    target: str
    source: str
    verified: Verified
    items: str = ""
    n: int | None = None
    sensitivity: float | None = None
    specificity: float | None = None
    auc: float | None = None
    note: str = ""
    log_odds: dict[str, float] = msgspec.field(default_factory=dict)
    band: tuple[ScoreBand, ...] = ()


class PostTestProbability(Shape, frozen=True):
    """A probability after a finding, or `several`, as a study reports it; for reference."""

    target: str
    post_test: Figure
    source: str
    verified: Verified
    finding: str = ""
    several: str = ""
    seen_at: str = ""
    note: str = ""


class Conventions(Shape, frozen=True):
    """What the words and figures of the records mean, and how they were compiled."""

    compiled: str
    status: str
    tiers: dict[str, str]
    verified: dict[str, str]
    uses: dict[str, str]
    notes: dict[str, str]


class Model(Shape, frozen=True):
    """model/: one field, one file."""

    settings: dict[str, SettingRecord]
    urgencies: dict[Urgency, UrgencyRecord]
    prior_groups: dict[str, PriorGroup]
    harm_classes: dict[str, HarmClass]
    ranking: Ranking
    simulator: Simulator
    modelling_risks: dict[str, ModellingRisk]
    scores: dict[str, Score]
    post_test_probabilities: dict[str, PostTestProbability]
    conventions: Conventions
