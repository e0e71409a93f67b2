"""The knowledge base in memory: records by id, their criteria parsed, ready to be used."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from lumbago.criteria import Criterion, Unless, evaluate, findings_in, presume
from lumbago.criteria.structure import parts_of
from lumbago.knowledge.article_records import ArticleRecord
from lumbago.knowledge.claims import Claim
from lumbago.knowledge.course import Choice, EscalationRule
from lumbago.knowledge.course_records import Course
from lumbago.knowledge.danger_records import DangerRecord, WordsRecord
from lumbago.knowledge.interview_records import TopicRecord
from lumbago.knowledge.medicines import Formulary
from lumbago.knowledge.model_records import Model
from lumbago.knowledge.plan import Exercise, FollowUp, Hold, Imaging, Referral, Treatment
from lumbago.knowledge.plan_records import EverydayRecord
from lumbago.knowledge.records import (
    ConditionRecord,
    DependenceGroup,
    FindingRecord,
    GroupRecord,
    NamedCriterion,
    Rate,
    RuleRecord,
    SourceRecord,
    Urgency,
)
from lumbago.knowledge.sign_off import SignOff, SignOffs
from lumbago.record import Setting, Truth, Value, Vocabulary

if TYPE_CHECKING:
    from lumbago.knowledge.dangers import Dangers


def contains_excuse(criterion: Criterion) -> bool:
    """Say whether a criterion has an `unless` anywhere."""
    return isinstance(criterion, Unless) or any(map(contains_excuse, parts_of(criterion)))


class Rule(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A red-flag rule, its criterion parsed."""

    id: str
    record: RuleRecord
    criterion: Criterion

    @property
    def urgency(self) -> Urgency:
        return self.record.urgency

    @cached_property
    def findings(self) -> tuple[str, ...]:
        """All findings the rule looks at."""
        return findings_in(self.criterion)

    @cached_property
    def has_excuse(self) -> bool:
        """Whether any part of it excuses, so that presuming can differ from Kleene."""
        return contains_excuse(self.criterion)

    @cached_property
    def of_nothing(self) -> tuple[Truth, Truth]:
        """What it says, by Kleene and presumed, while nothing it looks at is known."""
        return evaluate(self.criterion, {}), presume(self.criterion, {})

    def truths(self, values: Mapping[str, Value]) -> tuple[Truth, Truth]:
        """Judge it by Kleene's logic, and as presumed."""
        if values.keys().isdisjoint(self.findings):
            return self.of_nothing
        truth = evaluate(self.criterion, values)
        presumed = presume(self.criterion, values) if truth is None and self.has_excuse else truth
        return truth, presumed


class Named(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A condition with a name of its own."""

    id: str
    record: NamedCriterion
    criterion: Criterion

    @cached_property
    def findings(self) -> tuple[str, ...]:
        return findings_in(self.criterion)


class Condition(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A cause of back pain; `gate` and `entry` are its criteria, where it has them."""

    id: str
    record: ConditionRecord
    gate: Criterion | None
    entry: Criterion | None

    @cached_property
    def gate_findings(self) -> tuple[str, ...]:
        return findings_in(self.gate) if self.gate is not None else ()


class Topic(msgspec.Struct, frozen=True, eq=False):
    """A page of the interview."""

    id: str
    record: TopicRecord


class Knowledge(msgspec.Struct, frozen=True, eq=False, dict=True):
    """One edition of everything Lumbago knows; `files` are what it was read from.

    A retired record never speaks: it stands in `retired` alone. `systems` lists findings by body system. `ask_when`
    says when a question makes sense, for findings that are not asked of everybody; `yes_when` and `no_when` from what
    else an answer follows where medicines are judged; `acts_when` when the levels of a class of harm act, for classes
    that do not always. `sign_off` is the operator's, and no part of the edition.
    """

    edition: str
    files: Mapping[str, bytes]
    vocabulary: Vocabulary
    findings: Mapping[str, FindingRecord]
    systems: Mapping[str, tuple[str, ...]]
    named: Mapping[str, Named]
    rules: Mapping[str, Rule]
    conditions: Mapping[str, Condition]
    groups: Mapping[str, GroupRecord]
    dependence: Mapping[str, DependenceGroup]
    sources: Mapping[str, SourceRecord]
    topics: Mapping[str, Topic]
    treatments: Mapping[str, Treatment]
    exercises: Mapping[str, Exercise]
    everyday: Mapping[str, EverydayRecord]
    holds: Mapping[str, Hold]
    referrals: Mapping[str, Referral]
    imaging: Mapping[str, Imaging]
    follow_up: Mapping[str, FollowUp]
    formulary: Formulary
    claims: Mapping[str, Claim]
    articles: Mapping[str, ArticleRecord]
    danger_records: Mapping[str, DangerRecord]
    danger_words: Mapping[str, WordsRecord]
    model: Model
    told_course: Course | None
    escalations: Mapping[str, EscalationRule]
    choices: Mapping[str, Choice]
    ask_when: Mapping[str, Criterion]
    yes_when: Mapping[str, Criterion]
    no_when: Mapping[str, Criterion]
    acts_when: Mapping[str, Criterion]
    retired: Mapping[str, msgspec.Struct]
    sign_off: SignOff | None = None

    def signed_off(self, sign_offs: SignOffs) -> Knowledge:
        """Give this edition its own sign-off, where there is one; that of another counts for nothing."""
        signed = sign_offs.get(self.edition)
        return self if signed is None else msgspec.structs.replace(self, sign_off=signed)

    @property
    def course(self) -> Course:
        """What is known of the course.

        Raises: LookupError for an edition from before anything was.
        """
        if self.told_course is None:
            raise LookupError(f"the edition {self.edition} knows nothing of the course")
        return self.told_course

    @cached_property
    def dangers(self) -> Dangers:
        """The danger phrases, read when the first text is looked through: most of what starts never does."""
        from lumbago.knowledge.dangers import dangers_of

        return dangers_of(self.danger_records, self.danger_words)[0]

    @cached_property
    def background_rates(self) -> Mapping[str, Rate]:
        """How often each finding is present in ordinary back pain, where that is known."""
        return {name: f.background_rate for name, f in self.findings.items() if f.background_rate is not None}

    @cached_property
    def guided(self) -> frozenset[str]:
        """The findings a person can make on themselves when guided."""
        return frozenset(name for name, f in self.findings.items() if f.assessed_by == "guided_self")

    def ordinary_share(self, setting: Setting) -> float:
        """Give the share of people in a setting whose pain is nonspecific."""
        rates = self.model.prior_groups["nonspecific_spectrum"].base_rate
        rate = rates.emergency_department if setting == "emergency_department" else rates.primary_care
        if rate is None:
            raise LookupError(f"nonspecific_spectrum has no base rate for {setting}: knowledge check refuses this")
        return rate.central
