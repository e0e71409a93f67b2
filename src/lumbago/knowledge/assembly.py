"""Putting records together: the vocabulary, every criterion parsed, and what is retired set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias, TypeVar

from lumbago.criteria import Criterion, Is, parse
from lumbago.errors import CriterionError, Problem
from lumbago.knowledge.article_records import ArticleRecord
from lumbago.knowledge.claim_records import ClaimRecord
from lumbago.knowledge.claims import claims
from lumbago.knowledge.course import choices, escalations
from lumbago.knowledge.danger_records import DangerRecord
from lumbago.knowledge.derivations import derivation_of
from lumbago.knowledge.files import Records
from lumbago.knowledge.formulary import formulary
from lumbago.knowledge.interview_records import TopicRecord
from lumbago.knowledge.knowledge import Condition, Knowledge, Named, Rule, Topic
from lumbago.knowledge.medicine_records import CombinationRecord, DrugClassRecord, InteractionRecord, MedicineRecord
from lumbago.knowledge.plan_assembly import exercises, follow_up, holds, imaging, referrals, treatments
from lumbago.knowledge.records import (
    ConditionRecord,
    DependenceGroup,
    FindingRecord,
    GroupRecord,
    NamedCriterion,
    RuleRecord,
)
from lumbago.knowledge.referral_records import PlanRecord
from lumbago.record import Finding, Vocabulary

Retirable: TypeAlias = (
    FindingRecord
    | NamedCriterion
    | RuleRecord
    | ConditionRecord
    | GroupRecord
    | DependenceGroup
    | TopicRecord
    | PlanRecord
    | MedicineRecord
    | DrugClassRecord
    | InteractionRecord
    | CombinationRecord
    | ClaimRecord
    | ArticleRecord
    | DangerRecord
)
R = TypeVar("R", bound=Retirable)

NONE_READ: Mapping[str, Criterion] = {}
_UNREADABLE = Is("")
"""Stands for a named criterion with a fault, so that what uses it is not refused as well."""


def living(records: Mapping[str, R]) -> dict[str, R]:
    """Keep what may speak."""
    return {name: record for name, record in records.items() if record.status != "retired"}


def retired(records: Records) -> dict[str, Retirable]:
    """Collect what no longer speaks, by its id; it is kept so that the id still says something."""
    kinds: tuple[Mapping[str, Retirable], ...] = (
        records.findings,
        records.named,
        records.rules,
        records.conditions,
        records.groups,
        records.dependence,
        records.topics,
        records.treatments,
        records.exercises,
        records.everyday,
        records.holds,
        records.referrals,
        records.imaging,
        records.follow_up,
        records.medicines,
        records.drug_classes,
        records.interactions,
        records.combinations,
        records.claims,
        records.articles,
        records.dangers,
    )
    return {name: record for kind in kinds for name, record in kind.items() if record.status == "retired"}


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
        derivation=derivation_of(record.derived_from) if record.derived_from else None,
        also_called=record.also_called,
    )


class Assembly:
    """Parses every criterion of what may speak, once; problems are collected.

    `criteria` are those that were read before, by their text, of the same records; those read here are added.
    """

    def __init__(self, records: Records, criteria: Mapping[str, Criterion] = NONE_READ) -> None:
        self.problems: list[Problem] = []
        self.criteria = dict(criteria)
        self.records = records
        self._retired = retired(records)
        self._vocabulary = vocabulary_of(living(records.findings))
        self._waiting = living(records.named)
        self._named: dict[str, Criterion] = {}
        for name in tuple(self._waiting):
            self._resolve(name, ())

    def knowledge(self, edition: str, files: Mapping[str, bytes]) -> Knowledge:
        """Give what could be put together; it is whole only when there are no problems."""
        r = self.records
        known = living(r.findings)
        said, dangling = claims(r)
        self.problems.extend(dangling)
        return Knowledge(
            edition=edition,
            files=files,
            vocabulary=self._vocabulary,
            findings=known,
            systems={name: tuple(f for f in members if f in known) for name, members in r.systems.items()},
            named={name: Named(name, r.named[name], self._named[name]) for name in r.named if name in self._named},
            rules=dict(self._rules()),
            conditions=dict(self._conditions()),
            groups=living(r.groups),
            dependence=living(r.dependence),
            sources=r.sources,
            topics={name: Topic(name, topic) for name, topic in living(r.topics).items()},
            treatments=dict(treatments(living(r.treatments), self._parsed)),
            exercises=dict(exercises(living(r.exercises), self._parsed)),
            everyday=living(r.everyday),
            holds=dict(holds(living(r.holds), r.file_of, self._parsed)),
            referrals=dict(referrals(living(r.referrals), r.file_of, self._parsed)),
            imaging=dict(imaging(living(r.imaging), r.file_of, self._parsed)),
            follow_up=dict(follow_up(living(r.follow_up), r.file_of, self._parsed)),
            formulary=formulary(r, self._parsed),
            claims=said,
            articles=living(r.articles),
            danger_records=living(r.dangers),
            danger_words=r.danger_words,
            model=r.model,
            told_course=r.course,
            escalations=dict(escalations(r.course, self._parsed)),
            choices=dict(choices(r.course, self._parsed)),
            ask_when=dict(self._of_findings(known, "ask_when")),
            yes_when=dict(self._of_findings(known, "yes_when")),
            no_when=dict(self._of_findings(known, "no_when")),
            acts_when=dict(self._acts_when()),
            retired=self._retired,
        )

    def _rules(self) -> Iterator[tuple[str, Rule]]:
        for name, record in living(self.records.rules).items():
            criterion = self._parsed(record.when, f"red_flags/{name}.toml", "when")
            if criterion is not None:
                yield name, Rule(name, record, criterion)

    def _conditions(self) -> Iterator[tuple[str, Condition]]:
        for name, record in living(self.records.conditions).items():
            file = f"conditions/{name}.toml"
            gate = self._parsed(record.gate.when, file, "gate.when") if record.gate else None
            entry = self._parsed(record.entry, file, "entry") if record.entry else None
            yield name, Condition(name, record, gate, entry)

    def _of_findings(self, findings: Mapping[str, FindingRecord], field: str) -> Iterator[tuple[str, Criterion]]:
        """Parse one field of all findings that have it."""
        for name, record in findings.items():
            text: str = getattr(record, field)
            if text:
                criterion = self._parsed(text, self.records.file_of[f"findings/{name}"], f"{name}.{field}")
                if criterion is not None:
                    yield name, criterion

    def _acts_when(self) -> Iterator[tuple[str, Criterion]]:
        for name, harm in self.records.model.harm_classes.items():
            if harm.only_when:
                criterion = self._parsed(harm.only_when, "model/harm_classes.toml", f"{name}.only_when")
                if criterion is not None:
                    yield name, criterion

    def _resolve(self, name: str, above: tuple[str, ...]) -> None:
        """Parse a named criterion after those it names itself."""
        if name in above:
            way = " -> ".join((*above[above.index(name) :], name))
            self._refuse(name, f"it rests on itself: {way}.", "Take one of the names out.")
        if name not in self._waiting:
            return
        text = self._waiting[name].when
        for other in words(text):
            if other in self._waiting:
                self._resolve(other, (*above, name))
        if self._waiting.pop(name, None) is not None:
            self._named[name] = self._parsed(text, self._file_of(name), f"{name}.when") or _UNREADABLE

    def _refuse(self, name: str, what: str, mend: str) -> None:
        self.problems.append(Problem(what, self._file_of(name), path=f"{name}.when", mend=mend))
        self._waiting.pop(name, None)
        self._named[name] = _UNREADABLE

    def _file_of(self, name: str) -> str:
        return self.records.file_of[f"criteria/{name}"]

    def _parsed(self, text: str, file: str, path: str) -> Criterion | None:
        known = self.criteria.get(text)
        if known is not None:
            return known
        try:
            read = self.criteria[text] = parse(text, self._vocabulary, self._named)
            return read
        except CriterionError as error:
            gone = [name for name in words(text) if name in self._retired]
            mend = f"Retired, so they cannot be used: {', '.join(gone)}." if gone else ""
            self.problems.extend(Problem(p.message, file, path=f"{path} {p.path}", mend=mend) for p in error.problems)
            return None


def words(text: str) -> tuple[str, ...]:
    """List what may be names in a criterion, each once."""
    return tuple(dict.fromkeys(re.findall(r"[A-Za-z_]\w*", text)))
