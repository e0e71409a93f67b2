"""JSON values that stand one after another in a text, or in an array, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lumbago.errors import InputError
from lumbago.record.place import Place
from lumbago.record.strict_json import StrictDecoder, after_space, column


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it was given, not yet checked, and where it stands."""

    given: object
    place: Place


CaseOrError: TypeAlias = Case | InputError


class Values:
    """All values of a text; an array gives its items.

    Iterating yields an InputError in the place of a value that cannot be taken, and ends after the first sign
    that is no JSON, because nobody can tell where the next value starts.
    """

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._at = 0
        self._line = 1
        self._decoder = StrictDecoder()

    def __iter__(self) -> Iterator[CaseOrError]:
        try:
            while sign := self._next_sign():
                if sign == "[":
                    yield from self._items()
                else:
                    yield self._value()
        except InputError as error:
            yield error

    def _items(self) -> Iterator[CaseOrError]:
        self._at += 1
        if self._next_sign() == "]":
            self._at += 1
            return
        while True:
            yield self._value()
            if self._separator() == "]":
                return

    def _value(self) -> CaseOrError:
        self._next_sign()
        place = Place(self._file, self._line)
        found = self._decoder.value_at(self._text, self._at, place)
        self._move(found.end)
        return InputError(found.problems) if found.problems else Case(found.value, place)

    def _separator(self) -> str:
        sign = self._next_sign()
        if sign not in (",", "]"):
            place = Place(self._file, self._line)
            what = f"this is not JSON: expecting ',' or ']' at column {column(self._text, self._at)}."
            raise InputError(place.problem(what, "A comma stands between two cases, and ] after the last."))
        self._at += 1
        return sign

    def _next_sign(self) -> str:
        self._move(after_space(self._text, self._at))
        return self._text[self._at : self._at + 1]

    def _move(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._at = to
