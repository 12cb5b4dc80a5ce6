"""The tables of the staff: who may what, what was asked for, and the audit log. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Key, Kobo, Sealed, UtcTime
from storage.metadata import metadata

_OPEN = text("status = 'open'")

# Who has which role, or had it.
staff_roles = Table(
    "staff_roles",
    metadata,
    Column("id", Key, primary_key=True),  # person:role
    Column("telegram_id", BigInteger, nullable=False),
    Column("role", Key, nullable=False),
    Column("from_at", UtcTime, nullable=False),
    Column("granted_by", Key, nullable=False),
    Column("until_at", UtcTime),
    Column("ended_by", Key),
)

staff_pins = Table(
    "staff_pins",
    metadata,
    Column("staff", Key, primary_key=True),  # telegram:123
    Column("sealed", LargeBinary, nullable=False),
    Column("wrong", SmallInteger, nullable=False),
    Column("locked_until", UtcTime),
    Column("reset_needed", Boolean, nullable=False),
    Column("last_try", Key),
    Column("resets", SmallInteger),  # of how many resets it knows; with fewer than there were it is no PIN
)

# That two people took somebody's PIN away, so that she chooses another one.
staff_pin_resets = Table(
    "staff_pin_resets",
    metadata,
    Column("id", Key, primary_key=True),  # telegram:123
    Column("count", SmallInteger, nullable=False),
    Column("reset_at", UtcTime, nullable=False),
    Column("by", Key, nullable=False),
)

# What staff wrote to one customer.
staff_messages = Table(
    "staff_messages",
    metadata,
    Column("id", Key, primary_key=True),
    Column("customer_id", Key, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by", Key, nullable=False),
    Column("content", Sealed, nullable=False),
    Index("ix_staff_messages_customer_id_at", "customer_id", "at"),
)

# What staff did with money and roles, or asked for. That it took two where it has to is kept here too.
staff_requests = Table(
    "staff_requests",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number", BigInteger, nullable=False),  # the row of the audit log that it began with
    Column("act", Key, nullable=False),
    Column("subject_id", Key, nullable=False),
    Column("customer_id", Key),
    Column("amount", Kobo, nullable=False),  # what enters or leaves the wallet; 0: it is not about money
    Column("maker", Key, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("needs_second", Boolean, nullable=False),
    Column("status", Key, nullable=False),
    Column("checker", Key),
    Column("decided_at", UtcTime),
    Column("content", Sealed, nullable=False),  # what exactly, why, and the word of who rejected it
    UniqueConstraint("number"),
    CheckConstraint("amount >= 0", name="amount_not_negative"),
    CheckConstraint("checker IS NULL OR checker <> maker", name="two_people"),
    CheckConstraint(
        "status <> 'done' OR needs_second = (checker IS NOT NULL)", name="second_person_where_needed"
    ),
    Index("ix_staff_requests_open", "number", postgresql_where=_OPEN, sqlite_where=_OPEN),
    Index("ix_staff_requests_subject_id_number", "subject_id", "number"),
    Index("ix_staff_requests_customer_id_number", "customer_id", "number"),
)

# What was refunded of delivered payments by parts.
staff_refunds = Table(
    "staff_refunds",
    metadata,
    Column("id", Key, primary_key=True),  # the payment's
    Column("customer_id", Key, nullable=False),
    Column("total", Kobo, nullable=False),
    Column("alone", Kobo, nullable=False),  # of it, by one person
    CheckConstraint("alone >= 0 AND alone <= total", name="alone_within_total"),
)

# Every act of staff and every look at personal data. Triggers keep it from being changed, and from losing
# rows before the law allows it.
audit_log = Table(
    "audit_log",
    metadata,
    Column("id", Key, primary_key=True),  # the place in the chain, with leading zeros
    Column("at", UtcTime, nullable=False),
    Column("actor", Key, nullable=False),
    Column("act", Key, nullable=False),
    Column("subject_id", Key, nullable=False),
    Column("customer_id", Key),
    Column("details", Text, nullable=False),  # JSON
    Column("previous", Key, nullable=False),
    Column("hash", Key, nullable=False),
    Index("ix_audit_log_actor_id", "actor", "id"),
    Index("ix_audit_log_subject_id_id", "subject_id", "id"),
    Index("ix_audit_log_customer_id_id", "customer_id", "id"),
)

# Where the chain of the audit log ends: one row, locked by whoever adds to it.
audit_heads = Table(
    "audit_heads",
    metadata,
    Column("id", Key, primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", Key, nullable=False),
)
