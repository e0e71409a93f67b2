"""Words as they count when two sentences are compared: stems, words for the same thing, and what turns a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
SHORTEST = 3
ENDINGS = (
    *(("iness", "y"), ("ness", ""), ("ingly", ""), ("edly", ""), ("ally", "al"), ("ily", "y"), ("ly", "")),
    *(("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")),
)
"""What is taken off a word, and what is put in its place; the first that leaves enough counts."""

X_RAYS = re.compile(r"\b(x|anti|non)[- ](rays?|inflammator\w+|specific)\b")
DENIES = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nothing|cannot|hardly|barely|rarely|seldom|myth|false|untrue"
    r"|(?:is|are|was) wrong(?! with)|unnecessary|needless|avoid|avoids|against|useless|ineffective|harmless"
    r"|fails?)\b|n't\b"
)
WITHOUT = re.compile(r"\bwithout\b")
OF_PEOPLE = re.compile(
    r"\b(?:no|without|not have|no longer have)(?: any)?(?: back)? "
    r"(?:pain|danger signs?|warning signs?|red flags|prescription|operation|surgery)\b|\bwithout an operation\b"
)
"""Says whom or what is meant and denies nothing: people without pain."""

CONTRAST = re.compile(r",? (?:and |but )?(?:not|never) (?:a|an|the|only|for|just)\b[^,.;:]*")
"""What something is not, after what it is: "a symptom, not a disease"."""

WORSE = re.compile(r"\b(?:worse|worsens?|worsened|aggravates?|more pain|slows?|delays?)\b")
STRONG_PAIN = re.compile(r"\b(?:strong|severe|intense|terrible|unbearable)\b(?=(?: \w+){0,2} pain\b)")
BACK_AGAIN = re.compile(r"\b(?:com(?:e|es|ing)|came|keeps? coming) back\b")
OPEN = re.compile(
    r"\b(?:nobody knows|no one knows|not known|unknown|unclear|uncertain|not been shown|not shown|unproven|not proven"
    r"|not enough evidence|too few trials|insufficient|no good evidence|not been proven|debated|nobody has shown)\b"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What words.toml says of single words."""

    empty: frozenset[str]
    subjects: frozenset[str]
    names: Mapping[str, str]  # of a word, the name of what it stands for


@cache
def lexicon() -> Lexicon:
    """Read the lists of words, once."""
    table = tomllib.loads((files("lumbago.community.articles") / "words.toml").read_text("utf-8"))
    names = {word: name for name, words in table["same"].items() for word in words}
    return Lexicon(frozenset(table["empty"]), frozenset(table["subjects"]), names)


def terms(text: str) -> frozenset[str]:
    """Collect what a sentence is about."""
    small = STRONG_PAIN.sub("severe", BACK_AGAIN.sub("recur", text.lower().replace("’", "'")))
    found = WORD.findall(X_RAYS.sub(r"\1\2", small))
    known = lexicon()
    return frozenset(_name(word, known) for word in found if _counts(word, known))


def stem(word: str) -> str:
    """Take the ending off a word; what is left need not be one."""
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: len(word) - len(ending)] + instead
    return word


def turns(text: str) -> int:
    """Count in how many ways a sentence is turned round: denying, leaving out, worse; two leave it as it is."""
    small = CONTRAST.sub("", OF_PEOPLE.sub("", text.lower().replace("’", "'")))
    return sum(bool(way.search(small)) for way in (DENIES, WITHOUT, WORSE))


def leaves_open(text: str) -> bool:
    """Say whether a sentence says that something is not known."""
    return bool(OPEN.search(text.lower()))


def _counts(word: str, known: Lexicon) -> bool:
    return word not in known.empty and len(word) >= SHORTEST and "'" not in word


def _name(word: str, known: Lexicon) -> str:
    return known.names.get(word) or known.names.get(stem(word)) or stem(word)
