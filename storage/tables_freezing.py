"""The tables of freeze codes. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Integer, LargeBinary, PrimaryKeyConstraint, Table

from storage.columns import Key, UtcTime
from storage.metadata import metadata

# The code by which a wallet is frozen from any Telegram account: a keyed hash, nobody can read it.
freeze_codes = Table(
    "freeze_codes",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), primary_key=True),
    Column("code_index", LargeBinary, nullable=False, unique=True),
    Column("made_at", UtcTime, nullable=False),
)

# How many freeze codes a Telegram account has tried on a Lagos day.
freeze_tries = Table(
    "freeze_tries",
    metadata,
    Column("telegram_id", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    Column("tries", Integer, nullable=False),
    PrimaryKeyConstraint("telegram_id", "day"),
)
