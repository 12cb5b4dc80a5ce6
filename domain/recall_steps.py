"""The commands of asking a transfer back: what is unspent waits for the receiver's word.

Nothing is taken from her without it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain import transfer_entries as entries
from domain.cases import Case, CaseKind
from domain.errors import NotAllowed
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.rules import Rules
from domain.transfer_steps import existing, tell_receiver, tell_sender
from domain.transfers import RECEIVED, TooLateToRecall, Transfer, TransferEvent, TransferStatus


@dataclass(frozen=True, slots=True)
class AskBack:
    """Ask the receiver to give a transfer back. Once, and not long after it arrived."""

    transfer_id: str
    sender_id: str
    receiver_id: str
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The transfer and both customers."""
        return Touches(
            customer_id=self.sender_id,
            other_customer_id=self.receiver_id,
            records=((Transfer, self.transfer_id),),
        )

    def decide(self, books: MoneyBooks) -> Transfer:
        """Return the transfer, asked back.

        What is unspent is hers to know: the sender learns of it when she gives it back.

        :raises TooLateToRecall: if it was asked back before, or the time for it is over
        """
        transfer, now = existing(books, self.transfer_id), self.now
        if transfer.status is TransferStatus.RECALLING:
            return transfer
        arrived_at = transfer.delivered_at
        if transfer.status is not TransferStatus.DELIVERED or arrived_at is None:
            raise TooLateToRecall
        if now >= arrived_at + self.rules.transfers.recall_within:
            raise TooLateToRecall
        unspent = min(transfer.amount, books.accounts(self.receiver_id).wallet)
        recalling = replace(
            transfer.step(TransferEvent.RECALL),
            recalled=unspent,
            recalled_at=now,
            due_at=now + self.rules.transfers.recall_answered_within,
        )
        if unspent:
            books.post(entries.hold_recalled(recalling, now=now))
        books.save_record(recalling)
        tell_receiver(books, NoticeKind.RECALL_ASKED, recalling, now)
        return recalling


@dataclass(frozen=True, slots=True)
class AnswerRecall:
    """Do what the receiver says to being asked: yes, no, or nothing in time (None)."""

    transfer_id: str
    sender_id: str
    receiver_id: str
    agrees: bool | None
    now: datetime

    @property
    def touches(self) -> Touches:
        """The transfer and both customers."""
        return Touches(
            customer_id=self.receiver_id,
            other_customer_id=self.sender_id,
            records=((Transfer, self.transfer_id),),
        )

    def decide(self, books: MoneyBooks) -> Transfer:
        """Return the transfer as it is then. What was answered already stays as it was answered.

        :raises AccountFrozen: if no money may leave the receiver's wallet; the question stays open
        """
        transfer, now = existing(books, self.transfer_id), self.now
        if transfer.status is not TransferStatus.RECALLING:
            return transfer
        if self.agrees is None and (transfer.due_at is None or now < transfer.due_at):
            return transfer
        if self.agrees and transfer.recalled:
            books.accounts(self.receiver_id).controls.check_money_out(now)
            books.post(entries.give_back(transfer, now=now))
            return self._end(books, transfer, TransferEvent.AGREEMENT)
        if transfer.recalled:
            books.post(entries.release_recalled(transfer, now=now))
        silent = self.agrees is None
        return self._end(books, transfer, TransferEvent.SILENCE if silent else TransferEvent.REFUSAL)

    def _end(self, books: MoneyBooks, transfer: Transfer, event: TransferEvent) -> Transfer:
        ended = replace(transfer.step(event), ended_at=self.now, due_at=None)
        books.save_record(ended)
        tell_sender(books, NoticeKind.RECALL_ANSWERED, ended, self.now)
        if event is TransferEvent.SILENCE and transfer.recalled:
            tell_receiver(books, NoticeKind.RECALL_OVER, ended, self.now)
        return ended


@dataclass(frozen=True, slots=True)
class ReportTransfer:
    """Let a person of ours look at a transfer: it was not given back, or came from somebody unknown."""

    transfer_id: str
    customer_id: str
    kind: CaseKind
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The transfer."""
        return Touches(customer_id=self.customer_id, records=((Transfer, self.transfer_id),))

    def decide(self, books: MoneyBooks) -> Transfer:
        """Return the transfer. Reported again, it stays one case.

        :raises NotAllowed: if it is not hers to report
        """
        transfer, now = existing(books, self.transfer_id), self.now
        party = transfer.sender_id if self.kind is CaseKind.RECALL_REFUSED else transfer.receiver_id
        if party != self.customer_id or transfer.status not in RECEIVED:
            raise NotAllowed
        deadline = now + self.rules.extended_deadline
        detail = f"{transfer.amount.kobo} kobo, {transfer.status.value}"
        case = Case(self.kind, transfer.id, self.customer_id, now, deadline, detail)
        books.open_case(case)
        books.tell(
            Notice(f"{NoticeKind.STAFF_CASE.value}:{case.id}", NoticeKind.STAFF_CASE, case.id, None, now)
        )
        return transfer
