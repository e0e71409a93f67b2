"""The sources of everything here: by their kinds, by a word of theirs, and a page for each with what rests on it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.web.desk import desk_of, page
from lumbago.web.reading_page import reading_page
from lumbago.web.reference.source_page import by_kind, of_kind, resting_on, saying, source
from lumbago.web.refusal import RefusedError

MOST = 50
"""How many sources are listed for a word; whoever finds more is asked for another word."""


def all_sources(request: Request) -> Response:
    """List the kinds of source, or the sources that say what was typed."""
    typed = request.query_params.get("q", "").strip()[:200]
    if typed:
        found = saying(typed, desk_of(request).knowledge)
        return page(request, "sources_found", typed=typed, sources=found[:MOST], count=len(found))
    return reading_page(
        request, "sources", lambda desk: {"kinds": by_kind(desk.knowledge), "count": len(desk.knowledge.sources)}
    )


def one_kind(request: Request) -> Response:
    """List the sources of one kind."""
    found = of_kind(request.path_params["kind"], desk_of(request).knowledge)
    if found is None:
        raise RefusedError(404, "There is no such kind", "The address is wrong or old.", ("/sources", "All sources"))
    kind, sources = found
    return reading_page(request, "sources_of_a_kind", lambda _desk: {"kind": kind, "sources": sources})


def one_source(request: Request) -> Response:
    """Show a source, and what rests on it."""
    name = request.path_params["source"]
    record = desk_of(request).knowledge.sources.get(name)
    if record is None:
        raise RefusedError(404, "There is no such source", "The address is wrong or old.", ("/sources", "All sources"))
    return reading_page(
        request, "source", lambda desk: {"source": source(name, record), "resting": resting_on(name, desk.knowledge)}
    )
