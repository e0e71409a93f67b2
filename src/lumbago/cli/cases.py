"""Cases from a file or from standard input: one JSON object, a JSON array, or JSON Lines, told apart by content.

What stands on one line each is read line by line, so that a broken line costs that line alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from lumbago.cli.given_file import content_of, place_of
from lumbago.cli.values import Case, CaseOrError, Values
from lumbago.errors import InputError, Problem
from lumbago.record import Record, Vocabulary
from lumbago.record.place import Place
from lumbago.record.reading import read_record
from lumbago.record.strict_json import SPACE, decode

FORMS = "Give one JSON object, a JSON array of them, or one object a line."
SIGNS_OF_A_CASE = frozenset({"id", "setting", "answers", "current_medicines"})


def read_cases(file: str) -> Iterable[CaseOrError]:
    """Read all cases, each with its place, and in the place of each that cannot be read an error.

    file: a path, or "-" for standard input.

    Raises: InputError when there is nothing to read at all.
    """
    place = place_of(file)
    text = _text(content_of(file, place), place)
    lines = text.split("\n")
    first = next((line for line in lines if line.strip(SPACE)), "")
    if not first:
        raise InputError(place.problem("there is nothing in it.", FORMS))
    if _object(first) is not None:
        return _by_line(lines, place)
    wrong = _not_text(text, place.down(0))
    cases: list[CaseOrError] = [InputError(wrong)] if wrong else list(Values(text, place.file))
    if not first.lstrip(SPACE).startswith("[") and _is_broken(cases) and any(map(_is_case, lines)):
        return _by_line(lines, place)
    return cases


def _text(content: bytes, place: Place) -> str:
    """Decode UTF-8; bytes that are none become lone surrogates, which `_not_text` finds."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(place.problem("this is UTF-16.", "Save it as UTF-8."))
    if b"\0" in content:
        raise InputError(place.problem("this is not text: it holds a zero byte.", FORMS))
    return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def _not_text(text: str, place: Place) -> Problem | None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        below = place.down(text.count("\n", 0, error.start))
        byte = ord(text[error.start]) - 0xDC00
        return below.problem(f"this is not UTF-8: there is a byte 0x{byte:02x}.", "Save it as UTF-8.")
    return None


def _by_line(lines: Iterable[str], place: Place) -> Iterator[CaseOrError]:
    for number, line in enumerate(lines, start=1):
        if line.strip(SPACE):
            here = Place(place.file, number)
            wrong = _not_text(line, here)
            try:
                yield InputError(wrong) if wrong else Case(decode(line, here), here)
            except InputError as error:
                yield error


def _is_broken(cases: list[CaseOrError]) -> bool:
    return bool(cases) and isinstance(cases[-1], InputError)


def _object(line: str) -> dict[str, object] | None:
    """Give the object that a line is by itself; what else may be wrong with it does not matter here."""
    try:
        found = json.loads(line) if line.lstrip(SPACE).startswith("{") else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_case(line: str) -> bool:
    return not SIGNS_OF_A_CASE.isdisjoint(_object(line) or ())


def read_records(file: str, vocabulary: Vocabulary) -> tuple[list[Record], list[Problem]]:
    """Read and check all cases of a file; nothing is used before all are checked.

    Raises: InputError when there is nothing to read at all.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    for case in read_cases(file):
        try:
            records.append(_record(case, vocabulary))
        except InputError as error:
            problems.extend(error.problems)
    return records, problems


def _record(case: CaseOrError, vocabulary: Vocabulary) -> Record:
    if isinstance(case, InputError):
        raise case
    return read_record(case.given, vocabulary, case.place)
