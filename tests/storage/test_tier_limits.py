"""A tier's day holds whoever spends it, at once and from anywhere: bills, people, banks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from domain import withdrawal_steps
from domain.account_steps import RaiseTier
from domain.approvals import Approval
from domain.banks import Bank as BankOfPeople
from domain.banks import BankAccount
from domain.customers import Customer
from domain.errors import Refusal
from domain.limits import OverDailyLimit
from domain.money import ZERO, Money, naira
from domain.paying import Payments
from domain.withdrawals import WithdrawalSheet
from storage.database import Database
from tests.builders import NOON, RULES, Bank, a_sheet, an_order, approved, new_id
from tests.transfers import Sending

AT_ONCE = 64
FITS = 3  # of what is spent here into the day of tier 1
AMOUNT = naira(15_000)
DAY = RULES.tiers[1].daily_outflow
SPENT = naira(45_000)
RICH = naira(299_000)  # so that it is the limit which refuses, not the balance


def pay(payments: Payments, ada: Customer, n: int) -> Awaitable[Any]:
    """Pay a bill, each to another line."""
    sheet = a_sheet(an_order(ada, AMOUNT, to=f"0803{n:07d}"))
    return payments.accept(sheet, approved(sheet), card=None, now=NOON)


def send(database: Database, ada: Customer, to: Customer) -> Awaitable[Any]:
    """Send it to somebody."""
    return Sending(database).send(ada, to, AMOUNT)


def withdraw(database: Database, ada: Customer) -> Awaitable[Any]:
    """Send it to her bank."""
    fee = RULES.withdrawals.fee(AMOUNT)
    sheet = WithdrawalSheet(
        id=new_id(),
        customer_id=ada.id,
        to=BankAccount(BankOfPeople("057", "Zenith Bank"), "0123456789", "OBI ADA"),
        amount=AMOUNT,
        fee=fee,
        vat=fee.share_half_up(RULES.vat_basis_points),
        stamp_duty=RULES.withdrawals.stamp_duty,
        expires_at=NOON + RULES.sheet_open_for,
        account_key="00",
        account_is_new=False,
    )
    approval = Approval(ada.id, sheet.hash, NOON)
    return database.money.apply(withdrawal_steps.Accept(sheet, approval, "paystack", RULES, None, NOON))


async def outcomes(*asked: Awaitable[Any]) -> tuple[int, list[Refusal]]:
    """Return how many were accepted, and why the others were not."""
    ended = await asyncio.gather(*asked, return_exceptions=True)
    assert [each for each in ended if isinstance(each, BaseException) and not isinstance(each, Refusal)] == []
    refused = [each for each in ended if isinstance(each, Refusal)]
    return len(ended) - len(refused), refused


async def left_and_gone(bank: Bank, ada: Customer) -> tuple[Money, Money]:
    """Return what the day counted, and what is not in her wallet any more."""
    accounts = await bank.accounts(ada)
    return accounts.usage.outflow, RICH - accounts.wallet


class TestTheDayOfATier:
    async def test_takes_what_fits_of_64_bills_at_once_in_two_processes(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments
    ) -> None:
        ada = await bank.customer("Ada Obi", wallet=RICH, tier=1)

        accepted, refused = await outcomes(
            *(pay((payments, payments_elsewhere)[n % 2], ada, n) for n in range(AT_ONCE))
        )

        assert accepted == FITS
        assert {type(each) for each in refused} == {OverDailyLimit}
        assert await bank.balances(ada) == (RICH - SPENT, ZERO, SPENT)
        assert (await bank.accounts(ada)).usage.outflow == SPENT

    @pytest.mark.parametrize("attempt", range(3))
    async def test_is_one_for_bills_people_and_banks(
        self,
        bank: Bank,
        database: Database,
        elsewhere: Database,
        payments: Payments,
        payments_elsewhere: Payments,
        attempt: int,
    ) -> None:
        ada = await bank.customer("Ada Obi", wallet=RICH, tier=1)
        musa = await bank.customer("Musa")
        ways = (
            lambda n: pay(payments, ada, n),
            lambda n: send(elsewhere, ada, musa),
            lambda n: withdraw(database, ada),
            lambda n: pay(payments_elsewhere, ada, n),
            lambda n: send(database, ada, musa),
            lambda n: withdraw(elsewhere, ada),
        )

        accepted, refused = await outcomes(*(ways[(n + attempt) % len(ways)](n) for n in range(AT_ONCE)))

        assert accepted == FITS
        assert {type(each) for each in refused} == {OverDailyLimit}
        counted, gone = await left_and_gone(bank, ada)
        assert counted == gone <= DAY

    async def test_is_larger_from_the_moment_that_the_tier_is_raised(
        self, bank: Bank, database: Database, payments: Payments, payments_elsewhere: Payments
    ) -> None:
        ada = await bank.customer("Ada Obi", wallet=RICH, tier=1)
        await outcomes(*(pay(payments_elsewhere, ada, n) for n in range(4)))

        await database.money.apply(RaiseTier(ada.id, 2))
        accepted, refused = await outcomes(
            *(pay((payments, payments_elsewhere)[n % 2], ada, n) for n in range(10, 10 + AT_ONCE))
        )

        assert accepted == RULES.tiers[2].daily_outflow.kobo // AMOUNT.kobo - FITS
        assert {type(each) for each in refused} == {OverDailyLimit}
