"""The promise on time: kept whatever is missing, by a queue that one bad row does not stop."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.money import ZERO, naira
from domain.paying import Payments
from domain.payments import PaymentStatus
from domain.vendors import Unresolved
from tests.builders import (
    NOON,
    Bank,
    Clock,
    a_sheet,
    an_order,
    approved,
)
from tests.storage.orders import paid
from tests.vendors import FakeVendor


class TestTheDeadline:
    async def test_gives_small_sums_back_until_the_budget_of_the_day_is_spent(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(300_000))
        vendor.will_answer(*(Unresolved("ReadTimeout") for _ in range(12)))
        vendor.will_say(Unresolved("pending"))
        ids = [
            (await paid(payments, an_order(ada, naira(20_000), to=f"080311100{n:02}"))).id for n in range(11)
        ]
        large = (await paid(payments, an_order(ada, naira(20_001)))).id
        clock.later(hours=24)

        await asyncio.gather(*(payments.advance(payment_id) for payment_id in (*ids, large)))

        states = [(await bank.payment(payment_id)).status for payment_id in ids]
        assert states.count(PaymentStatus.RELEASED) == 10  # 200,000 a day
        assert states.count(PaymentStatus.UNRESOLVED) == 1
        kept = await bank.payment(large)
        assert (kept.status, kept.deadline_at) == (PaymentStatus.UNRESOLVED, clock() + timedelta(hours=12))
        assert f"unresolved-at-deadline:{large}" in await bank.cases()
        apologies = naira(200) + naira(200)
        assert await bank.balances(ada) == (naira(300_000 - 40_001), apologies, naira(40_001))

    async def test_is_kept_also_when_the_vendor_can_not_be_asked(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(Unresolved("ReadTimeout"))
        vendor.will_say(RuntimeError("a mistake of ours"))
        payment = await paid(payments, an_order(ada, naira(500)))
        clock.later(hours=24)

        with pytest.raises(RuntimeError):
            await payments.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.RELEASED

    async def test_is_kept_also_when_the_vendor_is_gone(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(Unresolved("ReadTimeout"))
        payment = await paid(payments, an_order(ada, naira(500)))
        orphaned = replace(payments, vendors={})

        clock.later(minutes=5)
        await orphaned.advance(payment.id)
        assert await payments.due(now=clock(), limit=5) == ()  # it does not stand before the others
        clock.later(hours=24)
        await orphaned.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.RELEASED

    async def test_is_kept_also_when_the_biller_is_gone(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(Unresolved("ReadTimeout"))
        vendor.will_say(Unresolved("pending"))
        payment = await paid(payments, an_order(ada, naira(500)))
        async with bank.database.begin() as books:
            await books.connection.execute(text("DELETE FROM billers"))

        clock.later(hours=24)
        await payments.advance(payment.id)

        assert len(vendor.requeried) == 1
        assert (await bank.payment(payment.id)).status is PaymentStatus.RELEASED


class TestAPaymentThatNobodyCanDeliver:
    async def test_is_given_back_at_once(self, bank: Bank, payments: Payments, vendor: FakeVendor) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        payment = await paid(payments, an_order(ada, naira(500)), advance=False)

        await replace(payments, vendors={}).advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.CANCELLED
        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)
        assert vendor.vended == []


class TestTheQueue:
    async def test_goes_on_behind_a_payment_that_can_not_be_read(
        self, bank: Bank, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        broken = await paid(payments, an_order(ada, naira(500)), advance=False)
        good = await paid(payments, an_order(ada, naira(100)), advance=False)
        async with bank.database.begin() as books:
            await books.connection.execute(
                text("UPDATE payments SET recipient = :nonsense WHERE id = :id"),
                {"nonsense": b"\x01\x04gone" + bytes(40), "id": broken.id},
            )

        due = await payments.due(now=NOON, limit=5)
        await payments.advance(good.id)

        assert set(due) == {broken.id, good.id}
        assert (await bank.payment(good.id)).status is PaymentStatus.DELIVERED

    async def test_is_in_order_and_bounded(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        ids = []
        for n in range(4):
            sheet = a_sheet(an_order(ada, naira(100 + n)))
            now = NOON + timedelta(seconds=n)
            ids.append((await payments.accept(sheet, approved(sheet), card=None, now=now)).id)

        assert await payments.due(now=NOON + timedelta(seconds=2), limit=9) == tuple(ids[:3])
        assert await payments.due(now=NOON + timedelta(seconds=9), limit=2) == tuple(ids[:2])
