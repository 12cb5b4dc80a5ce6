"""What proves who somebody is, and what is sent outside of Telegram: codes, addresses, text messages."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
)

from storage.columns import Key, Sealed, UtcTime
from storage.metadata import metadata

# A customer's newest code for each purpose; of the digits there is a sealed hash.
one_time_codes = Table(
    "one_time_codes",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
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
)
