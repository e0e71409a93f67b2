"""Names that must be of something: sources, findings, conditions, classes of harm; and ids that are given once."""

from __future__ import annotations

import keyword
from collections.abc import Collection, Iterator, Mapping

from lumbago.errors import Problem
from lumbago.knowledge.assembly import living
from lumbago.knowledge.check.claims import claim_names
from lumbago.knowledge.check.course import course_names, course_sources
from lumbago.knowledge.check.dangers import named_in_dangers
from lumbago.knowledge.check.medicines import named_in_medicines
from lumbago.knowledge.check.plan_names import plan_names, plan_sources
from lumbago.knowledge.check.walk import Reference, likelihoods, missing, rates
from lumbago.knowledge.files import Records


def names(records: Records) -> Iterator[Problem]:
    """Find names of what is nowhere or retired, and ids that cannot be used or stand twice."""
    every: Mapping[str, Collection[str]] = {
        "finding": {*records.findings, *records.named},
        "condition": records.conditions,
        "rule": records.rules,
    }
    for name, known, what, file, path in _references(records):
        if name in every.get(what, ()) and name not in known:
            yield Problem(f"the {what} {name} is retired.", file, path=path, mend="Take it out here.")
        else:
            yield from missing(name, known, what, file, path)
    yield from _unusable(records)
    yield from _given_twice(records)


def _references(records: Records) -> Iterator[Reference]:
    yield from _of_rules(records)
    yield from _of_conditions(records)
    yield from _of_evidence(records)
    yield from _of_members(records)
    yield from plan_names(records)
    yield from ((name, records.sources, "source", file, path) for name, file, path in plan_sources(records))
    yield from named_in_medicines(records)
    yield from claim_names(records)
    yield from course_names(records, living(records.findings), living(records.referrals), living(records.treatments))
    yield from ((name, records.sources, "source", file, path) for name, file, path in course_sources(records))
    yield from named_in_dangers(records)


def _of_rules(records: Records) -> Iterator[Reference]:
    conditions = living(records.conditions)
    for rule, record in living(records.rules).items():
        file = f"red_flags/{rule}.toml"
        yield from ((source, records.sources, "source", file, "sources") for source in record.sources)
        yield from ((suspect, conditions, "condition", file, "suspects") for suspect in record.suspects)


def _of_conditions(records: Records) -> Iterator[Reference]:
    for name, condition in living(records.conditions).items():
        file = f"conditions/{name}.toml"
        if condition.harm_class:
            yield condition.harm_class, records.model.harm_classes, "class of harm", file, "harm_class"
        if condition.prior_group:
            yield condition.prior_group, records.model.prior_groups, "prior group", file, "prior_group"


def _of_evidence(records: Records) -> Iterator[Reference]:
    observable = {*living(records.findings), *living(records.named)}
    silent = {f"conditions/{n}.toml" for n, c in records.conditions.items() if c.status == "retired"}
    silent |= {f"conditions/groups/{n}.toml" for n, g in records.groups.items() if g.status == "retired"}
    for file, likelihood in likelihoods(records):
        yield likelihood.source, records.sources, "source", file, f"{likelihood.id}.source"
        if file not in silent:
            yield likelihood.finding, observable, "finding", file, f"{likelihood.id}.finding"
    for file, path, rate in rates(records):
        yield from ((source, records.sources, "source", file, f"{path}.sources") for source in rate.sources)
    for name, score in records.model.scores.items():
        yield score.source, records.sources, "source", "model/scores.toml", f"{name}.source"
    for name, after in records.model.post_test_probabilities.items():
        yield after.source, records.sources, "source", "model/post_test_probabilities.toml", f"{name}.source"


def _of_members(records: Records) -> Iterator[Reference]:
    findings, conditions = living(records.findings), living(records.conditions)
    for name, group in living(records.dependence).items():
        file = f"findings/dependence/{name}.toml"
        yield from ((member, findings, "finding", file, "members") for member in group.members)
    for name, grouped in living(records.groups).items():
        file = f"conditions/groups/{name}.toml"
        yield from ((member, conditions, "condition", file, "members") for member in grouped.members)
    for name, topic in living(records.topics).items():
        file = records.file_of[f"interview/{name}"]
        yield from ((f, findings, "finding", file, f"{name}.findings") for f in topic.findings)
    for ignored in records.model.ranking.age_sex_findings_ignored:
        yield ignored, findings, "finding", "model/ranking.toml", "age_sex_findings_ignored"


def _unusable(records: Records) -> Iterator[Problem]:
    """Find ids that no criterion could name."""
    kinds: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("findings", records.findings),
        ("criteria", records.named),
    )
    for folder, known in kinds:
        for name in known:
            file = records.file_of[f"{folder}/{name}"]
            if not name.isidentifier() or keyword.iskeyword(name) or name in ("at_least", "unless"):
                mend = "Use small letters, digits and _."
                yield Problem("a criterion could not name this.", file, path=name, mend=mend)
            if folder == "findings":
                yield from _other_names(records, name, file)
            if folder == "criteria" and name in records.findings:
                yield Problem("a finding has this name too.", file, path=name, mend="Rename one of them.")


def _other_names(records: Records, name: str, file: str) -> Iterator[Problem]:
    """Find other names of a finding under which somebody else could be meant."""
    for other in records.findings[name].also_called:
        holders = [n for n, f in records.findings.items() if n == other or other in f.also_called]
        if len(holders) > 1:
            said = f"{other} is a name of {' and of '.join(sorted(holders))}."
            yield Problem(said, file, path=f"{name}.also_called", mend="Keep one.")


def _given_twice(records: Records) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for file, likelihood in likelihoods(records):
        if likelihood.id in seen:
            what = f"the id stands in {seen[likelihood.id]} too."
            yield Problem(what, file, path=likelihood.id, mend="Number it anew.")
        seen.setdefault(likelihood.id, file)
