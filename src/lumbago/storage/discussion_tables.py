"""The tables of the discussion; the migrations make them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Index, Integer, String, Table, Text

from lumbago.storage.tables import metadata

writer = Table(
    "writer",
    metadata,
    Column("id", String(64), primary_key=True),  # a digest of the browser's key or of the account
    Column("name", String(40), nullable=False),
    Column("skeleton", String(80), nullable=False, unique=True),  # what the eye sees of the name
    Column("made_at", DateTime(timezone=True), nullable=False),
)

comment = Table(
    "comment",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("article", String(80), nullable=False),
    Column("answers", Integer, ForeignKey("comment.id"), nullable=True),
    Column("writer", String(64), ForeignKey("writer.id"), nullable=False),
    Column("text", Text, nullable=False),  # as it was written last
    Column("published", Text, nullable=True),  # what everybody reads; None while nothing is
    Column("waits", Boolean, nullable=False),  # a moderator has to decide
    Column("written_at", DateTime(timezone=True), nullable=False),
    Column("waits_since", DateTime(timezone=True), nullable=False),
    Column("published_at", DateTime(timezone=True), nullable=True),
    Column("edited_at", DateTime(timezone=True), nullable=True),
    Column("urgency", String(20), nullable=False),
    Column("dangers", Text, nullable=False),  # titles, as JSON
    Column("held", Text, nullable=False),  # signs of spam, as JSON
    Column("refused", Text, nullable=True),  # the reason
    Column("appeal", Text, nullable=True),
    Column("note", Text, nullable=False),
    Column("claim", String(80), nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("report", Text, nullable=False),  # the latest report's words
    Column("submission", String(64), nullable=True, unique=True),  # a form sent twice is kept once
    Index("comments_of_an_article", "article", "published_at"),
    Index("comments_of_a_writer", "writer", "written_at"),
)

comment_event = Table(
    "comment_event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("comment", Integer, ForeignKey("comment.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("by", String(80), nullable=False),  # an account, or "writer" or "reader"
    Column("at", DateTime(timezone=True), nullable=False),
    Column("said", Text, nullable=False),
    Column("before", Text, nullable=False),  # what the decision changed, as it was, as JSON: it can be undone
    Column("undone", Boolean, nullable=False),
)

comment_report = Table(
    "comment_report",
    metadata,
    Column("comment", Integer, ForeignKey("comment.id"), primary_key=True),
    Column("reader", String(64), primary_key=True),  # a digest: nobody reports the same comment twice
)
