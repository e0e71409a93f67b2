"""The first page, and how a visit starts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lumbago.web.desk import desk_of, go, has_visit, own_visit, page
from lumbago.web.forms import Form


def home(request: Request) -> Response:
    return page(request, "home", has_visit=has_visit(request), edition=desk_of(request).knowledge.edition)


def start(request: Request, _form: Form) -> Response:
    desk = desk_of(request)
    desk.visits.start(own_visit(request), desk.now())
    return go("/questions")


def health(_request: Request) -> Response:
    return PlainTextResponse("ok")
