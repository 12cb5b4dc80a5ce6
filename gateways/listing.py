"""Reading a company's lists to their last page, or not at all.

Asking for a page changes nothing, so a page is asked for again a few times where nobody answered. A list that
ends early, or grows while it is read, is not taken for a whole one.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

import structlog

from domain.statement_fetching import StatementUnavailable
from gateways.http import Answered, Json, NeverSent, Reply, Unclear, part, words

log = structlog.get_logger(__name__)

PAUSES = (1.0, 4.0)  # seconds before each new try
MOST_PAGES = 4_000
_SERVER_ERROR, _THROTTLED, _OK = 500, 429, 200

Ask = Callable[[Mapping[str, str]], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, and how many pages and rows there are; None: it is not told."""

    rows: Sequence[object]
    pages: int | None
    total: int | None


@dataclass(frozen=True)
class Listing:
    """How one company's lists are turned over."""

    read: Callable[[Json], Page | None]  # None: it is no page
    pauses: Sequence[float] = PAUSES
    rest: Callable[[float], Awaitable[None]] = field(default=asyncio.sleep)

    async def all_rows(self, ask: Ask, params: Mapping[str, str]) -> list[object] | StatementUnavailable:
        """Return every row, each once, by its id."""
        rows: dict[str, object] = {}
        total: int | None = None
        for number in range(1, MOST_PAGES + 1):
            page = await self._page(ask, {**params, "page": str(number)})
            if isinstance(page, StatementUnavailable):
                return page
            if total is not None and page.total != total:
                return StatementUnavailable("changed-while-read")
            total = page.total
            for row in page.rows:
                rows[identity(part(row, "id")) or f"row {len(rows)}"] = row
            is_last = number >= page.pages if page.pages is not None else not page.rows
            if is_last or not page.rows:
                is_whole = total is None or len(rows) == total
                return list(rows.values()) if is_whole else StatementUnavailable("not-all-of-it")
        return StatementUnavailable("too-many-pages")

    async def _page(self, ask: Ask, params: Mapping[str, str]) -> Page | StatementUnavailable:
        reason = "no-answer"
        for pause in (*self.pauses, None):
            match await ask(params):
                case Answered(status=status, said=said) if status == _OK:
                    return self.read(said) or StatementUnavailable("unreadable-page")
                case Answered(status=status):
                    reason = f"http-{status}"
                    if status < _SERVER_ERROR and status != _THROTTLED:
                        break
                case NeverSent():
                    reason = "unreachable"
                case Unclear(reason=reason):
                    pass
            if pause is not None:
                await self.rest(pause * random.uniform(0.8, 1.2))  # noqa: S311 - no secret
        return StatementUnavailable(reason)


def identity(value: object) -> str:
    """Return an id, which is a number or a text; empty for anything else."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return str(value)
    return words(value, most=80)


def count(value: object) -> int | None:
    """Return a number of rows or pages; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value[:9])
    if isinstance(value, Decimal) and value % 1 == 0:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def stamp(moment: datetime) -> str:
    """Write a moment as companies read it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1_000:03}Z"
