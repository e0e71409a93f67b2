"""A house with somebody who pays, and its editor: what is marked in a browser, and where nothing of it stands."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from lumbago.actions import give_role, make_sign_in_link, open_database
from tests.browser.person import PHONE, start, visit
from tests.browser.serving import serving
from tests.browser.test_accessibility import checked
from tests.unit.community.operators_register import written

EDITOR = "editor@example.org"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Serve with an operator's register; give the address and the database."""
    folder: Path = tmp_path_factory.mktemp("house")
    database = f"sqlite:///{folder / 'visits.sqlite'}"
    with serving(LUMBAGO_DATABASE_URL=database, LUMBAGO_DISCLOSURE=str(written(folder))) as address:
        yield address, database


@pytest.fixture
def page(chromium: Browser, house: tuple[str, str]) -> Iterator[Page]:
    context = chromium.new_context(base_url=house[0], viewport=PHONE, bypass_csp=True)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def test_an_advertisement_is_marked_and_comes_from_here(page: Page, house: tuple[str, str], axe: str) -> None:
    elsewhere: list[str] = []
    page.on("request", lambda sent: None if sent.url.startswith(house[0]) else elsewhere.append(sent.url))
    page.goto("/articles/cold-heat-rest-and-support")
    marked = page.get_by_label("Advertisement", exact=True)
    marked.scroll_into_view_if_needed()
    picture = marked.locator("img")
    page.wait_for_function("it => it.complete && it.naturalWidth === 600", arg=picture.element_handle())
    assert marked.locator("a").first.get_attribute("rel") == "sponsored nofollow noopener"
    assert not elsewhere
    checked(page, axe)
    page.goto("/disclosure")
    assert page.get_by_text("Spine Trust").is_visible()
    checked(page, axe)


def test_nothing_of_it_stands_in_a_visit(page: Page) -> None:
    start(page)
    visit(page)
    for path in ("/result", "/plan", "/plan/today", "/medicines", "/now", "/"):
        page.goto(path)
        assert not page.get_by_label("Advertisement", exact=True).count(), path
        assert "Belt Makers" not in page.content(), path


def test_an_editor_checks_a_draft(page: Page, house: tuple[str, str], axe: str) -> None:
    database, token = open_database(house[1]), secrets.token_hex(32)
    assert make_sign_in_link(database, EDITOR, token, datetime.now(UTC))
    page.goto(f"/sign-in/{token}")
    with page.expect_navigation():
        page.locator("main button").first.click()
    give_role(database, EDITOR, "editor")
    database.dispose()
    page.goto("/desk")
    checked(page, axe)
    with page.expect_navigation():
        page.get_by_role("link", name="Check a draft").click()
    page.get_by_label("The text").fill("Stay in bed until the pain has gone. Heat eases a fresh back spasm a little.")
    with page.expect_navigation():
        page.get_by_role("button", name="Check it").click()
    assert page.get_by_text("Against the evidence").is_visible()
    checked(page, axe)
