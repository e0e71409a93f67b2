"""`lumbago send-digest` as cron runs it: a thousand readers, killed on the way at every step, each gets exactly one."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope
from sqlalchemy import insert

from lumbago.actions import Database, open_database
from lumbago.storage.database import writing
from lumbago.storage.digest_tables import subscription
from lumbago.storage.digests import aware
from lumbago.storage.subscriptions import states_of, subscription_of
from tests.post_office import PostOffice, post_office

READERS = 1000
FEW = 40
LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC)


def with_readers(address: str, count: int) -> Database:
    """Open a database in which so many get the digest, and have not heard of any article."""
    database = open_database(address)
    same = {"round": 1, "state": "confirmed", "rhythm": "daily", "topics": "[]", "writer": None, "refusals": 0}
    since = {"asked_at": LONG_AGO, "told_until": LONG_AGO}
    keys = ((f"reader{number}@example.org", secrets.token_hex(32)) for number in range(count))
    with writing(database) as connection:
        rows = [{"email": email, "key": key, **same, **since} for email, key in keys]
        connection.execute(insert(subscription), rows)
    return database


def start(address: str, port: int) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "LUMBAGO_DATABASE_URL": address,
        "LUMBAGO_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "LUMBAGO_MAIL_FROM": "Lumbago <lumbago@example.org>",
        "LUMBAGO_ADDRESS": "https://lumbago.example",
    }
    command = [sys.executable, "-m", "lumbago.cli", "send-digest"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finished(address: str, port: int) -> str:
    process = start(address, port)
    told, wrong = process.communicate(timeout=300)
    assert process.returncode == 0, wrong
    return told.decode()


def killed_after(office: PostOffice, count: int, address: str, port: int) -> int:
    """Start a sender and kill it while the server holds a letter it has not acknowledged; give its exit status."""

    def on_data(_server: SMTP, _envelope: Envelope) -> None:
        if len(office.raw) == count:
            process.kill()

    office.on_data = on_data
    process = start(address, port)
    process.communicate(timeout=300)
    return process.returncode


def test_a_thousand_readers_get_exactly_one_though_the_sender_is_killed(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'readers.db'}"
    database = with_readers(address, READERS)
    with post_office() as (office, port):
        for stop in (137, 600):
            assert killed_after(office, stop, address, port) < 0
            assert len(office.raw) == stop
        told = finished(address, port)
    assert office.received == {f"reader{number}@example.org": 1 for number in range(READERS)}
    assert len({letter["Message-ID"] for letter in office.letters}) == READERS
    assert told.splitlines()[0] == f"{READERS - 600} sent."
    assert "2 may or may not have arrived" in told
    assert states_of(database) == {"handed_over": 2, "sent": READERS - 2}
    database.dispose()


def test_a_sender_killed_before_a_letter_leaves_sends_it_later(tmp_path: Path) -> None:
    """Killed at RCPT, nothing of the letter is out, and nothing is claimed."""
    address = f"sqlite:///{tmp_path / 'readers.db'}"
    database = with_readers(address, FEW)
    with post_office() as (office, port):
        accept = office.handle_RCPT

        async def handle_rcpt(*given: object) -> str:
            if len(office.raw) == FEW // 2:
                running.kill()
            return await accept(*given)  # type: ignore[arg-type]

        office.handle_RCPT = handle_rcpt  # type: ignore[method-assign]
        running = start(address, port)
        running.communicate(timeout=120)
        assert running.returncode < 0
        office.handle_RCPT = accept  # type: ignore[method-assign]
        finished(address, port)
    assert office.received == {f"reader{number}@example.org": 1 for number in range(FEW)}
    assert states_of(database) == {"sent": FEW}
    database.dispose()


def test_two_senders_at_once_send_each_once(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'readers.db'}"
    database = with_readers(address, FEW)
    with post_office() as (office, port):
        office.on_data = lambda _server, _envelope: time.sleep(0.01)
        both = [start(address, port) for _ in range(2)]
        for process in both:
            _, wrong = process.communicate(timeout=120)
            assert process.returncode == 0, wrong
    assert office.received == {f"reader{number}@example.org": 1 for number in range(FEW)}
    assert states_of(database) == {"sent": FEW}
    database.dispose()


def test_a_reader_is_told_until_when(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'readers.db'}"
    database = with_readers(address, 1)
    with post_office() as (office, port):
        finished(address, port)
        assert finished(address, port) == "nothing to send.\n"
    reader = subscription_of(database, "reader0@example.org")
    assert reader is not None
    assert datetime.now(UTC) - aware(reader.told_until) < timedelta(minutes=5)
    assert len(office.raw) == 1
    database.dispose()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"LUMBAGO_SMTP_URL": ""}, "no mail server is set"),
        ({"LUMBAGO_SMTP_URL": "smtp://127.0.0.1:1", "LUMBAGO_MAIL_FROM": "a@example.org"}, "LUMBAGO_ADDRESS"),
    ],
)
def test_what_is_not_set_is_named(tmp_path: Path, changed: dict[str, str], told: str) -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("LUMBAGO_")}
    environment = {**bare, "LUMBAGO_DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}", **changed}
    command = [sys.executable, "-m", "lumbago.cli", "send-digest"]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert done.returncode == 2
    assert told in done.stderr.decode()
