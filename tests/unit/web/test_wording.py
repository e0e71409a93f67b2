"""The sentences of the pages: times, shares, strengths."""

from __future__ import annotations

from datetime import datetime

import pytest

from lumbago.web.labels import answered
from lumbago.web.wording import between, clock, listed_with_and, share, strength, when
from tests.medicine_people import knowledge

NOON = datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 - only its face is read


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [
        (24, 18, "6 this evening"),
        (24, 23, "11 tonight"),
        (24, 15, "3 this afternoon"),
        (24, 12, "midday today"),
        (25, 0, "midnight"),
        (25, 3, "3 in the coming night"),
        (25, 9, "9 tomorrow morning"),
        (25, 19, "7 tomorrow evening"),
        (27, 9, "Friday 27 November"),
    ],
)
def test_until_when(day: int, hour: int, words: str) -> None:
    assert when(NOON.replace(day=day, hour=hour, minute=41), NOON) == words


def test_exactly_when() -> None:
    assert clock(NOON.replace(hour=18)) == "Tuesday 24 November, 18:00"


@pytest.mark.parametrize(
    ("probability", "among", "words"),
    [
        (0.61, 100, "about 61 in 100"),
        (0.004, 100, "fewer than 1 in 100"),
        (0.0, 1000, "fewer than 1 in 1,000"),
        (0.999, 100, "more than 99 in 100"),
        (1.0, 1000, "more than 999 in 1,000"),
    ],
)
def test_a_share_is_never_none_and_never_all(probability: float, among: int, words: str) -> None:
    assert share(probability, among) == words


def test_an_interval() -> None:
    assert between(0.52, 0.79, 100) == "between 52 and 79 in 100"
    assert between(0.0, 0.029, 1000) == "at most 29 in 1,000"
    assert between(0.0, 0.0001, 1000) == "fewer than 1 in 1,000"


def test_strength_and_lists() -> None:
    assert strength(12.0) == "very strongly for"
    assert strength(-0.7) == "a little against"
    assert listed_with_and(["a", "b", "c"]) == "a, b and c"
    assert not listed_with_and([])


@pytest.mark.parametrize(
    ("finding", "value", "words"),
    [
        ("any_red_flag", False, "no red-flag rule fired on the latest answers"),
        ("any_red_flag", True, "a red-flag rule fired on the latest answers"),
        ("saddle_numbness", False, "no saddle anaesthesia"),
    ],
)
def test_a_denied_finding_has_no_article(finding: str, value: bool, words: str) -> None:
    assert answered(finding, value, knowledge(), "clinician") == words
