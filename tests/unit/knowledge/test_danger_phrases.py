"""How danger phrases are written, and what is refused."""

from __future__ import annotations

import pytest

from lumbago.errors import KnowledgeError
from lumbago.knowledge import load
from lumbago.knowledge.dangers import READING
from lumbago.knowledge.load import opened
from lumbago.knowledge.phrases import folded, parse_phrase, stands_for
from tests.unit.knowledge.small_base import small_base

WORDS = "".join(f'[{name}]\nwords = ["x"]\n' for name in READING).encode()
DANGER = 'title = "Numb"\nrule = "rf_nerves"\nphrases = ["numb ~3 leg"]\n'


def with_danger(text: str, words: bytes = WORDS) -> dict[str, bytes]:
    return {**small_base(), "danger_phrases/numb.toml": text.encode(), "danger_words/reading.toml": words}


def test_a_danger_is_part_of_the_knowledge() -> None:
    knowledge = opened(with_danger(DANGER))
    assert knowledge.dangers.every["numb"].phrases == (parse_phrase("numb ~3 leg", {}),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (DANGER.replace("rf_nerves", "rf_nerve"), "there is no rule rf_nerve. Nearest: rf_nerves."),
        (DANGER.replace("numb ~3", "<numb> ~3"), "there is no class <numb>."),
        (DANGER.replace("numb ~3 leg", "numb ~3"), "a phrase starts and ends with words."),
        (DANGER.replace("numb ~3 leg", "a ~~3 b c"), "only two parts can change places."),
        (DANGER.replace("numb ~3 leg", "Numb"), "'Numb' is no word"),
        (DANGER.replace('rule = "rf_nerves"\n', ""), "either a rule's words or its own"),
        (DANGER + 'urgency = "soon"\n', "either a rule's words or its own"),
        (DANGER.replace('"numb ~3 leg"', ""), "it has no phrase."),
    ],
)
def test_a_slip_is_refused_with_its_place(text: str, told: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        opened(with_danger(text))
    assert told in str(refused.value)
    assert "danger_phrases/numb.toml" in str(refused.value)


def test_a_class_that_nothing_reads_or_that_is_missing_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="no phrase names this class"):
        opened(with_danger(DANGER, WORDS + b'[idle]\nwords = ["x"]\n'))
    with pytest.raises(KnowledgeError, match="the class negations is missing"):
        opened(with_danger(DANGER, WORDS.replace(b"[negations]", b"[negation]")))


def test_a_retired_danger_is_silent() -> None:
    knowledge = opened(with_danger(DANGER + 'status = "retired"\n'))
    assert not knowledge.dangers.every
    assert "numb" in knowledge.retired


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Can’t PEE", "cant pee"),
        ("fe\u200bver", "fever"),
        ("ｆｅｖｅｒ", "fever"),
        ("soooooo numb", "soo numb"),
        ("Übel", "ubel"),
        ("a\u202eb", "ab"),
    ],
)
def test_texts_are_compared_without_what_does_not_matter(text: str, expected: str) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("pattern", "word", "fits"),
    [
        ("numb", "numb", True),
        ("numb", "number", False),
        ("numb*", "number", True),
        ("#38..43", "39.5", True),
        ("#38..43", "36.8", False),
        ("#38..43", "hot", False),
    ],
)
def test_a_word_of_a_phrase_stands_for_words(pattern: str, word: str, fits: bool) -> None:
    assert stands_for(pattern, word) is fits


def test_no_living_danger_of_the_packaged_base_is_without_a_rule_or_words() -> None:
    for danger in load().dangers.every.values():
        assert bool(danger.record.rule) != (danger.record.advice is not None)
