"""The addresses of what is there to read: none of them asks anything of the reader, or keeps anything."""

from __future__ import annotations

from starlette.routing import Route

from lumbago.web.pages import about, articles, claims, disclosure, feeds, search, sources


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
        Route("/sources/{source}", sources.one_source),
        Route("/about", about.about),
        Route("/about/evidence", about.evidence),
        Route("/privacy", about.privacy),
        Route("/disclosure", disclosure.disclosure),
        Route("/disclosure.json", disclosure.for_machines),
        Route("/advertisements/{name}", disclosure.picture),
    ]
