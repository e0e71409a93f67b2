"""What an editor has to know: how each article stands, what is due, what changed last, and what a draft says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lumbago.community.articles import Article, articles
from lumbago.community.articles.fact_check import STANDING_WORDS, Checked, Report
from lumbago.community.articles.quality import Quality, quality
from lumbago.community.disclosure import Disclosure
from lumbago.knowledge import Knowledge
from lumbago.knowledge.stale import Due, stale
from lumbago.web.reference.article_page import due
from lumbago.web.reference.claim_words import ClaimWords, claim_words
from lumbago.web.wording import date_in_words

MOST_CHANGES = 20
MOST_DUE = 30
SIGNS = {"agrees": "supported", "partly": "partly", "not_known": "uncertain", "disagrees": "not_supported"}
"""The sign of a verdict for how a sentence stands to the evidence; what is out of date has its own."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an article stands: its marks, and why it is due."""

    article: Article
    quality: Quality
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that changed, and when."""

    day: str
    title: str
    address: str
    what: str


@dataclass(frozen=True, slots=True)
class CheckedWords:
    """A sentence of a draft beside the claim it speaks of."""

    line: int
    sentence: str
    sign: str
    standing: str
    right_is: str
    claim: ClaimWords


def standings(knowledge: Knowledge, disclosed: Disclosure, today: date) -> list[Standing]:
    """Say of each article how it stands."""
    funders = frozenset(funder.name for funder in disclosed.register.funders)
    return [
        Standing(article, quality(article, knowledge, funders, today), tuple(due(article, knowledge, today)))
        for article in articles(knowledge).values()
    ]


def due_records(knowledge: Knowledge, today: date) -> tuple[int, tuple[Due, ...]]:
    """Count the records that wait for a second reader, and give those that most hangs on."""
    waiting = stale(knowledge, today).due
    return len(waiting), waiting[:MOST_DUE]


def changes(knowledge: Knowledge) -> list[Changed]:
    """List what changed in articles and claims, the latest first."""
    latest = sorted(_changes(knowledge), key=lambda pair: pair[0], reverse=True)
    return [changed for _, changed in latest[:MOST_CHANGES]]


def _changes(knowledge: Knowledge) -> Iterator[tuple[date, Changed]]:
    for article in articles(knowledge).values():
        for change in article.changes:
            address = f"/articles/{article.slug}"
            yield change.on, Changed(date_in_words(change.on), article.title, address, change.what)
    for claim in knowledge.claims.values():
        for change in claim.record.changes:
            statement = claim.record.statement
            yield change.on, Changed(date_in_words(change.on), statement, f"/claims/{claim.id}", change.what)


def read_draft(report: Report, knowledge: Knowledge, today: date) -> list[CheckedWords]:
    """Put what came of reading a draft into words."""
    return [_checked(one, knowledge, today) for one in report.checked]


def _checked(one: Checked, knowledge: Knowledge, today: date) -> CheckedWords:
    sign = SIGNS.get(one.standing, "outdated")
    claim = claim_words(one.claim, knowledge, today)
    return CheckedWords(one.line, one.sentence, sign, STANDING_WORDS[one.standing], one.right_is, claim)
