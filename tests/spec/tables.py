"""What a page of the specification is made of: small tables that are tests and the manual at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lumbago.record import Finding, Truth, Value, Vocabulary

UNKNOWN = "?"
TRUTHS: Mapping[str, Truth] = {"yes": True, "no": False, UNKNOWN: None}
RESULTS = ("evaluate", "presume", "settled by", "could change")


@dataclass(frozen=True)
class Table:
    """One criterion, and what it says of each person: a person is a row, known answers first, then the results."""

    says: str
    criterion: str
    people: str

    @property
    def header(self) -> list[str]:
        return _cells(_rows(self.people)[0])

    @property
    def rows(self) -> list[dict[str, str]]:
        return [dict(zip(self.header, _cells(row), strict=True)) for row in _rows(self.people)[1:]]


@dataclass(frozen=True)
class Writing:
    """One criterion, and how it is written in the one form that stands for all its forms."""

    criterion: str
    text: str


@dataclass(frozen=True)
class Wording:
    """One criterion, and how it is said to a person; `clinician` where a clinician reads other words."""

    criterion: str
    words: str
    clinician: str = ""


@dataclass(frozen=True)
class Refusal:
    """A text that is no criterion, and what is said about it; each `^` stands under the place, on a line of its own."""

    says: str
    criterion: str
    message: str


Entry: TypeAlias = Table | Writing | Wording | Refusal


@dataclass(frozen=True)
class Chapter:
    """One subject of the language, in the order of the manual."""

    title: str
    prose: str
    entries: tuple[Entry, ...]


def known_answers(row: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, Value]:
    """Read what a row says is known; a question mark is unknown."""
    answers = {name: cell for name, cell in row.items() if name not in RESULTS and cell != UNKNOWN}
    return {name: _value(vocabulary[name], cell) for name, cell in answers.items()}


def names(cell: str) -> tuple[str, ...]:
    """Read a cell that lists findings; a dash lists none."""
    return () if cell == "-" else tuple(cell.split(", "))


def _value(finding: Finding, cell: str) -> Value:
    if finding.kind == "number":
        return float(cell)
    return {"yes": True, "no": False}[cell] if finding.kind == "yes_no" else cell


def _rows(table: str) -> list[str]:
    return [line for line in table.splitlines() if line.strip() and not set(line.strip()) <= set("-+")]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]
