"""Texts that are the same for everybody: made once for an edition and a day, and kept, each with its packed form."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

PACK_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """A text as it is sent, plain and packed, with the mark by which a browser knows that it has not changed."""

    plain: bytes
    packed: bytes
    mark: str


class Shelf:
    """Keeps what was made today; the next day everything is made anew, because dates pass."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._kept: dict[str, Kept] = {}

    def take(self, name: str, day: date, make: Callable[[], str]) -> Kept:
        """Give the text of this name; make it where nobody asked for it yet today."""
        if day != self._day:
            self._day, self._kept = day, {}
        kept = self._kept.get(name)
        if kept is None:
            kept = self._kept[name] = _kept(make())
        return kept


def _kept(text: str) -> Kept:
    plain = text.encode()
    mark = f'"{hashlib.sha256(plain).hexdigest()[:24]}"'
    return Kept(plain, gzip.compress(plain, PACK_LEVEL, mtime=0), mark)
