"""Comments as they are read: by time, replies under what they answer, never deeper than a phone can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

DEEPEST = 2
Order: TypeAlias = Literal["oldest", "newest"]


@dataclass(frozen=True, slots=True)
class Published:
    """A comment that everybody may read; `text` is empty where it was withdrawn and replies still stand."""

    id: int
    answers: int | None
    name: str
    text: str
    at: datetime
    edited_at: datetime | None = None
    note: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment in its place; `to` names whom it answers where the depth no longer shows it."""

    comment: Published
    depth: int
    to: str = ""


def placed(comments: Sequence[Published], order: Order = "oldest") -> tuple[Placed, ...]:
    """Put comments in reading order: threads by their first comment, inside a thread replies by time, oldest first.

    A reply to what is not there starts a thread of its own.
    """
    known = {comment.id: comment for comment in comments}
    replies: dict[int, list[Published]] = {}
    first = []
    for comment in sorted(comments, key=lambda c: (c.at, c.id)):
        if comment.answers in known and comment.answers != comment.id:
            replies.setdefault(comment.answers or 0, []).append(comment)
        else:
            first.append(comment)
    waiting = [(comment, 0) for comment in (first if order == "newest" else reversed(first))]
    read: list[Placed] = []
    while waiting:  # no recursion: a thread may be as deep as people make it
        comment, depth = waiting.pop()
        read.append(_place(comment, depth, known))
        waiting.extend((reply, depth + 1) for reply in reversed(replies.get(comment.id, [])))
    return tuple(read)


def _place(comment: Published, depth: int, known: dict[int, Published]) -> Placed:
    answered = known.get(comment.answers or 0)
    return Placed(comment, min(depth, DEEPEST), answered.name if answered and depth else "")
