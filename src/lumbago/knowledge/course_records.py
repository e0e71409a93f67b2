"""The shapes of course/: how back pain usually goes on, what is measured meanwhile, and when to step up.

Each field of `Course` is one file of the folder, course/<field>.toml. Pain is 0 to 10 unless a field says otherwise.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from lumbago.knowledge.diary_records import DiaryRecord, ExperimentModel, Instrument
from lumbago.knowledge.records import RuleText, Shape, Status, Tier, Verified
from lumbago.knowledge.referral_records import HowSoon, Service

Step: TypeAlias = Literal["advice", "change_of_plan", "referral"]


class PooledMean(Shape, frozen=True):
    """A pooled mean at one time, 0 to 100, with its 95% interval."""

    week: float
    mean: float
    low: float
    high: float
    interval_verified: Verified


class PooledCourse(Shape, frozen=True):
    """How the pain of many cohorts together went on."""

    label: str
    clock: str  # what weeks are counted from
    points: tuple[PooledMean, ...]
    source: str
    tier: Tier
    verified: Verified  # of the means
    note: str = ""


class Bump(Shape, frozen=True):
    """A second rise of the pain and how it dies away."""

    onset_mean_weeks: float
    onset_sd_weeks: float
    height_mean: float
    height_sd: float
    decay_weeks: float


class ShapeClass(Shape, frozen=True):
    """One of the shapes a course can have, with what is believed of its speed and of where it ends."""

    meaning: str  # reads after "the pain"
    trial_share: float  # of the trial's participants
    tau_median_weeks: float
    tau_sd_log: float
    floor_alpha: float  # of the Beta law of floor / 10
    floor_beta: float
    recovers: bool  # whether it ends well by twelve weeks: prognostic factors shift the odds of the others
    start_shift: float = 0.0  # of the pain at the start
    bump: Bump | None = None
    source: str = ""
    tier: Tier = "expert"
    verified: Verified = "memory"
    note: str = ""


class ClassPrior(Shape, frozen=True):
    """What share each shape is believed to have, before any diary."""

    label: str
    share: dict[str, float]  # by class
    fitted_to: tuple[str, ...]  # pooled courses
    tier: Tier
    verified: Verified
    standard: bool = False  # the one shown first
    from_day: int = 0  # of the pain at entry: for those who begin the diary that late
    note: str = ""


class ForecastModel(Shape, frozen=True):
    """course/forecast.toml: what all shapes share, how an entry is read, and how fine the grid is."""

    model: str
    honest: str  # what the page says about it
    start_mean: float
    start_sd: float
    start_lowest: float
    shape_median: float
    shape_sd_log: float
    precision_levels: tuple[float, ...]  # of the beta-binomial, each equally likely at first
    correlation: float  # of the daily residuals from one day to the next
    recovered_at: float  # pain at or below this counts as recovered
    recovered_width: float  # how softly, in points
    grid_tau: int
    grid_floor: int
    grid_shape: int
    grid_bump: int
    horizon_days: int
    bands: tuple[float, ...]
    recovered_by_weeks: tuple[int, ...]
    lasting_pain: float
    lasting_day: int
    surprise_band: float
    improved_percent: float
    improved_points: float
    improved_by_day: int
    slope_days: int
    covariate_shrink: float
    missed_shift_points: float  # by which missed days may have differed from those told
    fewest_missed: int  # from which on that is worth saying
    tier: Tier
    verified: Verified
    sources: tuple[str, ...]
    note: str = ""


class PrognosticFactor(Shape, frozen=True):
    """How much slower recovery is with a factor: a hazard ratio of recovery, below 1 is slower."""

    label: str
    hazard_ratio: float
    low: float
    high: float
    per: str
    source: str
    tier: Tier
    verified: Verified
    finding: str = ""  # what Lumbago knows it by
    mean: float | None = None  # of the cohort: the factor counts from there
    unused: str = ""  # why the forecast does not weigh it
    note: str = ""


class Recurrence(Shape, frozen=True):
    """course/recurrence.toml: how soon pain comes back after recovery."""

    shape: float
    scale_days: float
    any_share: float  # in twelve months
    limiting_share: float
    more_than_two_odds_ratio: float
    more_than_two_odds_ratio_low: float
    more_than_two_odds_ratio_high: float
    baseline_share: float  # of those followed, where the odds ratio was measured
    hazard_ratio_cap: float
    horizon_days: int
    new_episode_after_days: int  # free of pain
    tier: Tier
    verified: Verified
    sources: tuple[str, ...]
    note: str = ""


class EscalationRecord(Shape, frozen=True):
    """course/escalations.toml, one table per rule: when to step up, and what to do then."""

    step: Step
    when: str  # a criterion over what the course knows
    person: RuleText
    clinician: RuleText
    entries: int  # how many of the latest entries it rests on
    sources: tuple[str, ...]
    tier: Tier
    verified: Verified
    from_day: int = 0
    until_day: int | None = None
    how_soon: HowSoon = "routine"
    whom: Service | None = None
    referrals: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()  # instruments to fill in
    uses_forecast: bool = False  # so that another prior could decide otherwise
    status: Status = "draft"
    note: str = ""


class Course(Shape, frozen=True):
    """course/: one field, one file."""

    pooled: dict[str, PooledCourse]
    classes: dict[str, ShapeClass]
    priors: dict[str, ClassPrior]
    forecast: ForecastModel
    factors: dict[str, PrognosticFactor]
    recurrence: Recurrence
    escalations: dict[str, EscalationRecord]
    instruments: dict[str, Instrument]
    diary: DiaryRecord
    experiment: ExperimentModel
