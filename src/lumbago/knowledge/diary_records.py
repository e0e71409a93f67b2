"""The shapes of course/ that a person meets: the diary, the questionnaires, and comparisons of two choices."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from lumbago.knowledge.records import Shape, Status, Tier, Verified

Shipping: TypeAlias = Literal["own_words", "confirm_first", "never"]
Scoring: TypeAlias = Literal["single", "sum", "mean", "percent_of_answered"]


class Band(Shape, frozen=True):
    """One band of a score; from the end of the band before it, or from the lowest score."""

    label: str
    up_to: float


class Code(Shape, frozen=True):
    """A LOINC code of an instrument or an item; `item` is its place, from 1."""

    code: str
    what: str
    item: int | None = None


class Meaning(Shape, frozen=True):
    """What a score from a limit on is told as, and what to do next: of the whole, or of one part. No diagnosis."""

    at_least: float
    says: str
    do: str
    part: str = ""
    asks_safety: bool = False  # whether a question about safety follows


class Instrument(Shape, frozen=True):
    """How a questionnaire is scored. Its items stand here only where they may."""

    label: str
    measures: str
    items: int
    item_lowest: float
    item_highest: float
    scoring: Scoring
    lowest: float
    highest: float
    higher_is: Literal["better", "worse"]
    missing: str  # what happens when an item is not answered, in words
    at_least_items: int  # fewer answered: no score
    shipping: Shipping
    licence: str
    sources: tuple[str, ...]
    tier: Tier
    verified: Verified
    important_change: float | None = None
    important_percent: float | None = None
    positive_from: float | None = None
    at_most_items: int | None = None
    subscales: dict[str, tuple[int, int]] = msgspec.field(default_factory=dict)  # first and last item
    subscale_positive_from: float | None = None
    bands: tuple[Band, ...] = ()
    loinc: tuple[Code, ...] = ()
    lead: str = ""
    texts: tuple[str, ...] = ()  # of the items, where they may stand here
    answers: tuple[str, ...] = ()  # of each item, from its lowest
    texts_read_at: tuple[str, ...] = ()  # copies on which their wording was read
    title: str = ""  # what it is about, as a page says it
    shown_as: str = ""  # how a history names its score
    calm: str = ""  # what a score is told as that no meaning holds for
    told: tuple[Meaning, ...] = ()
    note: str = ""


class DiaryItem(Shape, frozen=True):
    """One thing the diary asks."""

    label: str
    question: str
    kind: Literal["scale", "yes_no", "count", "words", "medicines", "signs"]
    every: Literal["day", "week", "month"]
    why: str
    low_end: str = ""
    high_end: str = ""
    highest: int | None = None


class Cadence(Shape, frozen=True):
    """How often an entry is asked for until a day; without one, from then on."""

    every_days: int
    until_day: int | None = None


class DiaryRecord(Shape, frozen=True):
    """course/diary.toml: what is asked, how often, and what a flare is."""

    item: dict[str, DiaryItem]
    cadence: tuple[Cadence, ...]
    flare_every_days: int
    weekly_days: int
    monthly_days: int
    burden_seconds_daily: int
    burden_seconds_weekly: int
    questionnaires: tuple[str, ...]  # asked once a month, where their items are there
    signs: tuple[str, ...]  # the findings "any of these?" asks of at every entry
    signs_of_change: tuple[str, ...]  # the findings a change in legs or bladder is about
    function_limited_at: float  # at or below this activity counts as limited
    function_improved_points: float
    recovered_run_days: int
    recovered_at: float
    new_episode_after_days: int
    rising_points: float
    rising_days: int
    flare_rise_points: float
    flare_apart_days: int
    flare_definition: str
    silence_days: int
    silence_pain: float
    persistent_from_day: int
    lasting_probability: float  # from this on, lasting pain counts as likely
    lasting_from_day: int
    lasting_entries: int  # in a row
    surprise_entries: int  # looked back on
    fewest_for_a_slope: int
    tier: Tier
    verified: Verified
    sources: tuple[str, ...]
    note: str = ""


class Arm(Shape, frozen=True):
    """One side of a comparison; held back where the plan withholds what it rests on."""

    label: str
    do: str
    rests_on: str = ""  # a treatment
    avoid_when: str = ""  # a criterion


class Comparison(Shape, frozen=True):
    """Two safe choices a person can try against each other."""

    question: str
    first: Arm
    second: Arm
    status: Status = "draft"


class ExperimentModel(Shape, frozen=True):
    """course/experiment.toml: how a comparison is laid out, weighed and decided."""

    comparison: dict[str, Comparison]
    phase_days: int
    cycles: int
    fewest_days: int  # answered, in each arm
    lag_alpha: float
    lag_beta: float
    correlation_alpha: float
    correlation_beta: float
    noise_scale: float
    effect_sd: float
    level_sd: float
    trend_sd_per_week: float
    benefit_points: float
    benefit_probability: float
    futile_probability: float
    harm_points: float
    harm_probability: float
    steady_from_day: int
    honest: str  # what the page says of how little it can see
    trend_limit: float  # points the forecast may still fall over the days of a comparison
    tier: Tier
    verified: Verified
    sources: tuple[str, ...]
    note: str = ""
