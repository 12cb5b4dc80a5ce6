"""`audit`: check the books of the configured database and the chain of its audit log."""

from __future__ import annotations

import asyncio

from bot.commands.database import opened_without_keys
from storage.audit_chain import chain_problems
from storage.checks import problems


def main() -> int:
    """Print the problems and return 1 if there are any."""
    found = asyncio.run(_problems())
    for problem in found:
        print(problem)
    print(f"{len(found)} problems")
    return 1 if found else 0


async def _problems() -> list[str]:
    async with opened_without_keys() as database:
        return [*await problems(database), *await chain_problems(database)]
