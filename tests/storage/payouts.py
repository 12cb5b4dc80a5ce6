"""A company that pays out, told what will happen, and withdrawals in a few words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from domain.approvals import Approval
from domain.banks import Bank, BankAccount
from domain.customers import Customer
from domain.money import Money, naira
from domain.one_time_codes import Purpose, StepUp
from domain.payouts import (
    BankUnreachable,
    HolderFound,
    HolderOutcome,
    PayoutOutcome,
    PayoutRequest,
    PayoutUnderWay,
    VerifiedPayout,
)
from domain.withdrawals import (
    Withdrawal,
    WithdrawalSheet,
)
from domain.withdrawing import Withdrawals
from tests.builders import NOON, Clock, new_id
from tests.builders import Bank as TheBank

ZENITH = Bank("057", "Zenith Bank")
OWN = BankAccount(ZENITH, "0123456789", "OBI ADA")
UNDER_WAY = PayoutUnderWay("pending")
HERS = HolderFound("OBI ADA")
CODE_LASTS = timedelta(minutes=10)


@dataclass
class FakePayouts:
    """The company that pays out, told what will happen."""

    name: str = "paystack"
    patience: timedelta = timedelta(seconds=50)
    answers: list[PayoutOutcome] = field(default_factory=list)
    words: list[VerifiedPayout] = field(default_factory=list)
    asked_for: list[PayoutRequest] = field(default_factory=list)
    asked_about: list[str] = field(default_factory=list)
    holder_is: HolderOutcome = HERS
    crashes: bool = False

    async def banks(self) -> tuple[Bank, ...] | BankUnreachable:
        return (ZENITH,)

    async def holder(self, bank: Bank, number: str) -> HolderOutcome:
        return self.holder_is

    async def pay_out(self, request: PayoutRequest) -> PayoutOutcome:
        self.asked_for.append(request)
        if self.crashes:
            raise KeyboardInterrupt
        return self.answers.pop(0) if self.answers else UNDER_WAY

    async def verify_payout(self, reference: str) -> VerifiedPayout:
        self.asked_about.append(reference)
        return self.words.pop(0) if self.words else UNDER_WAY


async def ada_obi(bank: TheBank, wallet: Money = naira(10_000)) -> Customer:  # noqa: B008 - a value
    return await bank.customer("Ada Obi", wallet=wallet)


def yes_to(sheet: WithdrawalSheet) -> Approval:
    return Approval(sheet.customer_id, sheet.hash, NOON)


def a_code_for(sheet: WithdrawalSheet) -> StepUp | None:
    """Return the one-time code that it wants, if it wants one."""
    if not sheet.wants_code:
        return None
    return StepUp(
        sheet.customer_id, Purpose.NEW_BANK_ACCOUNT, sheet.code_is_about, sheet.expires_at + CODE_LASTS
    )


async def a_withdrawal_of(
    withdrawals: Withdrawals, ada: Customer, amount: Money, *, now: Clock
) -> WithdrawalSheet:
    return await withdrawals.draw_sheet(new_id(), ada, OWN, amount, now=now())


async def accepted(withdrawals: Withdrawals, ada: Customer, amount: Money, clock: Clock) -> Withdrawal:
    sheet = await a_withdrawal_of(withdrawals, ada, amount, now=clock)
    return await withdrawals.accept(sheet, yes_to(sheet), step_up=a_code_for(sheet), card=None, now=clock())


async def sent(withdrawals: Withdrawals, ada: Customer, clock: Clock, amount: int = 6_000) -> Withdrawal:
    withdrawal = await accepted(withdrawals, ada, naira(amount), clock)
    after = await withdrawals.advance(withdrawal.id)
    assert after is not None
    return after


async def asked_again(withdrawals: Withdrawals, withdrawal: Withdrawal, clock: Clock) -> Withdrawal:
    clock.later(hours=2)
    after = await withdrawals.advance(withdrawal.id)
    assert after is not None
    return after
