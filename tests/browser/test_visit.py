"""Whole visits in a real browser: with script and without, on a phone and a desktop, by keyboard, zoomed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.person import DESKTOP, PHONE, SAID, answer, by_keyboard, press, start, visit

OpenPage = Callable[..., Page]
LEAST_TARGET_PX = 48
CAN_BE_FOCUSED = "a[href], button:visible, summary"
FOCUSED = """() => {
    const it = document.activeElement, row = it.closest('.answer') || it, style = getComputedStyle(row);
    return [[...document.querySelectorAll('*')].indexOf(it), style.outlineStyle, parseFloat(style.outlineWidth)];
}"""


@pytest.mark.parametrize("how", [{}, {"java_script_enabled": False}, {"viewport": DESKTOP}], ids=str)
def test_a_visit_from_the_first_page_to_the_result(open_page: OpenPage, how: Mapping[str, Any]) -> None:
    page = open_page(**how)
    start(page)
    assert visit(page) <= 20
    assert page.url.endswith("/result")
    assert page.get_by_role("heading", level=1).inner_text() == "You can look after this at home"
    page.reload()
    assert page.get_by_role("heading", level=1).inner_text() == "You can look after this at home"


def test_spasm_now_leads_through_its_steps_into_the_questions(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/")
    press(page, "link", "It is happening right now")
    page.get_by_text("None of these").click()
    press(page, "button", "Continue")
    for _ in range(3):
        press(page, "link", "Next")
    press(page, "button", "Now the questions")
    visit(page)
    assert page.url.endswith("/result")


def test_an_emergency_in_spasm_now_is_named_on_the_next_page(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/now")
    page.get_by_text("Numbness around the genitals or inner thighs").first.click()
    press(page, "button", "Continue")
    assert page.get_by_role("heading", level=1).inner_text() == "Get emergency help now"


def test_a_visit_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    button = page.get_by_role("button", name="Start the questions")
    for _ in range(10):
        page.keyboard.press("Tab")
        if button.evaluate("it => it === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/**")
    visit(page, SAID, by_keyboard)
    assert page.url.endswith("/result")


def test_focus_follows_the_page_from_top_to_bottom_and_can_be_seen(open_page: OpenPage) -> None:
    page = open_page()
    start(page)
    answer(page, SAID)
    seen: list[list[Any]] = []
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement !== document.body"):  # until it has been once round
        seen.append(page.evaluate(FOCUSED))
        page.keyboard.press("Tab")
    assert len(seen) == page.locator(CAN_BE_FOCUSED).count() + 1  # the answers of one question are one stop
    places, styles, widths = zip(*seen, strict=True)
    assert list(places) == sorted(places)
    assert "none" not in styles, seen
    assert min(widths) >= 2


def test_back_shows_the_page_before_with_its_answers(open_page: OpenPage) -> None:
    page = open_page()
    start(page)
    answer(page, SAID)
    after = page.url
    page.go_back()
    assert page.locator("input[name=age]").input_value() == "45"
    page.locator("input[name=age]").fill("46")
    press(page, "button", "Continue")
    assert page.url == after


@pytest.mark.parametrize("how", [{}, {"java_script_enabled": False, "viewport": DESKTOP}], ids=str)
def test_a_place_on_the_body_map_is_its_row_and_is_filled_in(open_page: OpenPage, how: Mapping[str, Any]) -> None:
    page = open_page(**how)
    start(page)
    while "/questions/where_it_goes" not in page.url:
        answer(page, SAID)
    row, zone = page.locator("#has-groin_pain"), page.locator(".zone-groin_pain").first
    pale = zone.evaluate("it => getComputedStyle(it).fillOpacity")
    page.locator("label.press[for=has-groin_pain]").first.click()
    assert row.is_checked()
    assert float(zone.evaluate("it => getComputedStyle(it).fillOpacity")) > float(pale)


def test_a_second_tab_after_erasing_is_told_so(open_page: OpenPage) -> None:
    page = open_page()
    start(page)
    other = page.context.new_page()
    other.goto("/erase")
    press(other, "button", "Erase and leave")
    answer(page, SAID)
    assert page.get_by_role("heading", level=1).inner_text() == "There are no answers from this browser"
    assert page.get_by_text("What you just sent was not kept.").is_visible()
    press(page, "link", "Go to the start")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Your back has seized up.")


@pytest.mark.parametrize("how", [{"viewport": PHONE}, {"viewport": {"width": 320, "height": 640}}], ids=str)
def test_nothing_is_wider_than_the_screen_and_every_target_fits_a_thumb(
    open_page: OpenPage, how: Mapping[str, Any]
) -> None:
    page = open_page(**how)
    start(page)
    while "/questions/" in page.url:
        _fits(page)
        answer(page, {**SAID, "leg_pain_below_knee": "yes"})
    _fits(page)
    for path in ("/said", "/now", "/now/move", "/plan/on-paper", "/letter/physiotherapy", "/erase", "/"):
        page.goto(path)
        _fits(page)


def test_at_twice_the_size_nothing_is_lost(open_page: OpenPage) -> None:
    """A desktop at 200% has half the pixels."""
    page = open_page(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    start(page)
    _fits(page)
    visit(page)
    _fits(page)


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    small = page.evaluate(
        "least => [...document.querySelectorAll('button, .button, .answer, summary, select, .number-input, nav a')]"
        ".filter(it => it.getClientRects().length && it.getBoundingClientRect().height < least)"
        ".map(it => it.textContent.trim())",
        LEAST_TARGET_PX,
    )
    assert not small, page.url
    size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size >= 19
