"""The check of the books: it names whoever breaks a rule, and nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
import pytest_asyncio
from sqlalchemy import text

from domain.money import naira
from domain.paying import Payments
from domain.vendors import Rejected, Unresolved
from storage.checks import CHECKS, ROUNDS, asked, findings, problems
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, a_sheet, an_order, approved, delivered, opened
from tests.databases import SqliteDatabases
from tests.storage.chargeback_breakages import CHARGEBACK_BREAKAGES
from tests.storage.inflow_breakages import INFLOW_BREAKAGES
from tests.storage.reconciliation_breakages import RECONCILIATION_BREAKAGES, breaks_of_a_day
from tests.storage.reward_breakages import REWARD_BREAKAGES
from tests.storage.schedule_breakages import SCHEDULE_BREAKAGES, schedules_of_a_day
from tests.storage.staff_breakages import STAFF_BREAKAGES, staff_of_a_day
from tests.storage.test_house_balances import sum_up_everything
from tests.storage.transfer_breakages import TRANSFER_BREAKAGES, transfers_of_a_day
from tests.storage.withdrawal_breakages import WITHDRAWAL_BREAKAGES, withdrawals_of_a_day
from tests.vendors import FakeVendor

# How each rule is broken, by its name.
# A word in braces is a payment's id, "ada" a customer's, "intent" a top-up's.
_NEW_ENTRY = (
    "INSERT INTO journal_entries (key, kind, subject_id, posted_at) VALUES ('{}', '{}', '{}', '2026-11-18')"
)
_FORGET = "DELETE FROM journal_entries WHERE key = '{}'"
_SAY = "UPDATE payment_states SET status = '{}' WHERE payment_id = '{}'"
BREAKAGES = {
    **CHARGEBACK_BREAKAGES,
    **INFLOW_BREAKAGES,
    **RECONCILIATION_BREAKAGES,
    **REWARD_BREAKAGES,
    **SCHEDULE_BREAKAGES,
    **STAFF_BREAKAGES,
    **TRANSFER_BREAKAGES,
    **WITHDRAWAL_BREAKAGES,
    "an entry does not sum to zero": (
        "UPDATE postings SET amount = amount + 1 WHERE entry_key = 'settle:{delivered}' AND line = 1"
    ),
    "an entry has fewer than two postings": _NEW_ENTRY.format("lonely", "hold", "x"),
    "a posting belongs to no entry": _FORGET.format("cashback:{delivered}"),
    "a posting names a customer who has no accounts": (
        "UPDATE postings SET customer_id = 'nobody' WHERE entry_key = 'hold:{open}'"
    ),
    "a snapshot differs from its postings": (
        "UPDATE house_balances SET balance = balance + 1 WHERE account = 'float:vtpass'"
    ),
    "a wallet differs from its postings": (
        "UPDATE customer_accounts SET wallet = wallet + 1 WHERE customer_id = '{ada}'"
    ),
    "a cashback balance differs from its postings": (
        "UPDATE customer_accounts SET cashback = cashback + 1 WHERE customer_id = '{ada}'"
    ),
    "held money differs from its postings": (
        "UPDATE customer_accounts SET held = held + 1 WHERE customer_id = '{ada}'"
    ),
    "held money is not that of the open payments": _SAY.format("delivered", "{open}"),
    "a payment has no state": "DELETE FROM payment_states WHERE payment_id = '{delivered}'",
    "a payment was never held": _FORGET.format("hold:{open}"),
    "an open payment was settled": _NEW_ENTRY.format("settle:{open}", "settle", "{open}"),
    "an open payment was released": _NEW_ENTRY.format("release:{open}", "release", "{open}"),
    "an open payment is looked at by nobody": (
        "UPDATE payment_states SET requery_at = NULL WHERE payment_id = '{open}'"
    ),
    "a delivered payment was not settled": _FORGET.format("settle:{delivered}"),
    "a delivered payment was released": _NEW_ENTRY.format("release:{delivered}", "release", "{delivered}"),
    "a delivered payment was refunded": _NEW_ENTRY.format("refund:{delivered}", "refund", "{delivered}"),
    "a payment given back was not released": _FORGET.format("release:{released}"),
    "a payment given back was settled": _NEW_ENTRY.format("settle:{released}", "settle", "{released}"),
    "a refunded payment was not settled": _SAY.format("refunded", "{released}"),
    "a refunded payment has no refund": _SAY.format("refunded", "{delivered}"),
    "an entry is about something else than its key says": (
        "UPDATE journal_entries SET subject_id = 'x' WHERE key = 'settle:{delivered}'"
    ),
    "cashback was promised with a delivered payment and not given": _FORGET.format("cashback:{delivered}"),
    "an apology belongs to no payment": _NEW_ENTRY.format("apology:{intent}", "apology", "{intent}"),
    "a payment was delivered by two attempts": (
        "INSERT INTO vend_attempts"
        " (payment_id, n, vendor, request_id, marked_at, requeries, not_found, outcome)"
        " VALUES ('{delivered}', 2, 'second', 'twice', '2026-11-18', 0, 0, 'delivered')"
    ),
    "a payment that was sent has no attempt": "DELETE FROM vend_attempts WHERE payment_id = '{delivered}'",
    "a credited top-up has no entry in the wallet": (
        "UPDATE top_ups SET amount = amount + 1 WHERE id = '{intent}'"
    ),
    "a top-up was credited to the wallet twice": (
        "UPDATE journal_entries SET kind = 'top-up', subject_id = '{intent}' WHERE key = 'release:{released}'"
    ),
}


async def a_day(database: Database) -> dict[str, str]:
    """Let one payment of each kind happen, and return the names of what there is."""
    bank = Bank(database)
    ada = await bank.customer(wallet=naira(5_000))
    vendor = FakeVendor()
    vendor.will_answer(delivered(naira(485)), Rejected("no"), Unresolved("ReadTimeout"))
    payments = Payments(database, {"vtpass": vendor}, RULES, Clock())
    ids = {}
    for number, kind in enumerate(("delivered", "released", "open")):
        sheet = a_sheet(an_order(ada, naira(500 + number)))
        await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await payments.advance(sheet.order.id)
        ids[kind] = sheet.order.id
    ids |= await transfers_of_a_day(database, ada)
    ids |= await withdrawals_of_a_day(database, ada)
    ids |= await schedules_of_a_day(database, ada)
    ids |= await staff_of_a_day(database, ada, ids["delivered"])
    ids |= await breaks_of_a_day(database)
    await sum_up_everything(database)
    async with database.begin() as books:
        (intent,) = (await books.connection.execute(text("SELECT id FROM top_ups"))).scalars()
    return {"ada": ada.id, "intent": str(intent), **ids}


class TestTheCheck:
    def test_is_proven_for_each_rule(self) -> None:
        assert {check.name for check in CHECKS} == set(BREAKAGES)

    async def test_asks_round_after_round_and_finds_nothing_wrong_with_a_usual_day(
        self, database_url: str
    ) -> None:
        async with opened(database_url) as database:
            await a_day(database)

            found = [each async for each in findings(database)]

        assert found == [[]] * len(ROUNDS)

    @pytest.mark.parametrize("which", [0, len(ROUNDS) - 1], ids=["the first", "the last"])
    async def test_finds_what_is_wrong_in_whichever_round(self, which: int, database_url: str) -> None:
        rule = ROUNDS[which].checks[-1].name
        async with opened(database_url) as database:
            names = await a_day(database)
            async with database.begin() as books:
                await books.connection.execute(text(BREAKAGES[rule].format(**names)))

            found = await problems(database)

        assert [each for each in found if each.startswith(f"{rule}: ")], found

    async def test_names_the_first_offenders_and_counts_the_rest(self, database_url: str) -> None:
        async with opened(database_url) as database:
            bank = Bank(database)
            for n in range(22):
                await bank.customer(f"Person {n}")
            async with database.begin() as books:
                await books.connection.execute(text("UPDATE customer_accounts SET wallet = 1"))

            (found,) = await problems(database)

        assert found.endswith(" and 2 more")


class TakenBack(Exception):
    """What was planted is not to stay."""


@dataclass(frozen=True)
class UsualDay:
    """Books that are right, to be looked at with something wrong in them that nobody else sees."""

    database: Database
    names: dict[str, str]

    async def problems_after(self, breakage: str) -> list[str]:
        found: list[str] = []
        with suppress(TakenBack):
            async with self.database.begin() as books:
                await books.connection.execute(text(breakage.format(**self.names)))
                for each in ROUNDS:
                    found += await asked(books.connection, each)
                raise TakenBack
        return found


@pytest_asyncio.fixture(scope="class", loop_scope="class", params=["sqlite", "postgres"])
async def usual_day(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[UsualDay]:
    databases = request.getfixturevalue(f"{request.param}_databases")
    on_sqlite = isinstance(databases, SqliteDatabases)
    url = databases.new(tmp_path_factory.mktemp("day")) if on_sqlite else databases.migrated()
    async with opened(url) as database:
        yield UsualDay(database, await a_day(database))


@pytest.mark.asyncio(loop_scope="class")
class TestEachRule:
    @pytest.mark.parametrize("rule", BREAKAGES)
    async def test_finds_what_breaks_it(self, rule: str, usual_day: UsualDay) -> None:
        found = await usual_day.problems_after(BREAKAGES[rule])

        assert [each for each in found if each.startswith(f"{rule}: ")], found

    async def test_is_kept_when_what_broke_it_is_taken_back(self, usual_day: UsualDay) -> None:
        assert await problems(usual_day.database) == []
