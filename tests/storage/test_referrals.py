"""Referrals: the reward comes after the first bill that counts has stayed paid, once, and not for oneself."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from domain.customers import Customer
from domain.ledger import HouseAccount
from domain.money import ZERO, Money, naira
from domain.paying import Payments
from domain.payment_outcomes import Resolve
from domain.payments import Payment
from domain.referrals import NotInReview, Referrals, ReferralStatus
from domain.vendors import Reversed
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, an_order, delivered
from tests.storage.orders import paid
from tests.vendors import FakeVendor

REWARD = RULES.referrals.reward
A_WEEK = RULES.referrals.held_for
A_BILL = RULES.referrals.least_bill


@pytest.fixture
def referrals(database: Database, clock: Clock) -> Referrals:
    """Referrals, in one process."""
    return Referrals(database, RULES, clock)


class Friends:
    """Ada, and whom she brings."""

    def __init__(self, bank: Bank, payments: Payments, vendor: FakeVendor, referrals: Referrals) -> None:
        self.bank, self.payments, self.vendor, self.referrals = bank, payments, vendor, referrals
        self.lines = iter(range(8_100_000_000, 8_200_000_000))

    async def brings(self, ada: Customer, name: str = "Bola") -> Customer:
        """Ada brings somebody with money."""
        friend = await self.bank.customer(name, wallet=naira(50_000))
        assert await self.referrals.join(friend.id, ada.referral_code, now=NOON)
        return friend

    async def pays(self, who: Customer, amount: Money = A_BILL, *, to: str | None = None) -> Payment:
        """Somebody has a bill delivered, of a line that nobody else pays for."""
        self.vendor.will_answer(delivered(amount))
        payment = await paid(self.payments, an_order(who, amount, to=to or f"0{next(self.lines)}"))
        await self.payments.advance(payment.id)
        return payment

    async def status(self, who: Customer) -> ReferralStatus | None:
        """How far the referral of somebody is."""
        async with self.referrals.storage.look() as books:
            found = await books.referrals.get(who.id)
        return found.status if found is not None else None


@pytest.fixture
def friends(bank: Bank, payments: Payments, vendor: FakeVendor, referrals: Referrals) -> Friends:
    """Ada, and whom she brings."""
    return Friends(bank, payments, vendor, referrals)


@pytest.fixture
async def ada(bank: Bank) -> Customer:
    """Who brings the others."""
    return await bank.customer("Ada", wallet=naira(10_000))


class TestTheReward:
    async def test_comes_a_week_after_the_first_bill_that_counts(
        self, bank: Bank, friends: Friends, referrals: Referrals, clock: Clock, ada: Customer
    ) -> None:
        bola = await friends.brings(ada)
        await friends.pays(bola, naira("999.99"))
        await referrals.sweep()
        assert await friends.status(bola) is ReferralStatus.WAITING

        await friends.pays(bola, naira(1_000))
        await referrals.sweep()
        assert await friends.status(bola) is ReferralStatus.HELD
        clock.now = NOON + A_WEEK - timedelta(microseconds=1)
        await referrals.sweep()
        assert (await bank.balances(ada))[1] == ZERO

        clock.now = NOON + A_WEEK
        await referrals.sweep()
        await referrals.sweep()

        assert (await bank.balances(ada))[1] == REWARD
        assert await friends.status(bola) is ReferralStatus.REWARDED
        assert await bank.of_the_house(HouseAccount.REFERRAL_EXPENSE) == -REWARD
        assert [key.partition(":")[0] for key in await bank.notices(ada) if "referral" in key] == [
            "referral-held",
            "referral-rewarded",
        ]

    async def test_comes_once_for_a_friend_however_many_bills_she_pays(
        self, bank: Bank, friends: Friends, referrals: Referrals, clock: Clock, ada: Customer
    ) -> None:
        bola = await friends.brings(ada)
        for _ in range(3):
            await friends.pays(bola)
            await referrals.sweep()
        for _ in range(3):
            clock.later(days=8)
            await referrals.sweep()

        assert (await bank.balances(ada))[1] == REWARD

    async def test_comes_once_when_two_processes_give_it_at_once(
        self,
        bank: Bank,
        friends: Friends,
        referrals: Referrals,
        elsewhere: Database,
        clock: Clock,
        ada: Customer,
    ) -> None:
        for n in range(4):
            await friends.pays(await friends.brings(ada, f"Friend {n}"))
        there = Referrals(elsewhere, RULES, clock)

        await asyncio.gather(*(each.sweep() for each in (referrals, there) * 3))
        clock.later(days=8)
        await asyncio.gather(*(each.sweep() for each in (referrals, there) * 3))

        assert (await bank.balances(ada))[1] == Money(4 * REWARD.kobo)

    async def test_waits_for_the_next_bill_when_the_first_is_refunded(
        self,
        bank: Bank,
        friends: Friends,
        payments: Payments,
        vendor: FakeVendor,
        referrals: Referrals,
        clock: Clock,
        ada: Customer,
    ) -> None:
        bola = await friends.brings(ada)
        first = await friends.pays(bola)
        await referrals.sweep()
        await refund(bank, first)
        clock.later(days=8)
        await referrals.sweep()
        assert await friends.status(bola) is ReferralStatus.WAITING
        assert (await bank.balances(ada))[1] == ZERO

        clock.now = NOON
        await friends.pays(bola)
        await referrals.sweep()
        clock.later(days=8)
        await referrals.sweep()

        assert (await bank.balances(ada))[1] == REWARD


class TestTheMonth:
    async def test_has_twenty_and_the_rest_come_with_the_next(
        self, bank: Bank, friends: Friends, referrals: Referrals, clock: Clock, ada: Customer
    ) -> None:
        most = RULES.referrals.most_a_month
        for n in range(most + 2):
            await friends.pays(await friends.brings(ada, f"Friend {n}"))
        await referrals.sweep()
        clock.now = NOON + A_WEEK
        await referrals.sweep()
        await referrals.sweep()
        assert (await bank.balances(ada))[1] == Money(most * REWARD.kobo)

        december = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)  # midnight in Lagos
        clock.now = december - timedelta(microseconds=1)
        await referrals.sweep()
        assert (await bank.balances(ada))[1] == Money(most * REWARD.kobo)
        clock.now = december
        await referrals.sweep()

        assert (await bank.balances(ada))[1] == Money((most + 2) * REWARD.kobo)


class TestOneself:
    async def test_cannot_be_brought(self, referrals: Referrals, ada: Customer) -> None:
        assert not await referrals.join(ada.id, ada.referral_code, now=NOON)
        assert not await referrals.join(ada.id, "NOBODY99", now=NOON)

    async def test_is_brought_by_one_only(
        self, bank: Bank, friends: Friends, referrals: Referrals, ada: Customer
    ) -> None:
        other = await bank.customer("Chidi")
        bola = await friends.brings(ada)
        await referrals.join(bola.id, other.referral_code, now=NOON)

        assert await referrals.get(ada.id, bola.id) is not None
        assert await referrals.get(other.id, bola.id) is None

    async def test_is_not_paid_for_by_others(
        self, bank: Bank, friends: Friends, referrals: Referrals, clock: Clock, ada: Customer
    ) -> None:
        """The bill is for the referrer's own line, her meter, or for that of another friend of hers."""
        own_line, own_meter = ada.phone.national, "08155550000"
        await friends.pays(ada, naira(100), to=own_meter)
        suspects = [await friends.brings(ada, f"Friend {n}") for n in range(4)]
        await friends.pays(suspects[0], to=own_line)
        await friends.pays(suspects[1], to=own_meter)
        await friends.pays(suspects[2], to="08166660000")
        await referrals.sweep()
        await friends.pays(suspects[3], to="08166660000")
        await referrals.sweep()

        statuses = [await friends.status(each) for each in suspects]
        review, held = ReferralStatus.REVIEW, ReferralStatus.HELD
        assert statuses == [review, review, held, review]
        assert sum(case.startswith("referral-review") for case in await bank.cases()) == 3

        clock.later(days=8)
        await referrals.review(suspects[0].id, approves=True, now=clock())
        await referrals.review(suspects[1].id, approves=False, now=clock())
        await referrals.sweep()

        assert (await bank.balances(ada))[1] == Money(2 * REWARD.kobo) + naira(1)  # and of her own bill
        assert await friends.status(suspects[1]) is ReferralStatus.DECLINED
        with pytest.raises(NotInReview):
            await referrals.review(suspects[1].id, approves=True, now=clock())


async def refund(bank: Bank, payment: Payment) -> None:
    """The vendor takes a delivery back."""
    resolve = Resolve(payment.id, payment.customer_id, 1, 0, Reversed(), timedelta(seconds=30), RULES, NOON)
    await bank.database.money.apply(resolve)
