"""Who asked to be reminded of the diary, and for which days a letter has left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "reminder",
        sa.Column("visit", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(64), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("stop", sa.String(64), nullable=False, unique=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "reminder_sent",
        sa.Column("visit", sa.String(64), nullable=False),
        sa.Column("due", sa.String(40), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("visit", "due", name="one_letter_a_due_day"),
    )
