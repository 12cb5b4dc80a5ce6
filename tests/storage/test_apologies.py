"""A deadline of ours that was missed costs us something, once, within what a day has for it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from domain.apologies import apology_for
from domain.ledger import HouseAccount
from domain.money import ZERO, Money, naira
from domain.paying import Payments
from domain.payments import PaymentStatus
from domain.vendors import Delivered, Delivery, Unresolved
from tests.builders import RULES, TOKEN, Bank, Clock, a_light_order, an_order
from tests.storage.orders import paid
from tests.vendors import FakeVendor


@pytest.mark.parametrize(
    ("total", "worth"),
    [
        (naira(100), naira(50)),
        (naira(5_000), naira(50)),
        (naira("12345.67"), Money(12_345)),
        (naira(20_000), naira(200)),
        (naira(500_000), naira(200)),
    ],
)
def test_an_apology_is_one_percent_within_bounds(total: Money, worth: Money) -> None:
    assert apology_for(total, RULES.apology) == worth


class TestADeadlineThatWasMissed:
    async def test_is_made_up_for_once(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(60_000))
        vendor.will_answer(Unresolved("ReadTimeout"))
        vendor.will_say(Unresolved("pending"))
        payment = await paid(payments, an_order(ada, naira(50_000)))

        for _ in range(4):
            clock.later(hours=24)
            await payments.advance(payment.id)

        wallet, cashback, held = await bank.balances(ada)
        assert (wallet, cashback, held) == (naira(10_000), naira(200), naira(50_000))
        assert await payments.apology(payment) == naira(200)
        assert await bank.of_the_house(HouseAccount.APOLOGY_EXPENSE) == -naira(200)
        assert [key for key in await bank.notices(ada) if "apology" in key] == [
            f"payment-apology:{payment.id}"
        ]

    async def test_is_made_up_for_although_the_money_comes_back(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(Unresolved("ReadTimeout"))
        vendor.will_say(Unresolved("pending"))
        payment = await paid(payments, an_order(ada, naira(500)))

        clock.later(hours=25)  # nobody was at work for an hour too long
        await payments.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.RELEASED
        assert await bank.balances(ada) == (naira(1_000), naira(50), ZERO)

    async def test_is_made_up_for_although_the_value_comes(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(6_000))
        vendor.will_answer(Unresolved("ReadTimeout"))
        vendor.will_say(Delivered(naira(4_900), Delivery(tokens=(TOKEN,))))
        payment = await paid(payments, a_light_order(ada, naira(5_000)))

        clock.later(hours=25)
        await payments.advance(payment.id)

        settled = await bank.payment(payment.id)
        assert settled.status is PaymentStatus.DELIVERED
        assert await payments.apology(payment) == naira("50.80")  # 1 % of ₦5,000 with its fee and VAT

    async def test_costs_nothing_when_it_is_kept(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(Unresolved("ReadTimeout"))
        vendor.will_say(Unresolved("pending"))
        payment = await paid(payments, an_order(ada, naira(500)))

        clock.later(hours=24)
        await payments.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.RELEASED
        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)

    async def test_costs_no_more_than_a_day_has(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        rules = replace(RULES, apology=replace(RULES.apology, budget_per_day=naira(120)))
        poor = replace(payments, rules=rules)
        ada = await bank.customer(wallet=naira(5_000))
        vendor.will_answer(*(Unresolved("ReadTimeout") for _ in range(5)))
        vendor.will_say(Unresolved("pending"))
        ids = [(await paid(poor, an_order(ada, naira(500), to=f"080311100{n:02}"))).id for n in range(5)]

        clock.later(hours=25)
        await asyncio.gather(*(poor.advance(payment_id) for payment_id in ids))

        assert await bank.of_the_house(HouseAccount.APOLOGY_EXPENSE) == -naira(100)


class TestADeadlineThatComesNear:
    async def test_calls_a_person_in_time_where_no_rule_may_decide(
        self, bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(60_000))
        vendor.will_answer(Unresolved("ReadTimeout"), Unresolved("ReadTimeout"))
        vendor.will_say(Unresolved("pending"))
        large = await paid(payments, an_order(ada, naira(20_001)))
        small = await paid(payments, an_order(ada, naira(20_000), to="08031110000"))

        clock.later(hours=19, minutes=59)
        await asyncio.gather(payments.advance(large.id), payments.advance(small.id))
        assert await bank.cases() == ()

        clock.later(minutes=1)
        await asyncio.gather(payments.advance(large.id), payments.advance(small.id))
        await payments.advance(large.id)

        assert await bank.cases() == (f"deadline-near:{large.id}",)
        assert [key for key in await bank.notices(None) if large.id in key] == [
            f"staff-case:deadline-near:{large.id}"
        ]
        assert (await bank.payment(large.id)).deadline_at == large.deadline_at
