"""The tables of people and their medicines: `medicines/*.toml` as people to screen and rows to show."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lumbago.pathway.medication_safety import Judged, Screening, screen
from lumbago.record import CurrentMedicine, Record, Value
from tests.medicine_people import healthy, knowledge, person

FOLDER = Path(__file__).parent / "medicines"
NO_SOURCE = "-"


@dataclass(frozen=True)
class Expected:
    """One row: a medicine, its verdict, the source that says so, and why in a few words."""

    medicine: str
    verdict: str
    source: str
    why: str


@dataclass(frozen=True)
class Someone:
    """One person, told as what differs from a healthy adult of 40 who takes nothing."""

    says: str
    record: Record
    expects: tuple[Expected, ...]

    def screened(self) -> Screening:
        return screen(self.record, knowledge())


@dataclass(frozen=True)
class Chapter:
    """One file of people."""

    title: str
    prose: str
    people: tuple[Someone, ...]


@lru_cache(maxsize=1)
def chapters() -> tuple[Chapter, ...]:
    """Read all files, in the order of their names."""
    found = [tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(Chapter(f["title"], f["prose"], tuple(map(_someone, f["people"]))) for f in found)


def rows() -> Iterator[tuple[Someone, Expected]]:
    """Go through every row of every person."""
    for chapter in chapters():
        for someone in chapter.people:
            yield from ((someone, expected) for expected in someone.expects)


def sources_of(judged: Judged) -> set[str]:
    """Name the sources behind a verdict; of one without reasons, those that were weighed."""
    worst = [reason.source for reason in judged.reasons if reason.severity == judged.verdict]
    weighed = [condition.record.source for condition in judged.medicine.conditions]
    return {*worst} if judged.reasons else {*weighed, judged.medicine.record.dose.source, "own_judgement"}


def _someone(given: dict[str, Any]) -> Someone:
    known = set(given) - {"says", "expects", "answers", "takes", "setting", "allergies"}
    assert known <= {"nothing_known", "takes_unknown", "allergies_unknown"}, known
    nothing = given.get("nothing_known", False)
    answers: dict[str, Value] = {} if nothing else {**healthy(), **_numbers(given.get("answers", {}))}
    takes = None if nothing or given.get("takes_unknown") else tuple(map(_medicine, given.get("takes", ())))
    allergies = None if nothing or given.get("allergies_unknown") else tuple(given.get("allergies", ()))
    expects = tuple(Expected(*(c.strip() for c in line.split("|"))) for line in given["expects"].strip().splitlines())
    return Someone(given["says"], person(answers, takes, allergies, given.get("setting", "self")), expects)


def _numbers(answers: dict[str, Any]) -> dict[str, Value]:
    vocabulary = knowledge().vocabulary
    assert all(name in vocabulary for name in answers), answers
    return {name: float(value) if type(value) is int else value for name, value in answers.items()}


def _medicine(given: str | dict[str, Any]) -> CurrentMedicine:
    return CurrentMedicine(given) if isinstance(given, str) else CurrentMedicine(**given)
