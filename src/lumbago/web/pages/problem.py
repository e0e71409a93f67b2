"""What is shown when a request cannot be followed, or when we made a mistake."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lumbago.web.desk import desk_of, has_visit, page
from lumbago.web.headers import safe_headers
from lumbago.web.refusal import RefusedError, no_visit


def refused(request: Request, error: Exception) -> Response:
    """Say why a request was refused, and what to do."""
    if not isinstance(error, RefusedError):
        raise error
    to_questions = error.way_on[0].startswith("/questions")
    way_on = error.way_on if has_visit(request) or not to_questions else ("/", "Go to the start")
    return _page(request, error, way_on)


def erased_meanwhile(request: Request, _error: Exception) -> Response:
    """Say that the visit is gone: it was erased while this page was open."""
    return refused(request, no_visit(request.method))


def no_such_page(request: Request, given: Exception) -> Response:
    """Answer an address that leads nowhere, or a form sent where none is taken."""
    status = given.status_code if isinstance(given, HTTPException) else 404
    error = RefusedError(status, "There is no such page", "The address is wrong or old.")
    return _page(request, error, error.way_on)


def bug(request: Request, _error: Exception) -> Response:
    """Own up to a mistake of ours; what went wrong goes to the server's log, without the answers."""
    reason = (
        "Something went wrong on our side. What you answered before is kept. Try again in a minute. "
        "If you think you are in danger, do not wait for this page: call your emergency number."
    )
    response = _page(request, RefusedError(500, "That is our mistake", reason), ("/questions", "Try again"))
    response.headers.update(safe_headers(desk_of(request).settings))  # nothing else is left to add them
    return response


def _page(request: Request, error: RefusedError, way_on: tuple[str, str]) -> Response:
    return page(request, "problem", error.status, problem=error, way_on=way_on)
