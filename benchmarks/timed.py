"""An application that tells how long it took to answer: `python -m benchmarks.timed PORT` serves Lumbago so.

What is timed is the server's own part: from when the request is handed to the application until its answer is handed
back. Threads that wait for each other, and for the disk, are in it; what the people's end takes is not.
"""

from __future__ import annotations

import sys
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "x-server-seconds"


class Timed:
    """Answers as the application does, with one header more."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()

        async def send_timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                taken = f"{time.perf_counter() - started:.6f}"
                message = {**message, "headers": [*message["headers"], (HEADER.encode(), taken.encode())]}
            await send(message)

        await self._app(scope, receive, send_timed)


def application() -> ASGIApp:
    """Build the application of one worker as `lumbago serve` does."""
    from lumbago.web.serve import application as served

    return Timed(served())


if __name__ == "__main__":
    from lumbago.web.serve import serve

    serve(port=int(sys.argv[1]), target="benchmarks.timed:application")
