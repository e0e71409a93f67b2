"""How a form reaches its handler: read and checked first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lumbago.web.desk import desk_of
from lumbago.web.forms import FORM_TYPE, Form, comes_from_us, read_form, read_unchecked

ForForm: TypeAlias = Callable[[Request, Form], Response]


def posted(handler: ForForm) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint that reads and checks the form before the handler sees it."""

    async def endpoint(request: Request) -> Response:
        form = await read_form(request, desk_of(request).settings)
        return await run_in_threadpool(handler, request, form)

    return endpoint


MOST_PROSE = 4 * 1024 * 1024
"""Far more than anybody may send: what is too long comes back to be shortened, instead of being lost."""

ForProse: TypeAlias = Callable[[Request, Form, bool], Response]


def posted_prose(handler: ForProse, *prose: str) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint for what people write at length: the handler learns whether the form comes from our page.

    A form that does not, be it old or somebody else's, is for the handler to show again, with what was typed.
    """

    async def endpoint(request: Request) -> Response:
        form = await read_unchecked(request, MOST_PROSE, prose)
        ours = comes_from_us(request, desk_of(request).settings, form)
        return await run_in_threadpool(handler, request, form, ours)

    return endpoint


def linked(handler: ForForm) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint for a form whose address alone says that its sender may: a link that was mailed to them.

    A mail program that ends a list may send another kind of form, or none (RFC 8058): it counts as an empty one.
    """

    async def endpoint(request: Request) -> Response:
        ours = request.headers.get("content-type", "").startswith(FORM_TYPE)
        form = await read_unchecked(request) if ours else Form({})
        return await run_in_threadpool(handler, request, form)

    return endpoint
