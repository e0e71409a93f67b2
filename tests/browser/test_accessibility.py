"""No page and no example of a component violates a rule of axe, in light or in dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from lumbago.web.rendering import component_names
from tests.browser.person import DESKTOP, SAID, answer, press, start

OpenPage = Callable[..., Page]
STANDING = ("/", "/now", "/now/lie", "/now/breathe", "/now/warmth", "/now/move", "/erase", "/erased", "/components")
OF_A_VISIT = ("/result", "/said", "/consultation", "/erase", "/")
EMERGENCY = {**SAID, "saddle_numbness": "yes"}


def checked(page: Page, axe: str) -> None:
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [
        f"{page.url} {v['id']}: {n['target']} {n['failureSummary']}" for v in found["violations"] for n in v["nodes"]
    ]
    assert not told, "\n".join(told)
    assert found["passes"], "axe has looked at nothing"


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """Open a page in one theme; the checker is a script, so this page alone lets one in."""
    return open_page(color_scheme=request.param, bypass_csp=True)


def test_pages_without_a_visit(page: Page, axe: str) -> None:
    for path in STANDING:
        page.goto(path)
        checked(page, axe)


@pytest.mark.parametrize("name", component_names())
def test_examples_of_components(page: Page, axe: str, name: str) -> None:
    page.goto(f"/components/{name}")
    checked(page, axe)


@pytest.mark.parametrize("said", [SAID, EMERGENCY], ids=["ordinary", "emergency"])
def test_every_page_of_a_visit(page: Page, axe: str, said: dict[str, str]) -> None:
    start(page)
    while "/questions/" in page.url:
        checked(page, axe)
        here = page.url
        press(page, "button", "Continue")
        if page.url == here and page.locator(".error-summary").count():
            checked(page, axe)
        page.goto(here)
        answer(page, said)
    for path in OF_A_VISIT:
        page.goto(path)
        _open_everything(page)
        checked(page, axe)


def test_the_page_for_a_clinician_on_a_desktop(open_page: OpenPage, axe: str) -> None:
    page = open_page(viewport=DESKTOP, bypass_csp=True)
    start(page)
    answer(page, SAID)
    page.goto("/consultation")
    _open_everything(page)
    checked(page, axe)


def _open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
