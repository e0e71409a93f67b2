"""The digest: who gets it, each issue for each of them, and when a change was first seen here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("rhythm", sa.String(10), nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("writer", sa.String(64), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refusals", sa.Integer, nullable=False),
    )
    op.create_table(
        "digest_issue",
        sa.Column("subscription", sa.Integer, sa.ForeignKey("subscription.id"), primary_key=True),
        sa.Column("issue", sa.String(10), primary_key=True),
        sa.Column("state", sa.String(12), nullable=False),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("subject", "text", "html")],
        sa.Column("message_id", sa.String(320), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.Text, nullable=False),
    )
    op.create_index("issues_due", "digest_issue", ["state", "next_try_at"])
    op.create_table(
        "change_seen",
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    )
