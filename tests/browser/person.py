"""A person with a browser: answers what is asked, by mouse or by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from playwright.sync_api import Locator, Page

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    *("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-first-run", "--disable-quic", "--disable-gpu"),
)
REFUSED = re.compile(r"status of (403|404|409|422) ")
"""A page that refuses is a page we look at; the browser mentions its status."""

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}

SAID: Mapping[str, str] = {
    "age": "45",
    "sex_at_birth": "female",
    "pregnant": "no",
    "duration_days": "2",
    "pain_intensity": "7",
    "main_site": "low_back_one_side",
    "pain_on_movement": "yes",
    "onset_mechanical_load": "yes",
}

Choose = Callable[[Locator], None]


def by_touch(control: Locator) -> None:
    """Press the whole row, as a thumb does."""
    control.locator("xpath=ancestor::label[1] | self::*[not(ancestor::label)]").first.click()


def by_keyboard(control: Locator) -> None:
    """Reach the control with the keyboard and press it."""
    control.focus()
    control.press("Space")


def press(page: Page, role: Literal["button", "link"], name: str) -> None:
    """Press what leads to another page, and wait for it."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()


def start(page: Page) -> None:
    """Begin a visit on the first page."""
    page.goto("/")
    press(page, "button", "Start the questions")


def answer(page: Page, said: Mapping[str, str], choose: Choose = by_touch) -> None:
    """Answer the questions of one page, and go on."""
    asked = page.locator("input[name=asked]").input_value().split()
    if page.locator("input[name=has]").count():
        _tick(page, [f for f in asked if said.get(f) == "yes"] or ["none"], choose)
    else:
        for finding in asked:
            _fill(page, finding, said.get(finding), choose)
    button = page.get_by_role("button", name="Continue")
    with page.expect_navigation():
        if choose is by_keyboard:
            button.focus()
            button.press("Enter")
        else:
            button.click()


def visit(page: Page, said: Mapping[str, str] = SAID, choose: Choose = by_touch) -> int:
    """Take the visit from the page that is open to its result; give the number of pages answered."""
    pages = 0
    while "/questions/" in page.url:
        answer(page, said, choose)
        pages += 1
        assert pages < 40, page.url
    return pages


def _tick(page: Page, values: list[str], choose: Choose) -> None:
    for value in values:
        choose(page.locator(f"input[name=has][value={value}]"))


def _fill(page: Page, finding: str, value: str | None, choose: Choose) -> None:
    rows = page.locator(f"input[type=radio][name='{finding}']")
    if rows.count():
        offered = [row.get_attribute("value") for row in rows.all()]
        chosen = next(v for v in (value, "no", "unknown") if v in offered)
        choose(page.locator(f"input[name='{finding}'][value='{chosen}']"))
    elif value:
        page.locator(f"input[name='{finding}']").fill(value)
    else:
        choose(page.locator(f"input[name='{finding}.unknown']"))
