"""The commands of claim links: claiming, cancelling, and going back when nobody came."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain import transfer_entries as entries
from domain.crediting import has_room
from domain.money_books import MoneyBooks, Touches
from domain.notices import NoticeKind
from domain.phones import Phone
from domain.rules import Rules
from domain.transfer_steps import end_unsent, existing, pay_debt, tell_receiver, tell_sender
from domain.transfers import (
    CannotReceive,
    ClaimForSomebodyElse,
    ClaimStandsStill,
    NoRoomToClaim,
    NoSuchClaim,
    OwnWallet,
    TooLateToUndo,
    Transfer,
    TransferEvent,
    TransferStatus,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Take what waits behind a link. Whoever has the code is the first, and has proved her phone."""

    transfer_id: str
    sender_id: str
    claimer_id: str
    phone: Phone
    telegram_id: int
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The transfer, the one who claims it, and its sender: what she froze does not leave."""
        return Touches(
            customer_id=self.claimer_id,
            other_customer_id=self.sender_id,
            records=((Transfer, self.transfer_id),),
        )

    def decide(self, books: MoneyBooks) -> Transfer:
        """Return the transfer, delivered. Claimed again by the same customer, it is simply returned.

        :raises NoSuchClaim, OwnWallet, ClaimForSomebodyElse: if it is not hers to take
        :raises NoRoomToClaim, CannotReceive: if her wallet can't take it now; it stays where it is
        :raises ClaimStandsStill: if no money may leave the sender; it stays where it is
        """
        transfer, now = existing(books, self.transfer_id), self.now
        if transfer.receiver_id == self.claimer_id:
            return transfer
        is_over = transfer.due_at is None or now >= transfer.due_at
        if transfer.status is not TransferStatus.WAITING or is_over:
            raise NoSuchClaim
        if transfer.sender_id == self.claimer_id:
            raise OwnWallet
        if not transfer.meant_for.fits(self.phone, self.telegram_id):
            raise ClaimForSomebodyElse
        if books.accounts(transfer.sender_id).controls.stops_money_out(now):
            raise ClaimStandsStill
        accounts = books.accounts(self.claimer_id)
        if accounts.controls.standing(now) is not None:
            raise CannotReceive
        maximum = self.rules.tiers[accounts.tier].maximum_balance
        if maximum is not None and not has_room(accounts, transfer.amount, self.rules):
            raise NoRoomToClaim(maximum=maximum)
        claimed = replace(
            transfer.step(TransferEvent.CLAIM),
            receiver_id=self.claimer_id,
            delivered_at=now,
            ended_at=now,
            due_at=None,
        )
        books.post(entries.claim(claimed, now=now))
        pay_debt(books, claimed, now)
        books.save_record(claimed)
        tell_sender(books, NoticeKind.TRANSFER_DELIVERED, claimed, now)
        tell_receiver(books, NoticeKind.TRANSFER_RECEIVED, claimed, now)
        return claimed


@dataclass(frozen=True, slots=True)
class CancelClaim:
    """Take money back that nobody has claimed."""

    transfer_id: str
    sender_id: str
    now: datetime

    @property
    def touches(self) -> Touches:
        """The transfer and its sender."""
        return Touches(customer_id=self.sender_id, records=((Transfer, self.transfer_id),))

    def decide(self, books: MoneyBooks) -> Transfer:
        """Return the transfer, cancelled.

        :raises TooLateToUndo: if it was claimed
        """
        transfer = existing(books, self.transfer_id)
        if transfer.status is TransferStatus.CANCELLED:
            return transfer
        if transfer.status is not TransferStatus.WAITING:
            raise TooLateToUndo
        books.post(entries.unpark(transfer, now=self.now))
        return end_unsent(books, transfer, TransferEvent.CANCEL, self.now)


@dataclass(frozen=True, slots=True)
class ReturnUnclaimed:
    """Give money back whose link was open for long enough."""

    transfer_id: str
    sender_id: str
    now: datetime

    @property
    def touches(self) -> Touches:
        """The transfer and its sender."""
        return Touches(customer_id=self.sender_id, records=((Transfer, self.transfer_id),))

    def decide(self, books: MoneyBooks) -> Transfer:
        """Return the transfer as it is then. Too early, or over already: nothing changes."""
        transfer, now = existing(books, self.transfer_id), self.now
        is_due = transfer.due_at is not None and now >= transfer.due_at
        if transfer.status is not TransferStatus.WAITING or not is_due:
            return transfer
        books.post(entries.unpark(transfer, now=now))
        returned = end_unsent(books, transfer, TransferEvent.RETURN, now)
        tell_sender(books, NoticeKind.TRANSFER_RETURNED, returned, now)
        return returned
