"""The tables of identities and safe words. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, text

from storage.columns import Key, Sealed, UtcTime
from storage.metadata import metadata

_WAITING = text("status = 'waiting'")

# That a BVN or NIN is a customer's, by its last digits; the number itself is nowhere.
identities = Table(
    "identities",
    metadata,
    Column("id", Key, ForeignKey("customers.id"), primary_key=True),  # the customer's
    Column("kind", Key, nullable=False),
    Column("ends", Key, nullable=False),
    Column("verified_at", UtcTime, nullable=False),
)

# How often a customer tried to prove who she is, each Lagos day.
identity_tries = Table(
    "identity_tries",
    metadata,
    Column("id", Key, primary_key=True),  # customer, day and what was tried
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("tries", Integer, nullable=False),
)

# The proof of address that a customer handed in last.
address_proofs = Table(
    "address_proofs",
    metadata,
    Column("id", Key, ForeignKey("customers.id"), primary_key=True),  # the customer's
    Column("file_id", Sealed, nullable=False),
    Column("is_photo", Boolean, nullable=False),
    Column("handed_in_at", UtcTime, nullable=False),
    Column("answer_by", UtcTime, nullable=False),
    Column("status", Key, nullable=False),
    Column("fault", Key),
    Column("decided_at", UtcTime),
    Column("decided_by", Key),
    Index(
        "ix_address_proofs_waiting",
        "handed_in_at",
        "id",
        postgresql_where=_WAITING,
        sqlite_where=_WAITING,
    ),
)

# The word by which a customer knows our sheets from those of an impostor.
safe_words = Table(
    "safe_words",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), primary_key=True),
    Column("word", Sealed, nullable=False),
    Column("chosen_at", UtcTime, nullable=False),
)
