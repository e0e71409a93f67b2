"""From what somebody types to the words to look for: empty words go, slips are mended, what is meant is added."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from lumbago.community.search.words import search_words

LONGEST = 200
MOST_WORDS = 12
ALIKE = 0.85
SHORTEST_MENDED = 5
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, as it was read: `words` to look for, `means` what else says the same, `mended` slips."""

    typed: str
    words: tuple[str, ...]
    means: tuple[str, ...]
    mended: tuple[tuple[str, str], ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """Everything to look for, what was typed first."""
        return tuple(dict.fromkeys((*self.words, *self.means)))


def understood(typed: str, known: Collection[str]) -> Query:
    """Read a query; `known` are the words that stand somewhere in what can be found."""
    cleaned = " ".join(unicodedata.normalize("NFKC", typed[: LONGEST * 2]).split())[:LONGEST]
    written = tuple(word.lower().replace("'", "") for word in WORD.findall(cleaned.replace("’", "'")))[:MOST_WORDS]
    mends = {word: near for word in written if (near := _mended(word, known))}
    right = tuple(mends.get(word, word) for word in written)
    means = _means(right)
    return Query(cleaned, _telling(right, alone=not means), means, tuple(mends.items()))


def words_of(text: str) -> set[str]:
    """Collect the words of a text, as queries have them."""
    return {word.lower().replace("'", "") for word in WORD.findall(text.replace("’", "'"))}


def _telling(words: tuple[str, ...], *, alone: bool) -> tuple[str, ...]:
    """Keep the words that say something; what stands everywhere counts only where there is nothing else."""
    listed = search_words()
    telling = tuple(word for word in words if word not in listed.empty)
    return tuple(word for word in telling if word not in listed.everywhere) or (telling if alone else ())


def _means(words: tuple[str, ...]) -> tuple[str, ...]:
    sentence = f" {' '.join(words)} "
    found = (one for one in search_words().meaning if any(f" {written} " in sentence for written in one.written))
    return tuple(dict.fromkeys(word for one in found for word in one.means))


def _mended(word: str, known: Collection[str]) -> str:
    """Find the known word that was meant, for a word that nobody knows; nothing for short ones."""
    if len(word) < SHORTEST_MENDED or word in known or word.isdecimal():
        return ""
    near = difflib.get_close_matches(word, known, n=1, cutoff=ALIKE)
    return near[0] if near else ""
