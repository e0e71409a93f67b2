"""`lumbago forget`, as cron runs it, and what the pages say of it."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lumbago import actions
from lumbago.web.settings import read_settings
from tests.integration.command import lumbago
from tests.web_pages import browser


def test_forgotten_visits_are_erased_and_counted(tmp_path: Path) -> None:
    where = {"LUMBAGO_DATABASE_URL": f"sqlite:///{tmp_path / 'lumbago.db'}", "LUMBAGO_KEEP_DAYS": "400"}
    database = actions.open_database(where["LUMBAGO_DATABASE_URL"])
    now = datetime.now(UTC)
    for days in (10, 399, 401, 1000):
        actions.start_visit(database, secrets.token_hex(32), "self", now - timedelta(days=days))
    database.dispose()
    assert lumbago("forget", **where).stdout == "2 erased, untouched for 400 days.\n"
    assert lumbago("forget", **where).stdout == "0 erased, untouched for 400 days.\n"


def test_without_a_number_of_days_nothing_is_erased() -> None:
    told = lumbago("forget")
    assert told.returncode == 2
    assert "LUMBAGO_KEEP_DAYS: it is not set." in told.stderr


def test_the_page_on_privacy_says_for_how_long() -> None:
    assert "for 400 days. With an account" in browser(read_settings({"LUMBAGO_KEEP_DAYS": "400"})).get("/privacy").text
    assert "With an account they stay" not in browser().get("/privacy").text


def test_the_key_lasts_on_with_every_form() -> None:
    client = browser()
    first, again = client.get("/").headers["set-cookie"], client.get("/").headers["set-cookie"]
    assert "Max-Age=34560000" in again
    assert first == again
