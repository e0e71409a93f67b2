"""The server process: `lumbago serve` starts it, and each worker builds its application here.

This is an edge of the house: the clock, chance and the environment are read here and handed in.
"""

from __future__ import annotations

import gc
import ipaddress
import os
import secrets
import socket
import sys
from datetime import datetime

from starlette.applications import Starlette

from lumbago.errors import InputError, Problem
from lumbago.web.app import create_app
from lumbago.web.questionnaires import installed_in
from lumbago.web.settings import read_settings

APPLICATION = "lumbago.web.serve:application"
DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000
KEY_BYTES = 32


MOST_WORKERS = 4
"""Unless more are asked for: each keeps the whole knowledge in memory."""

SECONDS_TO_END = 5
"""How long a worker has to answer who is there when it is told to stop; one that is just starting may not hear it."""

SWITCH_SECONDS = 0.001
"""How long a thread may reckon before another has its turn: the one that takes requests in must not wait long."""


def serve(
    host: str = DEFAULT_HOST, port: int = DEFAULT_PORT, workers: int | None = None, target: str = APPLICATION
) -> int:
    """Serve the pages until stopped; nothing that is answered is logged.

    workers: how many processes answer; without it one for each processor, up to `MOST_WORKERS`.
    target: the function that builds the application of each.

    Raises: InputError where answers would travel unencrypted between machines, a setting cannot be used, or another
    process has the port.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from lumbago.actions import open_database
    from lumbago.knowledge import load

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("LUMBAGO_ADDRESS", f"http://{host}:{port}")
    settings = read_settings(os.environ)
    if not settings.secure and not _is_this_machine(host):
        raise InputError(_in_the_clear(host))
    if settings.questionnaires:
        installed_in(settings.questionnaires, load())  # refuses a bad file here, where it can be read
    _refuse_taken(host, port)
    open_database().dispose()  # brings the tables up to date before any worker starts
    print(f"Lumbago is at {settings.address}. Stop it with Ctrl+C.", flush=True)  # noqa: T201 - says where to look
    Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=workers or min(_processors(), MOST_WORKERS),
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_END,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
    return 0


def application() -> Starlette:
    """Build the application of one worker from the environment, and have all ready before anybody comes."""
    from lumbago.actions import open_database
    from lumbago.knowledge import load
    from lumbago.web.stored_visits import StoredVisits

    knowledge = load()
    database = open_database()
    visits = StoredVisits(database, knowledge)
    app = create_app(read_settings(os.environ), knowledge, visits, database, _now, new_key)
    app.state.desk.make_ready()
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()  # what is there now stays: to go through it again and again would hold everybody up
    return app


def _processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _now() -> datetime:
    return datetime.now().astimezone()  # noqa: TID251 - the edge where the clock is read


def new_key() -> str:
    """Make a key that nobody can guess."""
    return secrets.token_hex(KEY_BYTES)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_taken(host: str, port: int) -> None:
    """Refuse a port that is taken: the server would share it, and each visitor meet one of the two by chance."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as error:
            mend = "Name another: lumbago serve --port 8001, or make run PORT=8001."
            raise InputError(Problem(f"{error.strerror or error}.", path=f"{host}:{port}", mend=mend)) from None


def _in_the_clear(host: str) -> Problem:
    return Problem(
        f"answers would travel unencrypted to {host}.",
        path="LUMBAGO_ADDRESS",
        mend="Put a server with a certificate in front, and set this to the https address people use.",
    )
