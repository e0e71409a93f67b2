"""The peer of the pages: one line of HTML from a bare Starlette application under the same server."""

from __future__ import annotations

import sys

from granian import Granian
from granian.constants import Interfaces
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from benchmarks.timed import Timed


async def page(_request: Request) -> HTMLResponse:
    """Answer with next to nothing."""
    return HTMLResponse("<!doctype html><title>Bare</title><h1>Bare</h1>")


app = Timed(Starlette(routes=[Route("/", page), Route("/health", page)]))

if __name__ == "__main__":
    Granian("benchmarks.bare_page:app", port=int(sys.argv[1]), interface=Interfaces.ASGI, log_enabled=False).serve()
