"""What machines fetch of the reading pages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.community.articles import articles
from lumbago.web.desk import Desk, desk_of
from lumbago.web.reading_page import kept_text
from lumbago.web.reference import feeds


def atom(request: Request) -> Response:
    """Send the feed of articles."""
    desk = desk_of(request)
    return kept_text(
        request, lambda: feeds.atom(articles(desk.knowledge), desk.settings.address), "application/atom+xml"
    )


def sitemap(request: Request) -> Response:
    """Send the map of everything there is to read."""
    return kept_text(request, lambda: _sitemap(desk_of(request)), "application/xml")


def robots(request: Request) -> Response:
    """Send what search engines need not ask for."""
    return kept_text(request, lambda: feeds.robots(desk_of(request).settings.address), "text/plain")


def _sitemap(desk: Desk) -> str:
    knowledge = desk.knowledge
    others = [*(f"/claims/{name}" for name in knowledge.claims), *(f"/sources/{name}" for name in knowledge.sources)]
    return feeds.sitemap(articles(knowledge), others, desk.settings.address)
