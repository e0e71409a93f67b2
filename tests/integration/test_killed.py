"""What was acknowledged survives a kill -9, on each kind of database; what was being written is whole or not there."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from lumbago.actions import open_database, visit_state
from lumbago.storage import read_events
from tests.people import knowledge

KEY = "a" * 64
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
WRITER = """
import signal
import sys
from datetime import UTC, datetime
from lumbago.actions import answer, open_database, start_visit
database, key, now = open_database(sys.argv[1]), sys.argv[2], datetime(2026, 11, 24, 12, tzinfo=UTC)
start_visit(database, key, "self", now)
for finding in sys.argv[3].split():
    answer(database, key, {finding: True}, "person", now)
    print(finding, flush=True)
signal.pause()  # however late the kill comes on a busy machine, it meets a writer
"""


@pytest.mark.parametrize("after", [1, 9])
def test_every_acknowledged_answer_survives_a_kill(database_address: str, after: int) -> None:
    findings = [name for name, finding in knowledge().vocabulary.items() if finding.kind == "yes_no"]
    command = [sys.executable, "-c", WRITER, database_address, KEY, " ".join(findings)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().strip() for _ in range(after)]
        process.kill()
        acknowledged += process.stdout.read().split()
        assert process.wait(60) == -9
    database = open_database(database_address)
    record = visit_state(database, KEY).record
    assert acknowledged[:after] == findings[:after]
    assert [finding for finding in acknowledged if record.value(finding) is not True] == []
    assert [event.sequence for event in read_events(database, KEY)] == list(range(1, len(record.observations) + 2))
    database.dispose()
