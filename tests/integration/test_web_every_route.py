"""Every route, whatever is sent to it: no page breaks, and whatever is refused is refused in words.

The routes are those of the application itself, so a new one is driven here from its first day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.routing import Route

from lumbago.web.access import ACCESS
from lumbago.web.access import named as access_name
from lumbago.web.visitor import form_token
from tests.web_pages import browser, document, new_key, send, visit
from tests.web_routes import FITTING, PARAMETER, ROUTES, example

FORM = "application/x-www-form-urlencoded"
CONCLUDED = {"age": "45", "duration_days": "2", "pain_intensity": "6", "pain_on_movement": "yes"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
STRANGE = (
    "\x00\x1b[31m",
    "\u202e\u05d0\u05d1\u05d2",
    "\ud7ff\ufffd",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "' OR 1=1 --",
)

odd = st.one_of(st.sampled_from(STRANGE), st.text(st.characters(codec="utf-8"), max_size=60))
names = st.one_of(st.sampled_from(["has", "asked", "then", "age", "age.unit", "medicines_lines", "from"]), odd)
values = st.one_of(odd, st.sampled_from(["yes", "no", "unknown", "none", "45", "1e9", "-1", "age sex_at_birth"]))


def named(route: Route) -> str:
    return f"{'POST' if 'POST' in (route.methods or ()) else 'GET'} {route.path}"


def test_every_part_of_an_address_has_values_that_fit() -> None:
    parts = {part for route in ROUTES for part in PARAMETER.findall(route.path)}
    assert parts <= set(FITTING), "say in tests/web_routes.py what can stand there"


def address(data: st.DataObject, route: Route) -> str:
    def fill(part: Any) -> str:
        value = data.draw(st.one_of(st.sampled_from(FITTING[part[1]]), odd.filter(lambda text: text.strip("/."))))
        return quote(value, safe="")

    query = data.draw(st.one_of(st.just(""), st.builds(lambda n, v: "?" + urlencode({n: v}), names, values)))
    return PARAMETER.sub(fill, route.path) + query


def headers_of(data: st.DataObject, key: str) -> dict[str, bytes]:
    """Draw a visitor: one with a visit, one unknown, one with a cookie nobody gave."""
    cookie = data.draw(st.sampled_from([key, key, key, "0" * 64, "x", "", '"\\"', "é" * 9, "a" * 5000]))
    kind = data.draw(st.sampled_from([FORM, FORM, FORM, "multipart/form-data", "application/json", "text/plain", ""]))
    site = data.draw(st.sampled_from(["same-origin", "same-origin", "cross-site", "odd"]))
    sent = {"cookie": f"lumbago={cookie}", "content-type": kind, "sec-fetch-site": site}
    return {name: value.encode() for name, value in sent.items() if value}


def body_of(data: st.DataObject, key: str, fields: list[str]) -> bytes:
    own = st.one_of(names, st.sampled_from(fields)) if fields else names
    form = data.draw(st.lists(st.tuples(own, values), max_size=6))
    token = data.draw(st.sampled_from([form_token(key)] * 4 + ["", "0" * 64, "é"]))
    urlencoded = urlencode([*form, ("token", token)]).encode()
    return data.draw(st.one_of(st.just(urlencoded), st.just(urlencoded), st.binary(max_size=80)))


@pytest.fixture(scope="module")
def client() -> Any:
    return browser()


@pytest.fixture(scope="module")
def key(client: Any) -> str:
    visit(client, CONCLUDED)
    return str(client.cookies["lumbago"])


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_whatever_is_sent_no_page_breaks(client: Any, key: str, route: Route) -> None:
    client.cookies.clear()
    page = client.get(example(route), headers={"cookie": f"lumbago={key}"})
    fields = [
        i["name"] for tag in ("input", "button", "select", "textarea") for i in document(page).all(tag) if "name" in i
    ]
    usual = "POST" if "POST" in (route.methods or ()) else "GET"

    @given(st.data())
    @settings(max_examples=12)
    def whatever(data: st.DataObject) -> None:
        method = data.draw(st.sampled_from([usual] * 4 + list(METHODS)))
        body = body_of(data, key, fields) if method not in ("GET", "HEAD", "TRACE", "OPTIONS") else None
        sent = client.request(method, address(data, route), content=body, headers=headers_of(data, key))
        client.cookies.clear()
        understood(method, sent)

    whatever()


def understood(method: str, sent: Any) -> None:
    """Say that an answer is one: no break, and a refusal tells a person what is wrong and where to go on."""
    assert sent.status_code < 500, (sent.url, sent.text[:300])
    html = sent.headers.get("content-type", "").startswith("text/html")
    if sent.status_code >= 400 and method not in ("HEAD", "OPTIONS") and html:
        assert "<h1" in sent.text
        assert "<a " in sent.text
    assert "<script>alert(1)" not in sent.text
    assert not html or not {"\x00", "\x1b", "\u202e"} & set(sent.text)


@pytest.mark.parametrize("route", [route for route in ROUTES if "POST" in (route.methods or ())], ids=named)
def test_a_megabyte_is_refused_in_words_by_every_form(client: Any, key: str, route: Route) -> None:
    """What is not for everybody does not even say that it is there."""
    open_to_all, path = ACCESS[access_name(route)] == "anyone", example(route)
    fields: Mapping[str, str] = {"token": form_token(key), "age": "9" * 1_000_000}
    page = client.post(path, data=fields, headers={"cookie": f"lumbago={key}"})
    assert page.status_code == 413 or (page.status_code == 404 and not open_to_all)
    assert "too much text" in page.text or not open_to_all


@pytest.mark.parametrize("route", [r for r in ROUTES if "GET" in (r.methods or ())], ids=named)
@pytest.mark.parametrize("visitor", ["nobody", "a stranger's key", "no key at all"])
def test_whoever_has_no_visit_gets_a_page_from_every_address(route: Route, visitor: str) -> None:
    cookie = {"nobody": "", "a stranger's key": f"lumbago={new_key()}", "no key at all": "lumbago=drop table"}[visitor]
    page = browser().get(example(route), headers={"cookie": cookie} if cookie else {})
    assert page.status_code < 500
    understood("GET", page)


def test_a_form_sent_twice_answers_once_and_leads_to_the_same_page() -> None:
    client = browser()
    send(client, "/start", {})
    fields = {"asked": "age sex_at_birth", "age": "45", "sex_at_birth": "male"}
    first = send(client, "/questions/about_you", fields, "/questions")
    again = send(client, "/questions/about_you", fields, "/said")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.url.path == again.url.path
    assert client.get("/said").text.count("45 years") == 1
