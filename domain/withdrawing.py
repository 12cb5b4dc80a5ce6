"""Withdrawing: from a bank account that is looked up to the money that is there, or back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.approvals import Approval
from domain.audit_log import Audited, Doing
from domain.bank_accounts import BankAccountStore
from domain.banks import (
    BankAccount,
    NotYourBankAccount,
    same_person,
)
from domain.customers import Customer
from domain.errors import NotAllowed
from domain.money import ZERO, Money
from domain.one_time_codes import StepUp
from domain.payouts import (
    PayoutGateway,
    PayoutRequest,
    VerifiedPayout,
)
from domain.recent_withdrawals import RecentWithdrawals, is_new
from domain.rules import Rules
from domain.staff import Act
from domain.storage import Storage
from domain.wallets import AccountStore
from domain.withdrawal_outcomes import MeetDeadline, Resolve
from domain.withdrawal_steps import Accept, Decide, GiveBack, Submit
from domain.withdrawals import (
    FENCE,
    HOLDING,
    IN_DOUBT,
    Withdrawal,
    WithdrawalSheet,
    WithdrawalsOff,
    WithdrawalStatus,
    WithdrawalTooLarge,
    WithdrawalTooSmall,
    read_reference,
)

_SENT_AS = "Vision wallet"


class WithdrawalStore(Protocol):
    """Withdrawals outside the money path: looked at, never changed."""

    async def get(self, withdrawal_id: str) -> Withdrawal | None:
        """Return a withdrawal."""
        ...

    async def newest(
        self, customer_id: str, *, limit: int, before: str | None = None
    ) -> tuple[Withdrawal, ...]:
        """Return a customer's withdrawals, newest first, older than the id `before`."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the withdrawals that are to be taken on now."""
        ...

    def key_of(self, customer_id: str, account: BankAccount) -> str:
        """Return by what a customer's bank account is known again. It tells nobody the number."""
        ...

    async def first_paid_at(self, customer_id: str, account_key: str) -> datetime | None:
        """Return when money first got to a bank account; None if it never did."""
        ...

    async def recent(self, customer_id: str) -> RecentWithdrawals:
        """Return what a customer withdrew lately."""
        ...


class WithdrawingBooks(Protocol):
    """What withdrawing needs from one transaction."""

    @property
    def accounts(self) -> AccountStore:
        """The balances."""
        ...

    @property
    def withdrawals(self) -> WithdrawalStore:
        """The withdrawals."""
        ...

    @property
    def bank_accounts(self) -> BankAccountStore:
        """The bank accounts."""
        ...


