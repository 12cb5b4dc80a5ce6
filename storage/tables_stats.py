"""The tables of figures: what was sold on days that are over. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, PrimaryKeyConstraint, SmallInteger, Table, Text

from storage.columns import Key, Kobo, UtcTime
from storage.metadata import metadata

# The days whose sums are kept, also those on which nothing was sold.
sales_days = Table(
    "sales_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("counted_at", UtcTime, nullable=False),
)

hourly_sales = Table(
    "hourly_sales",
    metadata,
    Column("day", Date, ForeignKey("sales_days.day"), nullable=False),
    Column("hour", SmallInteger, nullable=False),  # in Lagos
    Column("biller_id", Key, nullable=False),
    Column("payments", Integer, nullable=False),
    Column("volume", Kobo, nullable=False),
    Column("delivered", Integer, nullable=False),
    Column("fees", Kobo, nullable=False),
    Column("commission", Kobo, nullable=False),
    Column("cashback", Kobo, nullable=False),
    Column("returned", Kobo, nullable=False),
    Column("returned_after", Text, nullable=False),  # JSON: seconds, one for each that was given back
    PrimaryKeyConstraint("day", "hour", "biller_id"),
)
