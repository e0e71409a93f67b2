"""Five people walk from the first question to their plan: an ordinary spasm, and four who need something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page

from tests.browser.person import DESKTOP, SAID, answer, press, start, visit

OpenPage = Callable[..., Page]
MOST_PAGES = 12
MOST_SHEETS = 4

ORDINARY: Mapping[str, str] = {**SAID, "weight_kg": "75", "heart_failure": "none", "liver_impairment": "none"}
ON_WARFARIN = {**ORDINARY, "age": "62", "anticoagulant_use": "yes"}
PREGNANT = {**ORDINARY, "age": "31", "pregnant": "yes", "gestation_weeks": "24"}
KIDNEYS = {**ORDINARY, "age": "58", "kidney_disease_told": "yes"}
NUMB = {**ORDINARY, "saddle_numbness": "yes"}


def to_the_result(page: Page, said: Mapping[str, str]) -> None:
    start(page)
    visit(page, said)
    assert page.url.endswith("/result")


def to_the_medicines(page: Page, said: Mapping[str, str], takes: str = "") -> None:
    """Tell what is taken, and answer what the plan hangs on; a medicine may call for questions of danger first."""
    page.goto("/medicines/mine")
    if takes:
        page.locator("input[name=medicines][value=list]").check()
        page.locator("textarea[name=medicines_lines]").fill(takes)
    else:
        page.locator("input[name=medicines][value=none]").check()
    page.locator("input[name=allergies][value=none]").check()
    press(page, "button", "Continue")
    for _ in range(MOST_PAGES):
        if page.url.endswith("/result"):
            press(page, "link", "What may I take?")
        if page.url.endswith("/medicines"):
            if not page.get_by_role("link", name="Go on with the questions").count():
                break
            press(page, "link", "Go on with the questions")
        answer(page, said)
    assert page.url.endswith("/medicines")


def verdict(page: Page, name: str) -> str:
    """Read what stands beside a medicine."""
    card = page.locator(".medicine", has=page.get_by_role("heading", name=name)).first
    return card.locator(".verdict").inner_text()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize("how", [{}, {"viewport": DESKTOP, "java_script_enabled": False}], ids=str)
def test_an_ordinary_spasm_is_told_what_to_do_and_what_to_take(open_page: OpenPage, how: Mapping[str, object]) -> None:
    page = open_page(**how)
    to_the_result(page, ORDINARY)
    assert heading(page) == "You can look after this at home"
    first = [h.inner_text() for h in page.get_by_role("heading", level=2).all()]
    assert first[:2] == ["What to do now", "What would change this"]
    to_the_medicines(page, ORDINARY)
    assert verdict(page, "Ibuprofen tablets") == "Suits you, as far as you told us"
    assert verdict(page, "Paracetamol") == "Suits you, as far as you told us"
    page.goto("/plan/this-week")
    assert "Exercises" in [h.inner_text() for h in page.get_by_role("heading", level=2).all()]
    page.goto("/plan/on-paper")
    assert page.get_by_role("link", name="Send this part as a text message").get_attribute("href")
    assert "1,200 mg" in page.locator("main").inner_text()
    assert page.get_by_text("Stop if the pain moves further down your leg").count() == 1
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert 1 < len(re.findall(rb"/Type\s*/Page\b", printed)) <= MOST_SHEETS


def test_on_warfarin_no_anti_inflammatory_is_offered(open_page: OpenPage) -> None:
    page = open_page()
    to_the_result(page, ON_WARFARIN)
    to_the_medicines(page, ON_WARFARIN, "warfarin 5 mg once a day")
    assert verdict(page, "Ibuprofen tablets") == "Better not"
    assert verdict(page, "Naproxen tablets") == "Better not"
    assert verdict(page, "Paracetamol") == "With care"
    page.goto("/plan/on-paper")
    paper = page.locator("main").inner_text()
    assert "Ibuprofen tablets:" not in paper
    assert "Paracetamol:" in paper


def test_at_24_weeks_of_pregnancy_paracetamol_is_what_is_left(open_page: OpenPage) -> None:
    page = open_page()
    to_the_result(page, PREGNANT)
    to_the_medicines(page, PREGNANT)
    assert verdict(page, "Ibuprofen tablets") == "Better not"
    assert verdict(page, "Diclofenac gel") == "Better not"
    assert verdict(page, "Paracetamol") == "Suits you, as far as you told us"
    page.goto("/plan/this-week")
    text = page.locator("main").inner_text()
    assert "Knee to chest" not in text or "on your side" in text.lower()


def test_weak_kidneys_with_ramipril_and_a_water_tablet(open_page: OpenPage) -> None:
    page = open_page()
    to_the_result(page, KIDNEYS)
    to_the_medicines(page, KIDNEYS, "ramipril 5 mg once a day\nfurosemide 40 mg once a day")
    assert verdict(page, "Ibuprofen tablets") == "Not for you"
    assert verdict(page, "Naproxen tablets") == "Not for you"
    assert verdict(page, "Paracetamol") == "With care"
    page.goto("/plan/on-paper")
    assert "Ibuprofen tablets:" not in page.locator("main").inner_text()
    page.goto("/consultation")
    assert "NSAID + ACE inhibitor or ARB + diuretic" in str(page.locator("#medicines ~ details").first.text_content())


def test_a_numb_saddle_gets_help_and_nothing_that_delays_it(open_page: OpenPage) -> None:
    page = open_page()
    to_the_result(page, NUMB)
    assert heading(page) == "Get emergency help now"
    assert page.get_by_role("heading", name="Until help comes").is_visible()
    assert page.get_by_role("heading", name="What to do now").count() == 0
    for path in ("/plan", "/plan/today", "/medicines", "/plan/on-paper"):
        page.goto(path)
        assert page.url.endswith("/result"), path
    page.goto("/consultation")
    press(page, "link", "Letter to emergency department")
    assert heading(page) == "Suspected cauda equina syndrome"
    with page.expect_download() as sent:
        page.get_by_role("link", name="As a PDF").click()
    assert sent.value.suggested_filename == "letter-emergency-department.pdf"
    assert sent.value.path().read_bytes().startswith(b"%PDF-")
