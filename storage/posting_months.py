"""The months that PostgreSQL divides the postings by: each is a table of its own, made ahead of its time.

A month that is over is never written to again. So the server's housekeeping looks through it once and then
leaves it alone, and it can be moved to another disk or packed by itself. Entries are not divided: their key
keeps a business event from being posted twice, which only one index over all of them can do. SQLite keeps one
table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database

PARTS = "postings_"  # what the names of the parts begin with
_AHEAD = timedelta(days=92)
_WAITS_FOR_MS = 300
_LOCKED = "55P03"  # lock_not_available

_MAKE = text("SELECT make_posting_months(:until)")  # migration 0046
_TODAY = text("SELECT (now() AT TIME ZONE 'UTC')::date")  # the server's clock says where a posting goes
_HOMELESS = text("SELECT count(*) FROM postings_rest")


@dataclass(frozen=True, slots=True)
class MadeAhead:
    """What there was to do: the months that were made, and how many postings had to wait for them."""

    months: tuple[str, ...] = ()
    homeless: int = 0


async def make_months(database: Database, *, ahead: timedelta = _AHEAD) -> MadeAhead:
    """Make the months of the next quarter where they are missing. Any number of processes may, at any time.

    `homeless` postings were written in a month that nobody had made; they are in the books as all others
    are, and moved to their month as soon as it is there. While somebody reads all of the ledger nothing is
    made: who wants to read it next would have to wait behind us. There is a quarter to try again in.
    """
    if database.engine.dialect.name != "postgresql":
        return MadeAhead()
    try:
        async with database.begin() as books:
            homeless = int(await books.connection.scalar(_HOMELESS) or 0)
            today = await books.connection.scalar(_TODAY)
            await books.connection.execute(text(f"SET LOCAL lock_timeout = '{_WAITS_FOR_MS}ms'"))
            made = await make_until(books.connection, today + ahead)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != _LOCKED:
            raise
        return MadeAhead()
    if made:  # The server keeps itself informed of each part, and leaves the whole to us.
        async with database.begin() as books:
            await books.connection.execute(text("ANALYZE postings"))
    return MadeAhead(made, homeless)


async def make_until(connection: AsyncConnection, until: date) -> tuple[str, ...]:
    """Make the months up to that day where they are missing, and return the names of the new parts."""
    if connection.dialect.name != "postgresql":
        return ()
    return tuple((await connection.execute(_MAKE, {"until": until})).scalars().all())
