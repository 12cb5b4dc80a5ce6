"""What a processor's word about a funding that it takes back does to the books, once.

Only what was credited is ever taken from a customer, and never more than is there; the rest she owes us.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from domain import chargeback_entries as entries
from domain.cases import CaseKind
from domain.chargebacks import (
    STEPS,
    Chargeback,
    ChargebackKind,
    ChargebackStatus,
    ChargebackWord,
    Step,
    chargeback_id,
)
from domain.crediting import call_staff
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.processors import FundingContested
from domain.rules import Rules
from domain.top_ups import TopUp, TopUpStatus, transaction_name


@dataclass(frozen=True, slots=True)
class Contest:
    """Take in one word about a chargeback."""

    processor: str
    event: FundingContested
    customer_id: str | None  # whose top-up it is about; None: nobody's
    rules: Rules
    now: datetime

    @property
    def chargeback_id(self) -> str:
        """Its id, the same for every word about it."""
        return chargeback_id(self.processor, self.event.kind, self.event.name)

    @property
    def touches(self) -> Touches:
        """The top-up, its owner, and what was heard of the chargeback before."""
        return Touches(
            customer_id=self.customer_id,
            top_up_id=self.event.reference,
            records=((Chargeback, self.chargeback_id),),
        )

    def decide(self, books: MoneyBooks) -> Chargeback | None:
        """Return the chargeback as it is now; None if it is about nothing that is in our books."""
        known = books.record(Chargeback, self.chargeback_id)
        top_up = books.top_up(self.event.reference)
        step = STEPS[known.status if known is not None else None, self.event.word]
        if known is None:
            return self._first_word(books, top_up, step)
        match step:
            case Step.NOTHING:
                self._call_for_another_refund(books, known)
                return known
            case Step.LOSE:
                return self._lose(books, known, top_up)
            case Step.GIVE_BACK:
                return self._give_back(books, known, top_up)
            case Step.CALL_STAFF:
                self._call(
                    books, CaseKind.CHARGEBACK_UNCLEAR, f"{known.status.value}, {self.event.word.value}"
                )
                return known
            case Step.SET_ASIDE | Step.SET_ASIDE_AND_LOSE | Step.NOTE:
                raise AssertionError("a known chargeback is heard of for the first time")
            case _:
                assert_never(step)

    def _first_word(self, books: MoneyBooks, top_up: TopUp | None, step: Step) -> Chargeback | None:
        amount = self.event.amount
        is_ours = top_up is not None and self.processor in top_up.processors
        came_in = is_ours and top_up is not None and top_up.status in _CAME_IN
        if top_up is None or not came_in or amount is None or not amount:
            self._call(books, CaseKind.CHARGEBACK_UNKNOWN, f"{self.event.word.value} {self.event.reference}")
            return None
        chargeback = Chargeback(
            id=self.chargeback_id,
            processor=self.processor,
            kind=self.event.kind,
            status=ChargebackStatus.WON if step is Step.NOTE else ChargebackStatus.OPEN,
            subject_id=top_up.id,
            customer_id=top_up.customer_id,
            amount=amount,
            opened_at=self.now,
            ended_at=self.now if step is Step.NOTE else None,
        )
        if step is Step.NOTE:
            books.save_record(chargeback)
            return chargeback
        chargeback, top_up = self._set_aside(books, chargeback, top_up)
        if step is Step.SET_ASIDE_AND_LOSE:
            return self._lose(books, chargeback, top_up)
        if chargeback.set_aside:
            self._tell(books, NoticeKind.CHARGEBACK_OPENED, chargeback)
        return chargeback

    def _set_aside(
        self, books: MoneyBooks, chargeback: Chargeback, top_up: TopUp
    ) -> tuple[Chargeback, TopUp]:
        """Set aside what of it was credited and not taken back already by another way."""
        if self._was_credited(top_up):
            credited = min(chargeback.amount, top_up.amount - top_up.taken_back)
            taken = min(books.accounts(top_up.customer_id).wallet, credited)
            chargeback = replace(chargeback, taken=taken, owed=credited - taken)
            top_up = replace(top_up, taken_back=top_up.taken_back + credited)
            books.save_top_up(top_up)
            if credited:
                books.post(entries.set_aside(chargeback, now=self.now))
        books.save_record(chargeback)
        self._call(books, CaseKind.CHARGEBACK, f"{chargeback.kind.value}, {chargeback.amount.kobo} kobo")
        if chargeback.owed:
            self._call(books, CaseKind.CHARGEBACK_SHORT, f"{chargeback.owed.kobo} kobo are not there")
        return chargeback, top_up

    def _lose(self, books: MoneyBooks, chargeback: Chargeback, top_up: TopUp | None) -> Chargeback:
        """Let the processor have it: of what is set aside, or of what never left suspense."""
        if self.event.amount is not None and self.event.amount != chargeback.amount:
            said = f"lost {self.event.amount.kobo} of {chargeback.amount.kobo} kobo"
            self._call(books, CaseKind.CHARGEBACK_UNCLEAR, said)
        lost = replace(chargeback, status=ChargebackStatus.LOST, ended_at=self.now)
        in_suspense = top_up is not None and not self._was_credited(top_up)
        books.post(entries.lose(lost, lost.amount if in_suspense else lost.set_aside, now=self.now))
        books.save_record(lost)
        if lost.set_aside:
            self._tell(books, NoticeKind.CHARGEBACK_LOST, lost)
        return lost

    def _give_back(self, books: MoneyBooks, chargeback: Chargeback, top_up: TopUp | None) -> Chargeback:
        won = replace(chargeback, status=ChargebackStatus.WON, ended_at=self.now)
        if won.set_aside:
            books.post(entries.give_back(won, now=self.now))
            if top_up is not None:
                books.save_top_up(replace(top_up, taken_back=top_up.taken_back - won.set_aside))
            self._tell(books, NoticeKind.CHARGEBACK_WON, won)
        books.save_record(won)
        return won

    def _call_for_another_refund(self, books: MoneyBooks, known: Chargeback) -> None:
        """Call a person where a payment is refunded in parts: they all have the name of the payment."""
        amount, word = self.event.amount, self.event.word
        is_refund = known.kind is ChargebackKind.REFUND and word is ChargebackWord.LOST
        if is_refund and amount is not None and amount != known.amount:
            said = f"lost {known.amount.kobo} kobo, and {amount.kobo} more"
            self._call(books, CaseKind.CHARGEBACK_UNCLEAR, said)

    def _was_credited(self, top_up: TopUp) -> bool:
        """Return whether it is about what went into the wallet, and not about what waits in suspense."""
        if top_up.status is not TopUpStatus.CREDITED:
            return False
        by, transaction_id = top_up.credited_by, self.event.transaction_id
        if by is None:  # credited before that was kept
            return top_up.processor == self.processor
        if transaction_id is None:
            return by.startswith(transaction_name(self.processor, ""))
        return by == transaction_name(self.processor, transaction_id)

    def _call(self, books: MoneyBooks, kind: CaseKind, detail: str) -> None:
        call_staff(books, kind, self.chargeback_id, self.customer_id, detail, rules=self.rules, now=self.now)

    def _tell(self, books: MoneyBooks, kind: NoticeKind, chargeback: Chargeback) -> None:
        key = f"{kind.value}:{chargeback.id}"
        books.tell(Notice(key, kind, chargeback.id, chargeback.customer_id, self.now))


@dataclass(frozen=True, slots=True)
class KeepForStaff:
    """Open a case for an event that only a person can make out."""

    processor: str
    kind: str
    reference: str
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """Nothing: no money moves."""
        return Touches()

    def decide(self, books: MoneyBooks) -> None:
        """Open it. The same event again is the same case."""
        subject = f"{self.processor}:{self.kind}:{self.reference}"
        call_staff(books, CaseKind.PROCESSOR_EVENT, subject, None, self.kind, rules=self.rules, now=self.now)


_CAME_IN = (TopUpStatus.CREDITED, TopUpStatus.IN_REVIEW)
