"""The addresses of what is there to read, and of the editor's desk: none of them keeps anything."""

from __future__ import annotations

from starlette.routing import Route

from lumbago.web.pages import about, articles, claims, disclosure, editors_desk, feeds, search, sources
from lumbago.web.posted import posted_prose


def reading_routes() -> list[Route]:
    """List them; each answers with a page that is the same for everybody."""
    return [
        Route("/articles", articles.all_articles),
        Route("/articles/{article}", articles.one_article),
        Route("/articles.atom", feeds.atom),
        Route("/sitemap.xml", feeds.sitemap),
        Route("/robots.txt", feeds.robots),
        Route("/claims", claims.all_claims),
        Route("/claims/{claim}", claims.one_claim),
        Route("/search", search.search),
        Route("/sources", sources.all_sources),
        Route("/sources/kinds/{kind}", sources.one_kind),
        Route("/sources/{source}", sources.one_source),
        Route("/about", about.about),
        Route("/about/evidence", about.evidence),
        Route("/privacy", about.privacy),
        Route("/disclosure", disclosure.disclosure),
        Route("/disclosure.json", disclosure.for_machines),
        Route("/advertisements/{name}", disclosure.picture),
    ]


def editing_routes() -> list[Route]:
    """List the addresses of the editor's desk."""
    return [
        Route("/desk", editors_desk.desk),
        Route("/desk/draft", editors_desk.draft),
        Route("/desk/draft", posted_prose(editors_desk.check, "draft"), methods=["POST"]),
    ]
