"""Sending money to people: from whom it is for to the thanks, and what happens by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.approvals import Approval
from domain.cases import CaseKind
from domain.claim_steps import CancelClaim, Claim, ReturnUnclaimed
from domain.customers import Customer
from domain.errors import NotAllowed
from domain.money import Money
from domain.notices import Notice, NoticeKind
from domain.one_time_codes import StepUp
from domain.payees import Payee
from domain.recall_steps import AnswerRecall, AskBack, ReportTransfer
from domain.risk_watch import LINK, Outgoing, RiskWatch
from domain.rules import Rules
from domain.storage import Storage
from domain.transfer_steps import Deliver, Send, Undo, check_amount, check_may_receive
from domain.transfers import (
    ANYBODY,
    RECEIVED,
    MeantFor,
    NoSuchClaim,
    OwnWallet,
    TooLateToRecall,
    Transfer,
    TransferSheet,
    TransferStatus,
)
from domain.wallets import AccountStore


class TransferStore(Protocol):
    """Transfers outside the money path."""

    async def get(self, transfer_id: str) -> Transfer | None:
        """Return a transfer."""
        ...

    async def by_claim(self, code: str) -> Transfer | None:
        """Return the transfer behind a claim link."""
        ...

    async def newest(
        self, customer_id: str, *, limit: int, before: str | None = None
    ) -> tuple[Transfer, ...]:
        """Return what a customer sent and received, newest first, older than the id `before`."""
        ...

    async def first_received_at(self, sender_id: str, receiver_id: str) -> datetime | None:
        """Return when somebody first got money from a sender; None if she never did."""
        ...

    async def sent_without_code(
        self, sender_id: str, receiver_id: str | None, *, since: datetime, most: Money
    ) -> Money:
        """Return what somebody sent to another since then, or by links, in transfers of `most` each."""
        ...

    async def payees(self, sender_id: str, *, limit: int) -> Sequence[str]:
        """Return the customers to whom somebody sent money, the one of the newest transfer first."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the ids of the transfers with which something happens by itself now."""
        ...


class NoticeStore(Protocol):
    """Where messages are owed."""

    async def add(self, notice: Notice) -> None:
        """Owe a message. The same key again changes nothing."""
        ...


class CustomerStore(Protocol):
    """Who the receivers are."""

    async def by_id(self, customer_id: str) -> Customer | None:
        """Return a customer."""
        ...


class TransferBooks(Protocol):
    """What sending needs from one transaction."""

    @property
    def transfers(self) -> TransferStore:
        """The transfers."""
        ...

    @property
    def accounts(self) -> AccountStore:
        """The balances."""
        ...

    @property
    def customers(self) -> CustomerStore:
        """The customers."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages."""
        ...


