"""What somebody takes now, and what they are allergic to: the names as they were given, never guessed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec

from lumbago.errors import InputError, Problem
from lumbago.record.place import Place, meant, shown

MOST_MEDICINES = 500
LONGEST_NAME = 200
MOST_DOSE_MG = 100_000
MOST_TIMES_A_DAY = 24
Item = TypeVar("Item")
PARTS = ("name", "dose_mg", "times_a_day")
NONE_OF_THEM = ("no", "none")


class CurrentMedicine(msgspec.Struct, frozen=True):
    """One medicine somebody takes.

    Unknown: a dose or a number of times of None is not known.
    """

    name: str
    dose_mg: float | None = None
    times_a_day: float | None = None


def read_medicines(given: object, place: Place) -> tuple[CurrentMedicine, ...] | None:
    """Read a list of current medicines, each a name or an object; the same one twice is kept once.

    Unknown: null and "unknown" are None, which is not the same as an empty list.
    Raises: InputError with every problem of the list.
    """
    return _read_list(given, place, _medicine, '["ibuprofen", {"name": "metformin", "dose_mg": 500}]')


def read_allergies(given: object, place: Place) -> tuple[str, ...] | None:
    """Read a list of the medicines somebody is allergic to.

    Unknown: null and "unknown" are None; "no" is an empty list.
    Raises: InputError with every problem of the list.
    """
    value = given.get("value") if isinstance(given, dict) and "value" in given else given
    if value is False or (isinstance(value, str) and value in NONE_OF_THEM):
        return ()
    return _read_list(value, place, _name, '["ibuprofen"]')


def _read_list(
    given: object, place: Place, read: Callable[[object, Place], Item], example: str
) -> tuple[Item, ...] | None:
    if given is None or given == "unknown":
        return None
    if not isinstance(given, list):
        mend = f"Write {example}; [] is none at all, and null is not known."
        raise InputError(place.problem(f"medicines are a list, and this is {shown(given)}.", mend))
    if len(given) > MOST_MEDICINES:
        mend = f"Give at most {MOST_MEDICINES}."
        raise InputError(place.problem(f"{len(given)} medicines are more than can be read.", mend))
    problems: list[Problem] = []
    found: list[Item] = []
    for index, item in enumerate(given):
        try:
            found.append(read(item, place.at(index)))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return tuple(dict.fromkeys(found))


def _medicine(given: object, place: Place) -> CurrentMedicine:
    if not isinstance(given, dict):
        return CurrentMedicine(_name(given, place))
    problems = [place.at(k).problem("a medicine has no such key.", meant(k, PARTS)) for k in given if k not in PARTS]
    parts: dict[str, Any] = {}
    for part, read in _readers(given, place):
        try:
            parts[part] = read()
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return CurrentMedicine(**parts)


def _readers(given: dict[str, object], place: Place) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "name", lambda: _name(given.get("name"), place.at("name"))
    yield "dose_mg", lambda: _number(given.get("dose_mg"), MOST_DOSE_MG, "mg", place.at("dose_mg"))
    often = given.get("times_a_day")
    yield "times_a_day", lambda: _number(often, MOST_TIMES_A_DAY, "times a day", place.at("times_a_day"))


def _name(given: object, place: Place) -> str:
    if not isinstance(given, str):
        mend = 'Write its name in quotes, such as "ibuprofen".'
        raise InputError(place.problem(f"{shown(given)} is not the name of a medicine.", mend))
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in given).split())
    if not name:
        raise InputError(place.problem("the name of a medicine is empty.", "Give its name, or take it out."))
    if len(name) > LONGEST_NAME:
        mend = f"Give at most {LONGEST_NAME} signs, one medicine each."
        raise InputError(place.problem("the name of a medicine is too long.", mend))
    return name


def _number(given: object, most: float, unit: str, place: Place) -> float | None:
    if given is None or given == "unknown":
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or not _finite(given):
        mend = 'Write a number without quotes, or "unknown".'
        raise InputError(place.problem(f"{shown(given)} is not a number.", mend))
    if not 0 <= given <= most:
        mend = 'Check the number, or say "unknown".'
        raise InputError(place.problem(f"{shown(given)} is outside the range from 0 to {most} {unit}.", mend))
    return float(given)


def _finite(given: float) -> bool:
    try:
        return math.isfinite(given)
    except OverflowError:
        return False
