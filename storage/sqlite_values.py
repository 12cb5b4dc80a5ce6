"""Moments and days as SQLAlchemy writes them to SQLite, for the SQL that we write by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

_FORMAT = "%Y-%m-%d %H:%M:%S.%f"


def to_sqlite(value: object) -> object:
    """Return what SQLite stores for a value."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime(_FORMAT)
    if isinstance(value, date):
        return value.isoformat()
    return value


def moment(text: str | None) -> datetime | None:
    """Return a stored moment."""
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)
