"""What the PIN alone does not take out: a code for a new bank account, a second person for a lot in a day."""

from __future__ import annotations

import asyncio

import pytest

from domain.controls import AccountFrozen, Freeze, FreezeReason
from domain.customers import Customer
from domain.freezing import FreezeWallet
from domain.money import Money, naira
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.payouts import PaidBack, PaidOut
from domain.withdrawals import Withdrawal, WithdrawalSheet, WithdrawalStatus
from domain.withdrawing import Withdrawals
from storage.database import Database
from tests.builders import RULES, Bank, Clock
from tests.storage.payouts import (
    CODE_LASTS,
    FakePayouts,
    a_code_for,
    a_withdrawal_of,
    accepted,
    ada_obi,
    asked_again,
    sent,
    yes_to,
)

CODE_ABOVE = RULES.transfers.code_above
PART = Money(CODE_ABOVE.kobo // 2)
APPROVAL_ABOVE = RULES.withdrawals.approval_above
ONE = naira(1_000)


@pytest.fixture
def payouts() -> FakePayouts:
    return FakePayouts()


@pytest.fixture
def withdrawals(database: Database, payouts: FakePayouts, clock: Clock) -> Withdrawals:
    return Withdrawals(database, payouts, RULES, clock, is_on=True)


@pytest.fixture
async def ada(bank: Bank) -> Customer:
    return await ada_obi(bank, naira(400_000))


async def by_pin_alone(withdrawals: Withdrawals, ada: Customer, amount: Money, clock: Clock) -> Withdrawal:
    sheet = await a_withdrawal_of(withdrawals, ada, amount, now=clock)
    return await withdrawals.accept(sheet, yes_to(sheet), card=None, now=clock())


async def was_paid(withdrawals: Withdrawals, payouts: FakePayouts, ada: Customer, clock: Clock) -> Withdrawal:
    payouts.answers = [PaidOut(None)]
    return await sent(withdrawals, ada, clock)


def a_code(sheet: WithdrawalSheet, about: str) -> StepUp:
    return StepUp(sheet.customer_id, Purpose.NEW_BANK_ACCOUNT, about, sheet.expires_at + CODE_LASTS)


class TestANewAccount:
    async def test_gets_up_to_the_bound_by_the_pin_alone(
        self, withdrawals: Withdrawals, ada: Customer, clock: Clock
    ) -> None:
        assert (await by_pin_alone(withdrawals, ada, CODE_ABOVE, clock)).amount == CODE_ABOVE

    async def test_gets_more_only_with_a_code_for_just_that(
        self, withdrawals: Withdrawals, bank: Bank, ada: Customer, clock: Clock
    ) -> None:
        sheet = await a_withdrawal_of(withdrawals, ada, CODE_ABOVE + ONE, now=clock)
        assert sheet.wants_code
        for given in (None, a_code(sheet, ""), a_code(sheet, f"{sheet.account_key}:{ONE.kobo}")):
            with pytest.raises(StepUpNeeded):
                await withdrawals.accept(sheet, yes_to(sheet), step_up=given, card=None, now=clock())
        assert (await bank.accounts(ada)).held.kobo == 0

        taken = await withdrawals.accept(
            sheet, yes_to(sheet), step_up=a_code_for(sheet), card=None, now=clock()
        )

        assert taken.amount == CODE_ABOVE + ONE

    async def test_wants_a_code_for_the_part_that_passes_the_bound_with_the_others(
        self, withdrawals: Withdrawals, ada: Customer, clock: Clock
    ) -> None:
        for _ in range(2):
            await by_pin_alone(withdrawals, ada, PART, clock)

        with pytest.raises(StepUpNeeded):
            await by_pin_alone(withdrawals, ada, ONE, clock)
        await accepted(withdrawals, ada, ONE, clock)
        clock.later(hours=24)

        assert not (await a_withdrawal_of(withdrawals, ada, CODE_ABOVE, now=clock)).wants_code

    async def test_wants_a_code_however_many_sheets_were_drawn_before(
        self, withdrawals: Withdrawals, ada: Customer, clock: Clock
    ) -> None:
        sheets = [await a_withdrawal_of(withdrawals, ada, PART, now=clock) for _ in range(8)]
        assert not any(sheet.wants_code for sheet in sheets)

        ended = await asyncio.gather(
            *(withdrawals.accept(each, yes_to(each), card=None, now=clock()) for each in sheets),
            return_exceptions=True,
        )

        assert [type(each) for each in ended].count(StepUpNeeded) == 6

    async def test_counts_no_more_what_came_back(
        self, withdrawals: Withdrawals, ada: Customer, clock: Clock
    ) -> None:
        first = await by_pin_alone(withdrawals, ada, CODE_ABOVE, clock)
        await withdrawals.cancel(ada.id, first.id, now=clock())

        again = await by_pin_alone(withdrawals, ada, CODE_ABOVE, clock)

        assert again.status is WithdrawalStatus.ACCEPTED

    async def test_is_new_until_a_day_after_money_got_there(
        self, withdrawals: Withdrawals, payouts: FakePayouts, ada: Customer, clock: Clock
    ) -> None:
        await was_paid(withdrawals, payouts, ada, clock)
        clock.later(hours=23)
        assert (await a_withdrawal_of(withdrawals, ada, CODE_ABOVE + ONE, now=clock)).wants_code

        clock.later(hours=1)

        assert (await by_pin_alone(withdrawals, ada, CODE_ABOVE + ONE, clock)).amount == CODE_ABOVE + ONE

    async def test_stays_new_if_the_bank_sent_the_money_back(
        self, withdrawals: Withdrawals, payouts: FakePayouts, ada: Customer, clock: Clock
    ) -> None:
        paid = await was_paid(withdrawals, payouts, ada, clock)
        payouts.words = [PaidBack()]
        await asked_again(withdrawals, paid, clock)
        clock.later(hours=24)

        assert (await a_withdrawal_of(withdrawals, ada, CODE_ABOVE + ONE, now=clock)).wants_code


class TestALotInADay:
    async def test_waits_for_a_second_person_from_the_one_that_passes_the_bound(
        self, withdrawals: Withdrawals, ada: Customer, clock: Clock
    ) -> None:
        first = await accepted(withdrawals, ada, APPROVAL_ABOVE - ONE, clock)
        second = await accepted(withdrawals, ada, ONE, clock)
        sheet = await a_withdrawal_of(withdrawals, ada, ONE, now=clock)
        third = await accepted(withdrawals, ada, ONE, clock)

        assert {first.status, second.status} == {WithdrawalStatus.ACCEPTED}
        assert sheet.needs_approval
        assert third.status is WithdrawalStatus.AWAITING_APPROVAL

    async def test_waits_only_once_however_many_were_asked_for_at_once(
        self, withdrawals: Withdrawals, ada: Customer, clock: Clock
    ) -> None:
        half = Money(APPROVAL_ABOVE.kobo // 2)
        sheets = [await a_withdrawal_of(withdrawals, ada, half, now=clock) for _ in range(3)]

        ended = await asyncio.gather(
            *(
                withdrawals.accept(each, yes_to(each), step_up=a_code_for(each), card=None, now=clock())
                for each in sheets
            )
        )

        assert [each.status for each in ended].count(WithdrawalStatus.AWAITING_APPROVAL) == 1

    async def test_is_over_a_day_later(self, withdrawals: Withdrawals, ada: Customer, clock: Clock) -> None:
        await accepted(withdrawals, ada, APPROVAL_ABOVE, clock)
        clock.later(hours=24)

        assert (await accepted(withdrawals, ada, ONE, clock)).status is WithdrawalStatus.ACCEPTED


class TestAFrozenWallet:
    async def test_is_refused_before_anything_is_asked(
        self, withdrawals: Withdrawals, database: Database, ada: Customer, clock: Clock
    ) -> None:
        await database.money.apply(FreezeWallet(ada.id, Freeze(FreezeReason.PANIC, clock())))

        with pytest.raises(AccountFrozen):
            await withdrawals.check_may_leave(ada.id, now=clock())
        with pytest.raises(AccountFrozen):
            await a_withdrawal_of(withdrawals, ada, ONE, now=clock)
