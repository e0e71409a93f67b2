"""The knowledge base on disk: TOML files, one record or one table of records each, and the shapes they must have."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from lumbago.errors import KnowledgeError, Problem
from lumbago.knowledge.interview_records import TopicRecord
from lumbago.knowledge.model_records import Model
from lumbago.knowledge.records import (
    ConditionRecord,
    DependenceGroup,
    FindingRecord,
    GroupRecord,
    NamedCriterion,
    RuleRecord,
    SourceRecord,
)

PACKAGED = Path(__file__).parent / "data"
NOT_RECORDS = frozenset({"manifest.toml"})

T = TypeVar("T")


class Records(msgspec.Struct, frozen=True):
    """Every record of one edition, as the files give them; ids are paths or table names."""

    findings: dict[str, FindingRecord]
    systems: dict[str, tuple[str, ...]]  # findings by body system, the name of their file
    dependence: dict[str, DependenceGroup]
    named: dict[str, NamedCriterion]
    rules: dict[str, RuleRecord]
    conditions: dict[str, ConditionRecord]
    groups: dict[str, GroupRecord]
    sources: dict[str, SourceRecord]
    topics: dict[str, TopicRecord]
    model: Model


def contents(directory: Path) -> dict[str, bytes]:
    """Read every TOML file below a folder, by its path from there, in order.

    Raises: KnowledgeError when there is none.
    """
    found = {p.relative_to(directory).as_posix(): p.read_bytes() for p in sorted(directory.rglob("*.toml"))}
    if not found:
        raise KnowledgeError(Problem("there is no knowledge base here.", str(directory), mend="Name its data folder."))
    return found


def edition_of(files: Mapping[str, bytes]) -> str:
    """Name an edition by its content: any byte changed in any file makes another."""
    digest = hashlib.sha256()
    for path, content in files.items():
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return f"ed-{digest.hexdigest()[:12]}"


def parsed(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Parse every file, whatever shape its records have.

    Raises: KnowledgeError naming each file that is not TOML.
    """
    reading = _Reading(files)
    if reading.problems:
        raise KnowledgeError(reading.problems)
    return reading.tables


def read(files: Mapping[str, bytes]) -> Records:
    """Turn all files into records of their shapes.

    Raises: KnowledgeError with every file and field that does not fit.
    """
    reading = _Reading(files)
    records = reading.records()
    if reading.problems or records is None:
        raise KnowledgeError(reading.problems)
    return records


class _Reading:
    """Collects problems while files become records."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.problems: list[Problem] = []
        self.tables = {path: self._parsed(path, content) for path, content in files.items()}

    def records(self) -> Records | None:
        for path in self.tables:
            if path not in NOT_RECORDS and not _KNOWN.match(path):
                self.problems.append(Problem("no kind of record lives here.", path, mend="See ARCHITECTURE.md."))
        findings = dict(self._in_tables("findings", FindingRecord))
        model = self._model()
        if model is None:
            return None
        return Records(
            findings=findings,
            systems={Path(path).stem: tuple(self.tables[path]) for path in self._below("findings")},
            dependence=dict(self._one_each("findings/dependence", DependenceGroup)),
            named=dict(self._in_tables("criteria", NamedCriterion)),
            rules=dict(self._one_each("red_flags", RuleRecord)),
            conditions=dict(self._one_each("conditions", ConditionRecord)),
            groups=dict(self._one_each("conditions/groups", GroupRecord)),
            sources=dict(self._in_tables("sources", SourceRecord)),
            topics=dict(self._in_tables("interview", TopicRecord)),
            model=model,
        )

    def _parsed(self, path: str, content: bytes) -> dict[str, Any]:
        try:
            return tomllib.loads(content.decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.problems.append(
                Problem(f"this is not TOML: {error}.", path, mend="Mend the file; nothing runs until then.")
            )
            return {}

    def _below(self, folder: str) -> list[str]:
        return [path for path in self.tables if str(Path(path).parent) == folder]

    def _one_each(self, folder: str, shape: type[T]) -> Iterator[tuple[str, T]]:
        for path in self._below(folder):
            record = self._shaped(self.tables[path], shape, path, "")
            if record is not None:
                yield Path(path).stem, record

    def _in_tables(self, folder: str, shape: type[T]) -> Iterator[tuple[str, T]]:
        seen: dict[str, str] = {}
        for path in self._below(folder):
            for name, table in self.tables[path].items():
                if name in seen:
                    self.problems.append(
                        Problem(f"{name} stands in {seen[name]} too.", path, path=name, mend="Keep one.")
                    )
                seen[name] = path
                record = self._shaped(table, shape, path, name)
                if record is not None:
                    yield name, record

    def _model(self) -> Model | None:
        tables = {Path(path).stem: self.tables[path] for path in self._below("model")}
        return self._shaped(tables, Model, "model", "")

    def _shaped(self, table: object, shape: type[T], path: str, name: str) -> T | None:
        try:
            return msgspec.convert(table, shape)
        except msgspec.ValidationError as error:
            message, _, field = str(error).partition(" - at `$")
            where = ".".join(part for part in (name, field.strip("`").lstrip(".")) if part)
            mend = f"See the shape {shape.__name__} in knowledge/."
            self.problems.append(Problem(f"{message}.", path, path=where, mend=mend))
            return None


_KNOWN = re.compile(
    r"(findings(/dependence)?|criteria|red_flags|conditions(/groups)?|sources|interview|model)/[^/]+\.toml$"
)
