"""The discussion: who writes, what they wrote, what was decided about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "writer",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("skeleton", sa.String(80), nullable=False, unique=True),
        _moment("made_at"),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("article", sa.String(80), nullable=False),
        sa.Column("answers", sa.Integer, sa.ForeignKey("comment.id"), nullable=True),
        sa.Column("writer", sa.String(64), sa.ForeignKey("writer.id"), nullable=False),
        *_texts("text"),
        sa.Column("published", sa.Text, nullable=True),
        sa.Column("waits", sa.Boolean, nullable=False),
        _moment("written_at"),
        _moment("waits_since"),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("urgency", sa.String(20), nullable=False),
        *_texts("dangers", "held"),
        sa.Column("refused", sa.Text, nullable=True),
        sa.Column("appeal", sa.Text, nullable=True),
        *_texts("note"),
        sa.Column("claim", sa.String(80), nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
        *_texts("report"),
        sa.Column("submission", sa.String(64), nullable=True, unique=True),
    )
    op.create_index("comments_of_an_article", "comment", ["article", "published_at"])
    op.create_index("comments_of_a_writer", "comment", ["writer", "written_at"])
    _decisions()


def _decisions() -> None:
    op.create_table(
        "comment_event",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _of_comment(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        _moment("at"),
        *_texts("said", "before"),
        sa.Column("undone", sa.Boolean, nullable=False),
    )
    op.create_table(
        "comment_report",
        _of_comment(),
        sa.Column("reader", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("comment", "reader"),
    )


def _of_comment() -> sa.Column[int]:
    return sa.Column("comment", sa.Integer, sa.ForeignKey("comment.id"), nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]
