"""Accounts with their passkeys, sessions and roles, and the doors to a visit: other devices, recovery codes, shares."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "account",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("email", sa.String(254), nullable=True, unique=True),
        _moment("made_at"),
    )
    op.create_table(
        "account_role",
        _of_account(),
        sa.Column("role", sa.String(20), nullable=False),
        sa.UniqueConstraint("account", "role", name="one_row_a_role"),
    )
    op.create_table(
        "account_visit",
        _of_account(),
        sa.Column("visit", sa.String(64), nullable=False, unique=True),
        _moment("opened_at"),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.String(1400), primary_key=True),
        _of_account(),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.Integer, nullable=False),
        sa.Column("device", sa.String(80), nullable=False),
        _moment("added_at"),
    )
    _keys()


def _keys() -> None:
    key = ("session", "key"), ("sign_in_link", "token"), ("challenge", "key"), ("door", "key")
    rest = {
        "session": (_of_account(), sa.Column("device", sa.String(80), nullable=False), _moment("since")),
        "sign_in_link": (sa.Column("email", sa.String(254), nullable=False), _moment("until")),
        "challenge": (sa.Column("challenge", sa.LargeBinary, nullable=False), _moment("until")),
        "door": (
            sa.Column("visit", sa.String(64), nullable=False),
            sa.Column("kind", sa.String(20), nullable=False),
            _moment("made_at"),
            sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        ),
    }
    for table, name in key:
        op.create_table(table, sa.Column(name, sa.String(64), primary_key=True), *rest[table])


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _of_account() -> sa.Column[str]:
    return sa.Column("account", sa.String(64), sa.ForeignKey("account.id"), nullable=False)
