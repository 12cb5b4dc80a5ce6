"""The tables of passwords, and of who is signed in elsewhere than in the chat. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, SmallInteger, Table

from storage.columns import Key, UtcTime
from storage.metadata import metadata

passwords = Table(
    "passwords",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("wrong", SmallInteger, nullable=False),
    Column("locked_until", UtcTime),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False, index=True),
    Column("began_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("ended_by", Key),
)

# By the digest of the token, which is kept nowhere.
refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    Column("digest", Key, primary_key=True),
    Column("session_id", Key, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
    Index("ix_refresh_tokens_session_id", "session_id"),
    Index("ix_refresh_tokens_expires_at", "expires_at"),
)
