"""How a page for reading is answered: the same for everybody, without a form that changes anything, and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lumbago.web.desk import Desk, desk_of, frame

HTML = "text/html"


def reading_page(request: Request, name: str, context: Callable[[Desk], Mapping[str, Any]]) -> Response:
    """Answer with a template; what it shows is put together only where the page is not kept yet."""
    return kept_text(request, lambda: _drawn(request, name, context(desk_of(request))), HTML)


def kept_text(request: Request, make: Callable[[], str], media_type: str) -> Response:
    """Answer with a text that is made once; a browser that has it is told so, and search engines may list it."""
    desk = desk_of(request)
    kept = desk.shelf.take(request.url.path, desk.now().date(), make)
    headers = {
        "Cache-Control": "public, no-cache",
        "ETag": kept.mark,
        "Vary": "Accept-Encoding",
        "X-Robots-Tag": "all",
    }
    if kept.mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(kept.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=media_type)
    return Response(kept.plain, headers=headers, media_type=media_type)


def _drawn(request: Request, name: str, context: Mapping[str, Any]) -> str:
    desk = desk_of(request)
    address = f"{desk.settings.address}{request.url.path}"
    return desk.rendering.page(name, {**frame(request), "token": "", "address": address, **context})
