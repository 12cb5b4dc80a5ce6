"""The books of days: summed up when they are over, the same from then on, and added up to months."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from bot.book_keeping import BookKeeping
from domain.closings import Closings, as_csv
from domain.company_statements import Side, Statement, StatementLine
from domain.house import House
from domain.ledger import HouseAccount
from domain.money import naira
from domain.paying import Payments
from domain.reconciling import Reconciliations
from domain.statement_fetching import StatementFetching
from domain.times import lagos_day
from domain.vendors import Unresolved
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, a_light_order, an_order, delivered
from tests.storage.orders import paid
from tests.vendors import FakeVendor

TODAY = lagos_day(NOON)
DAY = timedelta(days=1)


class TestAClosing:
    async def test_says_what_was_earned_and_does_not_change_when_the_day_is_over(
        self, database: Database, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        vendor.will_answer(delivered(naira(4_900), token=True))
        payment = await paid(payments, a_light_order(ada, amount=naira(5_000)))
        closings = Closings(database, timedelta(minutes=15))

        today = await closings.of(TODAY, TODAY, now=NOON)
        over = await closings.of(TODAY, TODAY, now=NOON + 2 * DAY)
        week = await closings.of(TODAY - 3 * DAY, TODAY + 3 * DAY, now=NOON + 2 * DAY)

        assert today.balances
        assert today.net(HouseAccount.FEE_INCOME) == payment.quote.fee
        assert today.net(HouseAccount.COMMISSION_INCOME) == naira(100)
        assert today.net_revenue == payment.quote.fee + naira(100) - payment.quote.cashback_earned
        assert over.moved == today.moved == week.moved
        async with database.look() as books:
            kept = await books.closings.kept(TODAY - 3 * DAY, TODAY + 3 * DAY)
        assert sorted(kept) == [TODAY - n * DAY for n in (3, 2, 1, 0, -1)]
        assert kept[TODAY] == today.moved

    async def test_is_a_table_whose_columns_add_up(self, database: Database, bank: Bank) -> None:
        await bank.customer(wallet=naira(1_000))
        closings, house = Closings(database, timedelta(minutes=15)), House(database)

        table = as_csv(await closings.of(TODAY, TODAY, now=NOON), await house.trial_balance()).decode()

        rows = list(csv.DictReader(io.StringIO(table)))
        (total,) = (each for each in rows if each["account"] == "total")
        assert total["debit"] == total["credit"] == "1000.00"
        assert {"moved", "income", "other-costs", "trial-balance"} == {each["section"] for each in rows}


class TestKeepingTheBooks:
    async def test_closes_yesterday_and_compares_what_was_undecided(
        self, database: Database, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(Unresolved("late"))
        vendor.says_from_now_on(delivered(naira(97)))
        payment = await paid(payments, an_order(ada, amount=naira(100)))
        assert payment.attempt is not None
        reconciliations = Reconciliations(database, timedelta(minutes=15))
        line = StatementLine("1", payment.attempt.request_id, naira(97), True, NOON)
        await reconciliations.take_in(
            [Statement("vtpass", Side.VENDOR, TODAY, (line,))], "telegram:11", now=NOON
        )
        ((before, _),) = await reconciliations.day(TODAY)
        closings = Closings(database, timedelta(minutes=15))

        clock.later(minutes=2)
        await payments.advance(payment.id)
        fetching = StatementFetching(database, {}, reconciliations, RULES.staff, "test")
        await BookKeeping(closings, reconciliations, fetching, 3 * DAY, lambda: NOON + DAY).run()

        ((after, breaks),) = await reconciliations.day(TODAY)
        assert (before.undecided, before.matched) == (1, 0)
        assert (after.undecided, after.matched, breaks) == (0, 1, {})
        async with database.look() as books:
            assert TODAY in await books.closings.kept(TODAY, TODAY)
