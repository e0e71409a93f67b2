"""What is new since somebody was told last, by the topics they chose."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

from lumbago.knowledge import Knowledge

Rhythm: TypeAlias = Literal["daily", "weekly"]
RHYTHMS: tuple[Rhythm, ...] = ("weekly", "daily")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the advice or of an article; `path` is where to read it, `new` says that it is a new article."""

    id: str
    title: str
    what: str
    on: date
    path: str
    topics: frozenset[str]
    new: bool = False
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """Somebody's answer to a comment of the reader."""

    name: str
    article: str
    words: str
    path: str


@dataclass(frozen=True, slots=True)
class News:
    """Everything an issue tells one reader."""

    changes: tuple[Change, ...] = ()
    articles: tuple[Change, ...] = ()
    replies: tuple[Reply, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.articles or self.replies)


def every_change(knowledge: Knowledge) -> tuple[Change, ...]:
    """List every change an edition knows of, the latest first; what was retired tells nothing."""
    found = [*_of_articles(knowledge), *_of_claims(knowledge)]
    return tuple(sorted(found, key=lambda change: (change.on, change.id), reverse=True))


def topics_of(knowledge: Knowledge) -> tuple[str, ...]:
    """List the topics somebody can choose, in the order in which articles have them."""
    ordered = sorted(knowledge.articles.values(), key=lambda article: article.place)
    return tuple(dict.fromkeys(topic for article in ordered for topic in article.topics))


def news(
    changes: Collection[Change],
    seen: Mapping[str, datetime],
    since: datetime,
    topics: Collection[str],
    replies: tuple[Reply, ...],
) -> News:
    """Choose what somebody is told.

    seen: when each change was first seen here; a change that was never seen is not told yet.
    topics: those they chose; none means all. A change without a topic is for everybody.
    """
    fresh = [c for c in changes if c.id in seen and seen[c.id] > since and _concerns(c, topics)]
    told = tuple(c for c in fresh if not c.new)
    return News(told, tuple(c for c in fresh if c.new), replies)


def issue_name(rhythm: Rhythm, today: date) -> str:
    """Name the issue of a day, so that nobody gets it twice."""
    if rhythm == "daily":
        return today.isoformat()
    year, week, _ = today.isocalendar()
    return f"{year}-W{week:02}"


def next_try(tries: int, now: datetime) -> datetime | None:
    """Say when to try again: after ten minutes, then twice as long each time; None after a day and a half."""
    return now + timedelta(minutes=10 * 2**tries) if tries < MOST_TRIES else None


MOST_TRIES = 8


def _concerns(change: Change, topics: Collection[str]) -> bool:
    return not topics or not change.topics or bool(change.topics & {*topics})


def _of_articles(knowledge: Knowledge) -> list[Change]:
    found = []
    for slug, article in knowledge.articles.items():
        path, topics = f"/articles/{slug}", frozenset(article.topics)
        for number, change in enumerate(article.changes):
            what = article.summary if number == 0 else change.what
            name = _name("article", slug, change.on, change.what)
            found.append(Change(name, article.title, what, change.on, path, topics, new=number == 0))
    return found


def _of_claims(knowledge: Knowledge) -> list[Change]:
    found = []
    for name, claim in knowledge.claims.items():
        used = [article for article in knowledge.articles.values() if name in article.claims]
        topics = frozenset(topic for article in used for topic in article.topics)
        for change in claim.record.changes:
            named, path = _name("claim", name, change.on, change.what), f"/claims/{name}"
            found.append(
                Change(named, claim.record.statement, change.what, change.on, path, topics, verdict=claim.told_words)
            )
    return found


def _name(kind: str, record: str, on: date, what: str) -> str:
    return f"{kind} {record[:120]} {on} {hashlib.sha256(what.encode()).hexdigest()[:12]}"
