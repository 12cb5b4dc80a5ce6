"""The tables of reconciliation: what companies said, and where it disagrees with the books."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Key, Kobo, UtcTime
from storage.metadata import metadata

_OPEN = text("status = 'open'")

# The days of which a company's statement is there, and how far it agrees.
statement_days = Table(
    "statement_days",
    metadata,
    Column("company", Key, nullable=False),
    Column("side", Key, nullable=False),
    Column("day", Date, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("matched", Integer, nullable=False),
    Column("undecided", Integer, nullable=False),
    Column("digest", Key, nullable=False),  # SHA-256 of the file
    Column("taken_in_by", Key, nullable=False),
    Column("taken_in_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("company", "side", "day"),
    Index("ix_statement_days_day", "day"),
)

# What they said, as they said it last.
statement_lines = Table(
    "statement_lines",
    metadata,
    Column("company", Key, nullable=False),
    Column("side", Key, nullable=False),
    Column("id", Key, nullable=False),  # the company's own
    Column("reference", Key, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("amount", Kobo, nullable=False),
    Column("counts", Boolean, nullable=False),
    PrimaryKeyConstraint("company", "side", "id"),
    Index("ix_statement_lines_reference", "company", "side", "reference"),
    Index("ix_statement_lines_day", "company", "side", "day"),
)

# References on which the books and a statement disagree, or did, each under a number.
breaks = Table(
    "breaks",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Key, nullable=False),  # side:company:reference
    Column("company", Key, nullable=False),
    Column("side", Key, nullable=False),
    Column("reference", Key, nullable=False),
    Column("day", Key, nullable=False),  # as 2026-11-23
    Column("kind", Key, nullable=False),
    Column("theirs", Kobo, nullable=False),
    Column("ours", Kobo, nullable=False),
    Column("subject_id", Key),
    Column("opened_at", UtcTime, nullable=False),
    Column("status", Key, nullable=False),
    Column("corrected", Kobo, nullable=False),
    Column("decided_by", Key),
    Column("decided_at", UtcTime),
    Column("word", Text),
    Column("owner", Key),  # who of the staff sees to it
    UniqueConstraint("id"),
    Index("ix_breaks_open", "number", postgresql_where=_OPEN, sqlite_where=_OPEN),
    Index("ix_breaks_day", "day", "number", postgresql_where=_OPEN, sqlite_where=_OPEN),
)

# What moved on each account on days that are over.
daily_closings = Table(
    "daily_closings",
    metadata,
    Column("day", Date, nullable=False),
    Column("account", Key, nullable=False),  # "-": of a day on which nothing moved
    Column("debits", Kobo, nullable=False),
    Column("credits", Kobo, nullable=False),
    Column("closed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("day", "account"),
)
