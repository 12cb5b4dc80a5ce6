"""The table of what runs out on a day. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    text,
)

from storage.columns import Key, UtcTime
from storage.metadata import metadata

_IS_DUE = text("remind_at IS NOT NULL")

# When a data plan or TV runs out that `payments` has under the same hash.
expiries = Table(
    "expiries",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("recipient_index", LargeBinary, nullable=False),
    Column("payment_id", Key, nullable=False),  # the newest one that was reckoned with
    Column("ends_on", Key),  # a day of Lagos, 2026-12-27
    Column("remind_at", UtcTime),  # or, for some minutes, until when a process is at it
    Column("reminds", Boolean, nullable=False, server_default=text("true")),
    PrimaryKeyConstraint("customer_id", "recipient_index"),
    Index("ix_expiries_due", "remind_at", postgresql_where=_IS_DUE, sqlite_where=_IS_DUE),
)
