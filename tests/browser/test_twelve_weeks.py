"""Three people live twelve weeks with their diary, in a real browser, on a clock that moves.

LUMBAGO_PICTURES names a folder to which each day that matters is taken as a picture.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.clocked import CLOCK, START
from tests.browser.person import DESKTOP, PHONE, press, start, visit
from tests.browser.serving import serving

BEGAN = datetime(2026, 9, 28, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))  # the clocks change on day 27
ASKED_ON = (*range(1, 14), *range(14, 42, 3), *range(42, 85, 7))
PICTURES = os.environ.get("LUMBAGO_PICTURES", "")


class Life:
    """One person's browser and the clock of their server."""

    def __init__(self, page: Page, clock: Path) -> None:
        self.page = page
        self._clock = clock
        self.on_day(0)
        start(page)
        visit(page)

    def on_day(self, day: int, hours_later: int = 0) -> None:
        self._clock.write_text((BEGAN + timedelta(days=day, hours=hours_later)).isoformat())

    def write(self, pain: int, able: int, sign: str = "none") -> None:
        """Open today's page, answer, and keep it: three taps and a button."""
        self.page.goto("/today")
        for name, value in (("pain", pain), ("function", able), ("has", sign)):
            self.page.locator(f"input[name={name}][value='{value}']").check()
        press(self.page, "button", "Keep it")

    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def picture(self, name: str) -> None:
        """Take the page in both sizes and themes, where pictures are wanted."""
        if not PICTURES:
            return
        for size, viewport in (("phone", PHONE), ("desktop", DESKTOP)):
            for theme in ("light", "dark"):
                self.page.set_viewport_size(viewport)  # type: ignore[arg-type]
                self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                self.page.screenshot(path=f"{PICTURES}/{name}-{size}-{theme}.png", full_page=True)
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def clocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("twelve-weeks")
    clock = folder / "now"
    clock.write_text(BEGAN.isoformat())
    settings = {"LUMBAGO_DATABASE_URL": f"sqlite:///{folder / 'visits.sqlite'}", "LUMBAGO_TIME_ZONE": "Europe/Berlin"}
    with serving(START, **{CLOCK: str(clock)}, **settings) as address:
        yield address, clock


@pytest.fixture
def life(chromium: Browser, clocked: tuple[str, Path]) -> Iterator[Callable[[], Life]]:
    address, clock = clocked
    context = chromium.new_context(base_url=address, viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    yield lambda: Life(context.new_page(), clock)
    context.close()


def test_somebody_recovers_and_is_told_how_to_keep_it_so(life: Callable[[], Life]) -> None:
    me = life()
    for day in (day for day in ASKED_ON if day <= 30):
        me.on_day(day)
        me.write(pain=max(0, 6 - day // 3), able=min(10, 4 + day // 3))
        if day == 9:
            me.picture("recovers-day-9")
    for day in (31, 32, 33, 34, 35, 36, 37):
        me.on_day(day)
        me.write(pain=0, able=10)
    assert me.heading() == "You have been well for a week"
    me.picture("recovers-day-37")
    press(me.page, "button", "It is over: close the diary")
    assert me.heading() == "Your back is well again"
    assert me.page.get_by_role("heading", name="So that it does not come back").is_visible()
    me.on_day(84)
    me.page.goto("/today")
    assert me.heading() == "Your back is well again"
    me.picture("recovers-day-84")


def test_somebody_stalls_and_is_referred_at_week_six(life: Callable[[], Life]) -> None:
    me = life()
    for day in ASKED_ON:
        me.on_day(day)
        me.write(pain=6 if day < 50 else 5, able=4)
        if day == 9:
            me.picture("stalls-day-9")
        if day == 42:
            assert me.page.get_by_role("heading", name="Ask for physiotherapy").is_visible()
            assert me.page.get_by_text("Whom to see: physiotherapy").first.is_visible()
            me.picture("stalls-day-42")
    me.page.goto("/history")
    me.picture("stalls-history")
    assert me.page.get_by_text("Because of Monday 9 November").first.is_visible()


def test_somebody_is_numb_in_the_saddle_on_day_nine(life: Callable[[], Life]) -> None:
    me = life()
    for day in range(1, 9):
        me.on_day(day)
        me.write(pain=5, able=5)
    me.on_day(9)
    me.write(pain=5, able=5, sign="saddle_numbness")
    assert me.page.url.endswith("/result")
    assert me.heading() == "Get emergency help now"
    me.picture("numb-day-9")
    assert me.page.get_by_role("button", name="Not yet").count() == 0  # there was no time to go yet
    me.on_day(9, hours_later=3)
    me.page.goto("/today")
    assert me.heading() == "Get emergency help now"
    press(me.page, "button", "Yes. Tests or treatment go on")
    assert me.page.url.endswith("/today")
    me.picture("numb-day-9-seen")
    me.on_day(12)
    me.write(pain=4, able=5)
    assert me.page.url.endswith("/today")
