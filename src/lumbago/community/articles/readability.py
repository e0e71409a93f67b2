"""How hard a text is to read: the Flesch-Kincaid grade, the school year in which it is understood."""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
VOWELS = re.compile(r"[aeiouy]+")
PER_SENTENCE, PER_WORD, FROM = 0.39, 11.8, 15.59
"""The formula of Kincaid and others, 1975."""


def grade(sentences: Iterable[str]) -> float:
    """Give the Flesch-Kincaid grade of some sentences; 0 when there are no words.

    Units: years at school. 6 to 7 is about twelve years of age.
    """
    told = [words for sentence in sentences if (words := WORD.findall(sentence))]
    count = sum(map(len, told))
    if not count:
        return 0.0
    spoken = sum(syllables(word) for words in told for word in words)
    return PER_SENTENCE * count / len(told) + PER_WORD * spoken / count - FROM


def syllables(word: str) -> int:
    """Count the syllables of an English word by its vowels; the silent e at its end is left out."""
    small = word.lower().partition("'")[0].partition("’")[0]
    found = len(VOWELS.findall(small))
    if small.endswith("e") and not small.endswith(("le", "ee", "ye")):
        found -= 1
    if small.endswith("ed") and not small.endswith(("ted", "ded")):
        found -= 1
    return max(found, 1)
