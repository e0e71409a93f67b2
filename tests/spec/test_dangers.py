"""Comments as people write them: every danger is seen, and few of the others are taken for one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from lumbago.community.discussion.danger import dangers_in
from tests.people import knowledge

HERE = Path(__file__).parent / "dangers"
WHY_NONE = {"denied", "past", "other", "hypothetical", "harmless"}
MOST_FALSE = 0.1


class Comment(NamedTuple):
    """A comment, and what it describes or why it describes nothing."""

    wanted: str
    text: str


def comments(name: str) -> list[Comment]:
    lines = (line for line in (HERE / name).read_text("utf-8").splitlines() if line.strip() and line[0] != "#")
    return [Comment(*(part.strip() for part in line.split("|", 1))) for line in lines]


def dangers(name: str) -> list[Comment]:
    return [comment for comment in comments(name) if comment.wanted not in WHY_NONE]


def others(name: str) -> list[Comment]:
    return [comment for comment in comments(name) if comment.wanted in WHY_NONE]


def seen(comment: Comment) -> set[str]:
    return {warned.danger for warned in dangers_in(comment.text, knowledge())}


@pytest.mark.parametrize("name", ["comments.txt", "held_out.txt"])
def test_the_table_is_what_was_asked_for(name: str) -> None:
    every = comments(name)
    assert len(every) >= 60
    assert 0.4 <= len(others(name)) / len(every) <= 0.6
    assert {comment.wanted for comment in every} <= {*WHY_NONE, *knowledge().dangers.every}
    assert len({comment.text for comment in every}) == len(every)


@pytest.mark.parametrize("comment", dangers("comments.txt"), ids=lambda comment: comment.text[:60])
def test_a_danger_is_seen_by_its_name(comment: Comment) -> None:
    assert comment.wanted in seen(comment)


def test_few_others_are_taken_for_danger() -> None:
    alarms = [comment for comment in others("comments.txt") if seen(comment)]
    assert len(alarms) <= MOST_FALSE * len(others("comments.txt")), alarms


def test_the_figures_of_the_held_out_comments_are_told() -> None:
    caught = sum(bool(seen(comment)) for comment in dangers("held_out.txt"))
    alarms = sum(bool(seen(comment)) for comment in others("held_out.txt"))
    told = re.findall(
        r"sees (\d+) of (\d+) dangers and takes (\d+) of (\d+) others for danger",
        (Path(__file__).parents[2] / "docs/how-to/moderate.md").read_text("utf-8"),
    )
    measured = (caught, len(dangers("held_out.txt")), alarms, len(others("held_out.txt")))
    assert told == [tuple(map(str, measured))]


def test_every_danger_is_told_with_an_urgency_and_a_next_step() -> None:
    for comment in dangers("comments.txt"):
        for warned in dangers_in(comment.text, knowledge()):
            assert warned.urgency in ("emergency", "same_day", "soon")
            assert warned.advice.title
            assert warned.advice.do


def test_the_most_urgent_is_told_first() -> None:
    text = "I have had cancer, my leg is weak, a fever of 39, and now I can't pee"
    urgencies = [warned.urgency for warned in dangers_in(text, knowledge())]
    assert urgencies == sorted(urgencies, key=["emergency", "same_day", "soon"].index)
    assert len(set(urgencies)) == 3


@pytest.mark.parametrize("danger", knowledge().dangers.every)
def test_every_danger_has_a_comment_that_shows_it(danger: str) -> None:
    assert any(comment.wanted == danger for comment in comments("comments.txt"))


@pytest.mark.parametrize("text", ["", " ", "...", "?!", "\x00", "a" * 1_000_000, "no " * 1_500, "numb groin " * 400])
def test_any_text_is_read_in_reasonable_time(text: str) -> None:
    dangers_in(text, knowledge())
