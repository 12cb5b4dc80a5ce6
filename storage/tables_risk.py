"""Orders that looked unusual, and what was done about them. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Table, Text

from storage.columns import Key, Kobo, Sealed, UtcTime
from storage.metadata import metadata

risk_reviews = Table(
    "risk_reviews",
    metadata,
    Column("id", Key, primary_key=True),  # the order's or transfer's
    Column("customer_id", Key, nullable=False),
    Column("amount", Kobo, nullable=False),
    Column("score", Integer, nullable=False),
    Column("signs", Text, nullable=False),  # JSON: the strongest first
    Column("order_index", LargeBinary, nullable=False),  # keyed hash: for what, for whom and how much
    Column("recipient_index", LargeBinary, nullable=False),  # keyed hash: for whom
    Column("made_at", UtcTime, nullable=False),
    Column("status", Key, nullable=False),
    Column("answer_by", UtcTime),
    Column("decided_at", UtcTime),
    Column("decided_by", Key),
    Column("content", Sealed),  # what is drawn again when it is cleared; null: nothing was held
    CheckConstraint("amount > 0", name="amount_positive"),
    Index("ix_risk_reviews_customer_id", "customer_id"),
    Index("ix_risk_reviews_status_answer_by", "status", "answer_by"),
)
