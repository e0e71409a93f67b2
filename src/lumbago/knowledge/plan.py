"""What a plan is made of, in memory: each record with its criteria parsed."""

from __future__ import annotations

from dataclasses import dataclass

from lumbago.criteria import Criterion
from lumbago.knowledge.plan_records import STANDINGS, ExerciseRecord, HoldRecord, Standing, TreatmentRecord
from lumbago.knowledge.referral_records import FollowUpRecord, ImagingRecord, ReferralRecord


@dataclass(frozen=True, eq=False)
class Treatment:
    """Something that is done for back pain, or was; `avoid_when` is its criterion, where it has one."""

    id: str
    record: TreatmentRecord
    avoid_when: Criterion | None

    @property
    def standing(self) -> Standing:
        """What its verdict means for a plan."""
        return STANDINGS[self.record.verdict]


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise."""

    id: str
    record: ExerciseRecord
    avoid_when: Criterion | None


@dataclass(frozen=True, eq=False)
class Hold:
    """What holds exercises back."""

    id: str
    record: HoldRecord
    criterion: Criterion


@dataclass(frozen=True, eq=False)
class Referral:
    """Who should see the person; without a criterion it rests on its red flags alone."""

    id: str
    record: ReferralRecord
    criterion: Criterion | None


@dataclass(frozen=True, eq=False)
class Imaging:
    """Whether a picture helps; with neither a criterion nor red flags it is general advice."""

    id: str
    record: ImagingRecord
    criterion: Criterion | None

    @property
    def general(self) -> bool:
        """Whether it applies whatever is found."""
        return self.criterion is None and not self.record.red_flags


@dataclass(frozen=True, eq=False)
class FollowUp:
    """A checkpoint; its branches' criteria stand in the order of the record's branches."""

    id: str
    record: FollowUpRecord
    criteria: tuple[Criterion, ...]
