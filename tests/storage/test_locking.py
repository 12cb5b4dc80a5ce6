"""Reading with locks on PostgreSQL: whoever waited sees all of what the other one has written."""

from __future__ import annotations

import asyncio

import asyncpg

from domain.money import naira
from domain.money_books import Touches
from domain.paying import Payments
from domain.payments import Payment
from storage.money_books import Batch, Loaded, Wanted
from tests.builders import NOON, RULES, Bank, Clock, a_sheet, an_order, approved, opened
from tests.vendors import FakeVendor

WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"
MARK = "INSERT INTO vend_attempts VALUES ($1, 1, 'vtpass', 'request-1', $2, 0, 0)"
SUBMIT = (
    "UPDATE payment_states SET status = 'submitted', attempt = 1, version = version + 1 WHERE payment_id = $1"
)


async def test_a_payment_is_read_with_the_attempt_that_its_lock_waited_for(postgres_url: str) -> None:
    async with opened(postgres_url) as database:
        ada = await Bank(database).customer("Ada", wallet=naira(1_000))
        sheet = a_sheet(an_order(ada, naira(500)))
        payments = Payments(database, {"vtpass": FakeVendor()}, RULES, Clock())
        accepted = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        wanted = Wanted.by([Touches(customer_id=ada.id, payment_id=accepted.id)])
        read: list[Payment] = []

        def look(loaded: Loaded) -> Batch:
            read.extend(loaded.payments.values())
            return Batch(loaded)

        another = await asyncpg.connect(postgres_url.replace("+asyncpg", ""))
        async with another.transaction():
            await another.execute(MARK, accepted.id, NOON)
            await another.execute(SUBMIT, accepted.id)
            waiting = asyncio.create_task(database.money.writer.transact(wanted, look, careful=True))
            async with asyncio.timeout(10):
                while not await another.fetchval(WAITS):
                    pass
        await waiting
        await another.close()

    assert [payment.attempt.n for payment in read if payment.attempt] == [1]
