"""The search page: what is found, with marks; danger first; nothing typed can break out."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from lumbago.web.settings import Settings
from tests.web_pages import browser, document


@pytest.fixture(scope="module")
def client() -> TestClient:
    return browser(Settings(emergency_number="112"))


def test_what_is_found_is_shown_with_marks_and_verdicts(client: TestClient) -> None:
    text = client.get("/search", params={"q": "ice or heat"}).text
    assert 'href="/articles/cold-heat-rest-and-support"' in text
    assert "<mark>" in text
    assert "Supported by evidence" in text
    assert 'value="ice or heat"' in text


def test_the_title_says_that_it_is_a_search_and_for_what(client: TestClient) -> None:
    assert "<title>Search: cant pee – Lumbago</title>" in client.get("/search", params={"q": "cant pee"}).text
    assert "<title>Search – Lumbago</title>" in client.get("/search").text


@pytest.mark.parametrize("typed", ["can't pee", "numb between my legs", "i cant pee since this morning"])
def test_whoever_describes_danger_is_told_what_to_do_first(client: TestClient, typed: str) -> None:
    text = client.get("/search", params={"q": typed}).text
    assert text.index("Go to an emergency department now") < text.index('role="search"')
    assert 'href="tel:112"' in text


@pytest.mark.parametrize("typed", ["ice or heat", "no numbness between my legs", "how long", ""])
def test_nobody_else_is_alarmed(client: TestClient, typed: str) -> None:
    assert "What you describe may be dangerous" not in client.get("/search", params={"q": typed}).text


def test_a_slip_is_mended_and_said(client: TestClient) -> None:
    text = client.get("/search", params={"q": "ibuprofin"}).text
    assert "Shown for “ibuprofen”" in text
    assert "/articles/medicines-for-back-spasm" in text


def test_what_is_not_here_says_where_to_look(client: TestClient) -> None:
    assert "Nothing here says that." in client.get("/search", params={"q": "zzzzzz"}).text


def test_what_is_typed_is_shown_as_it_is_and_cut(client: TestClient) -> None:
    text = client.get("/search", params={"q": "<script>alert(1)</script>" + "x" * 5000}).text
    assert "<script" not in text
    assert len(text) < 20_000


def test_the_box_stands_where_people_look(client: TestClient) -> None:
    for path in ("/", "/articles", "/search"):
        forms = [form for form in document(client.get(path)).all("form") if form.get("action") == "/search"]
        assert [form["method"] for form in forms] == ["get"], path
