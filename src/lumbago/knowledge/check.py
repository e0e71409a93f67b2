"""What must hold between records, beyond the shape of each: nothing dangling, nothing unused, figures in order."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from lumbago.criteria import Criterion, Named, findings_in
from lumbago.criteria.structure import parts_of
from lumbago.errors import Problem
from lumbago.knowledge.files import Records
from lumbago.knowledge.knowledge import Knowledge
from lumbago.knowledge.records import Figure, Likelihood, Rate

ROUNDING = 0.02
"""How far a derived ratio may stand from what its sensitivity and specificity give, as a share of it."""


def problems(records: Records, knowledge: Knowledge) -> list[Problem]:
    """List everything that does not hold together, with the file, the field and how to mend it."""
    checks: tuple[Callable[[Records, Knowledge], Iterator[Problem]], ...] = (
        _dangling,
        _figures,
        _likelihoods,
        _findings,
        _rules,
        _conditions,
        _unused,
    )
    return [problem for check in checks for problem in check(records, knowledge)]


def _missing(name: str, known: Collection[str], what: str, file: str, path: str) -> Iterator[Problem]:
    if name not in known:
        near = ", ".join(difflib.get_close_matches(name, known, n=3, cutoff=0.5))
        yield Problem(f"there is no {what} {name}.", file, path=path, mend=f"Nearest: {near}." if near else "")


def _dangling(records: Records, knowledge: Knowledge) -> Iterator[Problem]:
    """Find names of sources, findings and conditions that are nowhere."""
    for name, known, what, file, path in (*_rule_names(records), *_evidence_names(records), *_member_names(records)):
        yield from _missing(name, known, what, file, path)


Reference: TypeAlias = tuple[str, Collection[str], str, str, str]
"""A name, what it must be one of, what that is called, and the file and field it stands in."""


def _rule_names(records: Records) -> Iterator[Reference]:
    for rule, record in records.rules.items():
        file = f"red_flags/{rule}.toml"
        yield from ((source, records.sources, "source", file, "sources") for source in record.sources)
        yield from ((suspect, records.conditions, "condition", file, "suspects") for suspect in record.suspects)


def _evidence_names(records: Records) -> Iterator[Reference]:
    observable = {*records.findings, *records.named}
    for file, likelihood in _all_likelihoods(records):
        yield likelihood.source, records.sources, "source", file, f"{likelihood.id}.source"
        yield likelihood.finding, observable, "finding", file, f"{likelihood.id}.finding"
    for file, path, rate in _rates(records):
        yield from ((source, records.sources, "source", file, f"{path}.sources") for source in rate.sources)
    for name, score in records.model.scores.items():
        yield score.source, records.sources, "source", "model/scores.toml", f"{name}.source"
    for name, after in records.model.post_test_probabilities.items():
        yield after.source, records.sources, "source", "model/post_test_probabilities.toml", name


def _member_names(records: Records) -> Iterator[Reference]:
    for name, group in records.dependence.items():
        file = f"findings/dependence/{name}.toml"
        yield from ((member, records.findings, "finding", file, "members") for member in group.members)
    for name, grouped in records.groups.items():
        file = f"conditions/groups/{name}.toml"
        yield from ((member, records.conditions, "condition", file, "members") for member in grouped.members)
    for name, topic in records.topics.items():
        path = f"{name}.findings"
        yield from ((f, records.findings, "finding", "interview/topics.toml", path) for f in topic.findings)


def _figures(records: Records, knowledge: Knowledge) -> Iterator[Problem]:
    """Find rates that are no probabilities or whose interval is not in order."""
    for file, path, rate in _rates(records):
        if not 0 <= rate.low <= rate.central <= rate.high <= 1:
            said = f"{rate.low} <= {rate.central} <= {rate.high} does not hold within 0 to 1."
            yield Problem(said, file, path=path, mend="Order them.")
        if rate.verified == "seen" and not (rate.sources or rate.seen_at):
            yield Problem("it says it was read, and not where.", file, path=path, mend="Add sources or seen_at.")


def _likelihoods(records: Records, knowledge: Knowledge) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for file, likelihood in _all_likelihoods(records):
        if likelihood.id in seen:
            yield Problem(
                f"the id stands in {seen[likelihood.id]} too.", file, path=likelihood.id, mend="Number it anew."
            )
        seen[likelihood.id] = file
        yield from _proportions(likelihood, file)
        yield from _ratios(likelihood, file)


def _proportions(likelihood: Likelihood, file: str) -> Iterator[Problem]:
    for name in ("sensitivity", "specificity"):
        figure: Figure | None = getattr(likelihood, name)
        if figure is None:
            continue
        parts = [p for p in (figure.low, figure.value, figure.high) if p is not None]
        if parts != sorted(parts) or not 0 <= parts[0] <= parts[-1] <= 1:
            yield Problem(
                f"{parts} is no interval within 0 to 1.", file, path=f"{likelihood.id}.{name}", mend="Order it."
            )


def _ratios(likelihood: Likelihood, file: str) -> Iterator[Problem]:
    for name in ("lr_pos", "lr_neg"):
        figure: Figure | None = getattr(likelihood, name)
        if figure is not None and figure.value < 0:
            yield Problem(f"a ratio of {figure.value} cannot be.", file, path=f"{likelihood.id}.{name}", mend="")
    positive, se, sp = likelihood.lr_pos, likelihood.sensitivity, likelihood.specificity
    if positive and positive.derived and se and sp and sp.value < 1 and likelihood.use != "reference":
        expected = se.value / (1 - sp.value)
        if abs(positive.value - expected) > ROUNDING * expected + 0.01:
            yield Problem(
                f"{positive.value} is said to follow from {se.value} and {sp.value}, which give {expected:.2f}.",
                file,
                path=f"{likelihood.id}.lr_pos",
                mend="Compute it anew.",
            )


def _findings(records: Records, knowledge: Knowledge) -> Iterator[Problem]:
    for name, finding in records.findings.items():
        file = f"findings/{_system(records, name)}.toml"
        if finding.kind == "choice" and len(finding.choice_labels) not in (0, len(finding.choices)):
            yield Problem("there are not as many choice_labels as choices.", file, path=name, mend="Name each choice.")
        if finding.kind == "number" and (finding.lowest is None or finding.highest is None or not finding.unit):
            yield Problem("a number needs lowest, highest and unit.", file, path=name, mend="Add them.")
        if finding.kind == "choice" and not finding.choices:
            yield Problem("a choice needs choices.", file, path=name, mend="Add them.")
        if not finding.derived_from and not finding.question:
            yield Problem("there is no question.", file, path=name, mend="Say what a person is asked.")
        if not finding.label:
            yield Problem("there is no label.", file, path=name, mend="Say it in three to eight words.")
        derivation = knowledge.vocabulary[name].derivation
        if derivation is not None:
            yield from _missing(derivation.finding, records.findings, "finding", file, f"{name}.derived_from")


def _rules(records: Records, knowledge: Knowledge) -> Iterator[Problem]:
    for name, rule in records.rules.items():
        file = f"red_flags/{name}.toml"
        for reader, text in (("person", rule.person), ("clinician", rule.clinician)):
            empty = [part for part in ("title", "why", "do") if not getattr(text, part).strip()]
            if empty:
                yield Problem(
                    f"{', '.join(empty)} has no words.", file, path=reader, mend="A rule speaks to both readers."
                )
        if not rule.unknown_is_soon and not rule.unknown_is_soon_reason:
            yield Problem(
                "it lets an unknown pass and says not why.", file, path="unknown_is_soon_reason", mend="Say why."
            )


def _conditions(records: Records, knowledge: Knowledge) -> Iterator[Problem]:
    for name, condition in records.conditions.items():
        file = f"conditions/{name}.toml"
        if not (condition.base_rate.primary_care or condition.base_rate.emergency_department):
            yield Problem("there is no base rate.", file, path="base_rate", mend="Add one for a setting.")
        if condition.harm_class:
            yield from _missing(condition.harm_class, records.model.harm_classes, "class of harm", file, "harm_class")
        if condition.prior_group:
            yield from _missing(condition.prior_group, records.model.prior_groups, "prior group", file, "prior_group")
        table = condition.age_and_sex
        if table and len(table.by_age) != len(table.upper_ages):
            yield Problem(
                "by_age and upper_ages differ in length.", file, path="age_and_sex", mend="One for each band."
            )
    for name, harm in records.model.harm_classes.items():
        if not all(0 < level < 1 for level in harm.levels.values()):
            yield Problem(
                "a level is no probability.", "model/harm_classes.toml", path=name, mend="Give it within 0 to 1."
            )


def _unused(records: Records, knowledge: Knowledge) -> Iterator[Problem]:
    """Find records nothing speaks through: they would vanish silently."""
    criteria = [*(r.criterion for r in knowledge.rules.values()), *(n.criterion for n in knowledge.named.values())]
    criteria += [c for k in knowledge.conditions.values() for c in (k.gate, k.entry) if c is not None]
    used = {finding for criterion in criteria for finding in findings_in(criterion)}
    used |= {name for criterion in criteria for name in _names(criterion)}
    used |= {likelihood.finding for _, likelihood in _all_likelihoods(records)}
    used |= {d.finding for f in knowledge.vocabulary.derived if (d := f.derivation)}
    used |= {f for topic in records.topics.values() for f in topic.findings}
    for name, finding in records.findings.items():
        if name not in used and not finding.derived_from:
            file = f"findings/{_system(records, name)}.toml"
            yield Problem("nothing uses this finding.", file, path=name, mend='Use it, or set status = "retired".')
    for name in records.named:
        if name not in used:
            yield Problem("nothing uses this name.", "criteria", path=name, mend="Use it or take it out.")
    cited = _cited(records)
    for source in records.sources:
        if source not in cited:
            yield Problem("nothing cites this source.", "sources", path=source, mend="Cite it, or say why it is kept.")


def _cited(records: Records) -> set[str]:
    cited = {source for rule in records.rules.values() for source in rule.sources}
    cited |= {likelihood.source for _, likelihood in _all_likelihoods(records)}
    cited |= {source for _, _, rate in _rates(records) for source in rate.sources}
    cited |= {score.source for score in records.model.scores.values()}
    cited |= {after.source for after in records.model.post_test_probabilities.values()}
    return cited | {name for name, source in records.sources.items() if source.note}


def _names(criterion: Criterion) -> Iterator[str]:
    if isinstance(criterion, Named):
        yield criterion.name
    for part in parts_of(criterion):
        yield from _names(part)


def _all_likelihoods(records: Records) -> Iterator[tuple[str, Likelihood]]:
    for name, condition in records.conditions.items():
        yield from ((f"conditions/{name}.toml", likelihood) for likelihood in condition.likelihood)
    for name, group in records.groups.items():
        yield from ((f"conditions/groups/{name}.toml", likelihood) for likelihood in group.likelihood)


def _rates(records: Records) -> Iterator[tuple[str, str, Rate]]:
    holders: Iterable[tuple[str, Mapping[str, Rate | None]]] = (
        *((f"conditions/{n}.toml", _by_setting(c.base_rate)) for n, c in records.conditions.items()),
        *((f"conditions/groups/{n}.toml", _by_setting(g.base_rate)) for n, g in records.groups.items()),
        *(("model/prior_groups.toml", _by_setting(g.base_rate)) for g in records.model.prior_groups.values()),
    )
    for file, rates in holders:
        yield from ((file, f"base_rate.{setting}", rate) for setting, rate in rates.items() if rate)
    for name, finding in records.findings.items():
        if finding.background_rate:
            yield f"findings/{_system(records, name)}.toml", f"{name}.background_rate", finding.background_rate


def _by_setting(rates: object) -> dict[str, Rate | None]:
    return {setting: getattr(rates, setting) for setting in ("primary_care", "emergency_department")}


def _system(records: Records, finding: str) -> str:
    return next((system for system, members in records.systems.items() if finding in members), "?")
