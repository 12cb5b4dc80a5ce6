"""The balances of the house: always the plain sum of the postings, whenever snapshots were taken."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from domain import ledger
from domain.house import House
from domain.ledger import EntryKind, HouseAccount, Posting
from domain.money import ZERO, Money, naira
from domain.money_books import MoneyBooks, Touches
from domain.paying import Payments
from storage.books import Books
from storage.database import Database
from tests.builders import NOON, Bank, a_sheet, an_order, approved, delivered, new_id, opened
from tests.vendors import FakeVendor

ACCOUNTS = ("bank", "float:vtpass", "float:flutterwave", "suspense", "vat-payable")


@dataclass(frozen=True)
class Moved:
    """Money that moves from one account of the house to another."""

    giver: str
    taker: str
    amount: Money
    subject_id: str = field(default_factory=new_id)

    @property
    def touches(self) -> Touches:
        """Nobody."""
        return Touches()

    def decide(self, books: MoneyBooks) -> None:
        """Post it."""
        books.post(
            ledger.entry(
                EntryKind.TOP_UP,
                self.subject_id,
                NOON,
                Posting(self.giver, -self.amount),
                Posting(self.taker, self.amount),
            )
        )


async def write(books: Books, moved: Moved) -> None:
    """Write an entry in a transaction that stays open, as one that takes very long."""
    await books.connection.execute(
        text("INSERT INTO journal_entries (key, kind, subject_id, posted_at) VALUES (:key, 'x', 'x', :now)"),
        {
            "key": moved.subject_id,
            "now": NOON if books.connection.dialect.name == "postgresql" else str(NOON),
        },
    )
    for line, (account, amount) in enumerate(((moved.giver, -moved.amount), (moved.taker, moved.amount))):
        await books.connection.execute(
            text(
                "INSERT INTO postings (entry_key, line, account, amount)"
                " VALUES (:key, :line, :account, :amount)"
            ),
            {"key": moved.subject_id, "line": line, "account": account, "amount": amount.kobo},
        )


async def plain_sums(database: Database) -> Mapping[str, Money]:
    """Add up all postings of the house, without any snapshot."""
    async with database.look() as books:
        rows = await books.connection.execute(
            text(
                "SELECT account, SUM(amount) AS sum FROM postings WHERE customer_id IS NULL GROUP BY account"
            )
        )
        return {row.account: Money(int(row.sum)) for row in rows}


async def posted(database: Database) -> Mapping[str, Money]:
    """Add them up as the product does."""
    async with database.look() as books:
        return await books.house.posted()


async def snapshots(database: Database) -> int:
    """Count the snapshots that were kept."""
    async with database.look() as books:
        counted = await books.connection.execute(text("SELECT COUNT(DISTINCT cut) FROM house_balances"))
        return int(counted.scalar_one())


async def sum_up_everything(database: Database) -> None:
    """Take snapshots until the newest holds all there is: transactions of other tests may hold it back."""
    expected = await plain_sums(database)
    async with asyncio.timeout(30):
        while True:
            await House(database).take_snapshot(now=NOON)
            async with database.look() as books:
                kept = await books.connection.execute(
                    text(
                        "SELECT account, balance FROM house_balances"
                        " WHERE cut = (SELECT MAX(cut) FROM house_balances)"
                    )
                )
                if {row.account: Money(row.balance) for row in kept} == expected:
                    return


@pytest.fixture
def house(database: Database) -> House:
    """Whoever looks at the accounts of the house."""
    return House(database)


MOVES = st.builds(
    Moved,
    giver=st.sampled_from(ACCOUNTS),
    taker=st.sampled_from(ACCOUNTS),
    amount=st.integers(1, 10**9).map(Money),
).filter(lambda moved: moved.giver != moved.taker)
SNAPSHOT = None
STEPS = st.lists(st.tuples(st.one_of(MOVES, st.just(SNAPSHOT)), st.booleans()), max_size=25)


class TestABalance:
    async def test_of_an_account_without_postings_is_nothing(self, house: House) -> None:
        assert await house.balance(HouseAccount.BANK) == ZERO

    async def test_is_shown_on_the_side_on_which_its_account_grows(
        self, house: House, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        vendor.will_answer(delivered(naira(485)))
        await pay(bank, payments, naira(500))

        assert await house.balance(HouseAccount.COLLECTED, "paystack") == naira(5_000)
        assert await house.balance(HouseAccount.FLOAT, "vtpass") == -naira(485)
        assert await house.balance(HouseAccount.COMMISSION_INCOME) == naira(15)

    async def test_of_all_companies_is_that_of_each_together(self, house: House, database: Database) -> None:
        await database.money.apply(Moved("float:vtpass", "bank", naira(3)))
        await database.money.apply(Moved("float:flutterwave", "bank", naira(4)))

        assert await house.balance(HouseAccount.FLOAT) == naira(7)
        assert await house.balance(HouseAccount.FLOAT, "flutterwave") == naira(4)

    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
    )
    @given(steps=STEPS)
    async def test_is_the_sum_of_its_postings_whenever_snapshots_are_taken(
        self, steps: list[tuple[Moved | None, bool]], database: Database, elsewhere: Database
    ) -> None:
        for step, in_another_process in steps:
            process = elsewhere if in_another_process else database
            if step is SNAPSHOT:
                await House(process).take_snapshot(now=NOON)
            else:
                await process.money.apply(step)

            assert await posted(process) == await plain_sums(database)

    async def test_misses_nothing_that_is_committed_while_snapshots_are_taken(
        self, database: Database, elsewhere: Database
    ) -> None:
        moves = [Moved(ACCOUNTS[n % 5], ACCOUNTS[(n + 1) % 5], Money(n + 1)) for n in range(300)]
        open_moves = list(moves)

        async def move(process: Database) -> None:
            while open_moves:
                await process.money.apply(open_moves.pop())

        async def sum_up(process: Database) -> None:
            while open_moves:
                await House(process).take_snapshot(now=NOON)

        await asyncio.gather(
            *(move(each) for each in (database, elsewhere) for _ in range(8)),
            sum_up(database),
            sum_up(elsewhere),
        )

        assert await posted(database) == await plain_sums(database)
        assert await snapshots(database) > 0


class TestASnapshot:
    async def test_does_not_hold_what_was_not_committed_yet(
        self, database: Database, elsewhere: Database
    ) -> None:
        await database.money.apply(Moved("bank", "vat-payable", naira(1)))

        async with elsewhere.begin() as late:
            await write(late, Moved("bank", "vat-payable", naira(2)))
            async with database.look() as books:
                drafted = await books.house.draft()
        if drafted is not None:
            async with database.begin() as books:
                await books.house.keep(drafted, now=NOON)

        assert (await posted(database))["vat-payable"] == naira(3)

    async def test_ends_before_a_commit_that_takes_longer_than_later_ones(self, postgres_url: str) -> None:
        async with opened(postgres_url) as database, opened(postgres_url) as elsewhere:
            async with elsewhere.begin() as late:
                await write(late, Moved("bank", "vat-payable", naira(1)))
                await database.money.apply(Moved("bank", "vat-payable", naira(2)))
                await House(database).take_snapshot(now=NOON)
                meanwhile = await posted(database)

            assert meanwhile["vat-payable"] == naira(2)
            assert await posted(database) == await plain_sums(database)
            await sum_up_everything(database)
            assert (await posted(database))["vat-payable"] == naira(3)

    async def test_of_nothing_new_is_not_kept(self, house: House, database: Database) -> None:
        assert not await house.take_snapshot(now=NOON)
        await database.money.apply(Moved("bank", "vat-payable", naira(1)))
        await sum_up_everything(database)
        kept = await snapshots(database)

        assert not await house.take_snapshot(now=NOON)
        assert await snapshots(database) == kept

    async def test_is_the_same_when_two_processes_take_it_at_once(
        self, database: Database, elsewhere: Database
    ) -> None:
        await database.money.apply(Moved("bank", "vat-payable", naira(1)))

        await asyncio.gather(*(House(each).take_snapshot(now=NOON) for each in (database, elsewhere) * 4))
        await sum_up_everything(database)

        assert await posted(elsewhere) == {"bank": -naira(1), "vat-payable": naira(1)}

    async def test_of_another_server_or_file_is_not_believed(self, database: Database) -> None:
        await database.money.apply(Moved("bank", "vat-payable", naira(1)))
        await sum_up_everything(database)
        async with database.begin() as books:
            await books.connection.execute(
                text("UPDATE house_balances SET witness = 'another', balance = 5, cut = cut + 1000000")
            )

        assert await posted(database) == await plain_sums(database)
        assert await Bank(database).problems() == []

    async def test_survives_that_its_file_is_rewritten(self, sqlite_url: str) -> None:
        async with opened(sqlite_url) as database:
            for n in range(3):
                await database.money.apply(Moved("bank", "vat-payable", naira(n + 1)))
            await sum_up_everything(database)

            async with database.look() as books:
                await books.connection.execute(text("VACUUM"))
            await database.money.apply(Moved("bank", "vat-payable", naira(4)))

            assert (await posted(database))["vat-payable"] == naira(10)

    async def test_holds_what_was_written_before_transactions_were_counted(self, database: Database) -> None:
        await database.money.apply(Moved("bank", "vat-payable", naira(1)))
        async with database.begin() as books:
            await books.connection.execute(text("UPDATE journal_entries SET transaction_number = 0"))

        assert (await posted(database))["vat-payable"] == naira(1)
        await sum_up_everything(database)
        await database.money.apply(Moved("bank", "vat-payable", naira(2)))
        assert (await posted(database))["vat-payable"] == naira(3)

    async def test_adds_to_the_one_before(self, house: House, database: Database) -> None:
        for n in range(3):
            await database.money.apply(Moved("bank", "vat-payable", naira(n + 1)))
            await sum_up_everything(database)

        assert await snapshots(database) >= 3
        assert await house.balance(HouseAccount.VAT_PAYABLE) == naira(6)


class TestTheTrialBalance:
    async def test_holds_every_account_and_sums_to_nothing(
        self, house: House, database: Database, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        vendor.will_answer(delivered(naira(485)), delivered(naira(300)))
        await pay(bank, payments, naira(500))
        await sum_up_everything(database)
        await pay(bank, payments, naira(300))

        trial = await house.trial_balance()

        assert {line.account: line.balance for line in trial.lines} == {
            "cashback": naira(8),
            "cashback-expense": naira(8),
            "collected:paystack": naira(10_000),
            "commission-income": naira(15),
            "float:vtpass": -naira(785),
            "held": ZERO,
            "wallet": naira(9_200),
        }
        assert trial.debits == trial.credits

    async def test_sums_to_nothing_while_money_moves(
        self, house: House, database: Database, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        vendor.will_answer(*(delivered(naira(90)) for _ in range(10)))
        await bank.customer()
        paying = asyncio.gather(*(pay(bank, payments, naira(100)) for _ in range(10)))

        while not paying.done():
            trial = await house.trial_balance()
            assert trial.debits == trial.credits
            await house.take_snapshot(now=NOON)
        await paying


async def pay(bank: Bank, payments: Payments, amount: Money) -> None:
    """Let somebody fund her wallet and pay a bill."""
    ada = await bank.customer(wallet=naira(5_000))
    sheet = a_sheet(an_order(ada, amount))
    await payments.accept(sheet, approved(sheet), card=None, now=NOON)
    await payments.advance(sheet.order.id)
