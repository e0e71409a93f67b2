"""Names that records of a plan use: sources, guidelines, red-flag rules, findings, and each other."""

from __future__ import annotations

from collections.abc import Iterator

from lumbago.knowledge.assembly import living
from lumbago.knowledge.check.walk import Reference
from lumbago.knowledge.files import Records
from lumbago.knowledge.plan_records import TreatmentRecord


def plan_names(records: Records) -> Iterator[Reference]:
    """Go through every name a record of a plan uses, with what it must be one of."""
    for name, treatment in living(records.treatments).items():
        yield from _of_treatment(treatment, f"treatments/{name}.toml", records)
    yield from _of_exercises(records)
    yield from _of_everyday(records)
    yield from _of_referrals(records)
    yield from _of_imaging(records)
    yield from _of_follow_up(records)


def plan_sources(records: Records) -> Iterator[tuple[str, str, str]]:
    """Go through every source a record of a plan cites, with the file and field it stands in."""
    for name, treatment in records.treatments.items():
        file = f"treatments/{name}.toml"
        yield from ((effect.source, file, f"effects[{i}].source") for i, effect in enumerate(treatment.effects))
        yield from ((harm.source, file, f"harms[{i}].source") for i, harm in enumerate(treatment.harms))
        yield from ((say.guideline, file, f"guidelines[{i}].guideline") for i, say in enumerate(treatment.guidelines))
        yield from ((people.source, file, f"out_of_100[{i}].source") for i, people in enumerate(treatment.out_of_100))
    for name, exercise in records.exercises.items():
        yield exercise.source, f"exercises/{name}.toml", "source"
    for folder, kind in (
        ("referrals", records.referrals),
        ("imaging", records.imaging),
        ("follow_up", records.follow_up),
    ):
        yield from ((record.source, records.file_of[f"{folder}/{n}"], f"{n}.source") for n, record in kind.items())


def _of_treatment(treatment: TreatmentRecord, file: str, records: Records) -> Iterator[Reference]:
    rules = living(records.rules)
    yield from ((rule, rules, "rule", file, "avoid_red_flags") for rule in treatment.avoid_red_flags)
    medicines = living(records.medicines)
    yield from ((medicine, medicines, "medicine", file, "medicines") for medicine in treatment.medicines)


def _of_exercises(records: Records) -> Iterator[Reference]:
    rules, known = living(records.rules), living(records.exercises)
    for name, exercise in known.items():
        file = f"exercises/{name}.toml"
        yield from ((rule, rules, "rule", file, "avoid_red_flags") for rule in exercise.avoid_red_flags)
        if exercise.instead:
            yield exercise.instead, known, "exercise", file, "instead"


def _of_everyday(records: Records) -> Iterator[Reference]:
    known = living(records.treatments)
    for name, advice in living(records.everyday).items():
        file = records.file_of[f"everyday/{name}"]
        yield from ((treatment, known, "treatment", file, f"{name}.rests_on") for treatment in advice.rests_on)


def _of_referrals(records: Records) -> Iterator[Reference]:
    rules = living(records.rules)
    for name, referral in living(records.referrals).items():
        file = records.file_of[f"referrals/{name}"]
        yield from ((rule, rules, "rule", file, f"{name}.red_flags") for rule in referral.red_flags)
        yield from ((rule, rules, "rule", file, f"{name}.related_red_flags") for rule in referral.related_red_flags)


def _of_imaging(records: Records) -> Iterator[Reference]:
    rules = living(records.rules)
    for name, imaging in living(records.imaging).items():
        file = records.file_of[f"imaging/{name}"]
        yield from ((rule, rules, "rule", file, f"{name}.red_flags") for rule in imaging.red_flags)


def _of_follow_up(records: Records) -> Iterator[Reference]:
    findings = living(records.findings)
    referrals, imaging, treatments = (
        living(records.referrals),
        living(records.imaging),
        living(records.treatments),
    )
    for name, check in living(records.follow_up).items():
        file = records.file_of[f"follow_up/{name}"]
        yield from ((finding, findings, "finding", file, f"{name}.findings") for finding in check.findings)
        for i, branch in enumerate(check.branch):
            at = f"{name}.branch[{i}]"
            yield from ((other, referrals, "referral", file, f"{at}.referrals") for other in branch.referrals)
            yield from ((other, imaging, "imaging", file, f"{at}.imaging") for other in branch.imaging)
            yield from ((other, treatments, "treatment", file, f"{at}.treatments") for other in branch.treatments)
