"""Events of visits, and the editions they were told under."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "visit_event",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("visit", sa.String(64), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission", sa.String(64), nullable=True),
        sa.UniqueConstraint("visit", "sequence", name="one_event_a_place"),
        sa.UniqueConstraint("visit", "submission", name="one_event_a_submission"),
    )
    op.create_table(
        "edition",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
