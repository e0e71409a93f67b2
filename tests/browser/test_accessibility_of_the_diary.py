"""No page of the diary, of sharing or of an account violates a rule of axe, in light or in dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.person import press, start, visit
from tests.browser.test_accessibility import checked

OpenPage = Callable[..., Page]
BEFORE = ("/sign-in", "/recover", "/reminders/0")
PAGES = (
    *("/today", "/today/signs", "/today/ending", "/today/clock", "/history", "/experiment"),
    *("/today/week", "/today/questions/phq4", "/today/safety"),
    *("/share", "/share/on-paper", "/recovery", "/reminders"),
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_of_a_diary(open_page: OpenPage, axe: str, theme: str) -> None:
    page = open_page(color_scheme=theme, bypass_csp=True)
    for path in BEFORE:
        page.goto(path)
        checked(page, axe)
    start(page)
    visit(page)
    page.goto("/today")
    press(page, "button", "Keep it")  # nothing chosen: the page with its error
    checked(page, axe)
    page.locator("input[name=pain][value='5']").check()
    press(page, "button", "Keep it")
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
        checked(page, axe)
    for path, button in (("/share", "Make a link"), ("/recovery", "Make a code")):
        page.goto(path)
        press(page, "button", button)
        checked(page, axe)


def test_targets_are_large_enough_on_a_phone(open_page: OpenPage) -> None:
    page = open_page()
    start(page)
    visit(page)
    for path in ("/today", "/history", "/share"):
        page.goto(path)
        small = page.evaluate(
            """() => [...document.querySelectorAll('main button, main .answer, main summary, main ul.links a')]
            .filter(it => it.offsetHeight && it.offsetHeight < 47.5).map(it => it.outerHTML)"""
        )
        assert not small, path
