"""Records nothing speaks through: they would vanish silently."""

from __future__ import annotations

from collections.abc import Iterator

from lumbago.criteria import Criterion, Named, findings_in
from lumbago.criteria.structure import parts_of
from lumbago.errors import Problem
from lumbago.knowledge.assembly import living
from lumbago.knowledge.check.claims import claim_sources
from lumbago.knowledge.check.course import course_sources
from lumbago.knowledge.check.medicines import claims
from lumbago.knowledge.check.plan_names import plan_sources
from lumbago.knowledge.check.walk import likelihoods, rates
from lumbago.knowledge.course import course_criteria
from lumbago.knowledge.files import Records
from lumbago.knowledge.knowledge import Knowledge

MEND = 'Use it, or set status = "retired".'


def unused(records: Records, knowledge: Knowledge) -> Iterator[Problem]:
    """Find findings, named criteria, groups, classes and sources that nothing uses."""
    weighed = {likelihood.finding for _, likelihood in likelihoods(records)}
    criteria = [*_speaking(knowledge), *(n.criterion for n in knowledge.named.values() if n.id in weighed)]
    asked = {f for topic in knowledge.topics.values() for f in topic.record.findings}
    used = {*weighed, *asked, *(finding for criterion in criteria for finding in findings_in(criterion))}
    used |= {f for check in knowledge.follow_up.values() for f in check.record.findings}
    used |= {d.finding for f in knowledge.vocabulary.derived if (d := f.derivation)}
    used |= {implied for group in living(records.drug_classes).values() for implied in group.implies}
    yield from _findings(records, used)
    named = weighed.union(*map(_names, criteria))
    for name in knowledge.named:
        if name not in named:
            yield Problem("nothing uses this name.", records.file_of[f"criteria/{name}"], path=name, mend=MEND)
    yield from _groups(records)
    yield from _classes(records)
    yield from _sources(records)


def _speaking(knowledge: Knowledge) -> Iterator[Criterion]:
    """Go through the criteria that something happens by."""
    yield from (rule.criterion for rule in knowledge.rules.values())
    for condition in knowledge.conditions.values():
        yield from (criterion for criterion in (condition.gate, condition.entry) if criterion is not None)
    yield from _of_plans(knowledge)
    for follows in (knowledge.ask_when, knowledge.yes_when, knowledge.no_when):
        yield from follows.values()
    yield from knowledge.acts_when.values()
    yield from knowledge.formulary.criteria()
    yield from course_criteria(knowledge.escalations, knowledge.choices)


def _of_plans(knowledge: Knowledge) -> Iterator[Criterion]:
    """Go through the criteria by which a plan is made."""
    every = (
        *(treatment.avoid_when for treatment in knowledge.treatments.values()),
        *(exercise.avoid_when for exercise in knowledge.exercises.values()),
        *(hold.criterion for hold in knowledge.holds.values()),
        *(referral.criterion for referral in knowledge.referrals.values()),
        *(imaging.criterion for imaging in knowledge.imaging.values()),
    )
    yield from (criterion for criterion in every if criterion is not None)
    yield from (criterion for check in knowledge.follow_up.values() for criterion in check.criteria)


def _names(criterion: Criterion) -> set[str]:
    own = {criterion.name} if isinstance(criterion, Named) else set()
    return own.union(*map(_names, parts_of(criterion)))


def _findings(records: Records, used: set[str]) -> Iterator[Problem]:
    for name, finding in living(records.findings).items():
        if name not in used and not finding.derived_from and not finding.kept_for.strip():
            file = records.file_of[f"findings/{name}"]
            yield Problem("nothing uses this finding.", file, path=name, mend=MEND)


def _groups(records: Records) -> Iterator[Problem]:
    for name, group in living(records.dependence).items():
        if len(set(group.members)) < 2:
            file = f"findings/dependence/{name}.toml"
            yield Problem("a group of one does nothing.", file, path="members", mend=MEND)
    for name, conditions in living(records.groups).items():
        if len(set(conditions.members)) < 2:
            file = f"conditions/groups/{name}.toml"
            yield Problem("a group of one does nothing.", file, path="members", mend=MEND)


def _classes(records: Records) -> Iterator[Problem]:
    conditions = living(records.conditions).values()
    used = {condition.harm_class for condition in conditions}
    for name in records.model.harm_classes:
        if name not in used:
            yield Problem("no condition is of this class.", "model/harm_classes.toml", path=name, mend="Take it out.")
    grouped = {condition.prior_group for condition in conditions}
    for name in records.model.prior_groups:
        if name not in grouped:
            yield Problem("no condition is in this group.", "model/prior_groups.toml", path=name, mend="Take it out.")


def _sources(records: Records) -> Iterator[Problem]:
    cited = {source for rule in records.rules.values() for source in rule.sources}
    cited |= {likelihood.source for _, likelihood in likelihoods(records)}
    cited |= {source for _, _, rate in rates(records) for source in rate.sources}
    cited |= {score.source for score in records.model.scores.values()}
    cited |= {claim.source for _, _, claim in claims(records)}
    cited |= {after.source for after in records.model.post_test_probabilities.values()}
    cited |= {source for source, _, _ in (*plan_sources(records), *claim_sources(records))}
    cited |= {source for source, _, _ in course_sources(records)}
    for name, source in records.sources.items():
        file = records.file_of[f"sources/{name}"]
        if name not in cited and not source.uncited.strip():
            mend = "Cite it, or say in uncited why it is kept."
            yield Problem("nothing cites this source.", file, path=name, mend=mend)
        if name in cited and source.uncited.strip():
            yield Problem("it says why nothing cites it, and something does.", file, path=name, mend="Take it out.")
