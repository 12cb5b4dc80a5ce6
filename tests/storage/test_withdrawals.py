"""Withdrawals on real databases: looked up, held once, agreed to, stopped."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from domain.account_checks import TooManyAccountChecks
from domain.approvals import WrongApproval
from domain.bank_accounts import BankAccounts
from domain.banks import Bank, NotYourBankAccount
from domain.ledger import InsufficientFunds
from domain.limits import OverDailyLimit
from domain.money import ZERO, naira
from domain.paying import Payments
from domain.payments import SheetExpired, TooLateToCancel
from domain.payouts import (
    HolderFound,
    PaidOut,
)
from domain.withdrawals import (
    OwnWithdrawal,
    WithdrawalDecided,
    WithdrawalsOff,
    WithdrawalStatus,
)
from domain.withdrawing import Withdrawals
from storage.database import Database
from tests.builders import NOON, RULES, Clock, a_sheet, an_order, approved
from tests.builders import Bank as TheBank
from tests.storage.payouts import (
    OWN,
    ZENITH,
    FakePayouts,
    a_withdrawal_of,
    accepted,
    ada_obi,
    sent,
    yes_to,
)


@pytest.fixture
def payouts() -> FakePayouts:
    return FakePayouts()


@pytest.fixture
def withdrawals(database: Database, payouts: FakePayouts, clock: Clock) -> Withdrawals:
    return Withdrawals(database, payouts, RULES, clock, is_on=True)


@pytest.fixture
def bank_accounts(database: Database, payouts: FakePayouts) -> BankAccounts:
    return BankAccounts(database, payouts, RULES, is_on=True)


class TestAccepting:
    async def test_holds_the_amount_with_its_fee_vat_and_duty(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(20_000))

        withdrawal = await accepted(withdrawals, ada, naira(10_000), clock)

        assert withdrawal.total == naira("10076.88")  # 25 of fee, 1.88 of VAT, 50 of stamp duty
        assert await bank.balances(ada) == (naira("9923.12"), ZERO, naira("10076.88"))

    async def test_handed_in_twice_holds_once(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        sheet = await a_withdrawal_of(withdrawals, ada, naira(1_000), now=clock)

        both = await asyncio.gather(
            *(withdrawals.accept(sheet, yes_to(sheet), card=None, now=clock()) for _ in range(16))
        )

        assert len({each.id for each in both}) == 1
        assert (await bank.balances(ada))[2] == naira("1010.75")

    async def test_needs_the_consent_to_exactly_this_sheet(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        shown = await a_withdrawal_of(withdrawals, ada, naira(1_000), now=clock)
        for changed in (
            replace(shown, amount=naira(9_000)),
            replace(shown, to=replace(OWN, number="9999999999")),
            replace(shown, to=replace(OWN, bank=Bank("044", "Zenith Bank"))),
            replace(shown, fee=ZERO),
        ):
            with pytest.raises(WrongApproval):
                await withdrawals.accept(changed, yes_to(shown), card=None, now=clock())

        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)

    async def test_counts_against_the_limits_of_the_day(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await bank.customer("Ada Obi", wallet=naira(200_000), tier=1)
        await accepted(withdrawals, ada, naira(45_000), clock)

        with pytest.raises(OverDailyLimit):
            await accepted(withdrawals, ada, naira(5_000), clock)

    async def test_refuses_what_is_not_there_too_late_or_switched_off(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        with pytest.raises(InsufficientFunds):
            await accepted(withdrawals, ada, naira(10_000), clock)
        sheet = await a_withdrawal_of(withdrawals, ada, naira(1_000), now=clock)
        with pytest.raises(WithdrawalsOff):
            await replace(withdrawals, is_on=False).accept(sheet, yes_to(sheet), card=None, now=clock())
        clock.later(minutes=3)
        with pytest.raises(SheetExpired):
            await withdrawals.accept(sheet, yes_to(sheet), card=None, now=clock())

        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)

    async def test_and_a_payment_at_once_spend_the_money_once(
        self, withdrawals: Withdrawals, payments: Payments, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(1_200))
        sheet, order = (
            await a_withdrawal_of(withdrawals, ada, naira(1_000), now=clock),
            a_sheet(an_order(ada, naira(1_000))),
        )

        outcomes = await asyncio.gather(
            withdrawals.accept(sheet, yes_to(sheet), card=None, now=clock()),
            payments.accept(order, approved(order), card=None, now=clock()),
            return_exceptions=True,
        )

        assert [type(each) for each in outcomes].count(InsufficientFunds) == 1
        wallet, _, held = await bank.balances(ada)
        assert wallet + held == naira(1_200)


class TestALargeOne:
    AMOUNT = naira(150_000)

    async def test_waits_held_with_a_case_and_is_not_sent(
        self, withdrawals: Withdrawals, payouts: FakePayouts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(200_000))
        withdrawal = await accepted(withdrawals, ada, self.AMOUNT, clock)

        await withdrawals.advance(withdrawal.id)

        assert payouts.asked_for == []
        assert (await bank.balances(ada))[2] == withdrawal.total
        assert f"withdrawal-approval:{withdrawal.id}" in await bank.cases()

    async def test_goes_when_another_person_agrees(
        self, withdrawals: Withdrawals, payouts: FakePayouts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(200_000))
        withdrawal = await accepted(withdrawals, ada, self.AMOUNT, clock)
        payouts.answers = [PaidOut()]

        await withdrawals.approve(withdrawal.id, by="chidi", by_customer_id=None, now=clock())
        after = await withdrawals.advance(withdrawal.id)

        assert after is not None
        assert (after.status, after.decided_by) == (WithdrawalStatus.PAID, "chidi")

    async def test_is_not_ones_own_to_agree_to(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(200_000))
        withdrawal = await accepted(withdrawals, ada, self.AMOUNT, clock)

        with pytest.raises(OwnWithdrawal):
            await withdrawals.approve(withdrawal.id, by="ada", by_customer_id=ada.id, now=clock())

    async def test_is_decided_once(self, withdrawals: Withdrawals, bank: TheBank, clock: Clock) -> None:
        ada = await ada_obi(bank, naira(200_000))
        withdrawal = await accepted(withdrawals, ada, self.AMOUNT, clock)
        await withdrawals.refuse(withdrawal.id, by="chidi", by_customer_id=None, now=clock())
        await withdrawals.refuse(withdrawal.id, by="chidi", by_customer_id=None, now=clock())

        with pytest.raises(WithdrawalDecided):
            await withdrawals.approve(withdrawal.id, by="bola", by_customer_id=None, now=clock())

        assert await bank.balances(ada) == (naira(200_000), ZERO, ZERO)

    async def test_comes_back_when_nobody_agrees_in_time(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(200_000))
        withdrawal = await accepted(withdrawals, ada, self.AMOUNT, clock)
        clock.later(hours=25)
        assert withdrawal.id in await withdrawals.due(now=clock(), limit=10)

        after = await withdrawals.advance(withdrawal.id)

        assert after is not None
        assert (after.status, after.reason) == (WithdrawalStatus.RELEASED, "not-approved")
        assert await bank.balances(ada) == (naira(200_000), ZERO, ZERO)


class TestStoppingIt:
    async def test_works_until_it_is_sent(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        first = await accepted(withdrawals, ada, naira(1_000), clock)
        await withdrawals.cancel(ada.id, first.id, now=clock())
        second = await sent(withdrawals, ada, clock, 1_000)

        with pytest.raises(TooLateToCancel):
            await withdrawals.cancel(ada.id, second.id, now=clock())

        assert (await bank.balances(ada))[2] == second.total


class TestLookingAccountsUp:
    async def test_says_no_to_another_name_and_calls_a_person_at_the_second(
        self, bank_accounts: BankAccounts, payouts: FakePayouts, bank: TheBank
    ) -> None:
        ada = await ada_obi(bank)
        payouts.holder_is = HolderFound("CHUKWUEMEKA DANJUMA")
        for place in range(2):
            assert (await bank.cases() == ()) is True, place
            with pytest.raises(NotYourBankAccount):
                await bank_accounts.look_up(ada, ZENITH, "0123456789", now=NOON)

        assert any(case.startswith(f"bank-name-mismatch:{ada.id}") for case in await bank.cases())

    async def test_is_possible_so_often_a_day(self, bank_accounts: BankAccounts, bank: TheBank) -> None:
        ada = await ada_obi(bank)
        for _ in range(RULES.withdrawals.account_checks_per_day):
            await bank_accounts.look_up(ada, ZENITH, "0123456789", now=NOON)

        with pytest.raises(TooManyAccountChecks):
            await bank_accounts.look_up(ada, ZENITH, "0123456789", now=NOON)

    async def test_remembers_them_sealed(
        self, withdrawals: Withdrawals, bank_accounts: BankAccounts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        await accepted(withdrawals, ada, naira(1_000), clock)
        await accepted(withdrawals, ada, naira(1_000), clock)

        assert [account for _, account in await bank_accounts.accounts_of(ada)] == [OWN]
        assert await bank_accounts.accounts_of(replace(ada, name="Bola Ade")) == ()
