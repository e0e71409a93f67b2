"""The server with a clock that a test moves: the time is read from a file. Only tests start it this way."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from starlette.applications import Starlette

from lumbago.actions import open_database
from lumbago.knowledge import load
from lumbago.web.app import create_app
from lumbago.web.serve import new_key
from lumbago.web.settings import read_settings
from lumbago.web.stored_visits import StoredVisits

CLOCK = "LUMBAGO_TEST_CLOCK"
START = "from tests.browser.clocked import serve; serve({port})"


def application() -> Starlette:
    """Build the application with the clock of the file."""
    clock, database, knowledge = Path(os.environ[CLOCK]), open_database(), load()

    def now() -> datetime:
        return datetime.fromisoformat(clock.read_text())

    visits = StoredVisits(database, knowledge)
    return create_app(read_settings(os.environ), knowledge, visits, database, now, new_key)


def serve(port: int) -> None:
    Granian(
        "tests.browser.clocked:application",
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        log_level=LogLevels.warning,
    ).serve()
