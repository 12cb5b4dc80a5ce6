"""The table of meters that Meter Brain looks after. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    text,
)

from storage.columns import Key, UtcTime
from storage.metadata import metadata

# What is kept of a meter besides its purchases, which `payments` has under the same hash.
meters = Table(
    "meters",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("recipient_index", LargeBinary, nullable=False),
    Column("payment_id", Key, nullable=False),  # the newest purchase that was reckoned with
    Column("remind_at", UtcTime),
    Column("reminds", Boolean, nullable=False, server_default=text("true")),
    Column("watt_hours", Integer),  # that it showed, as its owner typed it
    Column("read_at", UtcTime),
    PrimaryKeyConstraint("customer_id", "recipient_index"),
    Index(
        "ix_meters_due",
        "remind_at",
        postgresql_where=text("remind_at IS NOT NULL"),
        sqlite_where=text("remind_at IS NOT NULL"),
    ),
)
