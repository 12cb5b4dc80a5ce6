"""What proves who somebody is, and what is sent outside of Telegram: codes, addresses, text messages."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
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

from storage.columns import Key, Sealed, UtcTime
from storage.metadata import metadata

# A customer's newest code for each purpose; of the digits there is a sealed hash.
one_time_codes = Table(
    "one_time_codes",
    metadata,
    Column("customer_id", Key, nullable=False),  # or of somebody who is about to become one: `joinings`
    Column("purpose", Key, nullable=False),
    Column("id", Key, nullable=False),
    Column("about", Key, nullable=False),
    Column("channel", Key, nullable=False),
    Column("sealed", Sealed, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("day", Date, nullable=False),
    Column("asked", SmallInteger, nullable=False),
    Column("tries", SmallInteger, nullable=False),
    Column("last_try", Key),
    Column("confirmed_at", UtcTime),
    Column("unsent_at", UtcTime),  # when it turned out that nobody had taken it
    PrimaryKeyConstraint("customer_id", "purpose"),
)

e_mails = Table(
    "e_mails",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), primary_key=True),
    Column("address", Sealed),
    Column("address_index", LargeBinary),  # keyed hash, for look-ups; a family may share an address
    Column("confirmed_at", UtcTime),
    Column("pending", Sealed),
    Index("ix_e_mails_address_index", "address_index"),
)

# Text messages that a vendor took: whose and what about, but not what they said.
text_messages = Table(
    "text_messages",
    metadata,
    Column("vendor", Key, nullable=False),
    Column("message_id", Key, nullable=False),
    Column("customer_id", Key, nullable=False),
    Column("subject_id", Key, nullable=False),
    Column("segments", SmallInteger, nullable=False),
    Column("sent_at", UtcTime, nullable=False),
    Column("status", Key, nullable=False),
    Column("reason", Text),
    Column("reported_at", UtcTime),
    PrimaryKeyConstraint("vendor", "message_id"),
    Index("ix_text_messages_sent_at", "sent_at"),  # what a day has cost
)

# What is told outside of Telegram too, by notice and channel. What it says is made when it is sent.
echoes = Table(
    "echoes",
    metadata,
    Column("key", Key, nullable=False),  # the notice's
    Column("channel", Key, nullable=False),
    Column("kind", Key, nullable=False),
    Column("subject_id", Key, nullable=False),
    Column("customer_id", Key, nullable=False),
    Column("happened_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("begun_at", UtcTime),  # set before it is handed over, so that it is handed over once
    Column("done_at", UtcTime),
    Column("outcome", Text),
    PrimaryKeyConstraint("key", "channel"),
    Index(
        "ix_echoes_due_at",
        "due_at",
        postgresql_where=text("done_at IS NULL"),
        sqlite_where=text("done_at IS NULL"),
    ),
    Index("ix_echoes_customer_id", "customer_id"),
)

# What a customer chose to be told, and how, where that is not what everybody gets.
echo_choices = Table(
    "echo_choices",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("event", Key, nullable=False),
    Column("channel", Key, nullable=False),
    Column("is_on", Boolean, nullable=False),
    PrimaryKeyConstraint("customer_id", "event", "channel"),
)

# What only one process does at a time, such as sending what the outbox owes.
leases = Table(
    "leases",
    metadata,
    Column("name", Key, primary_key=True),
    Column("holder", Key, nullable=False),
    Column("until", UtcTime, nullable=False),
)
