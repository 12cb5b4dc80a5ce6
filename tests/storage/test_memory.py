"""What one process remembers while another one writes: it may save a look, it may never mislead."""

from __future__ import annotations

import asyncio

import pytest

from domain.ledger import InsufficientFunds
from domain.limits import OverDailyLimit
from domain.money import ZERO, naira
from domain.paying import Payments
from domain.payments import AlreadyInFlight, Payment, PaymentStatus
from domain.quotes import Order
from domain.vendors import Rejected, Unresolved
from storage.database import Database
from tests.builders import NOON, Bank, Clock, a_sheet, an_order, approved, opened
from tests.vendors import FakeVendor


async def accept(payments: Payments, order: Order) -> Payment:
    """Accept an order as the customer would."""
    sheet = a_sheet(order)
    return await payments.accept(sheet, approved(sheet), card=None, now=NOON)


class TestWhatIsRemembered:
    async def test_of_an_empty_wallet_refuses_nobody_who_was_paid_since(
        self, bank: Bank, payments: Payments, elsewhere: Database
    ) -> None:
        ada = await bank.customer(wallet=naira(500))
        await accept(payments, an_order(ada, naira(500)))

        await Bank(elsewhere).top_up(ada, naira(300))

        payment = await accept(payments, an_order(ada, naira(300), to="08038888888"))
        assert payment.status is PaymentStatus.ACCEPTED

    async def test_of_a_full_wallet_lets_nobody_spend_what_is_gone(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(500))
        await accept(payments_elsewhere, an_order(ada, naira(400)))

        with pytest.raises(InsufficientFunds) as refusal:
            await accept(payments, an_order(ada, naira(200)))

        assert refusal.value.short_by == naira(100)

    async def test_of_a_payment_in_flight_blocks_nobody_once_it_is_over(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        payment = await accept(payments, an_order(ada))
        with pytest.raises(AlreadyInFlight):
            await accept(payments, an_order(ada))

        await payments_elsewhere.advance(payment.id)

        assert (await accept(payments, an_order(ada))).status is PaymentStatus.ACCEPTED

    async def test_of_no_payment_in_flight_lets_no_twin_through(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        await accept(payments, an_order(ada, naira(100)))
        await accept(payments_elsewhere, an_order(ada, naira(500)))

        with pytest.raises(AlreadyInFlight):
            await accept(payments, an_order(ada, naira(500)))

    async def test_of_a_used_up_day_forgets_what_came_back(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(60_000), tier=1)
        payment = await accept(payments, an_order(ada, naira(50_000)))
        with pytest.raises(OverDailyLimit):
            await accept(payments, an_order(ada, naira(100)))
        vendor.will_answer(Rejected("no"))

        await payments_elsewhere.advance(payment.id)

        assert (await accept(payments, an_order(ada, naira(100)))).status is PaymentStatus.ACCEPTED

    async def test_of_a_payment_that_a_hint_touched_is_not_written_over(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        vendor.will_answer(Unresolved("ReadTimeout"))
        vendor.will_say(Unresolved("pending"), Rejected("no"))
        payment = await accept(payments, an_order(ada))
        await payments.advance(payment.id)
        attempt = (await bank.payment(payment.id)).attempt
        assert attempt is not None

        for _ in range(2):
            await payments_elsewhere.hinted(attempt.request_id, now=clock.later(seconds=1))
            await payments.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.RELEASED
        assert await bank.balances(ada) == (naira(5_000), ZERO, ZERO)

    async def test_is_right_again_after_any_number_of_turns(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(2_000))
        for n in range(10):
            here, there = (payments, payments_elsewhere) if n % 2 else (payments_elsewhere, payments)
            payment = await accept(here, an_order(ada, naira(100 + n)))
            await there.advance(payment.id)

        assert await bank.balances(ada) == (naira(2_000 - 1_045), naira("10.45"), ZERO)

    async def test_is_little(self, monkeypatch: pytest.MonkeyPatch, postgres_url: str) -> None:
        monkeypatch.setattr("storage.money_cache.CUSTOMERS_MAXIMUM", 3)
        async with opened(postgres_url) as database:
            bank = Bank(database)
            people = [await bank.customer(f"Person {n}", wallet=naira(100)) for n in range(8)]
            for person in people:
                await bank.top_up(person, naira(50))

            assert [(await bank.accounts(person)).wallet for person in people] == [naira(150)] * 8
            assert await bank.problems() == []


class TestTwoProcesses:
    async def test_that_write_to_the_same_people_at_once_lose_nothing(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments
    ) -> None:
        people = [await bank.customer(f"Person {n}", wallet=naira(1_000)) for n in range(6)]

        async def buy(n: int) -> None:
            here, there = (payments, payments_elsewhere) if n % 2 else (payments_elsewhere, payments)
            payment = await accept(here, an_order(people[n % 6], naira(100), to=f"080311100{n:02}"))
            await there.advance(payment.id)

        await asyncio.gather(*(buy(n) for n in range(36)))

        for person in people:
            assert await bank.balances(person) == (naira(400), naira(6), ZERO)
