"""The tables of running the business day by day. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, Integer, SmallInteger, Table, Text, text

from storage.columns import Key, UtcTime
from storage.metadata import metadata

_OPEN = text("closed_at IS NULL")

# What went wrong with a biller, as staff told it.
incidents = Table(
    "incidents",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("biller_id", Key, nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("said", Text, nullable=False),  # JSON: when, by whom, what
    Index(
        "uq_incidents_open_biller_id", "biller_id", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN
    ),
)

# While its one row is there, nothing that takes money begins.
maintenance = Table(
    "maintenance",
    metadata,
    Column("id", Key, primary_key=True),
    Column("text", Text, nullable=False),  # what customers are told
    Column("since", UtcTime, nullable=False),
    Column("until", UtcTime),  # null: until somebody says that it is over
)

# Who of the staff is told how the day went, and when.
staff_digests = Table(
    "staff_digests",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("minute", SmallInteger, nullable=False),  # of the day in Lagos
    Column("told_on", Date),
)

# When something was last done by whichever process did it, so that every process can say so.
heartbeats = Table(
    "heartbeats",
    metadata,
    Column("name", Key, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("findings", Integer),  # how much was wrong by it; null: it does not look for that
)
