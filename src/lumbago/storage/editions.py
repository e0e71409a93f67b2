"""Whole editions of the knowledge base, each kept once, so that any visit can be replayed."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from lumbago.storage.database import Database, writing
from lumbago.storage.tables import edition


def keep_edition(database: Database, name: str, content: bytes) -> None:
    """Keep an edition, if it is not kept already."""
    if not has_edition(database, name):
        with suppress(IntegrityError), writing(database) as connection:  # somebody else kept it meanwhile
            connection.execute(insert(edition).values(name=name, content=content))


def has_edition(database: Database, name: str) -> bool:
    """Say whether an edition is kept, without reading it."""
    with database.connect() as connection:
        return connection.execute(select(edition.c.name).where(edition.c.name == name)).first() is not None


def kept_edition(database: Database, name: str) -> bytes | None:
    """Read an edition; None when it was never kept."""
    with database.connect() as connection:
        return connection.execute(select(edition.c.content).where(edition.c.name == name)).scalar()
