"""Who may open which address stands in one table, and no address is outside it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from lumbago.actions import Arrival, Role, give_role, make_sign_in_link, sign_in_by_link
from lumbago.actions.sharing import revoke_share, share, shares
from lumbago.web import access
from lumbago.web.access import ACCESS, Who, guarded, named
from lumbago.web.app import routes
from lumbago.web.desk import Desk
from tests.web_pages import MORNING, browser, database, new_key, send


def desk(client: TestClient) -> Desk:
    found: Desk = client.app.state.desk  # type: ignore[attr-defined]
    return found


def test_every_address_is_in_the_table_and_the_table_names_no_other() -> None:
    assert {named(route) for route in routes(desk(browser()))} == set(ACCESS)


def test_an_address_outside_the_table_is_not_served() -> None:
    with pytest.raises(KeyError):
        guarded(Route("/forgotten", lambda _: PlainTextResponse("")))


def test_whatever_belongs_to_somebody_is_not_found_by_a_stranger() -> None:
    client = browser()
    for address, who in ACCESS.items():
        method, path = address.split(" ")
        if who != "anyone":
            response = client.request(method, _filled(path))
            assert response.status_code == 404, address


def _filled(path: str) -> str:
    return "/".join("x" if part.startswith("{") else part for part in path.split("/"))


@pytest.mark.parametrize("who", ["visit", "account", "share", "moderator", "editor", "operator"])
def test_each_kind_lets_in_who_may_and_nobody_else(who: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    may, may_not = _client(who, monkeypatch), _client(who, monkeypatch)
    _entitle(may, who)
    _entitle(may_not, "account" if who in ("visit", "moderator", "editor", "operator") else "visit")
    path = "/only/link" if who != "share" else f"/only/{_link(may)}"
    assert may.get(path).text == "in"
    refused = may_not.get("/only/" + "0" * 64)
    assert refused.status_code == 404
    assert "<h1>" in refused.text


def test_a_link_that_was_shared_ends_by_itself_and_when_it_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    client = _client("share", monkeypatch)
    _entitle(client, "visit")
    first, second = _link(client), _link(client)
    key = client.cookies["lumbago"]
    assert {client.get(f"/only/{one}").status_code for one in (first, second)} == {200}
    revoke_share(database(), key, shares(database(), key, MORNING)[0].name)
    assert sorted(client.get(f"/only/{one}").status_code for one in (first, second)) == [200, 404]
    assert not shares(database(), key, MORNING + timedelta(days=8))


def _client(who: Who, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """Open a browser on an application with one address more, which only these may open."""

    def inside(_request: Request) -> Response:
        return PlainTextResponse("in")

    monkeypatch.setitem(access.ACCESS, "GET /only/{share}", who)  # type: ignore[arg-type]
    client = browser()
    app: Any = client.app
    app.router.routes.append(guarded(Route("/only/{share}", inside)))
    return client


def _entitle(client: TestClient, who: Who) -> None:
    if who in ("visit", "share"):
        send(client, "/start", {})
    else:
        email = f"{secrets.token_hex(6)}@example.org"
        key = _sign_in(client, email)
        if who != "account":
            role: Role = who  # type: ignore[assignment]
            give_role(database(), email, role)
        client.cookies.set("lumbago", key)


def _sign_in(client: TestClient, email: str) -> str:
    token, key = secrets.token_hex(32), new_key()
    make_sign_in_link(database(), email, token, MORNING)
    sign_in_by_link(database(), token, Arrival(new_key(), key, "phone", MORNING), lambda: secrets.token_hex(16))
    return key


def _link(client: TestClient) -> str:
    token = secrets.token_hex(32)
    share(database(), client.cookies["lumbago"], token, 7, MORNING)
    return token
