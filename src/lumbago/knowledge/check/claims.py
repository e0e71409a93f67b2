"""Claims and articles that could not be trusted: no reason, no source, figures or days out of order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from lumbago.errors import Problem
from lumbago.knowledge.article_records import ArticleRecord
from lumbago.knowledge.assembly import living
from lumbago.knowledge.check.walk import Reference, missing
from lumbago.knowledge.claim_records import ClaimChange, ClaimRecord, OwnFigure
from lumbago.knowledge.files import Records

WRONG = ("not_supported", "outdated")
"""Verdicts under which a claim has to say what stands instead."""

FEWEST_WORDS = 4


def claims(records: Records) -> Iterator[Problem]:
    """Find claims and articles that lack what a reader needs to trust them."""
    for name, claim in living(records.claims).items():
        file = records.file_of[f"claims/{name}"]
        yield from _claim(name, claim, file)
        yield from _read(name, claim, records, file)
    for slug, article in living(records.articles).items():
        yield from _article(article, f"articles/{slug}.md")


def claim_names(records: Records) -> Iterator[Reference]:
    """Go through every name a claim or an article uses, with what it must be one of."""
    known = {name for kind in _facts(records) for name in living(kind)}
    for name, claim in living(records.claims).items():
        file = records.file_of[f"claims/{name}"]
        yield from ((record, known, "record", file, f"{name}.rests_on") for record in claim.rests_on)
    for slug, article in living(records.articles).items():
        told = living(records.claims)
        yield from ((claim, told, "claim", f"articles/{slug}.md", "its text") for claim in article.claims)
    yield from ((s, records.sources, "source", file, path) for s, file, path in claim_sources(records))


def claim_sources(records: Records) -> Iterator[tuple[str, str, str]]:
    """Go through every source a claim cites, with the file and field it stands in."""
    for name, claim in records.claims.items():
        file = records.file_of[f"claims/{name}"]
        yield from ((source, file, f"{name}.sources") for source in claim.sources)
        yield from ((figure.source, file, f"{name}.figures.{label}") for label, figure in claim.figures.items())
        yield from ((d.source, file, f"{name}.drawn.{label}") for label, d in claim.drawn.items() if d.source)


def _facts(records: Records) -> tuple[dict[str, Any], ...]:
    kinds = (
        *("treatments", "exercises", "everyday", "rules", "conditions", "groups", "findings", "named"),
        *("medicines", "drug_classes", "interactions", "combinations", "referrals", "imaging", "follow_up", "claims"),
    )
    return tuple(getattr(records, kind) for kind in kinds)


def _claim(name: str, claim: ClaimRecord, file: str) -> Iterator[Problem]:
    for field in ("statement", "reason"):
        if len(getattr(claim, field).split()) < FEWEST_WORDS:
            yield Problem("this says too little.", file, path=f"{name}.{field}", mend="Say it in a whole sentence.")
    if claim.verdict in WRONG and not claim.say_instead.strip():
        mend = "Say in say_instead what the evidence says."
        yield Problem("it is wrong, and nothing says what is right.", file, path=name, mend=mend)
    if not claim.sources:
        yield Problem("it rests on no source.", file, path=f"{name}.sources", mend="Name one.")
    twice = claim.figures.keys() & claim.drawn.keys()
    yield from (Problem("its name stands twice.", file, path=f"{name}.{label}", mend="Rename one.") for label in twice)
    for label, figure in claim.figures.items():
        yield from _figure(figure, claim, file, f"{name}.figures.{label}")
    yield from _days([claim.first_stated, *_on(claim.changes)], claim.next_review, file, name)


def _read(name: str, claim: ClaimRecord, records: Records, file: str) -> Iterator[Problem]:
    """Refuse a claim that was read in no source that was, and a figure likewise."""
    recalled = {source for source, record in records.sources.items() if record.verified == "memory"}
    if claim.verified == "seen" and claim.sources and recalled >= {*claim.sources}:
        mend = 'Read one, or set verified = "memory".'
        yield Problem("none of its sources was read.", file, path=f"{name}.verified", mend=mend)
    for label, figure in claim.figures.items():
        if figure.verified == "seen" and figure.source in recalled:
            yield Problem("its source was not read.", file, path=f"{name}.figures.{label}", mend="Say where it was.")


def _figure(figure: OwnFigure, claim: ClaimRecord, file: str, path: str) -> Iterator[Problem]:
    parts = [part for part in (figure.low, figure.value, figure.high) if part is not None]
    if parts != sorted(parts):
        yield Problem("low, value and high are not in order.", file, path=path, mend="Give them in order.")
    if figure.unit == "percent" and not (parts[0] >= 0 and parts[-1] <= 100):
        yield Problem("that is no percentage.", file, path=path, mend="Give 0 to 100.")
    yield from missing(figure.source, claim.sources, "source of this claim", file, f"{path}.source")


def _article(article: ArticleRecord, file: str) -> Iterator[Problem]:
    for field in ("title", "summary", "byline"):
        if not getattr(article, field).strip():
            yield Problem("it is empty.", file, path=field, mend="Write it.")
    if not article.topics:
        yield Problem("it has no topic.", file, path="topics", mend="Name one.")
    if not article.changes:
        yield Problem("it was never published.", file, path="changes", mend="Say on which day it first was.")
    yield from _days(_on(article.changes), article.next_review, file, "changes")


def _on(changes: Sequence[ClaimChange]) -> list[date]:
    return [change.on for change in changes]


def _days(days: list[date], review: date, file: str, path: str) -> Iterator[Problem]:
    if any(later < earlier for earlier, later in pairwise(days)):
        yield Problem("the days are not in order.", file, path=path, mend="The oldest comes first.")
    if days and review <= days[-1]:
        yield Problem("its next review is no later than its last change.", file, path=path, mend="Move it on.")
