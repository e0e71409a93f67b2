"""A referral letter carries the diary: how the pain went, what was tried, and why the course asks for help."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from lumbago.actions.episodes import Written, record_day
from lumbago.pathway.course import DayEntry
from tests.people import knowledge
from tests.people_with_diary import somebody
from tests.web_pages import Clock, browser, database

BEGAN = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def stalled() -> TestClient:
    """Live six weeks with pain that hardly moves, ibuprofen on two days, and a flare."""
    clock = Clock(BEGAN)
    client, key = browser(clock=clock), somebody(database(), BEGAN)
    client.cookies.set("lumbago", key)
    for day, pain in ((0, 7), (1, 7), (2, 6), (14, 6), (28, 6), (42, 6)):
        clock.now = BEGAN + timedelta(days=day)
        took = ("ibuprofen",) if day in (1, 2) else ()
        entry = DayEntry(day=0, pain=pain, function=4, flare=day == 2, medicines=took)
        record_day(database(), key, Written(clock.now.date(), entry), knowledge(), clock.now)
    return client


def test_the_letter_tells_the_course_and_asks_what_the_course_asks(stalled: TestClient) -> None:
    text = stalled.get("/letter/physiotherapy").text
    assert "Six weeks: pain or function still limited" in text
    assert "Diary from 24 November 2026 to 5 January 2027: 6 of 43 days told" in text
    assert "Week 1: pain 6.7 of 10, able to do what is needed 4 of 10 (3 entries)" in text
    assert "Flare-ups, as the person calls them: 1 day" in text
    assert "Day 28: Four weeks: not improving" in text
    assert "Ibuprofen: taken on 2 of 6 days told" in text
    assert "5 January 2027" in text, "the letter is of today, not of the first day"


def test_another_service_is_told_the_course_and_asked_nothing_by_it(stalled: TestClient) -> None:
    text = stalled.get("/letter/rheumatology").text
    assert "6 of 43 days told" in text
    assert "Six weeks: pain or function still limited.</strong>" not in text


def test_the_pdf_carries_it_too(stalled: TestClient) -> None:
    client = browser(clock=Clock(BEGAN))
    client.cookies.set("lumbago", somebody(database(), BEGAN))
    without, told = (c.get("/letter/rheumatology.pdf").content for c in (client, stalled))
    assert told.startswith(b"%PDF")
    assert len(told) > len(without) + 1000


def test_without_a_diary_nothing_is_said_of_one() -> None:
    client = browser(clock=Clock(BEGAN))
    client.cookies.set("lumbago", somebody(database(), BEGAN))
    text = client.get("/letter/physiotherapy").text
    assert "from the person’s diary" not in text
    assert "Nothing was recorded" in text
