"""Articles: all of them by topic, and a page for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lumbago.community.articles import Article, articles
from lumbago.web.desk import Desk, desk_of
from lumbago.web.reading_page import reading_page
from lumbago.web.reference.article_page import article_words
from lumbago.web.reference.structured import structured
from lumbago.web.refusal import RefusedError


def all_articles(request: Request) -> Response:
    """List every article under its first topic."""
    return reading_page(request, "articles", lambda desk: {"topics": by_topic(articles(desk.knowledge))})


def one_article(request: Request) -> Response:
    """Show an article."""
    slug = request.path_params["article"]
    article = articles(desk_of(request).knowledge).get(slug)
    if article is None:
        raise RefusedError(404, "There is no such article", "The address is wrong or old.", ("/articles", "Articles"))
    return reading_page(request, "article", lambda desk: _context(article, desk))


def by_topic(every: Mapping[str, Article]) -> list[tuple[str, list[Article]]]:
    """Put articles under their first topic, in the order in which they are listed."""
    topics: dict[str, list[Article]] = {}
    for article in every.values():
        topics.setdefault(article.topics[0], []).append(article)
    return list(topics.items())


def _context(article: Article, desk: Desk) -> Mapping[str, Any]:
    words = article_words(article, desk.knowledge, desk.settings.disclosure, desk.now().date())
    return {
        "words": words,
        "article": article,
        "structured": structured(article, desk.knowledge, desk.settings.address),
    }
