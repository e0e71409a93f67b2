"""Who pays is told on its page, as the operator's register says, and nowhere near an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lumbago.errors import InputError
from lumbago.web.settings import Settings, read_settings
from tests.unit.community.operators_register import png, written
from tests.web_pages import browser, document


@pytest.fixture
def paid(tmp_path: Path) -> TestClient:
    """Open a browser on a house whose operator has a funder, an affiliate partner and an advertiser."""
    return browser(read_settings({"LUMBAGO_DISCLOSURE": str(written(tmp_path))}))


def test_without_a_register_the_page_says_that_nobody_pays() -> None:
    client = browser()
    assert "Nobody pays." in client.get("/disclosure").text
    assert client.get("/disclosure.json").json() == {
        "funders": [],
        "interests": [],
        "affiliates": [],
        "advertisers": [],
    }


def test_everybody_in_the_register_stands_on_the_page(paid: TestClient) -> None:
    text = paid.get("/disclosure").text
    assert "Nobody pays." not in text
    for told in ("Spine Trust", "500 euros a year", "A. Writer", "heat wraps", "Warm Shop", "Belt Makers"):
        assert told in text
    assert "Since 1 January 2026 until 1 January 2027" in text


def test_machines_read_the_same(paid: TestClient) -> None:
    response = paid.get("/disclosure.json")
    assert response.headers["content-type"] == "application/json"
    told = response.json()
    assert told["funders"][0]["name"] == "Spine Trust"
    assert told["affiliates"][0]["hosts"] == ["warmshop.example"]
    assert told["advertisers"][0]["until"] == "2027-01-01"


def test_the_picture_comes_from_here(paid: TestClient, tmp_path: Path) -> None:
    read = read_settings({"LUMBAGO_DISCLOSURE": str(written(tmp_path))}).disclosure
    name = next(iter(read.pictures.values())).name
    response = paid.get(f"/advertisements/{name}")
    assert response.content == png(600, 200)
    assert response.headers["content-type"] == "image/png"
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("name", ["belt.png", "disclosure.toml", "..%2fdisclosure.toml", "0000.png"])
def test_nothing_else_beside_the_register_is_sent(paid: TestClient, name: str) -> None:
    assert paid.get(f"/advertisements/{name}").status_code == 404


def test_a_register_that_cannot_be_used_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_settings({"LUMBAGO_DISCLOSURE": str(tmp_path / "none.toml")})


def test_a_page_for_reading_is_kept_packed_and_known_again(paid: TestClient) -> None:
    first = paid.get("/disclosure")
    assert first.headers["content-encoding"] == "gzip"
    assert "set-cookie" not in first.headers
    again = paid.get("/disclosure", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = paid.get("/disclosure", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == first.text


def test_a_page_for_reading_names_its_own_address() -> None:
    page = document(browser(Settings(address="https://back.example")).get("/disclosure"))
    canonical = [link["href"] for link in page.all("link") if link.get("rel") == "canonical"]
    assert canonical == ["https://back.example/disclosure"]
