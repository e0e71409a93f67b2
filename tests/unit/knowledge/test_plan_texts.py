"""What a person reads of a plan is short, plain and promises nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest

from lumbago.knowledge import load

MOST_WORDS = 60
"""In one paragraph."""

LONGEST_SENTENCE = 32
GRADE = 7.5
"""School years that a record's words ask for, at most, by Flesch and Kincaid: a child of 12 is in the seventh."""

PROMISES = re.compile(
    r"\b(will cure|cures|guarantee|miracle|always helps|will heal|definitely|should have|your fault)\b", re.IGNORECASE
)
AMERICAN = re.compile(r"\b(\w+ize[sd]?|\w+izing|color|center|behavior|acetaminophen)\b", re.IGNORECASE)
FINE = {"size", "sizes", "seized", "seize", "prize"}


def texts() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Go through the records of plans, each with all that a person reads of it."""
    base = load()
    for treatment in base.treatments.values():
        yield treatment.id, words_of(treatment.record.person)
    for exercise in base.exercises.values():
        yield exercise.id, words_of(exercise.record.person)
    for hold in base.holds.values():
        yield hold.id, (hold.record.person,)
    for referral in base.referrals.values():
        yield referral.id, words_of(referral.record.person)
    for imaging in base.imaging.values():
        yield imaging.id, words_of(imaging.record.person)
    for check in base.follow_up.values():
        yield check.id, tuple(branch.person for branch in check.record.branch)


def words_of(text: msgspec.Struct) -> tuple[str, ...]:
    found: list[str] = []
    for field in text.__struct_fields__:
        value = getattr(text, field)
        found.extend([value] if isinstance(value, str) else value)
    return tuple(paragraph for paragraph in found if paragraph)


def sentences(paragraph: str) -> list[list[str]]:
    parts = re.split(r"(?<=[.!?:;])\s+", paragraph)
    return [words for part in parts if (words := re.findall(r"[A-Za-z0-9][\w'’,.-]*", part))]


def syllables(word: str) -> int:
    """Count them roughly: groups of vowels, without a silent e at the end; a number counts as two."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if not letters:
        return 2
    silent = letters.endswith("e") and not letters.endswith("le")
    return max(1, len(re.findall(r"[aeiouy]+", letters)) - silent)


def grade(paragraphs: tuple[str, ...]) -> float:
    every = [sentence for paragraph in paragraphs for sentence in sentences(paragraph)]
    words = [word for sentence in every for word in sentence]
    return 0.39 * len(words) / len(every) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


TEXTS = [pytest.param(paragraphs, id=name) for name, paragraphs in texts()]


@pytest.mark.parametrize("paragraphs", TEXTS)
def test_a_paragraph_is_short(paragraphs: tuple[str, ...]) -> None:
    assert [p for p in paragraphs if len(p.split()) > MOST_WORDS] == []
    assert [s for p in paragraphs for s in sentences(p) if len(s) > LONGEST_SENTENCE] == []


@pytest.mark.parametrize("paragraphs", TEXTS)
def test_a_child_of_12_can_read_it(paragraphs: tuple[str, ...]) -> None:
    assert grade(paragraphs) <= GRADE


@pytest.mark.parametrize("paragraphs", TEXTS)
def test_nothing_is_promised_and_nobody_is_blamed(paragraphs: tuple[str, ...]) -> None:
    assert [p for p in paragraphs if PROMISES.search(p)] == []


@pytest.mark.parametrize("paragraphs", TEXTS)
def test_the_spelling_is_british(paragraphs: tuple[str, ...]) -> None:
    assert [m[0] for p in paragraphs for m in AMERICAN.finditer(p) if m[0].lower() not in FINE] == []


def test_a_hard_text_is_seen() -> None:
    assert grade(("Pharmacological interventions demonstrate clinically negligible superiority.",)) > GRADE
    assert grade(("Put the warm pack on your back. Then get up and walk.",)) < 3
