"""The whole wallet against a model of it, at full length: where the two differ, one of them is wrong."""

from __future__ import annotations

import asyncio
from collections import Counter

from benchmarks.databases import new_database, new_file, sqlite_url
from benchmarks.figures import Figures, note, quick
from storage.migrate import upgrade
from tests.builders import Bank, opened
from tests.data_servers import start_postgres
from tests.wallet_walk import Walk, random_acts

_STEPS = 50


def against_the_model(figures: Figures, wanted: frozenset[str]) -> None:
    """Let random lives of three customers happen on both databases, each from two processes' services."""
    examples = 50 if quick() else 1_000
    with new_file() as path:
        differences, problems = asyncio.run(_lives(sqlite_url(path), "SQLite", examples))
    with start_postgres(durable=True) as server:
        more = asyncio.run(_lives(new_database(server, "wallets"), "PostgreSQL", examples))
    figures.add(
        "model.wallet",
        examples=2 * examples,
        steps=2 * examples * _STEPS,
        differences=differences + more[0],
        audit_problems=problems + more[1],
    )


async def _lives(url: str, name: str, examples: int) -> tuple[int, int]:
    await upgrade(url)
    differences: list[str] = []
    said: Counter[str] = Counter()
    async with opened(url) as here, opened(url) as elsewhere:
        bank = Bank(here)
        for seed in range(examples):
            walk = await Walk.begin(bank, elsewhere)
            await walk.take(random_acts(seed, _STEPS))
            differences.extend(walk.differences)
            for (_, word), count in walk.said.items():
                said[word] += count
        problems = await bank.problems()
    refused = ", ".join(f"{word} {count}" for word, count in said.most_common() if word != "ok")
    note(f"{name}: {examples} lives, {said['ok']:,} acts done, refused: {refused}")
    for difference in differences[:5]:
        note(difference)
    return len(differences), len(problems)