@dataclass(frozen=True)
class Transfers:
    """Sending money from customer to customer."""

    storage: Storage[TransferBooks]
    rules: Rules
    watch: RiskWatch | None = None  # None: nobody looks whether a transfer is unusual

    async def draw(
        self,
        transfer_id: str,
        sender_id: str,
        payee: Payee | None,
        amount: Money,
        *,
        claim_code: str | None = None,
        meant_for: MeantFor = ANYBODY,
        now: datetime,
    ) -> TransferSheet:
        """Return the sheet of a transfer. `payee` None: it is sent by a link with that code.

        What the wallets can bear is decided when it is sent; what can be known before is said before.

        :raises TransferTooSmall, TransferTooLarge, OwnWallet, CannotReceive, TransfersOff, AccountFrozen:
        :raises HeldForReview, ReviewRefused: if a person looks at it first, or did not let it pass
        """
        rules = self.rules.transfers
        check_amount(amount, self.rules)
        if payee is not None and payee.customer_id == sender_id:
            raise OwnWallet
        async with self.storage.look() as books:
            accounts = await books.accounts.of(sender_id)
            accounts.controls.check_transfers(now)
            first_at = None
            if payee is not None:
                check_may_receive(await books.accounts.of(payee.customer_id), amount, self.rules, now=now)
                first_at = await books.transfers.first_received_at(sender_id, payee.customer_id)
            # Many small ones are a large one.
            before = await books.transfers.sent_without_code(
                sender_id,
                payee.customer_id if payee is not None else None,
                since=now - rules.payee_is_new_for,
                most=rules.code_above,
            )
        is_new = first_at is None or now < first_at + rules.payee_is_new_for
        wants_code = is_new and before + amount > rules.code_above
        concern = None
        if self.watch is not None:
            to = payee.customer_id if payee is not None else LINK
            concern = await self.watch.transfer(
                Outgoing(transfer_id, sender_id, amount, to),
                accounts,
                is_new=is_new,
                wants_code=wants_code,
                now=now,
            )
        return TransferSheet(
            id=transfer_id,
            sender_id=sender_id,
            amount=amount,
            expires_at=now + self.rules.sheet_open_for,
            receiver_id=payee.customer_id if payee is not None else None,
            shown_name=payee.name if payee is not None else None,
            cools=payee is not None and is_new and amount > rules.cools_above,
            wants_code=wants_code or concern is not None,
            claim_code=claim_code if payee is None else None,
            meant_for=meant_for if payee is None else ANYBODY,
            concern=concern,
        )

    async def send(
        self,
        sheet: TransferSheet,
        approval: Approval,
        *,
        step_up: StepUp | None = None,
        card: int | None,
        now: datetime,
    ) -> Transfer:
        """Send what a confirmed sheet says. Handed in twice, it is sent once.

        :raises StepUpNeeded: if it wants a one-time code, and none was given for just this
        :raises Refusal: whatever `Send` refuses; nothing moved
        """
        return await self.storage.money.apply(Send(sheet, approval, self.rules, card, now, step_up))

    async def take_back(self, sender_id: str, transfer_id: str, *, now: datetime) -> Transfer:
        """Undo a transfer that is not delivered, or cancel a link that nobody claimed.

        :raises NotAllowed: if it is not the sender's own
        :raises TooLateToUndo: if somebody has it
        """
        transfer = await self._own(sender_id, transfer_id)
        command = CancelClaim if transfer.by_link else Undo
        return await self.storage.money.apply(command(transfer_id, sender_id, now))

    async def behind(self, code: str, *, now: datetime) -> Transfer:
        """Return what waits behind a claim link.

        :raises NoSuchClaim: if nothing does
        """
        async with self.storage.look() as books:
            transfer = await books.transfers.by_claim(code)
        is_open = transfer is not None and transfer.due_at is not None and now < transfer.due_at
        if transfer is None or transfer.status is not TransferStatus.WAITING or not is_open:
            raise NoSuchClaim
        return transfer

    async def claim(self, customer: Customer, code: str, *, now: datetime) -> Transfer:
        """Take what waits behind a claim link.

        :raises NoSuchClaim, OwnWallet, ClaimForSomebodyElse: if it is not hers to take
        :raises NoRoomToClaim, CannotReceive, ClaimStandsStill: and it stays there
        """
        async with self.storage.look() as books:
            transfer = await books.transfers.by_claim(code)
        if transfer is None:
            raise NoSuchClaim
        return await self.storage.money.apply(
            Claim(
                transfer.id,
                transfer.sender_id,
                customer.id,
                customer.phone,
                customer.telegram_id,
                self.rules,
                now,
            )
        )

    async def ask_back(self, sender_id: str, transfer_id: str, *, now: datetime) -> Transfer:
        """Ask the receiver to give a transfer back.

        :raises NotAllowed, TooLateToRecall: and nobody is asked
        """
        transfer = await self._own(sender_id, transfer_id)
        if transfer.receiver_id is None:
            raise TooLateToRecall
        return await self.storage.money.apply(
            AskBack(transfer.id, sender_id, transfer.receiver_id, self.rules, now)
        )

    async def answer(self, receiver_id: str, transfer_id: str, *, agrees: bool, now: datetime) -> Transfer:
        """Do what the receiver says to being asked. The first answer holds.

        :raises NotAllowed, AccountFrozen: and nothing changes
        """
        transfer = await self.get(receiver_id, transfer_id)
        if transfer.receiver_id != receiver_id:
            raise NotAllowed
        return await self.storage.money.apply(
            AnswerRecall(transfer.id, transfer.sender_id, receiver_id, agrees, now)
        )

    async def report(self, customer_id: str, transfer_id: str, kind: CaseKind, *, now: datetime) -> Transfer:
        """Let a person of ours look at a transfer.

        :raises NotAllowed: if it is not the customer's to report
        """
        return await self.storage.money.apply(ReportTransfer(transfer_id, customer_id, kind, self.rules, now))

    async def thank(self, receiver_id: str, transfer_id: str, *, now: datetime) -> Transfer:
        """Let the sender know that the receiver says thanks, once."""
        transfer = await self.get(receiver_id, transfer_id)
        if transfer.receiver_id != receiver_id:
            raise NotAllowed
        kind = NoticeKind.TRANSFER_THANKS
        async with self.storage.begin() as books:
            await books.outbox.add(
                Notice(f"{kind.value}:{transfer.id}", kind, transfer.id, transfer.sender_id, now)
            )
        return transfer

    async def get(self, customer_id: str, transfer_id: str) -> Transfer:
        """Return a transfer that a customer sent, or that reached her.

        :raises NotAllowed: if there is none such
        """
        async with self.storage.look() as books:
            transfer = await books.transfers.get(transfer_id)
        if transfer is None:
            raise NotAllowed
        reached_her = transfer.receiver_id == customer_id and transfer.status in RECEIVED
        if transfer.sender_id != customer_id and not reached_her:
            raise NotAllowed
        return transfer

    async def history(
        self, customer_id: str, *, limit: int, before: str | None = None
    ) -> tuple[Transfer, ...]:
        """Return what a customer sent and received, newest first."""
        async with self.storage.look() as books:
            return await books.transfers.newest(customer_id, limit=limit, before=before)

    async def payees(self, sender_id: str, *, limit: int) -> tuple[Payee, ...]:
        """Return to whom a customer sent money, the newest first."""
        async with self.storage.look() as books:
            ids = await books.transfers.payees(sender_id, limit=limit)
            found = [await books.customers.by_id(each) for each in ids]
        return tuple(Payee.of(customer) for customer in found if customer is not None)

    async def was_paid(self, sender_id: str, payee: Payee) -> bool:
        """Return whether a customer has sent somebody money that arrived."""
        async with self.storage.look() as books:
            return await books.transfers.first_received_at(sender_id, payee.customer_id) is not None

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the ids of the transfers with which something happens by itself now."""
        async with self.storage.look() as books:
            return await books.transfers.due(now=now, limit=limit)

    async def take_on(self, transfer_id: str, *, now: datetime) -> None:
        """Do what happens with a transfer by itself now. Safe to repeat."""
        async with self.storage.look() as books:
            transfer = await books.transfers.get(transfer_id)
        if transfer is None:
            return
        sender_id, receiver_id = transfer.sender_id, transfer.receiver_id
        if transfer.status is TransferStatus.WAITING:
            await self.storage.money.apply(ReturnUnclaimed(transfer.id, sender_id, now))
        elif transfer.status is TransferStatus.COOLING and receiver_id is not None:
            await self.storage.money.apply(Deliver(transfer.id, sender_id, receiver_id, self.rules, now))
        elif transfer.status is TransferStatus.RECALLING and receiver_id is not None:
            await self.storage.money.apply(AnswerRecall(transfer.id, sender_id, receiver_id, None, now))

    async def _own(self, sender_id: str, transfer_id: str) -> Transfer:
        transfer = await self.get(sender_id, transfer_id)
        if transfer.sender_id != sender_id:
            raise NotAllowed
        return transfer
