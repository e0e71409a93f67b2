"""Where everything is kept: a SQLite file without any set-up, or PostgreSQL by its address.

What is acknowledged is durable: SQLite writes ahead and waits for the disk; PostgreSQL does so by itself.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from lumbago.errors import InputError, Problem

Database: TypeAlias = Engine

ADDRESS = "LUMBAGO_DATABASE_URL"
MIGRATIONS = Path(__file__).parent / "migrations"
WAIT_SECONDS = 30
LOCK = 20_261_124
"""The number of the lock under which PostgreSQL is migrated, so that several processes may start at once."""


def open_database(address: str | None = None) -> Database:
    """Open the database and bring its tables up to date.

    address: a SQLAlchemy URL; without one the environment's LUMBAGO_DATABASE_URL, and else a file in the user's data.

    Raises: InputError when the address cannot be read.
    """
    url = _url(address or os.environ.get(ADDRESS) or _own_file())
    in_a_file = url.get_backend_name() == "sqlite"
    turn = Lock() if in_a_file else nullcontext()
    # A server may have closed the connection meanwhile; a file has not.
    engine = create_engine(url, pool_pre_ping=not in_a_file, execution_options={"turn": turn})
    if in_a_file:
        event.listen(engine, "connect", _careful)
        event.listen(engine, "begin", _begin)
    _upgrade(engine)
    return engine


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError:
        problem = Problem(
            "this is no database address.", ADDRESS, mend="Write sqlite:///file or postgresql://host/name."
        )
        raise InputError(problem) from None
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _own_file() -> str:
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "lumbago"
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return f"sqlite:///{data / 'lumbago.db'}"


def _careful(connection: Any, _record: object) -> None:
    """Write ahead, wait for the disk, wait for others, and leave nothing behind of what is erased."""
    connection.isolation_level = None  # transactions are begun below, by name
    connection.execute(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
    _write_ahead(connection)
    for pragma in ("synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: Any) -> None:
    """Switch to writing ahead: SQLite does not wait here for others who are just opening the file, so we do."""
    for _ in range(WAIT_SECONDS * 20):
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")
            return
        time.sleep(0.05)
    connection.execute("PRAGMA journal_mode=WAL")


def _begin(connection: Any) -> None:
    """Take the write lock at once where something will be written: a reader that turns writer could not be served."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(database: Database) -> Iterator[Connection]:
    """Open a transaction that writes, and commit it at the end.

    On SQLite those of one process take turns. Who waits for the file asks for it ever more seldom, so that while others
    come and go the one that has waited longest would wait on.
    """
    turn: AbstractContextManager[Any] = database.get_execution_options()["turn"]
    with turn, database.execution_options(writes=True).begin() as connection:
        yield connection


def leave_nothing(database: Database) -> None:
    """Fold the write-ahead log in after erasing: deleted pages are overwritten, the log still holds them."""
    if database.dialect.name == "sqlite":
        raw = database.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()


def _upgrade(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
