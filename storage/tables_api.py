"""The tables of the HTTP API. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, SmallInteger, Table, Text

from storage.columns import Key, Sealed, UtcTime
from storage.metadata import metadata

# Who wants to join, until she does. Whoever has that number asks again under the same id, which becomes hers.
joinings = Table(
    "joinings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("phone", Sealed, nullable=False),
    Column("phone_index", LargeBinary, nullable=False, unique=True),  # keyed hash, for look-ups
    Column("name", Sealed, nullable=False),
    Column("language", Key, nullable=False),
    Column("begun_at", UtcTime, nullable=False),
    Index("ix_joinings_begun_at", "begun_at"),
)

# What was answered to a request that may come again, under the key that its sender gave it.
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("key", Key, nullable=False),
    Column("fingerprint", Key, nullable=False),  # of the request, without its secrets
    Column("subject_id", Key, nullable=False),  # the id of what the request brings about
    Column("asked_at", UtcTime, nullable=False),
    Column("status", SmallInteger),
    Column("answer", Sealed),
    PrimaryKeyConstraint("customer_id", "key"),
    Index("ix_idempotency_keys_asked_at", "asked_at"),
)

# Sheets that were drawn for somebody and wait for her PIN. The chat keeps its own in the conversation.
open_sheets = Table(
    "open_sheets",
    metadata,
    Column("id", Key, primary_key=True),  # of what the PIN brings about
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False, index=True),
    Column("kind", Key, nullable=False),
    Column("hash", Text, nullable=False),
    Column("content", Sealed, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Index("ix_open_sheets_expires_at", "expires_at"),
)
