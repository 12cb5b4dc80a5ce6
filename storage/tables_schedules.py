"""The tables of recurring payments."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    UniqueConstraint,
    text,
)

from storage.columns import Key, Kobo, Sealed, UtcTime
from storage.metadata import metadata

_LOOKED_AT = text("look_at IS NOT NULL")
_SHORT = text("needed IS NOT NULL")
_UNFORESEEN = text("status = 'waiting' AND foreseen_at IS NULL")

# What customers want to happen by itself.
schedules = Table(
    "schedules",
    metadata,
    Column("id", Key, primary_key=True),
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("content", Sealed, nullable=False),  # the terms, and the PIN's consent to them
    Column("made_at", UtcTime, nullable=False),
    Column("status", Key, nullable=False),
    Column("reason", Key),
    Column("occurrence", Key),  # a day of Lagos, 2026-12-27: the next one, or the one under way
    Column("look_at", UtcTime),  # when there is something to do
    Column("needed", Kobo),  # what the wallet must have for it to be tried at once
    Column("failures", SmallInteger, nullable=False),
    Column("claimed_until", UtcTime),  # by a process; one that is dead keeps nothing for ever
    Column("foreseen_at", UtcTime),  # what its next occurrence was foreseen by, where no calendar says it
    CheckConstraint("failures >= 0", name="failures_counted"),
    Index("ix_schedules_customer_id", "customer_id"),
    Index("ix_schedules_due", "look_at", postgresql_where=_LOOKED_AT, sqlite_where=_LOOKED_AT),
    Index("ix_schedules_unforeseen", "id", postgresql_where=_UNFORESEEN, sqlite_where=_UNFORESEEN),
    Index("ix_schedules_short", "customer_id", postgresql_where=_SHORT, sqlite_where=_SHORT),
)

# Each occurrence, from its announcement on. The keys let there be one of each, and a payment for one alone.
schedule_runs = Table(
    "schedule_runs",
    metadata,
    Column("id", Key, primary_key=True),  # schedule:occurrence
    Column("schedule_id", Key, ForeignKey("schedules.id"), nullable=False),
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("occurrence", Key, nullable=False),
    Column("announced_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("state", Key, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("first_try_at", UtcTime),
    Column("next_try_at", UtcTime),
    Column("payment_id", Key),
    Column("reason", Key),
    Column("ended_at", UtcTime),
    Column("expected", Kobo),  # in all, when it was announced
    UniqueConstraint("schedule_id", "occurrence"),
    UniqueConstraint("payment_id"),
    CheckConstraint("(state IN ('paid', 'returned')) = (payment_id IS NOT NULL)", name="paid_has_payment"),
    Index("ix_schedule_runs_customer_id", "customer_id"),
)
