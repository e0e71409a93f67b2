"""A writer that is killed in the middle: every entry it was told is kept is there, and none is there twice.

LUMBAGO_TEST_WRITES sets how many entries are written; 1,000 without it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime

from lumbago.actions import Database, open_database
from lumbago.storage import read_events
from tests.people_with_diary import somebody

WRITES = int(os.environ.get("LUMBAGO_TEST_WRITES", "1000"))
BEGAN = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PEOPLE = 20

WRITER = """
import signal
import sys
from datetime import UTC, date, datetime
from lumbago.actions import open_database
from lumbago.actions.episode_state import as_content
from lumbago.pathway.course import DayEntry
from lumbago.storage import append_event
keys, writes, waits_after = sys.argv[2].split(","), int(sys.argv[3]), int(sys.argv[4])
database, now = open_database(sys.argv[1]), datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
for number in range(writes):
    entry = as_content(DayEntry(day=0, pain=number % 11))
    content = {"date": "2026-11-24", "entry": entry, "answers": {}}
    append_event(database, keys[number % len(keys)], "day_recorded", content, now, submission=str(number))
    print(number, flush=True)
    if number == waits_after:
        signal.pause()  # however late the kill comes on a busy machine, it meets a writer
"""
NEVER = -1


def test_what_was_acknowledged_survives_a_kill_and_is_there_once(database_address: str) -> None:
    database = open_database(database_address)
    keys = [somebody(database, BEGAN) for _ in range(PEOPLE)]
    acknowledged = _killed(database_address, keys, after=WRITES // 2)
    assert len(acknowledged) >= WRITES // 2
    assert len(acknowledged) <= _kept(database, keys) <= len(acknowledged) + 1, "one may be kept and not yet told"
    _finished(database_address, keys)
    assert _kept(database, keys) == WRITES, "the second writer repeats every entry: what was kept stays once"
    database.dispose()


def _kept(database: Database, keys: list[str]) -> int:
    return sum(event.kind == "day_recorded" for key in keys for event in read_events(database, key))


def test_nothing_acknowledged_is_lost_by_the_kill_alone(database_address: str) -> None:
    database = open_database(database_address)
    key = somebody(database, BEGAN)
    acknowledged = _killed(database_address, [key], after=100)
    entries = [event for event in read_events(database, key) if event.kind == "day_recorded"]
    database.dispose()
    assert len(acknowledged) <= len(entries) <= len(acknowledged) + 1, "one may be kept and not yet told"
    assert [event.content["entry"]["pain"] for event in entries] == [n % 11 for n in range(len(entries))]


def _writer(address: str, keys: list[str], waits_after: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, address, ",".join(keys), str(WRITES), str(waits_after)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _killed(address: str, keys: list[str], after: int) -> list[int]:
    """Kill a writer once it was told that so many are kept; give all that it was told."""
    told: list[int] = []
    with _writer(address, keys, waits_after=after + (WRITES - after) // 2) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            told.append(int(line))
            if len(told) == after:
                writer.send_signal(signal.SIGKILL)
    assert writer.returncode == -signal.SIGKILL
    return told


def _finished(address: str, keys: list[str]) -> None:
    with _writer(address, keys, waits_after=NEVER) as writer:
        writer.communicate(timeout=600)
    assert writer.returncode == 0
