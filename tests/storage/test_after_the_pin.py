"""What a customer may still do and see after the PIN: cancel in time, look back, be warned."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.customers import Customer
from domain.errors import NotAllowed
from domain.glances import Glance
from domain.money import ZERO, naira
from domain.paying import Payments
from domain.payment_steps import Accept
from domain.payments import PaymentStatus, TooLateToCancel
from domain.quotes import PlanChoice
from domain.repeats import LOOKED_AT, LOOKED_BACK
from domain.vendors import Rejected, VendRequest
from storage.payment_rows import WALKED_AT_MOST
from tests.builders import (
    NOON,
    RULES,
    Bank,
    Gift,
    a_sheet,
    an_order,
    approved,
)
from tests.storage.orders import paid
from tests.vendors import FakeVendor

PLANS = (
    None,
    PlanChoice(None, "Compact"),
    PlanChoice("compact", "Compact"),
    PlanChoice("compact-2", "Compact"),
    PlanChoice("%", "Whatever"),
)


class TestCancelling:
    async def test_gives_the_hold_back_before_anything_was_sent(
        self, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        payment = await paid(payments, an_order(ada, naira(500)), advance=False)

        for _ in range(2):
            await payments.cancel(ada.id, payment.id, now=NOON)
        await payments.advance(payment.id)

        assert vendor.vended == []
        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)

    async def test_is_too_late_once_it_may_have_been_sent(
        self, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))

        async def cancel_now(request: VendRequest) -> None:
            with pytest.raises(TooLateToCancel):
                await payments.cancel(ada.id, request.request_id[12:-1], now=NOON)

        vendor.while_vending = cancel_now
        payment = await paid(payments, an_order(ada, naira(500)))

        assert payment.status is PaymentStatus.DELIVERED

    async def test_and_sending_at_once_do_one_of_the_two(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        for n in range(10):
            payment = await paid(payments, an_order(ada, naira(100 + n)), advance=False)

            told = await asyncio.gather(
                payments_elsewhere.cancel(ada.id, payment.id, now=NOON),
                payments.advance(payment.id),
                return_exceptions=True,
            )

            cancelled = not isinstance(told[0], TooLateToCancel)
            vended = [request for request in vendor.vended if payment.id in request.request_id]
            assert len(vended) == (0 if cancelled else 1)
            expected = PaymentStatus.CANCELLED if cancelled else PaymentStatus.DELIVERED
            assert (await bank.payment(payment.id)).status is expected

    async def test_is_for_ones_own_payments(self, bank: Bank, payments: Payments) -> None:
        ada, bayo = await bank.customer(wallet=naira(1_000)), await bank.customer("Bayo")
        payment = await paid(payments, an_order(ada, naira(500)), advance=False)

        with pytest.raises(NotAllowed):
            await payments.cancel(bayo.id, payment.id, now=NOON)
        with pytest.raises(NotAllowed):
            await payments.get(bayo.id, payment.id)


class TestLookingBack:
    async def test_shows_ones_own_newest_first(self, bank: Bank, payments: Payments) -> None:
        ada, bayo = await bank.customer(wallet=naira(1_000)), await bank.customer("Bayo", wallet=naira(500))
        ids = [(await paid(payments, an_order(ada, naira(100 + n)))).id for n in range(3)]
        await paid(payments, an_order(bayo, naira(100)))

        first = await payments.history(ada.id, limit=2)
        rest = await payments.history(ada.id, limit=2, before=first[-1].id)

        assert [payment.id for payment in (*first, *rest)] == ids[::-1]

    async def test_offers_each_recipient_once(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        await paid(payments, an_order(ada, naira(100), to="08031111111"))
        other = await paid(payments, an_order(ada, naira(110), to="08032222222"))
        again = await paid(payments, an_order(ada, naira(120), to="08031111111"))

        offered = await payments.repeatable(ada.id, limit=9)

        assert [payment.id for payment in offered] == [again.id, other.id]

    async def test_warns_of_the_same_bill_within_a_day_unless_it_was_given_back(
        self, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(Rejected("no"))
        await paid(payments, an_order(ada, naira(100)))
        assert await payments.earlier_like(an_order(ada, naira(100)), now=NOON) is None
        bought = await paid(payments, an_order(ada, naira(100)))

        tomorrow = NOON + timedelta(hours=24)
        assert await payments.earlier_like(an_order(ada, naira(100)), now=tomorrow) == bought
        assert await payments.earlier_like(an_order(ada, naira(101)), now=NOON) is None
        moment = timedelta(microseconds=1)
        assert await payments.earlier_like(an_order(ada, naira(100)), now=tomorrow + moment) is None

    async def test_warns_of_the_same_plan_and_of_what_may_be_it(self, bank: Bank, payments: Payments) -> None:
        """What the database finds is what the domain calls the same bill."""
        ada = await bank.customer(wallet=naira(10_000))
        pairs = [(before, now) for before in PLANS for now in PLANS]
        for n, (before, now) in enumerate(pairs):
            line = f"080311111{n:02}"
            first = replace(an_order(ada, naira(100), to=line), plan=before)
            again = replace(an_order(ada, naira(100), to=line), plan=now)
            sheet = a_sheet(first)
            bought = await bank.database.money.apply(Accept(sheet, approved(sheet), RULES, None, NOON))

            earlier = await payments.earlier_like(again, now=NOON)

            assert earlier == (bought if again.is_same_bill_as(first) else None)


class TestACustomerWithVeryManyPayments:
    async def test_is_looked_back_at_no_further_than_her_newest(self, bank: Bank, payments: Payments) -> None:
        ada, bayo = await bank.customer(wallet=naira(1_000)), await bank.customer(wallet=naira(1_000))
        again = an_order(ada, naira(50), to="08039999999")
        first = await paid(payments, again)
        await paid(payments, an_order(bayo, naira(50), to="08039999999"))
        sheets = [a_sheet(an_order(ada, naira(1), to=f"0803{n:07}")) for n in range(WALKED_AT_MOST - 1)]
        accept = bank.database.money.apply
        await asyncio.gather(*(accept(Accept(each, approved(each), RULES, None, NOON)) for each in sheets))
        assert (await payments.earlier_like(again, now=NOON)) == first
        assert [each.id for each in await payments.likely(ada.id, limit=1, now=NOON)] == [first.id]
        assert [each.id for each in (await glance(bank, ada)).past] == [first.id]

        one_more = a_sheet(an_order(ada, naira(1), to="08038888888"))
        await accept(Accept(one_more, approved(one_more), RULES, None, NOON))

        assert await payments.earlier_like(again, now=NOON) is None
        assert await payments.likely(ada.id, limit=1, now=NOON) == ()
        assert (await glance(bank, ada)).past == ()


async def glance(bank: Bank, customer: Customer) -> Glance:
    found = await bank.database.talk.glance([customer.id], since=NOON - LOOKED_BACK, limit=LOOKED_AT)
    return found[customer.id]


class TestAGift:
    async def test_is_spent_like_money(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(100))
        await bank.database.money.apply(Gift(ada.id, naira(400), NOON))
        sheet = await payments.draw_sheet(an_order(ada, naira(500)), use_cashback=True, now=NOON)

        await payments.accept(sheet, approved(sheet), card=None, now=NOON)

        assert await bank.balances(ada) == (ZERO, ZERO, naira(500))
