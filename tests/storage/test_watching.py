"""What storage tells of itself to who watches: how long, how often, and never what or whose."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from domain.payments import Payment, PaymentStatus
from storage.database import open_database
from storage.vitals import standing
from storage.watching import told_of
from tests.builders import NOON, a_keyring


@dataclass
class Watcher:
    """Remembers what it was told."""

    statements: list[tuple[str, str, str, bool]] = field(default_factory=list)
    commands: list[tuple[str, str]] = field(default_factory=list)

    def statement(self, door: str, kind: str, subject: str, seconds: float, *, failed: bool) -> None:
        assert seconds >= 0
        self.statements.append((door, kind, subject, failed))

    def decided(self, command: str, outcome: str, seconds: float, *, subject: str | None) -> None:
        self.commands.append((command, outcome))

    def committed(self, commands: int, seconds: float) -> None:
        assert commands > 0

    def moved(self, payment: Payment, before: PaymentStatus | None) -> None:
        raise AssertionError("nobody pays here")


class TestAStatement:
    @pytest.mark.parametrize(
        ("statement", "told"),
        [
            ("SELECT outbox.key \nFROM outbox WHERE x", ("select", "outbox")),
            ('\n  INSERT INTO "inbox" (a) VALUES (?)', ("insert", "inbox")),
            ("UPDATE customers SET name = ?", ("update", "customers")),
            ("WITH a AS (SELECT 1 FROM b) SELECT 1", ("other", "b")),
            ("BEGIN IMMEDIATE", ("other", "none")),
        ],
    )
    def test_is_told_by_its_kind_and_its_table(self, statement: str, told: tuple[str, str]) -> None:
        assert told_of(statement) == told


class TestADatabase:
    async def test_tells_who_watches_of_its_statements(self, database_url: str) -> None:
        watcher = Watcher()
        database = open_database(database_url, a_keyring(), spawn=asyncio.create_task, watch=watcher)

        async with database.begin() as books:
            await books.heartbeats.beat("clock", now=NOON)
        async with database.look() as books:
            await books.outbox.size(now=NOON)
        await database.close()

        assert ("begin", "insert", "heartbeats", False) in watcher.statements
        assert ("look", "select", "outbox", False) in watcher.statements
        assert database.pools["look"][0] == 0

    async def test_says_how_it_stands_with_few_questions(self, database_url: str) -> None:
        watcher = Watcher()
        database = open_database(database_url, a_keyring(), spawn=asyncio.create_task, watch=watcher)
        async with database.begin() as books:
            await books.heartbeats.beat("audit", findings=2, now=NOON)
            await books.heartbeats.beat("audit", findings=0, now=NOON)
        watcher.statements.clear()

        found = await standing(database, now=NOON)
        await database.close()

        assert (found.inbox.total, found.outbox.total, found.open_payments) == (0, 0, ())
        assert [(beat.name, beat.at, beat.findings) for beat in found.heartbeats] == [("audit", NOON, 0)]
        assert len([kind for _, kind, _, _ in watcher.statements if kind == "select"]) == 4
