"""The rules of the books asked one after the other, and the audit log last: nobody has to wait for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from sqlalchemy import text

from storage.audit_chain import chain_problems
from storage.checks import CHECKS
from storage.database import Database
from storage.house_balances import ORDERS


async def rules_in_turn(database: Database) -> AsyncIterator[Sequence[str]]:
    """Yield for each rule what breaks it, in sentences. Between two of them others have their turn."""
    for check in CHECKS:
        async with database.look() as books:
            order = ORDERS[books.connection.dialect.name]
            rows = await books.connection.execute(text(check.on(order)))
            offenders = [str(row[0]) for row in rows]
        yield check.said_of(offenders)
    yield await chain_problems(database)
