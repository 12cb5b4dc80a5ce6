"""How the business went, on both databases: counted, kept, and counted again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import insert

from domain.money import naira
from domain.payments import PaymentStatus
from domain.stats import Figures, Period, Stats
from storage.database import Database
from storage.payment_rows import CHANGING, FIXED, changing_values, fixed_values
from storage.tables import payment_states, payments
from tests.builders import NOON, a_customer, a_payment, an_order, opened

_DAY = timedelta(days=1)
_S = PaymentStatus


async def sold(
    database: Database, status: PaymentStatus, *, at: datetime = NOON, back_after: float = 0, n: int = 1000
) -> str:
    """Let a payment of so many naira be there, accepted at a moment. Returns its id."""
    payment = a_payment(an_order(a_customer("Ada"), naira(n)), status)
    payment = replace(payment, accepted_at=at)
    if status is _S.RELEASED:
        payment = replace(payment, ended_at=at + timedelta(seconds=back_after))
    if status is _S.DELIVERED:
        payment = replace(payment, cost=payment.quote.amount - naira(30))
    async with database.begin() as books:
        fixed = dict(zip(FIXED, fixed_values(payment, database.keyring), strict=True))
        await books.connection.execute(insert(payments).values(**fixed))
        state = dict(zip(CHANGING, changing_values(payment, database.keyring), strict=True))
        await books.connection.execute(
            insert(payment_states).values(payment_id=payment.id, version=1, **state)
        )
    return payment.id


class TestStats:
    async def test_tell_what_became_of_what_was_sold(self, database_url: str) -> None:
        async with opened(database_url) as database:
            await sold(database, _S.DELIVERED)
            await sold(database, _S.DELIVERED, at=NOON + timedelta(hours=3))
            await sold(database, _S.RELEASED, back_after=22)
            await sold(database, _S.UNRESOLVED, at=NOON - timedelta(minutes=7))
            await sold(database, _S.DELIVERED, at=NOON - _DAY)

            report = await Stats(database).report(Period.lately(1, now=NOON), now=NOON)

            sums = report.figures
            assert (sums.payments, sums.volume, sums.delivered) == (4, naira(4_000), 2)
            assert (sums.returns, sums.median_return) == (1, timedelta(seconds=22))
            assert (sums.success, sums.margin) == (6_666, naira(60) - sums.cashback)
            assert report.undecided.count == 1
            assert report.undecided.oldest_at == NOON - timedelta(minutes=7)
            assert list(report.by_hour()) == [11, 12, 15]
            assert [biller for biller, _ in report.by_biller()] == ["glo"]

    async def test_are_the_same_from_kept_sums_and_learn_what_was_decided_later(
        self, database_url: str
    ) -> None:
        async with opened(database_url) as database:
            stats, month = Stats(database), Period.lately(30, now=NOON)
            for days in range(4):
                await sold(database, _S.DELIVERED, at=NOON - days * _DAY)
                await sold(database, _S.RELEASED, at=NOON - days * _DAY, back_after=10 * days)
            counted = await stats.report(month, now=NOON)

            while await stats.sweep(now=NOON):
                pass
            kept = await stats.report(month, now=NOON)

            assert kept.figures == counted.figures
            assert sorted(kept.sales, key=repr) == sorted(counted.sales, key=repr)
            together = await stats.report(month, by_day=False, now=NOON)
            assert (together.figures, together.by_hour()) == (counted.figures, counted.by_hour())
            assert len(together.sales) < len(kept.sales)
            assert await stats.sweep(now=NOON + timedelta(minutes=30)) == 0

            await sold(database, _S.DELIVERED, at=NOON - _DAY)  # decided since
            assert await stats.sweep(now=NOON + timedelta(hours=12)) > 0
            later = await stats.report(month, now=NOON)
            assert later.figures.delivered == counted.figures.delivered + 1

    async def test_of_a_biller_that_sold_nothing_are_nothing(self, database_url: str) -> None:
        async with opened(database_url) as database:
            await sold(database, _S.DELIVERED)

            report = await Stats(database).report(Period.lately(7, now=NOON), "dstv", now=NOON)

            assert report.figures == Figures.of(())
            assert report.figures.success is None
