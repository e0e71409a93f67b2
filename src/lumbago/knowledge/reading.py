"""Reading an edition from TOML: every file and field that does not fit is found at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from lumbago.errors import KnowledgeError, Problem
from lumbago.knowledge.article_records import CLAIM, NO_FACT
from lumbago.knowledge.course_records import Course
from lumbago.knowledge.files import IN_TABLES, NOT_RECORDS, ONE_EACH, Records
from lumbago.knowledge.misfits import misfits
from lumbago.knowledge.model_records import Model

T = TypeVar("T")

HEAD = re.compile(r"\A\+\+\+\n(.*?)^\+\+\+\n(.*)\Z", re.DOTALL | re.MULTILINE)


def article_table(content: str) -> dict[str, Any]:
    """Split a file into its head and its text, and collect the claims that the text names.

    Raises: tomllib.TOMLDecodeError when there is no head or it is not TOML.
    """
    found = HEAD.match(content)
    if found is None:
        raise tomllib.TOMLDecodeError("the head between two lines of +++ is missing")
    head, text = found.groups()
    before = "\n" * content[: found.start(2)].count("\n")  # so that a line of the text is a line of the file
    named = dict.fromkeys(name for name in CLAIM.findall(text) if name != NO_FACT)
    return {**tomllib.loads(head), "text": before + text, "claims": [*named]}


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
