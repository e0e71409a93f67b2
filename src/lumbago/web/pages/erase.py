"""Erasing everything a visitor said, and starting over."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lumbago.actions.discussion import forget_writer
from lumbago.web.desk import desk_of, go, has_visit, own_visit, page, visitor_key
from lumbago.web.forms import Form
from lumbago.web.visitor import forget_key, give_key


def erasing(request: Request) -> Response:
    return page(request, "erase", has_visit=has_visit(request))


def erase(request: Request, form: Form) -> Response:
    """Erase the visit; then begin anew under another key, or leave the browser as if nobody had been here."""
    desk = desk_of(request)
    forget_writer(desk.database, visitor_key(request))  # what an account wrote goes with the account
    if has_visit(request):
        desk.visits.erase(own_visit(request), desk.now())
    if form.value("then") == "start":
        key = desk.new_key()
        desk.visits.start(key, desk.now())
        response = go("/questions")
        give_key(response, key, desk.settings)
        return response
    response = go("/erased")
    forget_key(response, desk.settings)
    return response


def erased(request: Request) -> Response:
    return page(request, "erased")
