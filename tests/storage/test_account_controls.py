"""What stops or narrows one customer's money holds from the moment it is set, in every process."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.account_steps import RaiseTier, SetFreeze, SetOwnLimit, SwitchTransfers
from domain.controls import UNCONTROLLED, AccountFrozen, Freeze, FreezeReason
from domain.errors import Refusal
from domain.freezing import FreezeWallet, NotHersToUnfreeze, UnfreezeWallet
from domain.limits import OverNewAccountLimit, OverOwnLimit
from domain.money import ZERO, naira
from domain.one_time_codes import StepUpNeeded
from domain.paying import Payments
from domain.payments import Payment
from domain.restricting import Restrict
from storage.database import Database
from tests.builders import NOON, RULES, Bank, a_sheet, an_order, approved
from tests.storage.orders import paid

PANIC = Freeze(FreezeReason.PANIC, NOON)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class TestAFrozenAccount:
    async def test_lets_no_payment_out(self, bank: Bank, database: Database, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        await database.money.apply(SetFreeze(ada.id, PANIC))

        with pytest.raises(AccountFrozen) as refusal:
            await paid(payments, an_order(ada))

        assert refusal.value.reason is FreezeReason.PANIC
        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)

    async def test_is_seen_by_a_process_that_remembers_it_otherwise(
        self, bank: Bank, database: Database, payments_elsewhere: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        await paid(payments_elsewhere, an_order(ada, naira(100)), advance=False)
        await database.money.apply(SetFreeze(ada.id, PANIC))

        with pytest.raises(AccountFrozen):
            await paid(payments_elsewhere, an_order(ada, naira(200)))

        assert await bank.balances(ada) == (naira(900), ZERO, naira(100))

    async def test_still_gives_back_what_was_not_delivered(
        self, bank: Bank, database: Database, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        payment = await paid(payments, an_order(ada), advance=False)
        await database.money.apply(SetFreeze(ada.id, PANIC))

        await payments.cancel(ada.id, payment.id, now=NOON)

        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)

    async def test_keeps_its_first_reason_unless_the_next_is_stronger(
        self, bank: Bank, database: Database
    ) -> None:
        ada = await bank.customer()
        risk = Freeze(FreezeReason.RISK, NOON + DAY)
        everything = replace(risk, money_in=True)
        for freeze, expected in (
            (PANIC, PANIC),
            (Freeze(FreezeReason.NOT_ME, NOON + DAY), PANIC),
            (risk, risk),
            (PANIC, risk),
            (Freeze(FreezeReason.STAFF, NOON + DAY + MINUTE, money_in=True), everything),
            (PANIC, everything),
            (None, None),
        ):
            await database.money.apply(SetFreeze(ada.id, freeze))
            assert (await bank.accounts(ada)).controls.freeze == expected

        assert (await bank.accounts(ada)).controls == UNCONTROLLED

    async def test_that_we_froze_too_is_not_let_go_on_by_her_who_froze_it_first(
        self, bank: Bank, database: Database
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        await database.money.apply(FreezeWallet(ada.id, PANIC))
        await database.money.apply(FreezeWallet(ada.id, Freeze(FreezeReason.STAFF, NOON + MINUTE)))

        with pytest.raises(NotHersToUnfreeze):
            await database.money.apply(UnfreezeWallet(ada.id, NOON + 2 * MINUTE))


class TestAFreezeThatEnds:
    async def test_stops_what_it_says_until_its_moment_and_not_longer(
        self, bank: Bank, database: Database, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        both = Freeze(FreezeReason.STAFF, NOON, money_in=True, until=NOON + DAY)

        await database.money.apply(SetFreeze(ada.id, both))

        controls = (await bank.accounts(ada)).controls
        with pytest.raises(AccountFrozen):
            await paid(payments, an_order(ada))
        assert controls.stops_money_in(NOON + DAY - MINUTE)
        assert controls.standing(NOON + DAY) is None

    async def test_does_not_end_hers_that_came_meanwhile(self, bank: Bank, database: Database) -> None:
        ada = await bank.customer()
        only_in = Freeze(FreezeReason.STAFF, NOON, money_in=True, money_out=False, until=NOON + DAY)
        await database.money.apply(SetFreeze(ada.id, only_in))
        assert not (await bank.accounts(ada)).controls.stops_money_out(NOON)

        await database.money.apply(FreezeWallet(ada.id, PANIC))

        controls = (await bank.accounts(ada)).controls
        assert controls.stops_money_out(NOON)
        assert controls.standing(NOON + DAY) == PANIC
        with pytest.raises(NotHersToUnfreeze):
            await database.money.apply(UnfreezeWallet(ada.id, NOON + MINUTE))
        assert await database.money.apply(UnfreezeWallet(ada.id, NOON + DAY))
        assert (await bank.accounts(ada)).controls == UNCONTROLLED

    async def test_makes_one_with_another_that_ends(self, bank: Bank, database: Database) -> None:
        ada = await bank.customer()
        for ends, money_in in ((NOON + DAY, True), (NOON + 2 * DAY, False)):
            freeze = Freeze(FreezeReason.STAFF, NOON, money_in, until=ends)
            await database.money.apply(SetFreeze(ada.id, freeze))

        standing = (await bank.accounts(ada)).controls.standing(NOON + DAY)

        assert standing == Freeze(FreezeReason.STAFF, NOON, money_in=True, until=NOON + 2 * DAY)


class TestALimitOfHerOwn:
    async def test_bounds_a_day_and_can_be_lifted(
        self, bank: Bank, database: Database, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        await database.money.apply(SetOwnLimit(ada.id, naira(600)))
        await paid(payments, an_order(ada, naira(500)), advance=False)

        with pytest.raises(OverOwnLimit) as refusal:
            await paid(payments, an_order(ada, naira(101)))
        await database.money.apply(SetOwnLimit(ada.id, None))
        await paid(payments, an_order(ada, naira(101)), advance=False)

        assert refusal.value.left == naira(100)
        assert await bank.balances(ada) == (naira(4_399), ZERO, naira(601))

    async def test_is_told_where_it_is_raised_and_not_where_it_is_lowered(
        self, bank: Bank, database: Database
    ) -> None:
        ada = await bank.customer()
        for limit in (naira(600), naira(300)):
            await database.money.apply(SetOwnLimit(ada.id, limit, now=NOON))
        assert await bank.notices(ada) == []

        await database.money.apply(SetOwnLimit(ada.id, naira(400), now=NOON))
        await database.money.apply(SetOwnLimit(ada.id, None, now=NOON + MINUTE))

        told = await bank.notices(ada)
        assert [key.partition(":")[0] for key in told] == ["limit-raised"] * 2

    async def test_holds_when_many_come_at_once(
        self, bank: Bank, database: Database, payments: Payments, payments_elsewhere: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(100_000))
        await database.money.apply(SetOwnLimit(ada.id, naira(300)))
        lines = [f"0803{number:07}" for number in range(64)]

        async def pay(number: int, line: str) -> Payment | Refusal:
            sheet = a_sheet(an_order(ada, naira(100), to=line))
            service = (payments, payments_elsewhere)[number % 2]
            try:
                return await service.accept(sheet, approved(sheet), card=None, now=NOON)
            except OverOwnLimit as refusal:
                return refusal

        outcomes = await asyncio.gather(*(pay(number, line) for number, line in enumerate(lines)))

        assert sum(isinstance(outcome, Payment) for outcome in outcomes) == 3
        assert await bank.balances(ada) == (naira(99_700), ZERO, naira(300))

    async def test_that_was_set_a_moment_ago_is_not_loosened_by_who_did_not_see_it(
        self, bank: Bank, database: Database
    ) -> None:
        ada = await bank.customer()
        await database.money.apply(SetOwnLimit(ada.id, naira(300)))
        await database.money.apply(SwitchTransfers(ada.id, off=True))

        for command in (
            SetOwnLimit(ada.id, naira(301), may_loosen=False),
            SetOwnLimit(ada.id, None, may_loosen=False),
            SwitchTransfers(ada.id, off=False, may_loosen=False),
        ):
            with pytest.raises(StepUpNeeded):
                await database.money.apply(command)
        await database.money.apply(SetOwnLimit(ada.id, naira(299), may_loosen=False))

        controls = (await bank.accounts(ada)).controls
        assert controls.own_daily_outflow == naira(299)
        assert controls.transfers_off


class TestHoursOfCaution:
    async def test_begin_with_nothing_spent_when_the_last_ones_are_over(
        self, bank: Bank, database: Database, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(50_000), restricted_until=NOON + DAY)
        await paid(payments, an_order(ada, naira(15_000)), advance=False)

        await database.money.apply(Restrict(ada.id, RULES, NOON))
        with pytest.raises(OverNewAccountLimit):
            await paid(payments, an_order(ada, naira(5_001)))
        await database.money.apply(Restrict(ada.id, RULES, NOON + DAY))

        accounts = await bank.accounts(ada)
        assert accounts.restricted_until == NOON + 2 * DAY
        assert accounts.usage.restricted_outflow == ZERO
        assert accounts.usage.outflow == naira(15_000)

    async def test_are_not_widened_by_what_comes_back_from_before(
        self, bank: Bank, database: Database, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(50_000))
        before = await paid(payments, an_order(ada, naira(10_000)), advance=False)
        await database.money.apply(Restrict(ada.id, RULES, NOON + MINUTE))
        sheet = a_sheet(an_order(ada, naira(15_000), to="08031112222"), now=NOON + MINUTE)
        await payments.accept(sheet, replace(approved(sheet), given_at=NOON), card=None, now=NOON + MINUTE)

        await payments.cancel(ada.id, before.id, now=NOON + 2 * MINUTE)

        assert (await bank.accounts(ada)).usage.restricted_outflow == naira(15_000)

    async def test_never_end_earlier_for_others_that_begin(self, bank: Bank, database: Database) -> None:
        ada = await bank.customer(restricted_until=NOON + 2 * DAY)

        await database.money.apply(Restrict(ada.id, RULES, NOON))

        assert (await bank.accounts(ada)).restricted_until == NOON + 2 * DAY


class TestTheOtherControls:
    async def test_are_kept_beside_each_other(self, bank: Bank, database: Database) -> None:
        ada = await bank.customer(wallet=naira(100), tier=1)

        await database.money.apply(RaiseTier(ada.id, 2))
        await database.money.apply(RaiseTier(ada.id, 1))
        await database.money.apply(SwitchTransfers(ada.id, off=True))
        await database.money.apply(SetOwnLimit(ada.id, naira(1)))
        await database.money.apply(SetFreeze(ada.id, PANIC))

        accounts = await bank.accounts(ada)
        assert accounts.tier == 2
        assert accounts.controls.transfers_off
        assert accounts.controls.own_daily_outflow == naira(1)
        assert accounts.controls.freeze == PANIC
        assert accounts.wallet == naira(100)
        assert RULES.tiers[2].daily_outflow == naira(200_000)
