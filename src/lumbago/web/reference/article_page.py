"""An article put together for its page: its text with the evidence, and everything a reader needs to trust it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from lumbago.community.articles import Article, articles
from lumbago.community.articles.quality import Quality, quality
from lumbago.community.disclosure import Advertisement, Disclosure
from lumbago.knowledge import Knowledge
from lumbago.knowledge.claim_records import CLAIM_VERDICTS
from lumbago.knowledge.claim_stale import DueClaim, due_claims
from lumbago.web.pictures import chart
from lumbago.web.reference.claim_words import ClaimWords, claim_words
from lumbago.web.reference.linking import linking
from lumbago.web.reference.prose import Prose, Shown
from lumbago.web.wording import date_in_words, listed_with_and

WORDS_A_MINUTE = 200
MOST_RELATED = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A section of an article; the first has no heading."""

    heading: str
    anchor: str
    blocks: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """An article as its page shows it, on a day."""

    article: Article
    parts: tuple[Part, ...]
    minutes: int
    published: str
    updated: str
    next_review: str
    funding: str
    due: tuple[str, ...]
    standing: tuple[tuple[str, int], ...]
    changes: tuple[tuple[str, str], ...]
    related: tuple[Article, ...]
    advertisement: Advertisement | None
    quality: Quality

    @property
    def address(self) -> str:
        return f"/articles/{self.article.slug}"


def article_words(article: Article, knowledge: Knowledge, disclosed: Disclosure, today: date) -> ArticleWords:
    """Put an article together."""
    words = {name: claim_words(knowledge.claims[name], knowledge, today) for name in article.claims}
    prose = Prose(words.__getitem__, linking(knowledge, disclosed, today), partial(chart, knowledge=knowledge))
    return ArticleWords(
        article=article,
        parts=tuple(Part(s.heading, s.anchor, tuple(map(prose.block, s.blocks))) for s in article.sections),
        minutes=max(1, round(article.words / WORDS_A_MINUTE)),
        published=date_in_words(article.first_published),
        updated=date_in_words(article.updated) if article.updated != article.first_published else "",
        next_review=date_in_words(article.next_review),
        funding=funding(article, disclosed),
        due=tuple(due(article, knowledge, today)),
        standing=_standing(words),
        changes=tuple((date_in_words(change.on), change.what) for change in reversed(article.changes)),
        related=related(article, articles(knowledge)),
        advertisement=disclosed.advertisement(article.slug, today),
        quality=quality(article, knowledge, frozenset(f.name for f in disclosed.register.funders), today),
    )


def funding(article: Article, disclosed: Disclosure) -> str:
    """Say who paid for an article, and whether anybody pays for the rest."""
    if article.funders:
        return f"Paid for by {listed_with_and(article.funders)}."
    others = " Others pay for this site." if disclosed.anybody else ""
    return f"Nobody paid for this article.{others}"


def due(article: Article, knowledge: Knowledge, today: date) -> list[str]:
    """Say what makes an article due to be read again: its own review, or a claim that changed or is overdue."""
    own = [f"Its next review was due on {date_in_words(article.next_review)}."] if article.next_review < today else []
    return [*own, *(_why(one, knowledge) for one in due_claims(knowledge.articles[article.slug], knowledge, today))]


def _why(one: DueClaim, knowledge: Knowledge) -> str:
    statement = knowledge.claims[one.claim].record.statement
    if one.why == "changed":
        return f"The evidence on this has changed since it was written: {statement}"
    return f"The evidence on this should have been looked at again by now: {statement}"


def related(article: Article, others: Mapping[str, Article]) -> tuple[Article, ...]:
    """Choose what to read next: what shares most topics; of equals, what is listed nearest."""
    rest = [other for other in others.values() if other.slug != article.slug]
    return tuple(sorted(rest, key=partial(_distance, article))[:MOST_RELATED])


def _distance(article: Article, other: Article) -> tuple[int, int]:
    return (-len({*article.topics} & {*other.topics}), abs(other.place - article.place))


def _standing(claims: Mapping[str, ClaimWords]) -> tuple[tuple[str, int], ...]:
    """Count the claims under each verdict."""
    counted = Counter(claim.verdict_words for claim in claims.values())
    return tuple((words, counted[words]) for words in CLAIM_VERDICTS.values() if counted[words])
