"""Who may do what: one table for every address, enforced in one place.

What is not in the table is not served. Whoever may not see a thing is told that it is not there: whether it exists is
nobody else's business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import iscoroutinefunction
from typing import Literal, TypeAlias

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, request_response
from starlette.types import ASGIApp, Receive, Scope, Send

from lumbago.actions.sharing import shared_visit
from lumbago.web.desk import account_of, desk_of, stored_visit
from lumbago.web.refusal import no_such_link, not_yours, sign_in_first

Who: TypeAlias = Literal["anyone", "visit", "account", "share", "moderator", "editor", "operator"]
"""anyone; who holds the key of this visit; who is signed in; who has a link that was shared; who was given a role."""

ACCESS: Mapping[str, Who] = {
    "GET /": "anyone",
    "POST /start": "anyone",
    "GET /now": "anyone",
    "POST /now": "anyone",
    "GET /now/{step}": "anyone",
    "GET /questions": "visit",
    "GET /questions/{topic}": "visit",
    "POST /questions/{topic}": "visit",
    "GET /said": "visit",
    "POST /conclude": "visit",
    "GET /result": "visit",
    "GET /plan": "visit",
    "GET /plan/looking-again": "visit",
    "GET /plan/old-advice": "visit",
    "GET /plan/on-paper": "visit",
    "GET /plan/{part}": "visit",
    "GET /exercises/{exercise}": "anyone",
    "GET /medicines": "visit",
    "GET /medicines/mine": "visit",
    "POST /medicines/mine": "visit",
    "GET /medicines/{topic}": "visit",
    "POST /medicines/{topic}": "visit",
    "GET /consultation": "visit",
    "GET /letter/{service}": "visit",
    "GET /letter/{service}.pdf": "visit",
    "POST /consultation": "visit",
    "GET /erase": "anyone",
    "POST /erase": "anyone",
    "GET /erased": "anyone",
    "GET /sign-in": "anyone",
    "POST /sign-in/by-mail": "anyone",
    "POST /sign-in/passkey": "anyone",
    "GET /sign-in/new-passkey": "anyone",
    "POST /sign-in/new-passkey": "anyone",
    "GET /sign-in/{link}": "anyone",
    "POST /sign-in/{link}": "anyone",
    "GET /passkey.js": "anyone",
    "GET /account": "account",
    "POST /account/sign-out": "account",
    "POST /account/devices": "account",
    "POST /account/passkeys": "account",
    "POST /account/visits": "account",
    "POST /account/erase": "account",
    "GET /today": "visit",
    "POST /today": "visit",
    "GET /today/entry": "visit",
    "GET /today/week": "visit",
    "POST /today/week": "visit",
    "GET /today/questions/{instrument}": "visit",
    "POST /today/questions/{instrument}": "visit",
    "GET /today/safety": "visit",
    "GET /today/signs": "visit",
    "POST /today/signs": "visit",
    "POST /today/seen": "visit",
    "POST /today/why": "visit",
    "GET /today/clock": "visit",
    "POST /today/clock": "visit",
    "GET /today/ending": "visit",
    "POST /today/close": "visit",
    "POST /today/reopen": "visit",
    "GET /history": "visit",
    "GET /export.json": "visit",
    "GET /export.csv": "visit",
    "GET /experiment": "visit",
    "POST /experiment": "visit",
    "POST /experiment/end": "visit",
    "GET /share": "visit",
    "POST /share": "visit",
    "POST /share/end": "visit",
    "GET /share/on-paper": "visit",
    "GET /shared/{share}": "share",
    "GET /recovery": "visit",
    "POST /recovery": "visit",
    "GET /recover": "anyone",
    "POST /recover": "anyone",
    "GET /reminders": "visit",
    "POST /reminders": "visit",
    "GET /reminders/{stop}": "anyone",
    "POST /reminders/{stop}": "anyone",
    "GET /components": "anyone",
    "GET /components/{name}": "anyone",
    "GET /health": "anyone",
    "GET /style/{sheet}": "anyone",
    "GET /icon.svg": "anyone",
    "GET /articles": "anyone",
    "GET /articles/{article}": "anyone",
    "GET /articles.atom": "anyone",
    "GET /sitemap.xml": "anyone",
    "GET /robots.txt": "anyone",
    "GET /claims": "anyone",
    "GET /claims/{claim}": "anyone",
    "GET /articles/{article}/discussion": "anyone",
    "POST /articles/{article}/discussion": "anyone",
    "GET /articles/{article}/discussion.atom": "anyone",
    "GET /discussion/mine": "anyone",
    "GET /discussion/{comment:int}": "anyone",
    "POST /discussion/{comment:int}": "anyone",
    "GET /discussion/{comment:int}/report": "anyone",
    "POST /discussion/{comment:int}/report": "anyone",
    "GET /digest": "anyone",
    "POST /digest": "anyone",
    "GET /digest/confirm/{link}": "anyone",
    "POST /digest/confirm/{link}": "anyone",
    "GET /digest/settings/{link}": "anyone",
    "POST /digest/settings/{link}": "anyone",
    "GET /digest/stop/{link}": "anyone",
    "POST /digest/stop/{link}": "anyone",
    "GET /moderate": "moderator",
    "GET /moderate/log": "moderator",
    "GET /moderate/{comment:int}": "moderator",
    "POST /moderate/{comment:int}": "moderator",
    "GET /search": "anyone",
    "GET /desk": "editor",
    "GET /desk/draft": "editor",
    "POST /desk/draft": "editor",
    "GET /sources": "anyone",
    "GET /sources/kinds/{kind}": "anyone",
    "GET /sources/{source}": "anyone",
    "GET /about": "anyone",
    "GET /about/evidence": "anyone",
    "GET /privacy": "anyone",
    "GET /disclosure": "anyone",
    "GET /disclosure.json": "anyone",
    "GET /advertisements/{name}": "anyone",
}
"""Each address by its first method. What an address takes out of its path, and whose that is, its page decides."""

ROLES: tuple[Who, ...] = ("moderator", "editor", "operator")


def guarded(route: Route) -> Route:
    """Put the guard of the table before a route.

    Raises: KeyError where the table does not name it.
    """
    who = ACCESS[named(route)]
    if who == "anyone":
        return route
    if iscoroutinefunction(route.endpoint):
        route.app = Guard(route.app, who)
    else:
        route.app = request_response(_after_admission(route.endpoint, who))
    return route


def _after_admission(page: Callable[[Request], Response], who: Who) -> Callable[[Request], Response]:
    """Look and answer in one go: what is handed from thread to thread waits for each of them."""

    def admitted(request: Request) -> Response:
        admit(request, who)
        return page(request)

    return admitted


def named(route: Route) -> str:
    """Name a route as the table does."""
    method = "POST" if "POST" in (route.methods or ()) else "GET"
    return f"{method} {route.path}"


class Guard:
    """Lets through who may, and nobody else, before anything that was sent is read."""

    def __init__(self, app: ASGIApp, who: Who) -> None:
        self._app = app
        self._who = who

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await run_in_threadpool(admit, Request(scope), self._who)
        await self._app(scope, receive, send)


def admit(request: Request, who: Who) -> None:
    """Let a visitor through.

    Raises: RefusedError where they may not.
    """
    if who == "visit":
        stored_visit(request)
    elif who == "share":
        _opened(request)
    elif who == "account" and account_of(request) is None:
        raise sign_in_first()
    elif who in ROLES and not _has_role(request, who):
        raise not_yours()


def _opened(request: Request) -> None:
    desk = desk_of(request)
    request.state.shared = shared_visit(desk.database, request.path_params["share"], desk.now())
    if request.state.shared is None:
        raise no_such_link()


def _has_role(request: Request, role: Who) -> bool:
    account = account_of(request)
    return account is not None and role in account.roles
