"""The tables of what staff have to look at: cases, and problems that customers reported."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text, text

from storage.columns import Key, Sealed, UtcTime
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
    Column("id", Key, unique=True),  # the number, as records are found; null: opened by an older version
    Column("state", Key),  # `status` has what older versions know: open or resolved
    Column("taken_by", BigInteger),
    Column("waits_for", Key),
    Column("first_answer_at", UtcTime),
    Column("reopened_at", UtcTime),
    Column("is_well", Boolean, nullable=False, server_default=text("false")),
    Column("card", BigInteger),  # the message in the customer's chat that shows it
    Index("ix_tickets_customer_id_number", "customer_id", "number"),
    Index(
        "uq_tickets_open_payment_id_kind",
        "payment_id",
        "kind",
        unique=True,
        postgresql_where=text("closed_at IS NULL"),
        sqlite_where=text("closed_at IS NULL"),
    ),
    Index(
        "ix_tickets_answer_by_number",
        "answer_by",
        "number",
        postgresql_where=text("closed_at IS NULL"),
        sqlite_where=text("closed_at IS NULL"),
    ),
    Index("ix_tickets_state_number", "state", "number"),
    Index("ix_tickets_opened_at", "opened_at"),
)

# What was said about a ticket, by its customer and by staff.
ticket_messages = Table(
    "ticket_messages",
    metadata,
    Column("id", Key, primary_key=True),  # later ones after earlier ones
    Column("number", Integer, nullable=False),
    Column("customer_id", Key, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("author", Key),  # who of the staff; null: the customer
    Column("is_hers", Boolean, nullable=False),
    Column("content", Sealed, nullable=False),
    Index("ix_ticket_messages_number_id", "number", "id"),
    Index("ix_ticket_messages_customer_id_at", "customer_id", "at"),
)
