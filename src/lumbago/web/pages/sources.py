"""The sources of everything here: all of them, and a page for each with what rests on it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.web.desk import desk_of
from lumbago.web.reading_page import reading_page
from lumbago.web.reference.source_page import by_kind, resting_on, source
from lumbago.web.refusal import RefusedError


def all_sources(request: Request) -> Response:
    """List every source by its kind."""
    return reading_page(
        request, "sources", lambda desk: {"kinds": by_kind(desk.knowledge), "count": len(desk.knowledge.sources)}
    )


def one_source(request: Request) -> Response:
    """Show a source, and what rests on it."""
    name = request.path_params["source"]
    record = desk_of(request).knowledge.sources.get(name)
    if record is None:
        raise RefusedError(404, "There is no such source", "The address is wrong or old.", ("/sources", "All sources"))
    return reading_page(
        request, "source", lambda desk: {"source": source(name, record), "resting": resting_on(name, desk.knowledge)}
    )
