"""Findings that could not be asked, answered, or derived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lumbago.errors import Problem
from lumbago.knowledge.assembly import living
from lumbago.knowledge.check.walk import missing
from lumbago.knowledge.derivations import derivation_of
from lumbago.knowledge.files import Records
from lumbago.knowledge.records import FindingRecord
from lumbago.record import Derivation


def questions(records: Records) -> Iterator[Problem]:
    """Find what keeps a finding from being asked, answered or derived."""
    for name, finding in living(records.findings).items():
        file = records.file_of[f"findings/{name}"]
        yield from _answers(finding, file, name)
        if not finding.derived_from and not finding.question.strip():
            yield Problem("there is no question.", file, path=name, mend="Say what a person is asked.")
        if not finding.label.strip():
            yield Problem("there is no label.", file, path=name, mend="Say it in three to eight words.")
        if finding.derived_from:
            yield from _derivation(records.findings, name, file)


def _answers(finding: FindingRecord, file: str, name: str) -> Iterator[Problem]:
    if finding.kind == "choice" and len(finding.choice_labels) not in (0, len(finding.choices)):
        said = "there are not as many choice_labels as choices."
        yield Problem(said, file, path=f"{name}.choice_labels", mend="Name each choice.")
    if finding.kind == "choice" and len(set(finding.choices)) < 2:
        yield Problem("a choice needs two choices or more.", file, path=f"{name}.choices", mend="Add them.")
    if finding.kind != "choice" and finding.choices:
        said = f"a {finding.kind.replace('_', '-or-')} has no choices."
        yield Problem(said, file, path=f"{name}.choices", mend="Take them out.")
    if finding.kind == "number":
        if finding.lowest is None or finding.highest is None or not finding.unit:
            yield Problem("a number needs lowest, highest and unit.", file, path=name, mend="Add them.")
        elif finding.lowest >= finding.highest:
            yield Problem("lowest is not below highest.", file, path=f"{name}.lowest", mend="Order them.")


def _derivation(findings: Mapping[str, FindingRecord], name: str, file: str) -> Iterator[Problem]:
    path, text = f"{name}.derived_from", findings[name].derived_from
    derivation = derivation_of(text)
    if derivation is None:
        yield Problem(f"`{text}` says nothing.", file, path=path, mend='Write `age >= 70` or `sex_at_birth == "male"`.')
        return
    yield from missing(derivation.finding, living(findings), "finding", file, path)
    if derivation.finding in findings:
        what = _unfit(derivation, findings[derivation.finding])
        if what:
            yield Problem(what, file, path=path, mend=f"See {derivation.finding}.")
    if findings[name].kind != "yes_no":
        yield Problem("what is derived is a yes or a no.", file, path=f"{name}.kind", mend='Set kind = "yes_no".')


def _unfit(derivation: Derivation, of: FindingRecord) -> str:
    """Say why a finding cannot be compared in this way; empty when it can."""
    value = derivation.value
    if of.derived_from:
        return f"{derivation.finding} is derived itself."
    if of.kind == "choice":
        fits = value in of.choices and derivation.operator == "=="
        return "" if fits else f"{derivation.finding} has no choice {value!r} to be equal to."
    if of.kind == "yes_no":
        return f"{derivation.finding} is a yes or a no: there is nothing to compare."
    if isinstance(value, str):
        return f"{derivation.finding} is a number, and {value!r} is none."
    low, high = of.lowest, of.highest
    inside = (low is None or low <= value) and (high is None or value <= high)
    return "" if inside else f"{value:g} is outside {low:g} to {high:g} {of.unit}."
