"""Putting together what a plan is made of: every criterion parsed, by the parser of the whole base."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from lumbago.criteria import Criterion
from lumbago.knowledge.plan import Exercise, FollowUp, Hold, Imaging, Referral, Treatment
from lumbago.knowledge.plan_records import ExerciseRecord, HoldRecord, TreatmentRecord
from lumbago.knowledge.referral_records import FollowUpRecord, ImagingRecord, ReferralRecord

Parse: TypeAlias = Callable[[str, str, str], Criterion | None]
"""Reads a criterion that stands in a file and a field; None when it cannot be read, and then that was told."""

Places: TypeAlias = Mapping[str, str]
"""The file a record stands in, by its folder and id."""


def treatments(records: Mapping[str, TreatmentRecord], parse: Parse) -> Iterator[tuple[str, Treatment]]:
    """Put the treatments together."""
    for name, record in records.items():
        file = f"treatments/{name}.toml"
        yield name, Treatment(name, record, _optional(record.avoid_when, file, "avoid_when", parse))


def exercises(records: Mapping[str, ExerciseRecord], parse: Parse) -> Iterator[tuple[str, Exercise]]:
    """Put the exercises together."""
    for name, record in records.items():
        file = f"exercises/{name}.toml"
        yield name, Exercise(name, record, _optional(record.avoid_when, file, "avoid_when", parse))


def holds(records: Mapping[str, HoldRecord], files: Places, parse: Parse) -> Iterator[tuple[str, Hold]]:
    """Put together what holds exercises back."""
    for name, record in records.items():
        criterion = parse(record.when, files[f"holds/{name}"], f"{name}.when")
        if criterion is not None:
            yield name, Hold(name, record, criterion)


def referrals(records: Mapping[str, ReferralRecord], files: Places, parse: Parse) -> Iterator[tuple[str, Referral]]:
    """Put the rules of referral together."""
    for name, record in records.items():
        file = files[f"referrals/{name}"]
        yield name, Referral(name, record, _optional(record.when, file, f"{name}.when", parse))


def imaging(records: Mapping[str, ImagingRecord], files: Places, parse: Parse) -> Iterator[tuple[str, Imaging]]:
    """Put the advice on imaging together."""
    for name, record in records.items():
        file = files[f"imaging/{name}"]
        yield name, Imaging(name, record, _optional(record.when, file, f"{name}.when", parse))


def follow_up(records: Mapping[str, FollowUpRecord], files: Places, parse: Parse) -> Iterator[tuple[str, FollowUp]]:
    """Put the checkpoints together; one with a branch that cannot be read is left out."""
    for name, record in records.items():
        file = files[f"follow_up/{name}"]
        parsed = [parse(branch.when, file, f"{name}.branch[{i}].when") for i, branch in enumerate(record.branch)]
        criteria = tuple(criterion for criterion in parsed if criterion is not None)
        if len(criteria) == len(parsed):
            yield name, FollowUp(name, record, criteria)


def _optional(text: str, file: str, path: str, parse: Parse) -> Criterion | None:
    return parse(text, file, path) if text else None
