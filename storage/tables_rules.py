"""The tables of what staff changed of fees and cashback. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text, UniqueConstraint

from storage.columns import Key, UtcTime
from storage.metadata import metadata

# Only added to: triggers keep rows from being changed and from being lost, so that it stays known which rules
# held when.
rule_changes = Table(
    "rule_changes",
    metadata,
    Column("id", Key, primary_key=True),  # of the request that two people made
    Column("number", Integer, nullable=False),
    Column("subject", Key, nullable=False),  # fee:ikeja-electric, cashback:weekend
    Column("change", Text, nullable=False),  # JSON of price_rules.Change
    Column("holds_from", UtcTime, nullable=False),
    Column("agreed_by", Key, nullable=False),
    Column("agreed_at", UtcTime, nullable=False),
    UniqueConstraint("number"),
    CheckConstraint("holds_from > agreed_at", name="begins_later"),
)

# How many there are: one row, locked by whoever adds one.
rule_counts = Table(
    "rule_counts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("count", Integer, nullable=False),
)
