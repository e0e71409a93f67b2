"""The JAMA benchmarks of an article: authorship, attribution, disclosure, currency; and how hard it is to read.

Source: Silberg WM, Lundberg GD, Musacchio RA. JAMA 1997;277:1244-5, which named the four for pages on health.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lumbago.community.articles.article import Article
from lumbago.community.articles.checks import without_claim
from lumbago.community.articles.readability import grade
from lumbago.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Quality:
    """What was found, one by one; `reviewed` says whether a clinician has read it, which JAMA does not ask."""

    authorship: bool  # says who wrote it
    attribution: bool  # every sentence of fact names a claim, and every claim its sources
    disclosure: bool  # says who paid, or that nobody did
    currency: bool  # says when it was published and changed, and its review is not overdue
    reviewed: bool
    grade: float

    @property
    def met(self) -> int:
        """How many of the four benchmarks it meets."""
        return sum((self.authorship, self.attribution, self.disclosure, self.currency))


def quality(article: Article, knowledge: Knowledge, known_funders: frozenset[str], today: date) -> Quality:
    """Measure an article; `known_funders` are those of the register of who pays."""
    rests = [knowledge.claims[claim].record for claim in article.claims]
    return Quality(
        authorship=bool(article.byline.strip()),
        attribution=bool(rests)
        and all(claim.sources for claim in rests)
        and not any(map(without_claim, article.sentences)),
        disclosure=set(article.funders) <= known_funders,
        currency=article.next_review >= today and article.updated <= today,
        reviewed=bool(article.reviewed_by.strip()),
        grade=grade(sentence.plain for sentence in article.sentences),
    )
