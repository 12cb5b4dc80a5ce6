"""The tables of personal account numbers and of what comes in on them. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, SmallInteger, Table, UniqueConstraint, text

from storage.columns import Key, Kobo, Sealed, UtcTime
from storage.metadata import metadata

_LIVE = text("status IN ('requested', 'open')")
_OPEN = text("status = 'open'")

# Bank account numbers at the processors whose money is one customer's.
personal_accounts = Table(
    "personal_accounts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("processor", Key, nullable=False),
    Column("status", Key, nullable=False),
    Column("identity", Key, nullable=False),  # which kind of number proved who it is
    Column("identity_ends", Key, nullable=False),  # its last 4 digits; more is never kept
    Column("number_index", LargeBinary),  # keyed hash, for look-ups
    Column("details", Sealed),  # the number, its bank and its holder
    Column("failure", Key),
    Column("requested_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("ask_at", UtcTime),
    Column("questions", SmallInteger, nullable=False),
    Index("ix_personal_accounts_customer_id", "customer_id"),
    Index("ix_personal_accounts_number_index", "number_index"),
    Index("ix_personal_accounts_ask_at", "ask_at"),
    Index(
        "uq_personal_accounts_live",
        "customer_id",
        "processor",
        unique=True,
        postgresql_where=_LIVE,
        sqlite_where=_LIVE,
    ),
    Index(
        "uq_personal_accounts_open_number",
        "number_index",
        unique=True,
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    ),
)

# What came in on them. The money path credits it.
inflows = Table(
    "inflows",
    metadata,
    Column("id", Key, primary_key=True),  # of the processor and its transaction
    Column("processor", Key, nullable=False),
    Column("transaction_id", Key, nullable=False),
    Column("status", Key, nullable=False),
    Column("place", Key, nullable=False),  # in the order of time, among payments and top-ups
    Column("heard_at", UtcTime, nullable=False),
    Column("account_id", Key),  # null: nobody's
    Column("customer_id", Key),
    Column("amount", Kobo, nullable=False),
    Column("fee", Kobo, nullable=False),
    Column("stamp_duty", Kobo, nullable=False),
    Column("sender", Sealed),
    Column("sender_bank", Key, nullable=False),
    Column("paid_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("ask_at", UtcTime),
    Column("questions", SmallInteger, nullable=False),
    Column("reference", Key),  # under which its processor speaks of it, where that is not the account's
    Column("taken_back", Kobo, nullable=False, server_default=text("0")),  # by chargebacks
    UniqueConstraint("processor", "transaction_id"),
    Index("ix_inflows_reference", "reference"),
    Index("ix_inflows_customer_id_place", "customer_id", "place"),
    Index("ix_inflows_ask_at", "ask_at"),
)
