"""The addresses of what is there to read: none of them asks anything of the reader, or keeps anything."""

from __future__ import annotations

from starlette.routing import Route

from lumbago.web.pages import articles, disclosure, sources


def reading_routes() -> list[Route]:
    """List them; each answers with a page that is the same for everybody."""
    return [
        Route("/articles", articles.all_articles),
        Route("/articles/{article}", articles.one_article),
        Route("/sources", sources.all_sources),
        Route("/sources/{source}", sources.one_source),
        Route("/disclosure", disclosure.disclosure),
        Route("/disclosure.json", disclosure.for_machines),
        Route("/advertisements/{name}", disclosure.picture),
    ]
