"""Which claims and articles have to be read again: a review that is due, or a change since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from lumbago.knowledge.article_records import ArticleRecord
from lumbago.knowledge.knowledge import Knowledge


class DueClaim(msgspec.Struct, frozen=True):
    """Why a claim makes an article due: its review was due on that day, or it changed then."""

    claim: str
    why: Literal["overdue", "changed"]
    on: date


def due_claims(article: ArticleRecord, knowledge: Knowledge, today: date) -> tuple[DueClaim, ...]:
    """List the claims for which an article has to be read again."""
    return tuple(_due(article, knowledge, today))


def _due(article: ArticleRecord, knowledge: Knowledge, today: date) -> Iterator[DueClaim]:
    read_last = article.changes[-1].on
    for name in article.claims:
        claim = knowledge.claims[name]
        if claim.overdue(today):
            yield DueClaim(name, "overdue", claim.record.next_review)
        if claim.last_changed > read_last:
            yield DueClaim(name, "changed", claim.last_changed)


def counts(knowledge: Knowledge, today: date) -> dict[str, int]:
    """Count the claims nobody has confirmed, and what is due."""
    claims = knowledge.claims.values()
    return {
        "claims recalled, not read": sum(c.record.verified == "memory" and c.record.tier != "expert" for c in claims),
        "claims that are expert judgement": sum(c.record.tier == "expert" for c in claims),
        "claims whose review is due": sum(claim.overdue(today) for claim in claims),
        "claims in all": len(claims),
        "articles to read again": sum(any(_why(a, knowledge, today)) for a in knowledge.articles.values()),
        "articles no clinician has read": sum(not article.reviewed_by for article in knowledge.articles.values()),
        "articles in all": len(knowledge.articles),
    }


def waiting(knowledge: Knowledge, today: date) -> Iterator[tuple[str, str, int]]:
    """Name each claim and article to read again, say why, and give the number of articles or claims it concerns."""
    uses = Counter(claim for article in knowledge.articles.values() for claim in article.claims)
    for name, claim in knowledge.claims.items():
        if claim.overdue(today):
            yield name, f"its review was due on {claim.record.next_review}", uses[name]
        if claim.record.verified == "memory" and claim.record.tier != "expert":
            yield name, "what it rests on was recalled", uses[name]
    for slug, article in knowledge.articles.items():
        for why in _why(article, knowledge, today):
            yield slug, why, len(article.claims)


def _why(article: ArticleRecord, knowledge: Knowledge, today: date) -> Iterator[str]:
    if article.next_review < today:
        yield f"its review was due on {article.next_review}"
    for due in due_claims(article, knowledge, today):
        said = "the review of" if due.why == "overdue" else "a change of"
        yield f"{said} {due.claim} on {due.on} concerns it"
