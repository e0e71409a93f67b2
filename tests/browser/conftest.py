"""A real browser on a real server: chromium, driven from here, on the application started as people start it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.person import CHROMIUM, PHONE, QUIET, REFUSED
from tests.browser.serving import serving

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the server on a free port, with a database of its own."""
    database = tmp_path_factory.mktemp("visits") / "visits.sqlite"
    with serving(LUMBAGO_DATABASE_URL=f"sqlite:///{database}") as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser once."""
    assert CHROMIUM.exists(), f"{CHROMIUM} is missing. Install it: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page in a fresh profile; whatever the browser complains about fails the test."""
    opened: list[tuple[Page, list[str]]] = []

    def open_page(**how: object) -> Page:
        context = chromium.new_context(base_url=address, **{"viewport": PHONE, **how})  # type: ignore[arg-type]
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith(address) else complaints.append(sent.url))
        opened.append((page, complaints))
        return page

    yield open_page
    for page, complaints in opened:
        page.context.close()
        assert not [c for c in complaints if not REFUSED.search(c)]


@pytest.fixture(scope="session")
def axe() -> str:
    """Read the accessibility checker."""
    assert AXE.exists(), f"{AXE} is missing: it comes with the package axe-playwright-python"
    return AXE.read_text("utf-8")
