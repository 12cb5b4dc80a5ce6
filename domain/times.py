"""Lagos time: the days and months by which limits, caps and promises are counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

# Nigeria keeps UTC+1 all year, so a fixed offset is exact and needs no time zone database.
LAGOS = timezone(timedelta(hours=1), "WAT")


def lagos_day(moment: datetime) -> date:
    """Return the calendar day in Lagos."""
    return moment.astimezone(LAGOS).date()


def lagos_midnight(moment: datetime) -> datetime:
    """Return the moment in which its calendar day began in Lagos."""
    return moment.astimezone(LAGOS).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def lagos_month(moment: datetime) -> str:
    """Return the calendar month in Lagos as "2026-11"."""
    return f"{moment.astimezone(LAGOS):%Y-%m}"


def lagos_month_start(moment: datetime) -> datetime:
    """Return the moment in which its calendar month began in Lagos."""
    return lagos_midnight(moment.astimezone(LAGOS).replace(day=1))


def next_lagos_month(moment: datetime) -> datetime:
    """Return the moment in which the next calendar month begins in Lagos."""
    first = moment.astimezone(LAGOS).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1).astimezone(UTC)


def lagos_second(moment: datetime) -> str:
    """Return a moment to the second as people in Lagos write it down for one another."""
    return f"{moment.astimezone(LAGOS):%Y-%m-%d %H:%M:%S}"
