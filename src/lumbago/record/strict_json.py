"""JSON, read so that nothing is lost: a key given twice and a number that JSON does not know are refused.

Python's own reader keeps the last of two equal keys and takes NaN; either would drop or invent an answer unseen.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator

import msgspec

from lumbago.errors import InputError, Problem
from lumbago.record.place import NOWHERE, Place, shown

MOST_DIGITS = 300
SPACE = " \t\r\n"


class _Object(dict[str, object]):
    """A JSON object that had keys twice."""

    twice: tuple[str, ...] = ()


class Found(msgspec.Struct, frozen=True):
    """A value, where it ends, and what a common reader would have lost of it."""

    value: object
    end: int
    problems: tuple[Problem, ...]


class StrictDecoder:
    """Reads JSON values out of a text."""

    def __init__(self) -> None:
        self._suspect = False
        self._json = json.JSONDecoder(
            object_pairs_hook=self._object, parse_constant=self._constant, parse_int=_whole_number
        )

    def value_at(self, text: str, start: int, place: Place) -> Found:
        """Read the value that starts here.

        place: where the value starts; its line is that of `start`.

        Raises: InputError at the first sign that is no JSON; no end can be told then.
        """
        self._suspect = False
        try:
            value, end = self._json.raw_decode(text, start)
        except json.JSONDecodeError as error:
            raise InputError(_broken(error, text, start, place)) from None
        except RecursionError:
            raise InputError(place.problem("brackets are nested too deeply.", "Write a case as it is shown.")) from None
        return Found(value, end, tuple(_lost(value, place)) if self._suspect else ())

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self._suspect = True
        counts = Counter(name for name, _ in pairs)
        marked = _Object(found)
        marked.twice = tuple(name for name in found if counts[name] > 1)
        return marked

    def _constant(self, name: str) -> float:
        self._suspect = True
        return float(name)


def decode(text: str, place: Place = NOWHERE) -> object:
    """Read a text that is one JSON value.

    Raises: InputError with every repeated key and every NaN of the value, or the first sign that is no JSON.
    """
    start = after_space(text, 0)
    found = StrictDecoder().value_at(text, start, place.down(text.count("\n", 0, start)))
    if found.problems:
        raise InputError(found.problems)
    rest = after_space(text, found.end)
    if rest < len(text):
        below = place.down(text.count("\n", 0, rest))
        raise InputError(below.problem(f"more follows after the value, at column {column(text, rest)}."))
    return found.value


def column(text: str, at: int) -> int:
    """Count the column, from 1, of a position in a text."""
    return at - text.rfind("\n", 0, at)


def after_space(text: str, start: int) -> int:
    """Find where what is no JSON white space begins."""
    while start < len(text) and text[start] in SPACE:
        start += 1
    return start


def _whole_number(digits: str) -> float:
    return int(digits) if len(digits) <= MOST_DIGITS else float(digits)


def _broken(error: json.JSONDecodeError, text: str, start: int, place: Place) -> Problem:
    what = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
    below = place.down(text.count("\n", start, error.pos))
    return below.problem(f"this is not JSON: {what} at column {error.colno}.", _mend(error))


def _mend(error: json.JSONDecodeError) -> str:
    if error.pos >= len(error.doc.rstrip(SPACE)):
        return "It ends too early: a bracket or quote is still open."
    return "Names and text stand in double quotes; a comma stands between two entries, and none after the last."


def _lost(value: object, place: Place) -> Iterator[Problem]:
    """Find, with its path, what a reader of JSON would lose; without recursion, however deep it lies."""
    left: list[tuple[object, Place]] = [(value, place)]
    while left:
        item, here = left.pop()
        if isinstance(item, _Object):
            yield from (here.at(name).problem("the key appears twice.", "Keep one of them.") for name in item.twice)
        if isinstance(item, float) and not math.isfinite(item):
            yield here.problem(f"{shown(item)} is not a number in JSON.", 'Give a number, or "unknown".')
        children = item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ()
        left.extend((child, here.at(part)) for part, child in reversed(list(children)))
