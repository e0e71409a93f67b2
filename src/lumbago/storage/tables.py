"""The tables, for queries; the migrations make them."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint

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
