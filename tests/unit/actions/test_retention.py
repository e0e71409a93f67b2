"""How long a visit is kept in which nobody writes any more, on every database."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import pytest

from lumbago.actions import (
    Arrival,
    Database,
    answer,
    erase_forgotten,
    make_sign_in_link,
    read_keep_days,
    sign_in_by_link,
    start_visit,
    visit_state,
)
from lumbago.errors import InputError, NotFoundError

BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def new_key() -> str:
    return secrets.token_hex(32)


def started(database: Database, at: datetime) -> str:
    key = new_key()
    start_visit(database, key, "self", at)
    return key


def signed_in(database: Database, key: str) -> str:
    """Put the visit of a key under an account, and give the key that opens it then."""
    token, come = new_key(), Arrival(key, new_key(), "Firefox on Android", BEGAN)
    assert make_sign_in_link(database, "ada@example.org", token, BEGAN)
    sign_in_by_link(database, token, come, new_key)
    return come.new_key


def test_what_nobody_touched_for_so_long_is_erased_and_nothing_else(database: Database) -> None:
    old, younger, held = (started(database, BEGAN) for _ in range(3))
    answer(database, younger, {"age": 40}, "person", BEGAN + timedelta(days=100))
    held = signed_in(database, held)
    assert erase_forgotten(database, 300, BEGAN + timedelta(days=299)) == 0
    assert erase_forgotten(database, 300, BEGAN + timedelta(days=301)) == 1
    with pytest.raises(NotFoundError):
        visit_state(database, old)
    assert visit_state(database, younger).record.value("age") == 40
    assert visit_state(database, held)
    assert erase_forgotten(database, 300, BEGAN + timedelta(days=301)) == 0


def test_how_long_is_set_in_days() -> None:
    assert read_keep_days({}) is None
    assert read_keep_days({"LUMBAGO_KEEP_DAYS": " 400 "}) == 400


@pytest.mark.parametrize("given", ["119", "3651", "-400", "4e2", "a year", "٤٠٠", "1" * 5000])
def test_what_is_no_such_number_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="Write a number of days from 120 to 3650"):
        read_keep_days({"LUMBAGO_KEEP_DAYS": given})
