"""The index of what can be searched: FTS5 in SQLite, tsvector in PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

IN_SQLITE = """
CREATE VIRTUAL TABLE search_entry USING fts5(
    address UNINDEXED, kind UNINDEXED, title, also, body, tokenize = 'porter unicode61 remove_diacritics 2'
)
"""
IN_POSTGRESQL = (
    """
    CREATE TABLE search_entry (
        address text PRIMARY KEY, kind text NOT NULL, title text NOT NULL, also text NOT NULL, body text NOT NULL,
        words tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', also), 'B')
            || setweight(to_tsvector('english', body), 'D')
        ) STORED
    )
    """,
    "CREATE INDEX search_entry_words ON search_entry USING gin (words)",
)


def upgrade() -> None:
    """Make the index, and where it says what it was made of."""
    op.create_table("search_mark", sa.Column("mark", sa.String(80), primary_key=True))
    for statement in IN_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else (IN_SQLITE,):
        op.execute(statement)
