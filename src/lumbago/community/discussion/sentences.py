"""A text as sentences of folded words, each word in its clause, with slips of the pen mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from lumbago.knowledge import Dangers
from lumbago.knowledge.phrases import Alternative, Part, Phrase, folded, stands_for

_BETWEEN = re.compile(r"(?<=[!?])|\n+|(?<=[.;])\s+|\.{2,}|(?<=[a-z])\.(?=[a-z])")
_WORD = re.compile(r"\d+(?:\.\d+)?|[a-z]+|[,;:()]|\s[-–—]+\s|[–—]")
SHORTEST_MENDED, SHORTEST_MENDED_TWICE = 5, 9


@dataclass(frozen=True)
class Sentence:
    """Words in order, the clause each stands in, and whether it asks. `after_comma` holds places of words."""

    words: tuple[str, ...]
    clauses: tuple[int, ...]
    after_comma: frozenset[int]
    asks: bool

    def clause_start(self, place: int) -> int:
        """Say where the clause of a word begins."""
        return self.clauses.index(self.clauses[place])

    def clause_end(self, place: int) -> int:
        """Say where the clause of a word ends."""
        return len(self.clauses) - self.clauses[::-1].index(self.clauses[place])

    def found(self, alternatives: Iterable[Alternative], start: int = 0, end: int | None = None) -> list[int]:
        """List the places, from start to end, where one of these begins and is whole before the end."""
        stop = len(self.words) if end is None else end
        return sorted(
            at
            for alternative in alternatives
            for at in range(start, stop - len(alternative) + 1)
            if self.words[at : at + len(alternative)] == alternative
        )


def sentences(text: str, dangers: Dangers) -> tuple[Sentence, ...]:
    """Take a text apart."""
    pieces = _BETWEEN.split(folded(text))
    return tuple(found for piece in pieces if (found := _sentence(piece, dangers)).words)


def _sentence(piece: str, dangers: Dangers) -> Sentence:
    words: list[str] = []
    after_comma: set[int] = set()
    for sign in _WORD.findall(piece):
        if sign[0].isalnum():
            words.append(mended(sign, dangers))
        else:
            after_comma.add(len(words))
    clauses = tuple(_clauses(words, after_comma, dangers))
    return Sentence(tuple(words), clauses, frozenset(after_comma), "?" in piece)


def _clauses(words: list[str], after_comma: set[int], dangers: Dangers) -> Iterator[int]:
    """Give each word its clause: a new one starts at "but", at a new subject, or after a comma before one."""
    number = 0
    for at in range(len(words)):
        if at and _starts_clause(words, at, at in after_comma, dangers):
            number += 1
        yield number


def _starts_clause(words: list[str], at: int, comma: bool, dangers: Dangers) -> bool:
    word, before = (words[at],), (words[at - 1],)
    classes = dangers.words
    if word in classes["clause_starts"]:
        return True
    if (comma or before[0] in ("and", "so")) and word in classes["follows_and"]:
        return True
    return word in classes["subjects"] and before not in classes["joins"]


def mended(word: str, dangers: Dangers) -> str:
    """Give the word that was probably meant: a danger is not missed for a slip in a longer word."""
    lexicon = _lexicon(dangers)
    if len(word) < SHORTEST_MENDED or word[0].isdigit() or word in lexicon.known:
        return word
    most = 1 if len(word) < SHORTEST_MENDED_TWICE else 2
    near = [other for other in lexicon.by_first.get(word[0], ()) if within(word, other, most)]
    # A letter left out is the commonest slip, so of two that are as near the longer one was meant.
    return min(near, key=lambda other: (not within(word, other, 1), -len(other), other), default=word)


@dataclass(frozen=True)
class _Lexicon:
    """Words that are left as they are, and those that others are mended to, by their first letter."""

    known: frozenset[str]
    by_first: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def _lexicon(dangers: Dangers) -> _Lexicon:
    phrases = (p for danger in dangers.every.values() for p in (*danger.phrases, *danger.not_meant))
    spoken = {word for phrase in phrases for part in phrase for words in part.alternatives for word in words}
    classes = {word for words in dangers.words.values() for alternative in words for word in alternative}
    by_first: dict[str, tuple[str, ...]] = {}
    for word, *_rest in dangers.words["mended"]:
        by_first[word[0]] = (*by_first.get(word[0], ()), word)
    return _Lexicon(frozenset(spoken | classes), by_first)


@lru_cache(maxsize=4096)
def within(one: str, other: str, most: int) -> bool:
    """Say whether one word becomes the other by at most so many slips: a letter left out, added, changed or swapped."""
    if abs(len(one) - len(other)) > most:
        return False
    older: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        oldest, older, row = older, row, [i]
        for j, wanted in enumerate(other, 1):
            row.append(min(older[j] + 1, row[j - 1] + 1, older[j - 1] + (sign != wanted)))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == wanted:
                row[j] = min(row[j], oldest[j - 2] + 1)
    return row[-1] <= most


Place: TypeAlias = tuple[tuple[int, int], ...]
"""Where a phrase stands: each of its parts, from its first word to after its last."""


def places(sentence: Sentence, phrase: Phrase) -> Iterator[Place]:
    """Find where a phrase stands."""
    yield from _chain(sentence, phrase)
    if len(phrase) == 2 and phrase[1].either_order:
        first, second = phrase
        yield from _chain(sentence, (Part(0, False, second.alternatives), Part(second.gap, False, first.alternatives)))


def _chain(sentence: Sentence, phrase: Phrase) -> Iterator[Place]:
    reached: list[Place] = [(place,) for place in _occurrences(sentence.words, phrase[0])]
    for part in phrase[1:]:
        if not reached:
            return
        here = list(_occurrences(sentence.words, part))
        reached = [(*so_far, at) for so_far in reached for at in here if 0 <= at[0] - so_far[-1][1] <= part.gap]
    yield from reached


def _occurrences(words: tuple[str, ...], part: Part) -> Iterator[tuple[int, int]]:
    for at, word in enumerate(words):
        for alternative in (*part.by_first.get(word, ()), *part.open_ended):
            end = at + len(alternative)
            if end <= len(words) and all(map(stands_for, alternative, words[at:end])):
                yield at, end
