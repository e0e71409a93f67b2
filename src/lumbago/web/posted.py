"""How a form reaches its handler: read and checked first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lumbago.web.desk import desk_of
from lumbago.web.forms import Form, read_form

ForForm: TypeAlias = Callable[[Request, Form], Response]


def posted(handler: ForForm) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint that reads and checks the form before the handler sees it."""

    async def endpoint(request: Request) -> Response:
        form = await read_form(request, desk_of(request).settings)
        return await run_in_threadpool(handler, request, form)

    return endpoint
