"""The reading pages in a real browser: no rule of axe is broken, lines are short, evidence opens, print holds all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from lumbago.community.articles import articles
from lumbago.knowledge import load
from tests.browser.person import DESKTOP, PHONE
from tests.browser.test_accessibility import checked

OpenPage = Callable[..., Page]
SLUGS = tuple(articles(load()))
OTHERS = (
    "/articles",
    "/claims",
    "/claims/heat_eases_pain",
    "/claims/exercise_prevents",
    "/sources/nice_ng59",
    "/about",
    "/about/evidence",
    "/privacy",
    "/disclosure",
    "/search",
    "/search?q=ice+or+heat",
    "/search?q=cant+pee",
    "/search?q=ibuprofin",
)
MOST_SIGNS_IN_A_LINE = 65
LONGEST_LINE = """() => {
  let longest = "";
  for (const block of document.querySelectorAll(".told-here p, .told-here li")) {
    const lines = {};
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("sup, .hidden")) continue;
      for (let at = 0; at < node.length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        const line = Math.round(box.bottom / 8);
        if (box.width) lines[line] = (lines[line] || "") + node.data[at];
      }
    }
    for (const line of Object.values(lines)) if (line.trim().length > longest.length) longest = line.trim();
  }
  return longest;
}"""


@pytest.mark.parametrize(("theme", "viewport"), [("light", PHONE), ("dark", DESKTOP)], ids=["light", "dark"])
def test_reading_pages_break_no_rule(open_page: OpenPage, axe: str, theme: str, viewport: dict[str, int]) -> None:
    page = open_page(color_scheme=theme, viewport=viewport, bypass_csp=True)
    half = SLUGS[::2] if theme == "light" else SLUGS[1::2]
    for path in (*OTHERS, *(f"/articles/{slug}" for slug in half)):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than the screen"
        checked(page, axe)


@pytest.mark.parametrize("slug", SLUGS[:3])
def test_lines_are_short_enough_to_read_on_a_desktop(open_page: OpenPage, slug: str) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto(f"/articles/{slug}")
    longest = page.evaluate(LONGEST_LINE)
    assert 40 < len(longest) <= MOST_SIGNS_IN_A_LINE, longest


def test_evidence_opens_without_script_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/articles/cold-heat-rest-and-support")
    evidence = page.locator("details.evidence").first
    assert not evidence.locator(".notes p").first.is_visible()
    evidence.locator("summary").focus()
    page.keyboard.press("Enter")
    assert evidence.locator(".notes p").first.is_visible()
    source = evidence.locator("a[href^='/sources/']").first
    with page.expect_navigation():
        source.click()
    assert "What rests on it" in page.content()


def test_the_block_for_machines_is_allowed_by_the_policy(open_page: OpenPage) -> None:
    page = open_page()  # whatever the browser complains about, such as a refused script, fails the test
    page.goto("/articles/is-it-dangerous")
    told = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert told["@type"] == "MedicalWebPage"


def test_print_holds_the_text_the_evidence_and_the_dates(open_page: OpenPage) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto("/articles/is-it-dangerous")
    page.emulate_media(media="print")
    assert page.locator(".notes p").first.is_visible()
    assert page.get_by_text("First published").first.is_visible()
    for hidden in (".top", ".check-now", ".contents", "#discussion"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_somebody_searches_from_the_first_page_and_reads(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/")
    page.get_by_label("Search articles and claims").fill("how long")
    with page.expect_navigation():
        page.get_by_role("button", name="Search").click()
    with page.expect_navigation():
        page.get_by_role("link", name="How long it lasts").first.click()
    assert "/articles/how-long-it-lasts" in page.url
