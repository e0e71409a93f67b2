"""What a plan is made of, in memory: each record with its criteria parsed."""

from __future__ import annotations

import msgspec

from lumbago.criteria import Criterion
from lumbago.knowledge.plan_records import STANDINGS, ExerciseRecord, HoldRecord, Standing, TreatmentRecord
from lumbago.knowledge.referral_records import FollowUpRecord, ImagingRecord, ReferralRecord


class Treatment(msgspec.Struct, frozen=True, eq=False):
    """Something that is done for back pain, or was; `avoid_when` is its criterion, where it has one."""

    id: str
    record: TreatmentRecord
    avoid_when: Criterion | None

    @property
    def standing(self) -> Standing:
        """What its verdict means for a plan."""
        return STANDINGS[self.record.verdict]


class Exercise(msgspec.Struct, frozen=True, eq=False):
    """One exercise."""

    id: str
    record: ExerciseRecord
    avoid_when: Criterion | None


class Hold(msgspec.Struct, frozen=True, eq=False):
    """What holds exercises back."""

    id: str
    record: HoldRecord
    criterion: Criterion


class Referral(msgspec.Struct, frozen=True, eq=False):
    """Who should see the person; without a criterion it rests on its red flags alone."""

    id: str
    record: ReferralRecord
    criterion: Criterion | None


class Imaging(msgspec.Struct, frozen=True, eq=False):
    """Whether a picture helps; with neither a criterion nor red flags it is general advice."""

    id: str
    record: ImagingRecord
    criterion: Criterion | None

    @property
    def general(self) -> bool:
        """Whether it applies whatever is found."""
        return self.criterion is None and not self.record.red_flags


class FollowUp(msgspec.Struct, frozen=True, eq=False):
    """A checkpoint; its branches' criteria stand in the order of the record's branches."""

    id: str
    record: FollowUpRecord
    criteria: tuple[Criterion, ...]
