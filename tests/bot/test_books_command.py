"""`python -m bot books`: the trial balance on the command line."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.__main__ import main
from domain.money import naira
from tests.builders import Bank, opened


@pytest.fixture
def books(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database in which Ada has money, configured as the one that is meant."""
    asyncio.run(_fund_ada(database_url))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    return database_url


class TestBooks:
    def test_prints_what_each_account_holds(self, books: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["books"]) == 0

        assert capsys.readouterr().out.splitlines() == [
            "naira                  debit    credit",
            "cashback                0.00     50.50",
            "collected:paystack  5,000.00      0.00",
            "held                    0.00      0.00",
            "promo-expense          50.50      0.00",
            "wallet                  0.00  5,000.00",
            "total               5,050.50  5,050.50",
            "sum 0.00",
        ]

    def test_fails_when_the_sum_is_not_nothing(self, books: str, capsys: pytest.CaptureFixture[str]) -> None:
        asyncio.run(_run(books, "UPDATE customer_accounts SET wallet = wallet + 1"))

        assert main(["books"]) == 1

        assert capsys.readouterr().out.endswith("sum 0.01\n")

    def test_asks_for_the_migration_first(
        self, empty_database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", empty_database_url)

        assert main(["books"]) == 2
        assert "`python -m bot migrate` does it" in capsys.readouterr().err


async def _fund_ada(url: str) -> None:
    async with opened(url) as database:
        await Bank(database).customer(wallet=naira(5_000), cashback=naira("50.50"))


async def _run(url: str, statement: str) -> None:
    async with opened(url) as database, database.begin() as unit:
        await unit.connection.execute(text(statement))
