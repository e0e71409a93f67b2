"""The knowledge base on disk: TOML files, one record or one table of records each, and the shapes they must have."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from lumbago.errors import KnowledgeError, Problem
from lumbago.knowledge.archive import unpacked
from lumbago.knowledge.article_records import ArticleRecord
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
    found = {path: (place / path).read_bytes() for path in sorted(_paths(place), key=lambda path: path.split("/"))}
    if not found:
        raise KnowledgeError(Problem("there is no knowledge base here.", str(place), mend="Name its data folder."))
    return found


def _paths(place: Path) -> Iterator[str]:
    """List the files of a knowledge base below its folder; `Path.rglob` takes three times as long at every start."""
    for folder, _, names in os.walk(place):
        below = os.path.relpath(folder, place).replace(os.sep, "/")
        for name in names:
            path = name if below == "." else f"{below}/{name}"
            if path.endswith(".toml") or (below == "articles" and path.endswith(".md")):
                yield path


def edition_of(files: Mapping[str, bytes]) -> str:
    """Name an edition by its content: any byte changed in any file makes another."""
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda name: name.split("/")):
        digest.update(f"{path}\0{len(files[path])}\0".encode())
        digest.update(files[path])
    return f"ed-{digest.hexdigest()[:12]}"
