"""Promo codes: each gives what it says, to whom it says, once, and never more than its budget."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.customers import Customer
from domain.errors import Refusal
from domain.ledger import HouseAccount
from domain.money import ZERO, Money, naira
from domain.paying import Payments
from domain.promo_codes import (
    PromoCode,
    PromoCodes,
    PromoCodeTaken,
    PromoExpired,
    PromoForNewcomers,
    PromoNeedsBill,
    PromoUsedBefore,
    PromoUsedUp,
    UnknownPromoCode,
)
from storage.database import Database
from tests.builders import NOON, Bank, an_order, delivered
from tests.storage.orders import paid
from tests.vendors import FakeVendor

WELCOME = PromoCode(
    id="WELCOME200",
    reward=naira(200),
    budget=naira(1_000),
    per_customer=1,
    made_at=NOON,
    expires_at=NOON + timedelta(days=30),
)


@pytest.fixture
async def promos(database: Database) -> PromoCodes:
    """Promo codes, of which there is one."""
    promos = PromoCodes(database)
    await promos.make(WELCOME)
    return promos


async def uses(
    promos: PromoCodes, who: Customer, code: str = "WELCOME200", *, at: str = "message-1"
) -> Money:
    """Let somebody use a code."""
    return await promos.use(who.id, code, try_key=at, now=NOON)


async def has_paid(payments: Payments, vendor: FakeVendor, who: Customer, amount: Money) -> None:
    """Let somebody have a bill delivered."""
    vendor.will_answer(delivered(amount))
    await payments.advance((await paid(payments, an_order(who, amount))).id)


class TestACode:
    async def test_gives_what_it_says_into_the_cashback(self, bank: Bank, promos: PromoCodes) -> None:
        ada = await bank.customer()

        assert await uses(promos, ada, " welcome-200 ") == naira(200)

        assert await bank.balances(ada) == (ZERO, naira(200), ZERO)
        assert await bank.of_the_house(HouseAccount.PROMO_EXPENSE) == -naira(200)

    async def test_gives_once_to_a_customer(self, bank: Bank, promos: PromoCodes) -> None:
        ada = await bank.customer()
        await uses(promos, ada)

        with pytest.raises(PromoUsedBefore):
            await uses(promos, ada, at="message-2")

        assert await bank.balances(ada) == (ZERO, naira(200), ZERO)

    async def test_says_the_same_when_the_same_message_comes_again(
        self, bank: Bank, promos: PromoCodes
    ) -> None:
        ada = await bank.customer()

        assert [await uses(promos, ada) for _ in range(3)] == [naira(200)] * 3

        assert await bank.balances(ada) == (ZERO, naira(200), ZERO)

    async def test_may_be_good_for_some_times(self, bank: Bank, promos: PromoCodes) -> None:
        await promos.make(replace(WELCOME, id="TWICE", per_customer=2))
        ada = await bank.customer()

        await uses(promos, ada, "twice", at="message-1")
        await uses(promos, ada, "twice", at="message-2")
        with pytest.raises(PromoUsedBefore):
            await uses(promos, ada, "twice", at="message-3")

        assert await bank.balances(ada) == (ZERO, naira(400), ZERO)

    @pytest.mark.parametrize("typed", ["WELCOME", "", "x", "💡💡💡", "WELCOME200; DROP TABLE", "W" * 30])
    async def test_is_not_guessed(self, bank: Bank, promos: PromoCodes, typed: str) -> None:
        ada = await bank.customer()

        with pytest.raises(UnknownPromoCode):
            await uses(promos, ada, typed)

    async def test_ends_on_its_moment(self, bank: Bank, promos: PromoCodes) -> None:
        ada, end = await bank.customer(), WELCOME.expires_at

        with pytest.raises(PromoExpired):
            await promos.use(ada.id, WELCOME.id, try_key="1", now=end)
        assert await promos.use(
            ada.id, WELCOME.id, try_key="2", now=end - timedelta(microseconds=1)
        ) == naira(200)

    async def test_is_ended_by_staff(self, bank: Bank, promos: PromoCodes) -> None:
        ada = await bank.customer()
        await promos.end("welcome200", now=NOON)

        with pytest.raises(PromoExpired):
            await uses(promos, ada)
        with pytest.raises(UnknownPromoCode):
            await promos.end("NOBODY", now=NOON)

    async def test_is_made_once_and_not_changed_by_making_another(self, promos: PromoCodes) -> None:
        assert await promos.make(replace(WELCOME, made_at=NOON + timedelta(days=1))) == WELCOME

        with pytest.raises(PromoCodeTaken):
            await promos.make(replace(WELCOME, reward=naira(500)))


class TestACodeWithConditions:
    async def test_may_need_a_bill_of_some_size(
        self, bank: Bank, promos: PromoCodes, payments: Payments, vendor: FakeVendor
    ) -> None:
        await promos.make(replace(WELCOME, id="PAYER", least_bill=naira(1_000)))
        ada = await bank.customer(wallet=naira(5_000))
        await has_paid(payments, vendor, ada, naira(999))

        with pytest.raises(PromoNeedsBill) as refusal:
            await uses(promos, ada, "PAYER")
        assert refusal.value.least == naira(1_000)

        await has_paid(payments, vendor, ada, naira(1_000))
        assert await uses(promos, ada, "PAYER") == naira(200)

    async def test_may_be_for_newcomers(
        self, bank: Bank, promos: PromoCodes, payments: Payments, vendor: FakeVendor
    ) -> None:
        await promos.make(replace(WELCOME, id="NEW", for_newcomers=True))
        ada, bola = await bank.customer("Ada", wallet=naira(5_000)), await bank.customer("Bola")
        await has_paid(payments, vendor, ada, naira(100))

        with pytest.raises(PromoForNewcomers):
            await uses(promos, ada, "NEW")
        assert await uses(promos, bola, "NEW") == naira(200)

    async def test_may_be_for_the_first_bill(
        self, bank: Bank, promos: PromoCodes, payments: Payments, vendor: FakeVendor
    ) -> None:
        await promos.make(replace(WELCOME, id="FIRST", for_newcomers=True, least_bill=naira(1_000)))
        ada = await bank.customer(wallet=naira(5_000))

        with pytest.raises(PromoNeedsBill):
            await uses(promos, ada, "FIRST")
        await has_paid(payments, vendor, ada, naira(1_000))

        assert await uses(promos, ada, "FIRST") == naira(200)


class TestTheBudget:
    async def test_is_given_to_the_last_kobo_and_no_further(self, bank: Bank, promos: PromoCodes) -> None:
        people = [await bank.customer(f"Person {n}") for n in range(6)]
        for person in people[:5]:
            await uses(promos, person)

        with pytest.raises(PromoUsedUp):
            await uses(promos, people[5])

        assert await bank.of_the_house(HouseAccount.PROMO_EXPENSE) == -WELCOME.budget

    async def test_holds_however_many_try_at_once_in_two_processes(
        self, bank: Bank, promos: PromoCodes, elsewhere: Database
    ) -> None:
        people = [await bank.customer(f"Person {n}") for n in range(16)]
        there = PromoCodes(elsewhere)

        tries = await asyncio.gather(
            *(
                uses(place, person, at=f"message-{n}")
                for n, place in enumerate((promos, there))
                for person in people
            ),
            return_exceptions=True,
        )

        given = [each for each in tries if isinstance(each, Money)]
        assert len(given) == 5
        assert all(isinstance(each, Money | PromoUsedUp | PromoUsedBefore) for each in tries)
        assert await bank.of_the_house(HouseAccount.PROMO_EXPENSE) == -WELCOME.budget
        assert all([(await bank.balances(each))[1] <= naira(200) for each in people])

    async def test_is_not_touched_by_a_refusal(self, bank: Bank, promos: PromoCodes) -> None:
        ada = await bank.customer()
        await uses(promos, ada)
        for n in range(5):
            with pytest.raises(Refusal):
                await uses(promos, ada, at=f"again-{n}")

        assert await bank.of_the_house(HouseAccount.PROMO_EXPENSE) == -naira(200)
