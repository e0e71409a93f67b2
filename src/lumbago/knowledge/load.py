"""Loading an edition: from TOML the first time, from its snapshot afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import cast, get_args

from lumbago.criteria import Criterion, parse
from lumbago.errors import CriterionError, KnowledgeError, Problem
from lumbago.knowledge import snapshot
from lumbago.knowledge.files import PACKAGED, Records, contents, edition_of, read
from lumbago.knowledge.knowledge import Condition, Knowledge, Named, Rule, Topic
from lumbago.knowledge.records import FindingRecord
from lumbago.record import Derivation, Finding, Vocabulary
from lumbago.record.findings import Operator


@lru_cache(maxsize=8)
def load(directory: Path = PACKAGED) -> Knowledge:
    """Load the edition in a folder; the packaged one by default.

    Raises: KnowledgeError when a record is broken; nothing of it is used then.
    """
    files = contents(directory)
    edition = edition_of(files)
    records = snapshot.kept(edition)
    if records is not None:
        return build(records, edition)
    records = read(files)
    knowledge = build(records, edition)
    _refuse_broken(records, knowledge)
    snapshot.keep(edition, records)
    return knowledge


def build(records: Records, edition: str) -> Knowledge:
    """Parse the criteria of all records and put them together.

    Raises: KnowledgeError naming every criterion that cannot be read.
    """
    building = _Building(records)
    knowledge = building.knowledge(edition)
    if building.problems:
        raise KnowledgeError(building.problems)
    return knowledge


def _refuse_broken(records: Records, knowledge: Knowledge) -> None:
    from lumbago.knowledge.check import problems

    found = problems(records, knowledge)
    if found:
        raise KnowledgeError(found)


def vocabulary_of(findings: Mapping[str, FindingRecord]) -> Vocabulary:
    """Make the vocabulary from the records of findings."""
    return Vocabulary({name: _definition(name, f) for name, f in findings.items()})


def _definition(name: str, record: FindingRecord) -> Finding:
    return Finding(
        id=name,
        kind=record.kind,
        choices=record.choices,
        unit=record.unit,
        lowest=record.lowest,
        highest=record.highest,
        assessed_by=record.assessed_by,
        derivation=_derivation(record.derived_from),
    )


def _derivation(text: str) -> Derivation | None:
    if not text:
        return None
    finding, operator, value = text.split(maxsplit=2)
    if operator not in get_args(Operator):
        raise KnowledgeError(Problem(f"`{text}` is no derivation.", path="derived_from", mend="Write `age >= 70`."))
    limit: str | float = value.strip("\"'") if value[0] in "\"'" else float(value)
    return Derivation(finding, cast("Operator", operator), limit)


class _Building:
    """Parses every criterion once; problems are collected."""

    def __init__(self, records: Records) -> None:
        self.problems: list[Problem] = []
        self._records = records
        self._vocabulary = vocabulary_of(records.findings)
        self._named: dict[str, Criterion] = {}
        for name in records.named:
            self._resolve(name, ())

    def knowledge(self, edition: str) -> Knowledge:
        r = self._records
        return Knowledge(
            edition=edition,
            vocabulary=self._vocabulary,
            findings=r.findings,
            systems=r.systems,
            named={name: Named(name, r.named[name], criterion) for name, criterion in self._named.items()},
            rules=self._rules(),
            conditions=self._conditions(),
            groups=r.groups,
            dependence=r.dependence,
            sources=r.sources,
            topics={name: Topic(name, topic) for name, topic in r.topics.items() if topic.status != "retired"},
            model=r.model,
        )

    def _rules(self) -> dict[str, Rule]:
        found = {}
        for name, record in self._records.rules.items():
            criterion = self._parsed(record.when, f"red_flags/{name}.toml", "when")
            if criterion is not None and record.status != "retired":
                found[name] = Rule(name, record, criterion)
        return found

    def _conditions(self) -> dict[str, Condition]:
        found = {}
        for name, record in self._records.conditions.items():
            file = f"conditions/{name}.toml"
            gate = self._parsed(record.gate.when, file, "gate.when") if record.gate else None
            entry = self._parsed(record.entry, file, "entry") if record.entry else None
            if record.status != "retired":
                found[name] = Condition(name, record, gate, entry)
        return found

    def _resolve(self, name: str, above: tuple[str, ...]) -> None:
        """Parse a named criterion after those it names itself."""
        if name in self._named:
            return
        text = self._records.named[name].when
        for other in self._records.named:
            if other != name and other not in above and _mentions(text, other):
                self._resolve(other, (*above, name))
        criterion = self._parsed(text, "criteria", name)
        if criterion is not None:
            self._named[name] = criterion

    def _parsed(self, text: str, file: str, path: str) -> Criterion | None:
        try:
            return parse(text, self._vocabulary, self._named)
        except CriterionError as error:
            self.problems.extend(Problem(p.message, file, path=f"{path} {p.path}", mend=p.mend) for p in error.problems)
            return None


def _mentions(text: str, name: str) -> bool:
    return name in text.replace("(", " ").replace(")", " ").replace(",", " ").split()
