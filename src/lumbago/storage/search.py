"""What can be searched, in the database's own full-text index: FTS5 in SQLite, tsvector in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, TextClause, text

from lumbago.community.search import BEGIN, END, Entry, Hit
from lumbago.storage.database import Database, writing

SNIPPET_WORDS = 24


IN_SQLITE = text(
    f"""
    SELECT address, kind, title, snippet(search_entry, 4, '{BEGIN}', '{END}', '…', {SNIPPET_WORDS}) AS snippet
    FROM search_entry WHERE search_entry MATCH :looked_for AND kind = :kind
    ORDER BY bm25(search_entry, 0, 0, 10, 5, 1), address LIMIT :most
    """
)
MARKED = f"StartSel={BEGIN}, StopSel={END}, MaxWords={SNIPPET_WORDS}, MinWords=12"
IN_POSTGRESQL = text(
    f"""
    SELECT address, kind, title,
           ts_headline('english', body, looked_for, '{MARKED}') AS snippet
    FROM search_entry, CAST(:looked_for AS tsquery) AS looked_for WHERE words @@ looked_for AND kind = :kind
    ORDER BY ts_rank('{{0.1, 0.2, 0.5, 1.0}}', words, looked_for, 1) DESC, address LIMIT :most
    """
)


def indexed_as(database: Database) -> str:
    """Say under which mark the index was made; nothing before it was."""
    with database.connect() as connection:
        return str(connection.execute(text("SELECT mark FROM search_mark")).scalar() or "")


def index_for_search(database: Database, mark: str, found: Sequence[Entry]) -> None:
    """Put this into the index in place of all that was there; whoever searches meanwhile still finds the old."""
    with writing(database) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE search_mark IN EXCLUSIVE MODE"))
        if connection.execute(text("SELECT mark FROM search_mark")).scalar() != mark:
            _replace(connection, mark, found)


def _replace(connection: Connection, mark: str, found: Sequence[Entry]) -> None:
    for table in ("search_entry", "search_mark"):
        connection.execute(text(f"DELETE FROM {table}"))
    insert = (
        "INSERT INTO search_entry (address, kind, title, also, body) VALUES (:address, :kind, :title, :also, :body)"
    )
    if found:
        connection.execute(text(insert), [asdict(one) for one in found])
    connection.execute(text("INSERT INTO search_mark (mark) VALUES (:mark)"), {"mark": mark})


def search(database: Database, kind: str, terms: Sequence[str], most: int) -> tuple[Hit, ...]:
    """Find what of a kind holds any of the terms, the best first; a term is a word, whatever signs it holds."""
    if not terms:
        return ()
    with database.connect() as connection:
        return tuple(Hit(*row) for row in connection.execute(*_asked(connection, kind, terms, most)))


def _asked(connection: Connection, kind: str, terms: Sequence[str], most: int) -> tuple[TextClause, dict[str, Any]]:
    if connection.dialect.name == "sqlite":
        quoted = (f'"{term.replace(chr(34), " ")}"' for term in terms)
        return IN_SQLITE, {"looked_for": " OR ".join(quoted), "most": most, "kind": kind}
    parts = " || ".join(f"plainto_tsquery('english', :term_{n})" for n in range(len(terms)))
    given = {f"term_{n}": term for n, term in enumerate(terms)}
    looked_for = connection.execute(text(f"SELECT CAST({parts} AS text)"), given).scalar()
    return IN_POSTGRESQL, {"looked_for": looked_for, "most": most, "kind": kind}
