"""The tables of withdrawals and of the bank accounts that they go to. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)

from storage.columns import Key, Kobo, Sealed, UtcTime
from storage.metadata import metadata

_DUE = text("look_at IS NOT NULL")

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("id", Key, primary_key=True),
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("processor", Key, nullable=False),
    Column("bank_account", Sealed, nullable=False),
    Column("account_index", LargeBinary),  # keyed hash of the same; none on old rows
    Column("amount", Kobo, nullable=False),
    Column("fee", Kobo, nullable=False),
    Column("vat", Kobo, nullable=False),
    Column("stamp_duty", Kobo, nullable=False),
    Column("sheet_hash", Key, nullable=False),
    Column("accepted_at", UtcTime, nullable=False),
    Column("deadline_at", UtcTime, nullable=False),
    Column("status", Key, nullable=False),
    Column("card", BigInteger),
    Column("look_at", UtcTime),
    Column("attempt", SmallInteger, nullable=False),  # transfers marked so far
    Column("marked_at", UtcTime),
    Column("questions", Integer, nullable=False),
    Column("not_found", Integer, nullable=False),
    Column("ended_at", UtcTime),
    Column("reason", Text),
    Column("cost", Kobo),
    Column("decided_by", Key),
    Column("extended", Boolean, nullable=False),
    CheckConstraint("amount > 0", name="amount_positive"),
    Index("ix_withdrawals_customer_id_id", "customer_id", "id"),
    Index("ix_withdrawals_due", "look_at", postgresql_where=_DUE, sqlite_where=_DUE),
)

# Accounts that customers have withdrawn to. The name on them was found to be theirs.
bank_accounts = Table(
    "bank_accounts",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("number_index", LargeBinary, nullable=False),  # keyed hash of bank and number
    Column("id", Key, nullable=False, unique=True),
    Column("content", Sealed, nullable=False),
    Column("used_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("customer_id", "number_index"),
)

# How many accounts a customer has asked about on a day.
account_checks = Table(
    "account_checks",
    metadata,
    Column("id", Key, primary_key=True),  # the customer and the Lagos day
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("checks", Integer, nullable=False),
    Column("mismatches", Integer, nullable=False),
)

# What a customer withdrew lately, which adds up.
recent_withdrawals = Table(
    "recent_withdrawals",
    metadata,
    Column("id", Key, ForeignKey("customers.id"), primary_key=True),
    Column("taken", Text, nullable=False),
)
