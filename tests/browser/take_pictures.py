"""Takes the pictures of docs/pictures: python -m tests.browser.take_pictures ADDRESS, with a server at that address."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.person import CHROMIUM, DESKTOP, PHONE, QUIET, SAID, answer, start, visit

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        phone = _page(browser, address, PHONE, "light")
        phone.goto("/")
        _keep(phone, "home")
        phone.goto("/now")
        _keep(phone, "spasm-now")
        start(phone)
        while "/where_it_goes" not in phone.url:
            answer(phone, SAID)
        phone.get_by_text("Pain in the groin or front hip").first.click()
        _keep(phone, "question")
        visit(phone)
        _keep(phone, "result-at-home")
        night = _page(browser, address, PHONE, "dark")
        start(night)
        visit(night, {**SAID, "saddle_numbness": "yes"})
        _keep(night, "result-emergency-dark")
        clinician = _page(browser, address, DESKTOP, "light")
        start(clinician)
        visit(clinician, {**SAID, "leg_pain_below_knee": "yes", "history_of_cancer": "yes"})
        clinician.goto("/consultation")
        _keep(clinician, "consultation")
        reader = _page(browser, address, DESKTOP, "light")
        reader.goto("/articles/how-long-it-lasts#fast-at-first-then-slowly")
        reader.locator("#fast-at-first-then-slowly ~ .block summary").nth(1).click()
        _keep(reader, "article", from_the_top=False)
        phone.goto("/search?q=cant+pee")
        _keep(phone, "search-danger")
        browser.close()


def _page(browser: Browser, address: str, viewport: dict[str, int], theme: str) -> Page:
    context = browser.new_context(base_url=address, viewport=viewport, color_scheme=theme)  # type: ignore[arg-type]
    return context.new_page()


def _keep(page: Page, name: str, *, from_the_top: bool = True) -> None:
    PICTURES.mkdir(exist_ok=True)
    if from_the_top:
        page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=str(PICTURES / f"{name}.png"))


if __name__ == "__main__":
    main(sys.argv[1])
