"""Lists in pages: where a page begins, how long it is, and where the next one goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, TypeVar

from fastapi import Query

from domain.times import LAGOS

Item = TypeVar("Item")

Cursor = Annotated[
    str | None,
    Query(
        pattern=r"^[0-9a-z.:_-]{1,80}$",
        description="`next` of the page before. Left out: the first page.",
        examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"],
    ),
]
Limit = Annotated[int, Query(ge=1, le=100, description="At most so many on a page.", examples=[20])]
USUAL = 20

FirstDay = Annotated[
    date | None, Query(alias="from", description="From this day on, in Lagos.", examples=["2026-11-01"])
]
LastDay = Annotated[
    date | None,
    Query(alias="to", description="Until the end of this day, in Lagos.", examples=["2026-11-30"]),
]
# Nobody asks about a day outside of these, and arithmetic with days ends only long after them.
_EARLIEST, _LATEST = date(2000, 1, 1), date(2199, 12, 31)


def cut(found: Sequence[Item], limit: int, place: Callable[[Item], str]) -> tuple[Sequence[Item], str | None]:
    """Return a page, and the cursor of the next one.

    :param found: one more than there is room for, if there are so many
    :param place: where an item stands in the order
    """
    page = found[:limit]
    return page, place(page[-1]) if len(found) > limit else None


def after(items: Sequence[Item], cursor: str | None, place: Callable[[Item], str]) -> Sequence[Item]:
    """Return what of a whole list follows a cursor; nothing if what it stood at is gone."""
    if cursor is None:
        return items
    at = next((n for n, item in enumerate(items) if place(item) == cursor), len(items))
    return items[at + 1 :]


def span(first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """Return the moments in which a time of whole days begins and is over."""
    return (
        _midnight(first) if first is not None else None,
        _midnight(last) + timedelta(days=1) if last is not None else None,
    )


def _midnight(day: date) -> datetime:
    within = min(max(day, _EARLIEST), _LATEST)
    return datetime.combine(within, time(), LAGOS).astimezone(UTC)
