"""The knowledge base on disk: TOML files, one record or one table of records each, and the shapes they must have."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from lumbago.errors import KnowledgeError, Problem
from lumbago.knowledge.archive import unpacked
from lumbago.knowledge.article_records import ArticleRecord, article_table
from lumbago.knowledge.claim_records import ClaimRecord
from lumbago.knowledge.course_records import Course
from lumbago.knowledge.danger_records import DangerRecord, WordsRecord
from lumbago.knowledge.interview_records import TopicRecord
from lumbago.knowledge.medicine_records import (
    CombinationRecord,
    DrugClassRecord,
    IngredientRecord,
    InteractionRecord,
    MedicineRecord,
    ProductRecord,
)
from lumbago.knowledge.misfits import misfits
from lumbago.knowledge.model_records import Model
from lumbago.knowledge.plan_records import EverydayRecord, ExerciseRecord, HoldRecord, TreatmentRecord
from lumbago.knowledge.records import (
    ConditionRecord,
    DependenceGroup,
    FindingRecord,
    GroupRecord,
    NamedCriterion,
    RuleRecord,
    SourceRecord,
)
from lumbago.knowledge.referral_records import FollowUpRecord, ImagingRecord, ReferralRecord

PACKAGED = Path(__file__).parent / "data"
NOT_RECORDS = frozenset({"manifest.toml"})

T = TypeVar("T")


class Kind(NamedTuple):
    """A kind of record: the shape it has, and the field of `Records` it goes to."""

    shape: type[msgspec.Struct]
    field: str


ONE_EACH: Mapping[str, Kind] = {
    "findings/dependence": Kind(DependenceGroup, "dependence"),
    "red_flags": Kind(RuleRecord, "rules"),
    "conditions": Kind(ConditionRecord, "conditions"),
    "conditions/groups": Kind(GroupRecord, "groups"),
    "treatments": Kind(TreatmentRecord, "treatments"),
    "exercises": Kind(ExerciseRecord, "exercises"),
    "medicines": Kind(MedicineRecord, "medicines"),
    "articles": Kind(ArticleRecord, "articles"),
    "danger_phrases": Kind(DangerRecord, "dangers"),
}
"""Folders whose files hold one record each; the name of the file is its id."""

IN_TABLES: Mapping[str, Kind] = {
    "findings": Kind(FindingRecord, "findings"),
    "criteria": Kind(NamedCriterion, "named"),
    "sources": Kind(SourceRecord, "sources"),
    "interview": Kind(TopicRecord, "topics"),
    "everyday": Kind(EverydayRecord, "everyday"),
    "holds": Kind(HoldRecord, "holds"),
    "referrals": Kind(ReferralRecord, "referrals"),
    "imaging": Kind(ImagingRecord, "imaging"),
    "follow_up": Kind(FollowUpRecord, "follow_up"),
    "drug_classes": Kind(DrugClassRecord, "drug_classes"),
    "interactions": Kind(InteractionRecord, "interactions"),
    "interactions/combinations": Kind(CombinationRecord, "combinations"),
    "claims": Kind(ClaimRecord, "claims"),
    "medicine_names/ingredients": Kind(IngredientRecord, "ingredients"),
    "medicine_names/products": Kind(ProductRecord, "products"),
    "danger_words": Kind(WordsRecord, "danger_words"),
}
"""Folders whose files hold a table for each record; the name of the table is its id."""


def suffix(folder: str) -> str:
    """Say how the files of a folder end: articles are Markdown, all else is TOML."""
    return ".md" if folder == "articles" else ".toml"


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
    treatments: dict[str, TreatmentRecord]
    exercises: dict[str, ExerciseRecord]
    everyday: dict[str, EverydayRecord]
    holds: dict[str, HoldRecord]
    referrals: dict[str, ReferralRecord]
    imaging: dict[str, ImagingRecord]
    follow_up: dict[str, FollowUpRecord]
    medicines: dict[str, MedicineRecord]
    drug_classes: dict[str, DrugClassRecord]
    interactions: dict[str, InteractionRecord]
    combinations: dict[str, CombinationRecord]
    claims: dict[str, ClaimRecord]
    articles: dict[str, ArticleRecord]
    ingredients: dict[str, IngredientRecord]
    products: dict[str, ProductRecord]
    dangers: dict[str, DangerRecord]
    danger_words: dict[str, WordsRecord]
    model: Model
    course: Course | None  # None in editions that had none
    file_of: dict[str, str]  # where a record stands, by its folder and id: "sources/downie2013"


def contents(place: Path) -> dict[str, bytes]:
    """Read every file of a knowledge base, by its path in there, in order; or those of a file that `pack` made.

    Raises: KnowledgeError when there is none.
    """
    if place.is_file():
        return unpacked(place.read_bytes(), str(place))
    every = sorted([*place.rglob("*.toml"), *place.glob("articles/*.md")])
    found = {p.relative_to(place).as_posix(): p.read_bytes() for p in every}
    if not found:
        raise KnowledgeError(Problem("there is no knowledge base here.", str(place), mend="Name its data folder."))
    return found


def edition_of(files: Mapping[str, bytes]) -> str:
    """Name an edition by its content: any byte changed in any file makes another."""
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda name: name.split("/")):
        digest.update(f"{path}\0{len(files[path])}\0".encode())
        digest.update(files[path])
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
    """Collects problems while files become records; a file that is not TOML is named once and left out."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.problems: list[Problem] = []
        self.file_of: dict[str, str] = {}
        self._known = {*files}
        parsed = {path: self._parsed(path, content) for path, content in files.items()}
        self.tables = {path: table for path, table in parsed.items() if table is not None}

    def records(self) -> Records | None:
        for path in self.tables:
            if path not in NOT_RECORDS and not _KNOWN.fullmatch(path):
                self.problems.append(Problem("no kind of record lives here.", path, mend="See ARCHITECTURE.md."))
        parts: dict[str, Any] = {kind.field: dict(self._one_each(f, kind.shape)) for f, kind in ONE_EACH.items()}
        parts |= {kind.field: dict(self._in_tables(f, kind.shape)) for f, kind in IN_TABLES.items()}
        model = self._one_file_each("model", Model)
        course = self._one_file_each("course", Course) if self._below("course") else None
        if self.problems or model is None:
            return None
        systems = {Path(path).stem: tuple(self.tables[path]) for path in self._below("findings")}
        return Records(**parts, systems=systems, model=model, course=course, file_of=self.file_of)

    def _parsed(self, path: str, content: bytes) -> dict[str, Any] | None:
        try:
            return article_table(content.decode()) if path.endswith(".md") else tomllib.loads(content.decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            mend = "Mend the file; nothing runs until then."
            self.problems.append(Problem(f"this is not TOML: {error}.", path, mend=mend))
            return None

    def _below(self, folder: str) -> list[str]:
        return [path for path in self.tables if path.rpartition("/")[0] == folder]

    def _one_each(self, folder: str, shape: type[T]) -> Iterator[tuple[str, T]]:
        for path in self._below(folder):
            yield from self._shaped(folder, Path(path).stem, self.tables[path], shape, path)

    def _in_tables(self, folder: str, shape: type[T]) -> Iterator[tuple[str, T]]:
        for path in self._below(folder):
            for name, table in self.tables[path].items():
                yield from self._shaped(folder, name, table, shape, path)

    def _one_file_each(self, folder: str, shape: type[T]) -> T | None:
        """Make a shape whose fields are the files of a folder."""
        parts: dict[str, object] = {}
        for field in msgspec.structs.fields(shape):  # type: ignore[arg-type]
            path = f"{folder}/{field.name}.toml"
            if path in self.tables and not self._misfit(self.tables[path], field.type, path, ""):
                parts[field.name] = self.tables[path]
            elif path not in self._known:
                self.problems.append(Problem("this file is missing.", path, mend=f"The {folder} needs it."))
        return None if self.problems else msgspec.convert(parts, shape)

    def _shaped(self, folder: str, name: str, table: object, shape: type[T], path: str) -> Iterator[tuple[str, T]]:
        other = self.file_of.setdefault(f"{folder}/{name}", path)
        if other != path:
            self.problems.append(Problem(f"{name} stands in {other} too.", path, path=name, mend="Keep one."))
        elif not self._misfit(table, shape, path, name if folder in IN_TABLES else ""):
            yield name, msgspec.convert(table, shape)

    def _misfit(self, table: object, shape: Any, path: str, name: str) -> bool:
        found = [Problem(what, path, path=where, mend=mend) for where, what, mend in misfits(table, shape, name)]
        self.problems.extend(found)
        return bool(found)


_KNOWN = re.compile(
    rf"({'|'.join([*ONE_EACH, *IN_TABLES])})/[^/]+\.toml"
    r"|articles/[^/]+\.md"
    rf"|model/({'|'.join(field.name for field in msgspec.structs.fields(Model))})\.toml"
    rf"|course/({'|'.join(field.name for field in msgspec.structs.fields(Course))})\.toml"
)
