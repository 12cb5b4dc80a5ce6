"""The tables of promo codes and referrals."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table

from storage.columns import Key, Kobo, UtcTime
from storage.metadata import metadata

# What may be given away under a code, and how much of it was.
promo_codes = Table(
    "promo_codes",
    metadata,
    Column("id", Key, primary_key=True),  # the code itself, in capitals
    Column("reward", Kobo, nullable=False),
    Column("budget", Kobo, nullable=False),
    Column("spent", Kobo, nullable=False),
    Column("per_customer", Integer, nullable=False),
    Column("least_bill", Kobo, nullable=False),
    Column("for_newcomers", Boolean, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    CheckConstraint("spent >= 0 AND spent <= budget", name="spent_within_budget"),
)

# Which customer used which code, how often.
promo_uses = Table(
    "promo_uses",
    metadata,
    Column("id", Key, primary_key=True),  # code:customer
    Column("code", Key, nullable=False),
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("times", Integer, nullable=False),
    Column("last_try", Key, nullable=False),
    Column("used_at", UtcTime, nullable=False),
    Index("ix_promo_uses_customer_id", "customer_id"),
)

# Who was brought by whom. A customer is brought once, so her id is the key.
referrals = Table(
    "referrals",
    metadata,
    Column("id", Key, ForeignKey("customers.id"), primary_key=True),
    Column("referrer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("status", Key, nullable=False),
    Column("joined_at", UtcTime, nullable=False),
    Column("payment_id", Key),  # the bill that qualified
    Column("due_at", UtcTime),  # when the reward is given, while it is held
    Column("ended_at", UtcTime),
    Index("ix_referrals_referrer_id_joined_at", "referrer_id", "joined_at"),
    Index("ix_referrals_status_due_at", "status", "due_at"),
    Index("ix_referrals_joined_at", "joined_at", "referrer_id", "status"),
)
