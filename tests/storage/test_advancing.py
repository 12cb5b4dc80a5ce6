"""A payment on its way: marked, sent once, asked about, settled or given back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ledger import HouseAccount
from domain.money import ZERO, naira
from domain.paying import Payments
from domain.payments import FENCE, PaymentStatus
from domain.vendors import NotFound, Rejected, Reversed, Unresolved, VendRequest
from tests.builders import (
    NOON,
    TOKEN,
    Bank,
    Clock,
    a_light_order,
    a_sheet,
    an_order,
    approved,
    delivered,
)
from tests.storage.orders import paid
from tests.vendors import FakeVendor


class TestADeliveredPayment:
    async def test_costs_what_was_agreed_and_earns_cashback(
        self, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        vendor.will_answer(delivered(naira(4_900), token=True))

        payment = await paid(payments, a_light_order(ada, naira(5_000)))

        assert payment.status is PaymentStatus.DELIVERED
        assert payment.delivery.tokens == (TOKEN,)
        assert await bank.balances(ada) == (naira("4919.37"), naira(75), ZERO)
        assert await bank.of_the_house(HouseAccount.FLOAT, "vtpass") == naira(4_900)
        assert await bank.of_the_house(HouseAccount.FEE_INCOME) == naira(75)
        assert await bank.of_the_house(HouseAccount.VAT_PAYABLE) == naira("5.63")
        assert await bank.of_the_house(HouseAccount.COMMISSION_INCOME) == naira(100)
        assert await bank.of_the_house(HouseAccount.CASHBACK_EXPENSE) == -naira(75)

    async def test_was_asked_for_once_as_the_vendor_wants_it(
        self, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))

        payment = await paid(payments, an_order(ada, naira(500), to="08039999999"))
        for _ in range(3):
            await payments.advance(payment.id)

        assert len(vendor.vended) == 1
        request = vendor.vended[0]
        assert (request.service, request.customer_reference, request.amount) == (
            "glo",
            "08039999999",
            naira(500),
        )
        assert payment.attempt is not None
        assert request.request_id == payment.attempt.request_id
        assert vendor.requeried == []

    async def test_may_wait_for_its_token(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        vendor.will_answer(delivered(naira(4_900)))
        vendor.will_say(Unresolved("pending"), delivered(naira(4_900)), delivered(naira(4_900), token=True))

        payment = await paid(payments, a_light_order(ada))
        states = [payment.status]
        for _ in range(3):
            clock.later(hours=1)
            assert await payments.due(now=clock(), limit=5) == (payment.id,)
            await payments.advance(payment.id)
            states.append((await bank.payment(payment.id)).status)

        assert [state.value for state in states] == ["awaiting-token"] * 3 + ["delivered"]
        assert await payments.due(now=clock.later(days=9), limit=5) == ()
        assert len([key for key in await bank.entries(payment.id) if key.startswith("settle")]) == 1
        assert f"payment-token:{payment.id}" in await bank.notices(ada)


class TestARejectedPayment:
    async def test_gives_all_of_it_back_and_the_limits_too(
        self, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000), cashback=naira(100))
        vendor.will_answer(Rejected("code-016"))
        sheet = a_sheet(a_light_order(ada), cashback=naira(100))

        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await payments.advance(payment.id)

        after = await bank.payment(payment.id)
        assert (after.status, after.reason, after.requery_at) == (PaymentStatus.RELEASED, "code-016", None)
        assert await bank.balances(ada) == (naira(10_000), naira(100), ZERO)
        usage = (await bank.accounts(ada)).usage
        assert (usage.outflow, usage.cashback) == (ZERO, {"electricity": ZERO})


class TestADoubt:
    async def test_keeps_the_money_held(self, bank: Bank, payments: Payments, vendor: FakeVendor) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(Unresolved("ReadTimeout"))

        payment = await paid(payments, an_order(ada, naira(500)))

        assert payment.status is PaymentStatus.UNRESOLVED
        assert await bank.balances(ada) == (naira(500), ZERO, naira(500))
        assert f"payment-checking:{payment.id}" in await bank.notices(ada)

    async def test_is_never_sent_again(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(Unresolved("ReadTimeout"))
        vendor.will_say(Unresolved("pending"))
        payment = await paid(payments, an_order(ada, naira(500)))

        for _ in range(20):
            clock.later(minutes=30)
            await payments.advance(payment.id)

        assert len(vendor.vended) == 1
        assert {request.request_id for request in vendor.requeried} == {vendor.vended[0].request_id}

    async def test_of_a_call_that_failed_in_an_unforeseen_way_is_asked_about(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(RuntimeError("a mistake of ours"))

        with pytest.raises(RuntimeError):
            await paid(payments, an_order(ada, naira(500)))
        (payment,) = await payments.history(ada.id, limit=1)
        assert payment.status is PaymentStatus.SUBMITTED
        clock.later(minutes=2)
        await payments.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.DELIVERED
        assert len(vendor.vended) == 1

    async def test_ends_as_a_no_when_the_vendor_never_got_it(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(Unresolved("ConnectionReset"))
        vendor.will_say(NotFound())
        payment = await paid(payments, an_order(ada, naira(500)))

        states = []
        for _ in range(15):
            due = await payments.due(now=clock.later(minutes=1), limit=9)
            for payment_id in due:
                await payments.advance(payment_id)
            states.append((await bank.payment(payment.id)).status)

        given_back_after = states.index(PaymentStatus.RELEASED) + 1
        assert 6 < given_back_after <= 12  # minutes: not before 30 s and 75 s and 5 min after the mark
        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)


class TestAMark:
    async def test_is_left_to_requery_once_the_fence_is_down(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        """The worker stood still after its mark: somebody else may be asking already."""
        ada = await bank.customer(wallet=naira(1_000))
        payment = await paid(payments, an_order(ada, naira(500)), advance=False)
        vendor.while_minting = lambda: clock.later(seconds=FENCE.total_seconds())

        await payments.advance(payment.id)

        assert vendor.vended == []
        after = await bank.payment(payment.id)
        assert after.status is PaymentStatus.SUBMITTED
        assert after.requery_at == NOON + FENCE + vendor.patience

    async def test_is_made_by_one_of_many_workers(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        payment = await paid(payments, an_order(ada, naira(500)), advance=False)

        await asyncio.gather(
            *(desk.advance(payment.id) for _ in range(8) for desk in (payments, payments_elsewhere))
        )

        assert len(vendor.vended) == 1
        assert (await bank.payment(payment.id)).status is PaymentStatus.DELIVERED

    async def test_keeps_the_first_requery_back_until_the_call_must_be_over(
        self, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        seen: list[tuple[str, ...]] = []

        async def look(_: VendRequest) -> None:
            last_moment = NOON + FENCE + vendor.patience - timedelta(microseconds=1)
            seen.append(await payments.due(now=last_moment, limit=5))

        vendor.while_vending = look
        await paid(payments, an_order(ada, naira(500)))

        assert seen == [()]


class TestAPaymentOfTwoMinds:
    async def test_by_vend_and_requery_at_once_is_settled_once(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))

        async def somebody_asks(request: VendRequest) -> None:
            clock.later(minutes=3)
            await payments_elsewhere.advance(request.request_id[12:-1])

        vendor.while_vending = somebody_asks
        payment = await paid(payments, an_order(ada, naira(500)))

        assert payment.status is PaymentStatus.DELIVERED
        assert await bank.balances(ada) == (naira(500), naira(5), ZERO)

    async def test_that_was_given_back_and_delivered_is_a_case_and_no_debit(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(Unresolved("ReadTimeout"))
        vendor.will_say(Unresolved("pending"), delivered(naira(485)))
        payment = await paid(payments, an_order(ada, naira(500)))
        clock.later(hours=24)
        await payments.advance(payment.id)
        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)

        clock.later(hours=2)
        assert await payments.due(now=clock(), limit=5) == (payment.id,)
        await payments.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.RELEASED
        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)
        assert await bank.cases() == (f"late-delivery:{payment.id}",)
        assert await payments.due(now=clock.later(days=9), limit=5) == ()

    async def test_that_was_delivered_and_reversed_is_refunded_once(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_say(Reversed())
        payment = await paid(payments, an_order(ada, naira(500)))
        assert payment.attempt is not None
        for _ in range(2):
            await payments.hinted(payment.attempt.request_id, now=clock())
            await payments.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.REFUNDED
        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)
        assert await bank.of_the_house(HouseAccount.FLOAT, "vtpass") == ZERO
        assert await bank.of_the_house(HouseAccount.CASHBACK_EXPENSE) == ZERO
        assert await bank.cases() == ()

    async def test_whose_cashback_is_spent_is_refunded_and_owes_us_the_rest(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(11_000))
        first = await paid(payments, an_order(ada, naira(10_000)))  # earns 200
        sheet = a_sheet(an_order(ada, naira(170), to="08038888888"), cashback=naira(170))
        await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await payments.advance(sheet.order.id)  # earns 1.70, so 31.70 are left
        vendor.will_say(Reversed())
        assert first.attempt is not None
        await payments.hinted(first.attempt.request_id, now=clock())

        await payments.advance(first.id)

        assert (await bank.payment(first.id)).status is PaymentStatus.REFUNDED
        assert await bank.balances(ada) == (naira(11_000), ZERO, ZERO)
        assert await bank.of_the_house(HouseAccount.CUSTOMER_RECEIVABLE) == -naira("168.30")
        assert await bank.cases() == (f"clawback-short:{first.id}",)


class TestAHint:
    async def test_only_brings_the_next_question_forward(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(Unresolved("ReadTimeout"))
        vendor.will_say(Unresolved("pending"))
        payment = await paid(payments, an_order(ada, naira(500)))
        assert payment.attempt is not None
        assert await payments.due(now=clock(), limit=5) == ()

        found = await payments.hinted(payment.attempt.request_id, now=clock())

        assert found == payment.id
        assert replace(await bank.payment(payment.id), requery_at=payment.requery_at) == payment
        assert await payments.due(now=clock(), limit=5) == (payment.id,)
        await payments.advance(payment.id)
        assert (await bank.payment(payment.id)).status is PaymentStatus.UNRESOLVED
        assert len(vendor.requeried) == 1

    async def test_about_nobodys_id_changes_nothing(self, payments: Payments, clock: Clock) -> None:
        assert await payments.hinted("202611181200nobody", now=clock()) is None

    async def test_about_a_delivered_payment_is_asked_about_once(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        payment = await paid(payments, an_order(ada, naira(500)))
        assert payment.attempt is not None

        await payments.hinted(payment.attempt.request_id, now=clock())
        await payments.advance(payment.id)
        await payments.advance(payment.id)

        assert len(vendor.requeried) == 1
        assert (await bank.payment(payment.id)).status is PaymentStatus.DELIVERED
