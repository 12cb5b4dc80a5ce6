"""The tables of who is to be forgotten, and of who looked at whose data. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, text

from storage.columns import Key, UtcTime
from storage.metadata import metadata

_NOT_DONE = text("done_at IS NULL")

# Who asked to be forgotten, and when she is.
deletions = Table(
    "deletions",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), primary_key=True),
    Column("asked_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("done_at", UtcTime),
    Index("ix_deletions_due", "due_at", postgresql_where=_NOT_DONE, sqlite_where=_NOT_DONE),
)

# Which of our staff was shown what about whom. Only ever added to.
access_log = Table(
    "access_log",
    metadata,
    Column("id", Key, primary_key=True),
    Column("viewer", Key, nullable=False),
    Column("customer_id", Key, nullable=False),
    Column("what", Key, nullable=False),
    Column("subject_id", Key, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Index("ix_access_log_customer_id_id", "customer_id", "id"),
)
