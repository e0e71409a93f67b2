"""Who is reading: one random key in a cookie, which is all that ties a browser to its answers.

A form's token is made from the key, so another site, which cannot read the cookie, cannot make one.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from lumbago.web.settings import Settings

Keys: TypeAlias = Callable[[], str]
"""Where new keys come from: at least 128 random bits as hexadecimal digits."""

KEPT_SECONDS = 400 * 24 * 3600
"""As long as browsers allow: a diary takes weeks, and the years after it are part of the course."""

_KEY = re.compile(r"[0-9a-f]{32,128}")


def cookie_name(settings: Settings) -> str:
    """Name the cookie; the prefix makes browsers insist that only this host, encrypted, has set it."""
    return "__Host-lumbago" if settings.secure else "lumbago"


def key_of(request: Request, settings: Settings) -> str | None:
    """Read the visitor's key; a cookie that no key of ours can be counts as none."""
    key = request.cookies.get(cookie_name(settings), "")
    return key if _KEY.fullmatch(key) else None


def give_key(response: Response, key: str, settings: Settings) -> None:
    """Store the visitor's key in their browser."""
    response.set_cookie(
        cookie_name(settings),
        key,
        max_age=KEPT_SECONDS,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def forget_key(response: Response, settings: Settings) -> None:
    """Remove the key from the browser."""
    response.delete_cookie(cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="lax")


def form_token(key: str) -> str:
    """Make the token that every form of this visitor carries."""
    return hmac.new(key.encode(), b"form", hashlib.sha256).hexdigest()


def token_fits(key: str | None, token: str) -> bool:
    """Say whether a form came from one of this visitor's own pages."""
    return key is not None and hmac.compare_digest(form_token(key).encode(), token.encode("utf-8", "replace"))
