"""The tables, for queries; the migrations make them."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

visit_event = Table(
    "visit_event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("visit", String(64), nullable=False),  # a digest of the key: who reads the table cannot open a visit
    Column("sequence", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("content", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("submission", String(64), nullable=True),  # a form sent twice is kept once
    UniqueConstraint("visit", "sequence", name="one_event_a_place"),
    UniqueConstraint("visit", "submission", name="one_event_a_submission"),
)

edition = Table(
    "edition",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

account = Table(
    "account",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("email", String(254), nullable=True, unique=True),  # only of those who sign in by e-mail
    Column("made_at", DateTime(timezone=True), nullable=False),
)


def _of_account() -> Column[str]:
    return Column("account", String(64), ForeignKey("account.id"), nullable=False)


account_role = Table(
    "account_role",
    metadata,
    _of_account(),
    Column("role", String(20), nullable=False),
    UniqueConstraint("account", "role", name="one_row_a_role"),
)

account_visit = Table(
    "account_visit",
    metadata,
    _of_account(),
    Column("visit", String(64), nullable=False, unique=True),
    Column("opened_at", DateTime(timezone=True), nullable=False),  # the latest is the one that is open
)

passkey = Table(
    "passkey",
    metadata,
    Column("id", String(1400), primary_key=True),
    _of_account(),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", Integer, nullable=False),
    Column("device", String(80), nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("key", String(64), primary_key=True),  # a digest, as everywhere below: the table opens nothing
    _of_account(),
    Column("device", String(80), nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
)

sign_in_link = Table(
    "sign_in_link",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("email", String(254), nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
)

challenge = Table(
    "challenge",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("challenge", LargeBinary, nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
)

door = Table(
    "door",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("visit", String(64), nullable=False),
    Column("kind", String(20), nullable=False),  # device, recovery or share
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("until", DateTime(timezone=True), nullable=True),
)

reminder = Table(
    "reminder",
    metadata,
    Column("visit", String(64), primary_key=True),
    _of_account(),
    Column("stop", String(64), nullable=False, unique=True),  # what stands in a letter to end them; it opens nothing
    Column("asked_at", DateTime(timezone=True), nullable=False),
)

reminder_sent = Table(
    "reminder_sent",
    metadata,
    Column("visit", String(64), nullable=False),
    Column("due", String(40), nullable=False),
    Column("sent_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("visit", "due", name="one_letter_a_due_day"),
)
