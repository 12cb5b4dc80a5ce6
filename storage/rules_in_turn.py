"""The rules of the books asked one after the other, and the audit log last: nobody has to wait for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from storage.audit_chain import chain_problems
from storage.checks import findings
from storage.database import Database


async def rules_in_turn(database: Database) -> AsyncIterator[Sequence[str]]:
    """Yield for each round of rules what breaks them, in sentences. In between others have their turn."""
    async for found in findings(database):
        yield found
    yield await chain_problems(database)
