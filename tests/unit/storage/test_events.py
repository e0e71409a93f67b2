"""Events are appended, read in order, erased as a whole; on each kind of database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text

from lumbago.storage import Database, News, append_event, erase_events, extend_visit, open_database, read_events

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
KEY, OTHER = "a" * 64, "b" * 64


def test_what_is_appended_is_read_back_in_order_and_whole(database: Database) -> None:
    contents = [{"n": n, "text": f"Zoë \u202e\x1b {n}", "nothing": None} for n in range(5)]
    for content in contents:
        append_event(database, KEY, "answered", content, NOON)
    events = read_events(database, KEY)
    assert [event.content for event in events] == contents
    assert [event.sequence for event in events] == [1, 2, 3, 4, 5]
    assert {event.kind for event in events} == {"answered"}


def test_an_event_keeps_its_moment_whatever_the_zone(database: Database) -> None:
    here = NOON.astimezone(timezone(timedelta(hours=5, minutes=45)))
    append_event(database, KEY, "visit_started", {}, here)
    (event,) = read_events(database, KEY)
    assert (event.recorded_at, event.recorded_at.utcoffset()) == (NOON, timedelta(0))


def test_nothing_is_read_of_a_visit_that_was_never_started(database: Database) -> None:
    append_event(database, KEY, "visit_started", {}, NOON)
    assert read_events(database, OTHER) == ()


def test_the_same_submission_is_kept_once_and_only_in_its_own_visit(database: Database) -> None:
    assert append_event(database, KEY, "answered", {"n": 1}, NOON, submission="form-1")
    assert not append_event(database, KEY, "answered", {"n": 2}, NOON, submission="form-1")
    assert append_event(database, OTHER, "answered", {"n": 3}, NOON, submission="form-1")
    assert append_event(database, KEY, "answered", {"n": 4}, NOON, submission="form-2")
    assert [event.content["n"] for event in read_events(database, KEY)] == [1, 4]


WRITERS, EACH = 4, 12


def test_many_who_write_at_once_lose_nothing_and_each_gets_a_place(database: Database) -> None:
    def write(writer: int) -> None:
        for n in range(EACH):
            append_event(database, KEY, "answered", {"writer": writer, "n": n}, NOON)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    events = read_events(database, KEY)
    assert [event.sequence for event in events] == list(range(1, WRITERS * EACH + 1))
    for writer in range(WRITERS):
        assert [e.content["n"] for e in events if e.content["writer"] == writer] == list(range(EACH))


def test_of_many_who_send_the_same_submission_at_once_one_is_kept(database: Database) -> None:
    def send(_writer: int) -> bool:
        return append_event(database, KEY, "answered", {}, NOON, submission="form-1")

    with ThreadPoolExecutor(WRITERS) as pool:
        assert sum(pool.map(send, range(WRITERS * 3))) == 1
    assert len(read_events(database, KEY)) == 1


def test_a_visit_that_is_not_there_is_not_extended(database: Database) -> None:
    assert extend_visit(database, KEY, News("answered", {}, NOON)) == ()
    assert read_events(database, KEY) == ()


def test_what_is_extended_is_given_back_as_it_is_read(database: Database) -> None:
    append_event(database, KEY, "visit_started", {}, NOON)
    news = News("answered", {"text": "Zoë", "n": 1.5, "nothing": None}, NOON, submission="form-1")
    assert extend_visit(database, KEY, news) == read_events(database, KEY)
    assert extend_visit(database, KEY, news) == read_events(database, KEY)
    assert [event.kind for event in read_events(database, KEY)] == ["visit_started", "answered"]


def test_of_many_who_tell_the_same_at_once_one_brings_news(database: Database) -> None:
    append_event(database, KEY, "visit_started", {}, NOON)
    news = News("answered", {}, NOON, new_to=lambda events: events[-1].kind != "answered")
    with ThreadPoolExecutor(WRITERS) as pool:
        told = list(pool.map(lambda _: extend_visit(database, KEY, news), range(WRITERS * 3)))
    assert {len(events) for events in told} == {2}
    assert len(read_events(database, KEY)) == 2


def test_erasing_takes_all_of_one_visit_and_nothing_of_another(database: Database) -> None:
    for key in (KEY, KEY, OTHER):
        append_event(database, key, "answered", {}, NOON)
    assert erase_events(database, KEY) == 2
    assert erase_events(database, KEY) == 0
    assert read_events(database, KEY) == ()
    assert len(read_events(database, OTHER)) == 1


def test_neither_a_key_nor_a_submission_can_be_read_from_the_tables(database: Database) -> None:
    append_event(database, KEY, "answered", {"n": 1}, NOON, submission="form-of-mine")
    with database.connect() as connection:
        rows = str(connection.execute(text("SELECT * FROM visit_event")).all())
    assert KEY not in rows
    assert "form-of-mine" not in rows


def test_opening_again_keeps_what_is_there(database_address: str) -> None:
    for _ in range(2):
        opened = open_database(database_address)
        append_event(opened, KEY, "answered", {}, NOON)
        opened.dispose()
    opened = open_database(database_address)
    assert len(read_events(opened, KEY)) == 2
    opened.dispose()


def test_several_who_open_a_new_database_at_once_all_find_its_tables(database_address: str) -> None:
    def open_and_write(_: int) -> None:
        opened = open_database(database_address)
        append_event(opened, KEY, "answered", {}, NOON)
        opened.dispose()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(open_and_write, range(WRITERS)))
    opened = open_database(database_address)
    assert len(read_events(opened, KEY)) == WRITERS
    opened.dispose()


@pytest.mark.parametrize("sentences", [1, 400])
def test_what_was_erased_is_not_in_the_files_any_more(tmp_path: Path, sentences: int) -> None:
    """SQLite: neither in the file, nor in the log that is written ahead, nor where a long text had spilled to."""
    opened = open_database(f"sqlite:///{tmp_path / 'lumbago.db'}")
    secret = "a sentence that nobody else writes. " * sentences
    append_event(opened, KEY, "answered", {"text": secret}, NOON)
    assert _anywhere(tmp_path, b"nobody else writes")
    erase_events(opened, KEY)
    assert not _anywhere(tmp_path, b"nobody else writes")
    opened.dispose()


def _anywhere(folder: Path, words: bytes) -> bool:
    return any(words in file.read_bytes() for file in folder.iterdir())
