"""The tables of news to many, and of who asked for news. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, text

from storage.columns import Key, UtcTime
from storage.metadata import metadata

_ON = text("status = 'on'")

# The same news to many. How far it is changes with the messages that are owed for it.
broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number", BigInteger, nullable=False, unique=True),  # the row of the audit log it began with
    Column("segment", Key, nullable=False),
    Column("people", Integer, nullable=False),
    Column("maker", Key, nullable=False),
    Column("drafted_at", UtcTime, nullable=False),
    Column("texts", Text, nullable=False),  # JSON: language → HTML
    Column("status", Key, nullable=False),
    Column("starts_at", UtcTime),
    Column("changed_at", UtcTime),
    Column("most", Integer),  # null: no bound
    Column("owed", Integer, nullable=False),
    Column("reached", Key, nullable=False),  # the last customer who was gone through
    Index("ix_broadcasts_on", "starts_at", postgresql_where=_ON, sqlite_where=_ON),
)

# Who asked for news, and when. Who never did has no row.
news_consents = Table(
    "news_consents",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), primary_key=True),
    Column("given_at", UtcTime, nullable=False),
    Column("withdrawn_at", UtcTime),
)

# The messages of staff that show how far a broadcast is, so that any process keeps them up to date.
broadcast_counters = Table(
    "broadcast_counters",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("broadcast_id", Key, nullable=False),
    Column("language", Key, nullable=False),
    Column("shown", Key, nullable=False),  # a hash of what it says
)
