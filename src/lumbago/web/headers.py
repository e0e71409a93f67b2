"""Headers of every response: nothing from elsewhere, no script, no frame, nothing kept but the style."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lumbago.web.settings import Settings

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
WITH_OUR_SCRIPT = f"{POLICY}; script-src 'self'"
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "X-Robots-Tag": "noindex",
}
ENCRYPTED_ONLY = "max-age=63072000; includeSubDomains"


def safe_headers(settings: Settings) -> dict[str, str]:
    """Collect the headers of every response."""
    always = {**ALWAYS, "Cache-Control": "no-store"}
    return {**always, "Strict-Transport-Security": ENCRYPTED_ONLY} if settings.secure else always


def with_our_script(response: Response) -> Response:
    """Let this page run the one script there is: passkeys cannot do without."""
    response.headers["Content-Security-Policy"] = WITH_OUR_SCRIPT
    return response


class SafeHeaders:
    """Adds the headers to whatever the application answers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._added = safe_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._added.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
