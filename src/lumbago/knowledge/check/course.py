"""Records of the course that could not be followed: shares that do not add up, figures out of order, no words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from lumbago.errors import Problem
from lumbago.knowledge.check.walk import Reference
from lumbago.knowledge.course_records import Course
from lumbago.knowledge.diary_records import Instrument
from lumbago.knowledge.files import Records

ROUNDING = 0.002
IN_ORDER = "Give low, the figure and high in order."


def course(records: Records) -> Iterator[Problem]:
    """Find what keeps the course from being forecast, scored and told."""
    known = records.course
    if known is None:
        return
    yield from _pooled(known)
    yield from _priors(known)
    for name, factor in known.factors.items():
        if not 0 < factor.low <= factor.hazard_ratio <= factor.high:
            yield Problem("the interval does not hold its ratio.", "course/factors.toml", path=name, mend=IN_ORDER)
        if bool(factor.unused) == bool(factor.finding):
            said = "it is weighed by a finding, or says why it is not."
            yield Problem(said, "course/factors.toml", path=name, mend="Give finding or unused, not both.")
    yield from _escalations(known)
    for name, instrument in known.instruments.items():
        yield from _instrument(name, instrument)


def _pooled(known: Course) -> Iterator[Problem]:
    for name, pooled in known.pooled.items():
        for i, point in enumerate(pooled.points):
            if not 0 <= point.low <= point.mean <= point.high <= 100:
                path = f"{name}.points[{i}]"
                yield Problem("the interval does not hold its mean.", "course/pooled.toml", path=path, mend=IN_ORDER)


def _priors(known: Course) -> Iterator[Problem]:
    file = "course/priors.toml"
    for name, prior in known.priors.items():
        if set(prior.share) != set(known.classes):
            yield Problem(
                "it does not give each class its share.", file, path=f"{name}.share", mend="Name all classes."
            )
        elif abs(sum(prior.share.values()) - 1) > ROUNDING or min(prior.share.values()) <= 0:
            yield Problem("the shares are not parts of 1.", file, path=f"{name}.share", mend="Make them add up to 1.")
    if sum(prior.standard for prior in known.priors.values()) != 1:
        yield Problem("one prior is shown first.", file, path="standard", mend="Set standard = true on one.")


def _escalations(known: Course) -> Iterator[Problem]:
    file = "course/escalations.toml"
    for name, rule in known.escalations.items():
        for reader, text in (("person", rule.person), ("clinician", rule.clinician)):
            if not (text.title.strip() and text.why.strip() and text.do.strip()):
                yield Problem("it has no words.", file, path=f"{name}.{reader}", mend="Say title, why and do.")
        if rule.until_day is not None and rule.until_day <= rule.from_day:
            yield Problem("it ends before it begins.", file, path=name, mend="Order from_day and until_day.")
        if rule.step == "referral" and rule.whom is None:
            yield Problem("it says not to whom.", file, path=f"{name}.whom", mend="Name the service.")


def _instrument(name: str, record: Instrument) -> Iterator[Problem]:
    file = "course/instruments.toml"
    if record.texts and record.shipping != "own_words":
        said = "its licence does not let the items stand here."
        yield Problem(said, file, path=f"{name}.texts", mend="Take them out; an operator can install them.")
    if record.texts and len(record.texts) != record.items:
        yield Problem("there is not a text for each item.", file, path=f"{name}.texts", mend="Give one each.")
    if not record.lowest < record.highest or not record.item_lowest < record.item_highest:
        yield Problem("the range is empty.", file, path=name, mend="Order lowest and highest.")
    ends = [record.lowest, *(band.up_to for band in record.bands)]
    if any(below >= above for below, above in pairwise(ends)):
        yield Problem("the bands do not rise.", file, path=f"{name}.bands", mend="Order them by up_to.")


def course_names(
    records: Records, findings: Collection[str], referrals: Collection[str], treatments: Collection[str]
) -> Iterator[Reference]:
    """Go through every name the course uses, with what it must be one of."""
    if records.course is None:
        return
    for name, rule in records.course.escalations.items():
        file = "course/escalations.toml"
        yield from ((r, referrals, "referral", file, f"{name}.referrals") for r in rule.referrals)
        yield from ((i, records.course.instruments, "instrument", file, f"{name}.asks") for i in rule.asks)
    for name, prior in records.course.priors.items():
        file = "course/priors.toml"
        yield from ((p, records.course.pooled, "pooled course", file, f"{name}.fitted_to") for p in prior.fitted_to)
    for name, factor in records.course.factors.items():
        if factor.finding:
            yield factor.finding, findings, "finding", "course/factors.toml", f"{name}.finding"
    for field in ("signs", "signs_of_change"):
        asked = getattr(records.course.diary, field)
        yield from ((f, findings, "finding", "course/diary.toml", field) for f in asked)
    for name, choice in records.course.experiment.comparison.items():
        rests = [arm.rests_on for arm in (choice.first, choice.second) if arm.rests_on]
        file = "course/experiment.toml"
        yield from ((t, treatments, "treatment", file, f"comparison.{name}") for t in rests)


def course_sources(records: Records) -> Iterator[tuple[str, str, str]]:
    """Go through every source the course cites, with the file and field it stands in."""
    known = records.course
    if known is None:
        return
    yield from ((p.source, "course/pooled.toml", f"{n}.source") for n, p in known.pooled.items())
    yield from ((c.source, "course/classes.toml", f"{n}.source") for n, c in known.classes.items() if c.source)
    yield from ((f.source, "course/factors.toml", f"{n}.source") for n, f in known.factors.items())
    for name, rule in known.escalations.items():
        yield from ((source, "course/escalations.toml", f"{name}.sources") for source in rule.sources)
    for name, instrument in known.instruments.items():
        yield from ((source, "course/instruments.toml", f"{name}.sources") for source in instrument.sources)
    for field in ("forecast", "recurrence", "diary", "experiment"):
        yield from ((source, f"course/{field}.toml", "sources") for source in getattr(known, field).sources)
