"""The ledger as a whole: how far it goes, whether it holds, and that one check is under way at a time."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.ledger_checks import LedgerBeingChecked, LedgerChecks
from domain.money import ZERO, naira
from storage.database import Database
from storage.rules_in_turn import rules_in_turn
from tests.builders import NOON, Bank, Clock, opened


def checks_of(database: Database, holder: str = "one") -> LedgerChecks:
    return LedgerChecks(database, lambda: rules_in_turn(database), holder, Clock())


class TestTheLedger:
    async def test_says_how_far_it_goes(self, database: Database, bank: Bank) -> None:
        empty = await checks_of(database).head(now=NOON)
        await bank.customer(wallet=naira(500))

        head = await checks_of(database).head(now=NOON)

        assert (empty.counted.entries, empty.newest) == (0, None)
        assert head.counted.entries == 1
        assert head.newest is not None
        assert head.newest.key.startswith("top-up:")

    async def test_holds_or_names_what_does_not(self, database_url: str) -> None:
        async with opened(database_url) as database:
            ada = await Bank(database).customer(wallet=naira(500))
            checks = checks_of(database)
            await checks.begin()
            right = await checks.check()
            async with database.begin() as books:
                await books.connection.execute(text("UPDATE customer_accounts SET wallet = wallet + 1"))

            await checks.begin()
            wrong = await checks.check()

        assert (right.problems, right.entries, right.off_by) == ((), 1, ZERO)
        assert f"a wallet differs from its postings: {ada.id}" in wrong.problems
        assert wrong.off_by

    async def test_is_checked_by_one_at_a_time(self, database: Database) -> None:
        one, other = checks_of(database), checks_of(database, "other")
        await one.begin()

        with pytest.raises(LedgerBeingChecked):
            await other.begin()

        await one.check()
        await other.begin()
