"""The tables of what staff have to look at: cases, and problems that customers reported."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, text

from storage.columns import Key, UtcTime
from storage.metadata import metadata

cases = Table(
    "cases",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("subject_id", Key, nullable=False),
    Column("customer_id", Key),
    Column("opened_at", UtcTime, nullable=False),
    Column("deadline_at", UtcTime, nullable=False),
    Column("detail", Text, nullable=False),
    Column("closed_at", UtcTime),
)

# Problems that customers reported, each under a number that people can say.
tickets = Table(
    "tickets",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("customer_id", Key, nullable=False),
    Column("payment_id", Key, nullable=False),
    Column("kind", Key, nullable=False),
    Column("status", Key, nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("answer_by", UtcTime, nullable=False),
    Column("evidence", Text, nullable=False),  # JSON: lines of times, ids and codes
    Column("closed_at", UtcTime),
    Index("ix_tickets_customer_id_number", "customer_id", "number"),
    Index(
        "uq_tickets_open_payment_id_kind",
        "payment_id",
        "kind",
        unique=True,
        postgresql_where=text("closed_at IS NULL"),
        sqlite_where=text("closed_at IS NULL"),
    ),
)
