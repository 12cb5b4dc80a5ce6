"""The smart cart: it finishes by itself when the money is there, exactly as it was approved, once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from domain.approvals import Approval, WrongApproval
from domain.carts import Cart, Carts, CartState
from domain.customers import Customer
from domain.money import ZERO, Money, naira
from domain.one_time_codes import StepUp
from domain.paying import Payments
from domain.payments import Payment, PaymentStatus
from domain.quotes import Sheet
from storage.database import Database
from tests.builders import RULES, Bank, Clock, a_sheet, an_order, approved, new_id
from tests.vendors import FakeVendor


@pytest.fixture
def carts(database: Database, payments: Payments, clock: Clock) -> Carts:
    """Keeping orders until there is money for them."""
    return Carts(database, payments, RULES, clock)


async def a_cart(carts: Carts, customer: Customer, amount: Money = naira(500)) -> Cart:  # noqa: B008 - a value
    """Keep an order that lacks money, with the consent that a right PIN would give."""
    drawn = a_sheet(an_order(customer, amount))
    sheet = carts.sheet_for(drawn.order, drawn.quote, now=carts.clock())
    return await carts.keep(sheet, Approval(customer.id, sheet.hash, carts.clock()), card=None)


async def due(carts: Carts) -> tuple[str, ...]:
    return await carts.due(now=carts.clock(), limit=10)


class TestACart:
    async def test_waits_for_money_and_finishes_by_itself(
        self, bank: Bank, carts: Carts, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(100))
        cart = await a_cart(carts, ada)
        assert await due(carts) == ()

        clock.later(minutes=59)
        await bank.top_up(ada, naira(400))
        assert await due(carts) == (ada.id,)
        payment = await carts.take_on(ada.id)

        assert payment is not None
        assert payment.id == cart.sheet.order.id
        assert await bank.balances(ada) == (ZERO, ZERO, naira(500))
        assert await due(carts) == ()
        assert await carts.of(ada.id) is None

    async def test_is_paid_once_however_many_take_it_on(
        self, bank: Bank, carts: Carts, elsewhere: Database
    ) -> None:
        ada = await bank.customer(wallet=naira(2_000))
        await a_cart(carts, ada)
        there = replace(carts, storage=elsewhere, payments=replace(carts.payments, storage=elsewhere))

        await asyncio.gather(*((carts, there)[n % 2].take_on(ada.id) for n in range(8)))

        assert await bank.balances(ada) == (naira(1_500), ZERO, naira(500))

    async def test_stays_as_long_as_there_is_too_little(self, bank: Bank, carts: Carts) -> None:
        ada = await bank.customer(wallet=naira("499.99"))
        await a_cart(carts, ada)

        assert await carts.take_on(ada.id) is None

        kept = await carts.of(ada.id)
        assert kept is not None
        assert kept.state is CartState.WAITING

    async def test_goes_back_to_the_customer_when_its_hour_is_over(
        self, bank: Bank, carts: Carts, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(100))
        cart = await a_cart(carts, ada)

        clock.later(minutes=60)
        await bank.top_up(ada, naira(400))
        assert await due(carts) == (ada.id,)
        assert await carts.take_on(ada.id) is None
        assert await carts.take_on(ada.id) is None

        kept = await carts.of(ada.id)
        assert kept is not None
        assert kept.state is CartState.BACK
        assert await due(carts) == ()
        assert f"cart-back:{cart.sheet.order.id}" in await bank.notices(ada)
        assert await bank.balances(ada) == (naira(500), ZERO, ZERO)

    async def test_goes_back_when_the_customer_has_paid_just_this_by_herself_meanwhile(
        self, bank: Bank, carts: Carts, payments: Payments, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(400), cashback=naira(100))
        cart = await a_cart(carts, ada)
        clock.later(minutes=1)
        hers = a_sheet(replace(cart.sheet.order, id=new_id()), cashback=naira(100), now=clock())
        paid = await payments.accept(hers, approved(hers), card=None, now=clock())
        await payments.advance(paid.id)
        await bank.top_up(ada, naira(1_000))

        assert await carts.take_on(ada.id) is None

        kept = await carts.of(ada.id)
        assert kept is not None
        assert kept.state is CartState.BACK
        assert f"cart-back:{cart.sheet.order.id}" in await bank.notices(ada)
        assert (await bank.balances(ada))[0] == naira(1_000)

    async def test_is_finished_although_the_same_was_paid_before_it_was_approved(
        self, bank: Bank, carts: Carts, payments: Payments, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(500))
        before = a_sheet(an_order(ada, naira(500)))
        paid = await payments.accept(before, approved(before), card=None, now=clock())
        await payments.advance(paid.id)
        clock.later(minutes=1)
        await a_cart(carts, ada)
        await bank.top_up(ada, naira(500))

        assert await carts.take_on(ada.id) is not None

    async def test_that_the_customer_takes_back_is_not_paid(self, bank: Bank, carts: Carts) -> None:
        ada = await bank.customer(wallet=naira(500))
        cart = await a_cart(carts, ada)

        assert await carts.take_back(cart)

        assert await carts.take_on(ada.id) is None
        assert await bank.balances(ada) == (naira(500), ZERO, ZERO)

    async def test_can_not_be_taken_back_while_it_is_being_paid(self, bank: Bank, carts: Carts) -> None:
        """Nobody is told that nothing was charged, and charged the moment after."""
        ada = await bank.customer(wallet=naira(500))
        cart = await a_cart(carts, ada)
        taken_back: list[bool] = []

        @dataclass(frozen=True)
        class Slowly(Payments):
            async def accept(
                self,
                sheet: Sheet,
                approval: Approval,
                *,
                step_up: StepUp | None = None,
                card: int | None,
                now: datetime,
            ) -> Payment:
                taken_back.append(await carts.take_back(cart))
                return await carts.payments.accept(sheet, approval, step_up=step_up, card=card, now=now)

        first = carts.payments
        slowly = Slowly(first.storage, first.vendors, first.rules, first.clock)
        payment = await replace(carts, payments=slowly).take_on(ada.id)

        assert taken_back == [False]
        assert payment is not None

    async def test_is_finished_by_the_next_process_when_one_dies_while_paying(
        self, bank: Bank, database: Database, carts: Carts
    ) -> None:
        ada = await bank.customer(wallet=naira(500))
        cart = await a_cart(carts, ada)
        async with database.begin() as books:
            assert await books.carts.claim(ada.id, cart.sheet.order.id)

        assert await due(carts) == (ada.id,)
        assert await carts.take_on(ada.id) is not None

    async def test_needs_consent_to_exactly_this(self, bank: Bank, carts: Carts, clock: Clock) -> None:
        ada = await bank.customer()
        sheet = a_sheet(an_order(ada, naira(500)))
        dearer = a_sheet(replace(sheet.order, amount=naira(600)))

        with pytest.raises(WrongApproval):
            await carts.keep(dearer, Approval(ada.id, sheet.hash, clock()), card=None)
        assert await carts.of(ada.id) is None

    async def test_gives_way_to_a_newer_one(self, bank: Bank, carts: Carts) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        await a_cart(carts, ada, naira(500))
        newer = await a_cart(carts, ada, naira(700))

        payment = await carts.take_on(ada.id)

        assert payment is not None
        assert payment.id == newer.sheet.order.id
        assert payment.status is PaymentStatus.ACCEPTED
        assert await bank.balances(ada) == (naira(4_300), ZERO, naira(700))
