"""How a danger phrase is written, and what it becomes.

    <cannot> ~3 <pee>      a word of one class, at most three words between, a word of another
    <numb> ~~6 <saddle>    the same in either order
    leg|legs give* way     one of two words, a word that starts so, a word; nothing between
    temperature ~2 #38..43 a number in a range

Words are compared as `folded` leaves them: small letters, no accents, no apostrophes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from typing import TypeAlias

import msgspec

Alternative: TypeAlias = tuple[str, ...]
"""One way to say a part: one word, or several in a row; `give*` and `#38..43` stand for many."""

_GAP = re.compile(r"(~~?)(\d{1,2})")
_WORD = re.compile(r"[a-z0-9]+\*?")
_RANGE = re.compile(r"#(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)")
_CLASS = re.compile(r"<(\w+)>")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼ"))


class Part(msgspec.Struct, frozen=True, dict=True):
    """One part of a phrase: how many words may stand before it, whether the two may change places, and the words."""

    gap: int
    either_order: bool
    alternatives: tuple[Alternative, ...]

    @cached_property
    def by_first(self) -> Mapping[str, tuple[Alternative, ...]]:
        """The alternatives by their first word, where that is a plain word."""
        found: dict[str, tuple[Alternative, ...]] = {}
        for words in self.alternatives:
            found[words[0]] = (*found.get(words[0], ()), words)
        return found

    @cached_property
    def open_ended(self) -> tuple[Alternative, ...]:
        """The alternatives that start with a word that stands for many."""
        return tuple(words for words in self.alternatives if words[0][-1] == "*" or words[0][0] == "#")


Phrase: TypeAlias = tuple[Part, ...]
Classes: TypeAlias = Mapping[str, tuple[Alternative, ...]]


def folded(text: str) -> str:
    """Reduce a text to what is compared: compatible letters, small, without accents, apostrophes or hidden signs."""
    split = unicodedata.normalize("NFKD", text.casefold()).translate(_APOSTROPHES)
    seen = "".join(sign for sign in split if unicodedata.category(sign) not in ("Mn", "Cf", "Cs"))
    return _REPEATED.sub(r"\1\1", seen)


def class_of(words: tuple[str, ...]) -> tuple[Alternative, ...]:
    """Make a class from its words as its record gives them."""
    return tuple(tuple(folded(entry).split()) for entry in words)


def parse_phrase(text: str, classes: Classes) -> Phrase:
    """Read a phrase.

    Raises: ValueError saying what cannot be read.
    """
    parts: list[Part] = []
    gap, either = 0, False
    for element in text.split():
        distance = _GAP.fullmatch(element)
        if distance:
            gap, either = int(distance[2]), distance[1] == "~~"
            continue
        parts.append(Part(gap, either, _alternatives(element, classes)))
        gap, either = 0, False
    if not parts or parts[0].gap or gap:
        raise ValueError("a phrase starts and ends with words.")
    if any(part.either_order for part in parts) and len(parts) != 2:
        raise ValueError("only two parts can change places.")
    return tuple(parts)


def _alternatives(element: str, classes: Classes) -> tuple[Alternative, ...]:
    found: list[Alternative] = []
    for choice in element.split("|"):
        named = _CLASS.fullmatch(choice)
        if named and named[1] in classes:
            found.extend(classes[named[1]])
        elif named:
            raise ValueError(f"there is no class <{named[1]}>.")
        elif _WORD.fullmatch(choice) or _RANGE.fullmatch(choice):
            found.append((choice,))
        else:
            raise ValueError(f"{choice!r} is no word: write it in small letters, without accents and apostrophes.")
    return tuple(found)


def stands_for(pattern: str, word: str) -> bool:
    """Say whether a word of a phrase stands for a word of a text."""
    if pattern[-1] == "*":
        return word.startswith(pattern[:-1])
    span = _RANGE.fullmatch(pattern)
    if span is None:
        return pattern == word
    try:
        return float(span[1]) <= float(word) <= float(span[2])
    except ValueError:
        return False
