"""Danger phrases with their phrases read, ready to be looked for in a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from lumbago.errors import Problem
from lumbago.knowledge.danger_records import DangerRecord, WordsRecord
from lumbago.knowledge.phrases import Classes, Phrase, class_of, parse_phrase

READING = (
    *("negations", "list_negations", "not_negations", "denied_after", "past", "past_forms", "current", "over_now"),
    *(
        "self",
        "other_people",
        "needing_help",
        "hypothetical",
        "general_after",
        "really_asking",
        "only_thought",
        "general_question",
    ),
    *("clause_starts", "subjects", "joins", "follows_and", "mended", "not_typos"),
)
"""The classes that the reader of a text needs, beside those that phrases name."""


class Danger(msgspec.Struct, frozen=True, eq=False):
    """One danger, in people's own words."""

    id: str
    record: DangerRecord
    phrases: tuple[Phrase, ...]
    not_meant: tuple[Phrase, ...]


class Dangers(msgspec.Struct, frozen=True, eq=False):
    """Every danger, and the classes of words by which a text is read."""

    every: Mapping[str, Danger]
    words: Classes


def dangers_of(
    records: Mapping[str, DangerRecord], words: Mapping[str, WordsRecord]
) -> tuple[Dangers, tuple[Problem, ...]]:
    """Read every phrase; what cannot be read is told and left out."""
    classes = {name: class_of(record.words) for name, record in words.items()}
    problems: list[Problem] = []
    every = {name: Danger(name, r, *_both(name, r, classes, problems)) for name, r in records.items()}
    return Dangers(every, classes), tuple(problems)


def _both(
    name: str, record: DangerRecord, classes: Classes, problems: list[Problem]
) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    def read(field: str, texts: tuple[str, ...]) -> Iterator[Phrase]:
        for text in texts:
            try:
                yield parse_phrase(text, classes)
            except ValueError as error:
                mend = "See knowledge/phrases.py for how a phrase is written."
                problems.append(Problem(f"{text!r}: {error}", f"danger_phrases/{name}.toml", path=field, mend=mend))

    return tuple(read("phrases", record.phrases)), tuple(read("not_meant", record.not_meant))
