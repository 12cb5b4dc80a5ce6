"""What processors take back of what they took in for us. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from storage.columns import Key, Kobo, UtcTime
from storage.metadata import metadata

chargebacks = Table(
    "chargebacks",
    metadata,
    Column("id", Key, primary_key=True),  # processor, kind and its own name for it
    Column("processor", Key, nullable=False),
    Column("kind", Key, nullable=False),
    Column("status", Key, nullable=False),
    Column("subject_id", Key, nullable=False),  # the funding
    Column("customer_id", Key),
    Column("amount", Kobo, nullable=False),  # what the processor takes
    Column("taken", Kobo, nullable=False),  # of it from the wallet
    Column("owed", Kobo, nullable=False),  # of it what the wallet did not have
    Column("opened_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Index("ix_chargebacks_subject_id", "subject_id"),
)