@dataclass(frozen=True)
class Withdrawals:
    """From "withdraw" to the money at the bank. Off, it takes nothing new, and ends what is under way."""

    storage: Storage[WithdrawingBooks]
    gateway: PayoutGateway
    rules: Rules
    clock: Callable[[], datetime]
    is_on: bool

    async def draw_sheet(
        self, withdrawal_id: str, customer: Customer, to: BankAccount, amount: Money, *, now: datetime
    ) -> WithdrawalSheet:
        """Return what a withdrawal costs, and whose word it needs beside the PIN.

        :raises WithdrawalsOff, WithdrawalTooSmall, WithdrawalTooLarge, NotYourBankAccount: instead
        :raises AccountFrozen: if no money may leave the wallet
        """
        rules = self.rules.withdrawals
        if not self.is_on:
            raise WithdrawalsOff
        if amount < rules.minimum:
            raise WithdrawalTooSmall(minimum=rules.minimum)
        if amount > rules.maximum:
            raise WithdrawalTooLarge(maximum=rules.maximum)
        if not same_person(customer.name, to.name):
            raise NotYourBankAccount(name=customer.name)
        async with self.storage.look() as books:
            (await books.accounts.of(customer.id)).controls.check_money_out(now)
            account_key = books.withdrawals.key_of(customer.id, to)
            first_paid_at = await books.withdrawals.first_paid_at(customer.id, account_key)
            recent = await books.withdrawals.recent(customer.id)
        account_is_new = is_new(first_paid_at, self.rules, now=now)
        fee = rules.fee(amount)
        return WithdrawalSheet(
            id=withdrawal_id,
            customer_id=customer.id,
            to=to,
            amount=amount,
            fee=fee,
            vat=fee.share_half_up(self.rules.vat_basis_points),
            stamp_duty=rules.stamp_duty if amount >= rules.stamp_duty_from else ZERO,
            expires_at=now + self.rules.sheet_open_for,
            account_key=account_key,
            account_is_new=account_is_new,
            wants_code=account_is_new and recent.wants_code(account_key, amount, self.rules, now=now),
            needs_approval=recent.needs_approval(amount, self.rules, now=now),
        )

    async def check_may_leave(self, customer_id: str, *, now: datetime) -> None:
        """Refuse before anything is asked what could not be withdrawn in the end.

        :raises WithdrawalsOff, AccountFrozen: if nothing can
        """
        if not self.is_on:
            raise WithdrawalsOff
        async with self.storage.look() as books:
            (await books.accounts.of(customer_id)).controls.check_money_out(now)

    async def accept(
        self,
        sheet: WithdrawalSheet,
        approval: Approval,
        *,
        step_up: StepUp | None = None,
        card: int | None,
        now: datetime,
    ) -> Withdrawal:
        """Accept a confirmed sheet and hold its money. Handed in twice, it is held once.

        :raises Refusal: whatever `Accept` refuses; nothing was held
        """
        if not self.is_on:
            raise WithdrawalsOff
        withdrawal = await self.storage.money.apply(
            Accept(sheet, approval, self.gateway.name, self.rules, card, now, step_up)
        )
        async with self.storage.begin() as books:
            await books.bank_accounts.put(sheet.customer_id, sheet.id, sheet.to, now=now)
        return withdrawal

    async def get(self, customer_id: str, withdrawal_id: str) -> Withdrawal:
        """Return one of a customer's own withdrawals.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        withdrawal = await self._get(withdrawal_id)
        if withdrawal is None or withdrawal.customer_id != customer_id:
            raise NotAllowed
        return withdrawal

    async def history(
        self, customer_id: str, *, limit: int, before: str | None = None
    ) -> tuple[Withdrawal, ...]:
        """Return a customer's withdrawals, newest first. `before`: an id, in the order of time."""
        async with self.storage.look() as books:
            return await books.withdrawals.newest(customer_id, limit=limit, before=before)

    async def cancel(self, customer_id: str, withdrawal_id: str, *, now: datetime) -> Withdrawal:
        """Give the money back while nothing was sent.

        :raises TooLateToCancel: if it was
        """
        await self.get(customer_id, withdrawal_id)
        return await self.storage.money.apply(GiveBack(withdrawal_id, customer_id, "cancelled", now))

    # --- staff ---------------------------------------------------------------------------------------

    async def for_staff(self, withdrawal_id: str) -> Withdrawal | None:
        """Return any withdrawal."""
        return await self._get(withdrawal_id)

    async def approve(
        self, withdrawal_id: str, *, by: str, by_customer_id: str | None, now: datetime
    ) -> Withdrawal:
        """Agree to a large withdrawal that somebody else asked for.

        :raises OwnWithdrawal, WithdrawalDecided: if it can't be agreed to, or no more
        """
        return await self._decide(withdrawal_id, by, by_customer_id, agrees=True, now=now)

    async def refuse(
        self, withdrawal_id: str, *, by: str, by_customer_id: str | None, now: datetime
    ) -> Withdrawal:
        """Refuse a large withdrawal. Its money goes back."""
        return await self._decide(withdrawal_id, by, by_customer_id, agrees=False, now=now)

    async def _decide(
        self, withdrawal_id: str, by: str, by_customer_id: str | None, *, agrees: bool, now: datetime
    ) -> Withdrawal:
        withdrawal = await self._get(withdrawal_id)
        if withdrawal is None:
            raise NotAllowed
        decide = Decide(withdrawal.id, withdrawal.customer_id, by, by_customer_id, agrees, self.rules, now)
        did = f"{Act.DECIDE_WITHDRAWAL.value}:{'approve' if agrees else 'refuse'}"
        doing = Doing(by, did, withdrawal.id, now, withdrawal.customer_id)
        decided: Withdrawal = await self.storage.money.apply(Audited(decide, doing))
        return decided

    # --- the worker ----------------------------------------------------------------------------------

    async def due(self, *, now: datetime, limit: int) -> Sequence[str]:
        """Return the withdrawals that are to be taken on now."""
        async with self.storage.look() as books:
            return await books.withdrawals.due(now=now, limit=limit)

    def hinted(self, reference: str) -> str | None:
        """Return whose transfer a reference names: it is worth a question now."""
        named = read_reference(reference)
        return named[0] if named is not None else None

    async def advance(self, withdrawal_id: str) -> Withdrawal | None:
        """Take a withdrawal one step on: send it, ask about it, or let its time be over."""
        now = self.clock()
        withdrawal = await self._get(withdrawal_id)
        if withdrawal is None:
            return None
        if withdrawal.status is WithdrawalStatus.AWAITING_APPROVAL:
            return await self.storage.money.apply(
                GiveBack(withdrawal.id, withdrawal.customer_id, "not-approved", now)
            )
        if now >= withdrawal.deadline_at and withdrawal.status in HOLDING:
            withdrawal = await self.storage.money.apply(
                MeetDeadline(withdrawal.id, withdrawal.customer_id, self.rules, now)
            )
        if withdrawal.status is WithdrawalStatus.ACCEPTED:
            return await self._send(withdrawal)
        in_flight = withdrawal.marked_at is not None and now < withdrawal.marked_at + FENCE
        if withdrawal.status is WithdrawalStatus.SUBMITTED and in_flight:
            return withdrawal  # Whoever marked it is sending it at this moment.
        if withdrawal.status in IN_DOUBT or withdrawal.status is WithdrawalStatus.PAID:
            return await self._ask(withdrawal)
        return withdrawal

    async def _send(self, withdrawal: Withdrawal) -> Withdrawal | None:
        """Mark a transfer, then send it. What a crash leaves between the two is only ever asked about."""
        marked = await self.storage.money.apply(
            Submit(withdrawal.id, withdrawal.customer_id, self.gateway.patience, self.clock())
        )
        if marked is None or marked.marked_at is None:
            return None
        if self.clock() >= marked.marked_at + FENCE:
            return marked  # The commit took so long that somebody may be asking about it already.
        outcome = await self.gateway.pay_out(
            PayoutRequest(marked.reference, marked.amount, marked.to, _SENT_AS)
        )
        return await self._resolve(marked, outcome)

    async def _ask(self, withdrawal: Withdrawal) -> Withdrawal:
        return await self._resolve(withdrawal, await self.gateway.verify_payout(withdrawal.reference))

    async def _resolve(self, asked: Withdrawal, outcome: VerifiedPayout) -> Withdrawal:
        return await self.storage.money.apply(
            Resolve(
                asked.id,
                asked.customer_id,
                asked.attempt,
                asked.questions,
                outcome,
                self.gateway.patience,
                self.rules,
                self.clock(),
            )
        )

    async def _get(self, withdrawal_id: str) -> Withdrawal | None:
        async with self.storage.look() as books:
            return await books.withdrawals.get(withdrawal_id)
