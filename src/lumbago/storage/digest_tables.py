"""The tables of the digest; the migrations make them."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, String, Table, Text

from lumbago.storage.tables import metadata

subscription = Table(
    "subscription",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("key", String(64), nullable=False),  # what the links of its letters are made from
    Column("round", Integer, nullable=False),  # counted up with every asking and ending: an old link confirms nothing
    Column("state", String(10), nullable=False),  # asked, confirmed, ended, refused
    Column("rhythm", String(10), nullable=False),
    Column("topics", Text, nullable=False),  # as JSON; none means all
    Column("writer", String(64), nullable=True),  # whose answers it tells of
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("told_until", DateTime(timezone=True), nullable=False),
    Column("refusals", Integer, nullable=False),
)

issue = Table(
    "digest_issue",
    metadata,
    Column("subscription", Integer, ForeignKey("subscription.id"), primary_key=True),
    Column("issue", String(10), primary_key=True),
    Column("state", String(12), nullable=False),  # due, handed_over, sent, refused, given_up
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("message_id", String(320), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", DateTime(timezone=True), nullable=False),
    Column("said", Text, nullable=False),  # what the mail server said last
    Index("issues_due", "state", "next_try_at"),
)

change_seen = Table(
    "change_seen",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("seen_at", DateTime(timezone=True), nullable=False),
)
