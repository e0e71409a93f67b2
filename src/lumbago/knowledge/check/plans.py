"""Records of a plan that could not be told, placed or followed: no words, figures out of order, no way on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lumbago.errors import Problem
from lumbago.knowledge.assembly import living
from lumbago.knowledge.files import Records
from lumbago.knowledge.plan_records import (
    STANDINGS,
    Effect,
    EverydayRecord,
    ExerciseRecord,
    Harm,
    OnThePath,
    TreatmentRecord,
)
from lumbago.knowledge.records import RuleText

RATIOS = frozenset({"RR", "HR", "OR"})
ALWAYS_SAID = ("title", "what", "how_much_it_helps")


def plans(records: Records) -> Iterator[Problem]:
    """Find what keeps a treatment, an exercise, a referral or a checkpoint from being told and followed."""
    for name, treatment in living(records.treatments).items():
        yield from _treatment(treatment, f"treatments/{name}.toml")
    for name, exercise in living(records.exercises).items():
        yield from _exercise(exercise, f"exercises/{name}.toml", records)
    for name, advice in living(records.everyday).items():
        yield from _everyday(advice, records.file_of[f"everyday/{name}"], name)
    for name, hold in living(records.holds).items():
        yield from _words(hold, ("person", "clinician"), records.file_of[f"holds/{name}"], name)
    yield from _referrals(records)
    yield from _imaging(records)
    yield from _follow_up(records)


def _treatment(treatment: TreatmentRecord, file: str) -> Iterator[Problem]:
    no = STANDINGS[treatment.verdict] == "not_worth_it"
    yield from _words(treatment.person, (*ALWAYS_SAID, "why_not" if no else "stop_if"), file, "person")
    if not no and not treatment.person.steps:
        yield Problem("there are no steps.", file, path="person.steps", mend="Say how it is done.")
    yield from _words(treatment, ("clinician",), file, "")
    yield from _path(treatment.on_the_path, file)
    for i, effect in enumerate(treatment.effects):
        yield from _figure(effect, file, f"effects[{i}]")
    for i, harm in enumerate(treatment.harms):
        yield from _figure(harm, file, f"harms[{i}]")
    for i, people in enumerate(treatment.out_of_100):
        if not (0 <= people.with_treatment <= 100 and 0 <= people.without <= 100):
            yield Problem("that is not out of 100.", file, path=f"out_of_100[{i}]", mend="Give 0 to 100 people.")
        yield from _words(people, ("outcome", "without_is", "derived_how"), file, f"out_of_100[{i}]")


def _everyday(advice: EverydayRecord, file: str, name: str) -> Iterator[Problem]:
    yield from _words(advice, ("title", "clinician"), file, name)
    if not advice.steps:
        yield Problem("there are no steps.", file, path=f"{name}.steps", mend="Say how it is done.")
    if advice.place == "everyday" and not advice.stages:
        yield Problem("a plan could not place it.", file, path=f"{name}.stages", mend="Name its stages.")


def _path(path: OnThePath, file: str) -> Iterator[Problem]:
    if not path.stages:
        yield Problem("a plan could not place it.", file, path="on_the_path.stages", mend="Name its stages.")
    if path.from_day is not None and path.to_day is not None and path.from_day > path.to_day:
        yield Problem("it ends before it begins.", file, path="on_the_path", mend="Order from_day and to_day.")


def _figure(figure: Effect | Harm, file: str, path: str) -> Iterator[Problem]:
    parts = [part for part in (figure.low, figure.value, figure.high) if part is not None]
    if parts != sorted(parts) or (figure.measure in RATIOS and min(parts, default=1) <= 0):
        said = " <= ".join(f"{part:g}" for part in parts)
        yield Problem(f"{said} does not hold.", file, path=path, mend="Give low, value and high in order.")
    if not parts and not (figure.said.strip() or figure.note.strip()):
        yield Problem("it says nothing.", file, path=path, mend="Give value, or say it in said or note.")


def _exercise(exercise: ExerciseRecord, file: str, records: Records) -> Iterator[Problem]:
    yield from _words(exercise.person, ("title", "purpose", "dose", "progression", "stop_rule"), file, "person")
    if not 2 <= len(exercise.person.steps) <= 5:
        said = f"{len(exercise.person.steps)} steps are too few or too many."
        yield Problem(said, file, path="person.steps", mend="Give two to five short steps.")
    if exercise.on_the_back and not exercise.instead:
        yield Problem("it says not what to do instead.", file, path="instead", mend="Name one not on the back.")
    other = records.exercises.get(exercise.instead)
    if other and other.on_the_back:
        yield Problem(f"{exercise.instead} is on the back too.", file, path="instead", mend="Name one that is not.")


def _referrals(records: Records) -> Iterator[Problem]:
    for name, referral in living(records.referrals).items():
        file = records.file_of[f"referrals/{name}"]
        yield from _both(referral.person, referral.clinician, file, name)
        if not referral.when and not referral.red_flags:
            yield Problem("nothing brings it about.", file, path=name, mend="Give when or red_flags.")


def _imaging(records: Records) -> Iterator[Problem]:
    for name, imaging in living(records.imaging).items():
        file = records.file_of[f"imaging/{name}"]
        yield from _words(imaging.person, ("title", "why", "do"), file, f"{name}.person")
        yield from _words(imaging, ("clinician", "scenario"), file, name)


def _follow_up(records: Records) -> Iterator[Problem]:
    for name, check in living(records.follow_up).items():
        file = records.file_of[f"follow_up/{name}"]
        yield from _words(check, ("every",), file, name)
        if list(check.days) != sorted(set(check.days)) or min(check.days, default=0) < 0:
            yield Problem("the days do not rise.", file, path=f"{name}.days", mend="Order them, from 0.")
        if not check.branch:
            yield Problem("nothing follows from it.", file, path=f"{name}.branch", mend="Say what to do when.")
        for i, branch in enumerate(check.branch):
            yield from _words(branch, ("person", "clinician"), file, f"{name}.branch[{i}]")


def _both(person: RuleText, clinician: RuleText, file: str, name: str) -> Iterator[Problem]:
    for reader, text in (("person", person), ("clinician", clinician)):
        yield from _words(text, ("title", "why", "do"), file, f"{name}.{reader}")


def _words(record: msgspec.Struct, fields: Iterable[str], file: str, path: str) -> Iterator[Problem]:
    """Refuse fields without words."""
    empty = [field for field in fields if not getattr(record, field).strip()]
    if empty:
        yield Problem(f"{', '.join(empty)} has no words.", file, path=path, mend="A person or a clinician reads it.")
