"""Holding the whole audit log against itself, some thousand rows at a time."""

from __future__ import annotations

from domain.audit_log import Chain
from storage.database import Database


async def chain_problems(database: Database) -> list[str]:
    """Return what is wrong with the audit log, a sentence each. What is added meanwhile is not looked at."""
    chain = Chain()
    async with database.look() as books:
        head = await books.audit.head()
        async for page in books.audit.chain():
            for entry in page:
                if entry.sequence <= head.sequence:
                    chain.take(entry)
    return chain.ended(head)
