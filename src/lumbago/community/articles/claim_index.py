"""The claims by their words: which of them a sentence speaks of, and whether it says the same or the opposite."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from typing import Literal, TypeAlias

from lumbago.community.articles.sentences import split
from lumbago.community.articles.words import leaves_open, lexicon, terms, turns
from lumbago.knowledge import Claim, Knowledge

Says: TypeAlias = Literal["same", "opposite", "open"]
"""What a sentence says beside a claim: the same, the opposite, or that it is not known."""

ENOUGH = 0.58
"""From this likeness on a sentence speaks of a claim: chosen on written sentences, for few false hits."""

CLOSE = 0.4
"""A short claim whose every word stands in a long sentence is not yet what the sentence is about."""

FEWEST_SHARED = 2
CLAUSE = re.compile(r"[;:]\s+|,\s+(?=(?:and|but|so|because|while|although|though|as)\b)|\s+(?=because\b)|\s[–—]\s")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way of putting a claim; `denied` where it puts what stands instead."""

    claim: str
    text: str
    terms: frozenset[str]
    denied: bool


@dataclass(frozen=True, slots=True)
class Match:
    """The claim a sentence speaks of."""

    claim: Claim
    says: Says
    likeness: float  # 0 to 1


Score: TypeAlias = tuple[float, str, Phrasing]
"""How like a clause is to a phrasing: the likeness, the clause, the phrasing."""


class ClaimIndex:
    """Finds claims by words that are rare among them."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._phrasings = [p for claim in self._claims.values() for p in _phrasings(claim) if len(p.terms) > 1]
        counted = Counter(term for phrasing in self._phrasings for term in phrasing.terms)
        self._unknown = log(1 + len(self._phrasings))
        self._weight = {term: log(1 + len(self._phrasings) / count) for term, count in counted.items()}
        self._holding = defaultdict[str, list[Phrasing]](list)
        self._hefts = {id(phrasing): self._heft(phrasing.terms) for phrasing in self._phrasings}
        for phrasing in self._phrasings:
            for term in phrasing.terms:
                self._holding[term].append(phrasing)

    def match(self, sentence: str) -> Match | None:
        """Find the claim that a sentence is most like; none when it is not like enough to any."""
        found = [pair for clause in _clauses(sentence) for pair in self._scored(clause)]
        if not found:
            return None
        likeness = max(score[0] for score in found)
        if likeness < ENOUGH:
            return None
        _, clause, phrasing = max((score for score in found if score[0] == likeness), key=_rank)
        return Match(self._claims[phrasing.claim], says(clause, phrasing), min(likeness, 1.0))

    def _scored(self, clause: str) -> Iterator[Score]:
        about = terms(clause)
        heft = self._heft(about)
        near = {id(p): p for term in about for p in self._holding.get(term, ())}
        for phrasing in near.values():
            shared = about & phrasing.terms
            if len(shared) >= FEWEST_SHARED and _same_subject(about, phrasing.terms):
                yield self._likeness(self._heft(shared), heft, self._hefts[id(phrasing)]), clause, phrasing

    def _likeness(self, common: float, about: float, claimed: float) -> float:
        """Give the mean of how close both are and of how much of the claim is there; 0 when they are not close."""
        close = common / sqrt(about * claimed)
        return round(0.5 * close + 0.5 * common / claimed, 6) if close >= CLOSE else 0.0

    def _heft(self, some: frozenset[str]) -> float:
        return sum(self._weight.get(term, self._unknown) ** 2 for term in some)


@lru_cache(maxsize=4)
def claim_index(knowledge: Knowledge) -> ClaimIndex:
    """Make the index of an edition, once."""
    return ClaimIndex(knowledge.claims.values())


def says(text: str, phrasing: Phrasing) -> Says:
    """Say whether a text says the same as a claim, the opposite, or leaves it open."""
    if leaves_open(text):
        return "same" if leaves_open(phrasing.text) and not phrasing.denied else "open"
    if leaves_open(phrasing.text):
        return "open" if phrasing.denied else "opposite"
    turned = (turns(text) + turns(phrasing.text) + phrasing.denied + _swapped(text, phrasing.text)) % 2
    return "opposite" if turned else "same"


def _same_subject(about: frozenset[str], other: frozenset[str]) -> bool:
    subjects = lexicon().subjects
    ours, theirs = about & subjects, other & subjects
    return bool(ours & theirs) or not (ours or theirs)


def _swapped(text: str, other: str) -> bool:
    """Say whether two comparisons put their sides the other way round."""
    if " than " not in text or " than " not in other:
        return False
    named = {*lexicon().names.values()} - {"help"}
    first, second = (terms(part) & named for part in text.split(" than ", 1))
    left, right = (terms(part) & named for part in other.split(" than ", 1))
    return len(first & right) + len(second & left) > len(first & left) + len(second & right)


def _clauses(sentence: str) -> tuple[str, ...]:
    """Cut a sentence where a new thought begins; the whole comes first."""
    parts = [part for part in CLAUSE.split(sentence) if part and part.strip()]
    return (sentence, *parts) if len(parts) > 1 else (sentence,)


def _phrasings(claim: Claim) -> Iterator[Phrasing]:
    """Put a claim in every way it is said; "it" and "they" are what its statement is about."""
    record, subjects = claim.record, lexicon().subjects
    about = terms(record.statement) & subjects
    for text in (record.statement, *record.also_said):
        for part in _parts(text):
            own = terms(part)
            nameless = part != text and not own & subjects
            yield Phrasing(claim.id, part, own | about if nameless else own, denied=False)
    for part in _parts(record.say_instead):
        yield Phrasing(claim.id, part, terms(part) | about, denied=True)


def _parts(text: str) -> Iterator[str]:
    """Cut what is said into thoughts, so that the no of one does not turn another round; short ones stay together."""
    for sentence in split(text):
        parts = _clauses(sentence)[1:]
        telling = all(len(terms(part)) > FEWEST_SHARED for part in parts)
        if len({turns(part) for part in parts}) < 2 or not telling:
            yield sentence
        if telling:
            yield from parts


def _rank(score: Score) -> tuple[bool, str]:
    """Of phrasings that are equally like, put the one that says the same first."""
    _, clause, phrasing = score
    return says(clause, phrasing) == "same", phrasing.claim
