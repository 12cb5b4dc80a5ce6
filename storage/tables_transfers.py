"""Money between customers, and by which Telegram names they are found. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    text,
)

from storage.columns import Key, Kobo, Sealed, UtcTime
from storage.metadata import metadata

transfers = Table(
    "transfers",
    metadata,
    Column("id", Key, primary_key=True),
    Column("sender_id", Key, nullable=False),
    Column("receiver_id", Key),  # null: nobody has claimed it yet
    Column("payee_index", LargeBinary),  # keyed hash of whoever it is for, as name checks have it
    Column("amount", Kobo, nullable=False),
    Column("status", Key, nullable=False),
    Column("sent_at", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    Column("delivered_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("claim", Sealed),  # JSON: the code, and whom it is for
    Column("claim_index", LargeBinary, unique=True),  # keyed hash of the code
    Column("recalled_at", UtcTime),
    Column("recalled", Kobo, nullable=False),
    Column("card", BigInteger),
    CheckConstraint("amount > 0", name="amount_positive"),
    Index("ix_transfers_sender_id_id", "sender_id", "id"),
    Index("ix_transfers_receiver_id_id", "receiver_id", "id"),
    Index(
        "ix_transfers_due",
        "due_at",
        postgresql_where=text("due_at IS NOT NULL"),
        sqlite_where=text("due_at IS NOT NULL"),
    ),
)

# The @usernames that customers were seen with. A name has one owner: the newest.
telegram_names = Table(
    "telegram_names",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), primary_key=True),
    Column("name_index", LargeBinary, unique=True),  # keyed hash; null: has none, or somebody else has it now
    Column("findable", Boolean, nullable=False, server_default=text("true")),
    Column("seen_at", UtcTime, nullable=False),
)
