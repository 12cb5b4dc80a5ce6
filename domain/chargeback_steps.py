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
from domain.contested import Funding, came_in, in_suspense, left, take_back, was_credited
from domain.crediting import call_staff, incoming_key
from domain.inflows import Inflow
from domain.money import Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.processors import FundingContested, StaffNeeded
from domain.receivables import owe, recover
from domain.rules import Rules


@dataclass(frozen=True, slots=True)
class Contest:
    """Take in one word about a chargeback."""

    processor: str
    event: FundingContested
    customer_id: str | None  # whose money it is about; None: nobody's
    rules: Rules
    now: datetime
    inflow: tuple[str, str] | None = None  # the id and the transaction of one; None: it is about a top-up

    @property
    def chargeback_id(self) -> str:
        """Its id, the same for every word about it."""
        return chargeback_id(self.processor, self.event.kind, self.event.name)

    @property
    def touches(self) -> Touches:
        """What it is about, its owner, and what was heard of the chargeback before."""
        heard = ((Chargeback, self.chargeback_id),)
        if self.inflow is None:
            return Touches(customer_id=self.customer_id, top_up_id=self.event.reference, records=heard)
        inflow_id, transaction_id = self.inflow
        return Touches(
            customer_id=self.customer_id,
            records=(*heard, (Inflow, inflow_id)),
            entry_key=incoming_key(self.processor, transaction_id),
        )

    def decide(self, books: MoneyBooks) -> Chargeback | None:
        """Return the chargeback as it is now; None if it is about nothing that is in our books."""
        known = books.record(Chargeback, self.chargeback_id)
        funding: Funding | None = (
            books.top_up(self.event.reference)
            if self.inflow is None
            else books.record(Inflow, self.inflow[0])
        )
        step = STEPS[known.status if known is not None else None, self.event.word]
        if known is None:
            return self._first_word(books, funding, step)
        match step:
            case Step.NOTHING:
                self._call_for_another_refund(books, known)
                return known
            case Step.LOSE:
                return self._lose(books, known, funding)
            case Step.GIVE_BACK:
                return self._give_back(books, known, funding)
            case Step.CALL_STAFF:
                self._call(
                    books, CaseKind.CHARGEBACK_UNCLEAR, f"{known.status.value}, {self.event.word.value}"
                )
                return known
            case Step.SET_ASIDE | Step.SET_ASIDE_AND_LOSE | Step.NOTE:
                raise AssertionError("a known chargeback is heard of for the first time")
            case _:
                assert_never(step)

    def _first_word(self, books: MoneyBooks, funding: Funding | None, step: Step) -> Chargeback | None:
        amount = self.event.amount
        if funding is None or not came_in(books, funding, self.processor) or amount is None or not amount:
            self._call(books, CaseKind.CHARGEBACK_UNKNOWN, f"{self.event.word.value} {self.event.reference}")
            return None
        chargeback = Chargeback(
            id=self.chargeback_id,
            processor=self.processor,
            kind=self.event.kind,
            status=ChargebackStatus.WON if step is Step.NOTE else ChargebackStatus.OPEN,
            subject_id=funding.id,
            customer_id=funding.customer_id,
            amount=amount,
            opened_at=self.now,
            ended_at=self.now if step is Step.NOTE else None,
        )
        if step is Step.NOTE:
            books.save_record(chargeback)
            return chargeback
        chargeback, funding = self._set_aside(books, chargeback, funding)
        if step is Step.SET_ASIDE_AND_LOSE:
            return self._lose(books, chargeback, funding)
        if chargeback.set_aside:
            self._tell(books, NoticeKind.CHARGEBACK_OPENED, chargeback)
        return chargeback

    def _set_aside(
        self, books: MoneyBooks, chargeback: Chargeback, funding: Funding
    ) -> tuple[Chargeback, Funding]:
        """Set aside what of it was credited and not taken back already by another way."""
        customer_id = funding.customer_id
        if customer_id is not None and was_credited(funding, self.processor, self.event):
            credited = min(chargeback.amount, left(funding))
            taken = min(books.accounts(customer_id).wallet, credited)
            chargeback = replace(chargeback, taken=taken, owed=credited - taken)
            funding = take_back(books, funding, credited)
            if credited:
                books.post(entries.set_aside(chargeback, now=self.now))
                owe(books, customer_id, chargeback.owed)
        books.save_record(chargeback)
        self._call(books, CaseKind.CHARGEBACK, f"{chargeback.kind.value}, {chargeback.amount.kobo} kobo")
        if chargeback.owed:
            self._call(books, CaseKind.CHARGEBACK_SHORT, f"{chargeback.owed.kobo} kobo are not there")
        return chargeback, funding

    def _lose(self, books: MoneyBooks, chargeback: Chargeback, funding: Funding | None) -> Chargeback:
        """Let the processor have it: of what is set aside, or of what never left suspense."""
        if self.event.amount is not None and self.event.amount != chargeback.amount:
            said = f"lost {self.event.amount.kobo} of {chargeback.amount.kobo} kobo"
            self._call(books, CaseKind.CHARGEBACK_UNCLEAR, said)
        lost = replace(chargeback, status=ChargebackStatus.LOST, ended_at=self.now)
        books.post(entries.lose(lost, self._gone(books, lost, funding), now=self.now))
        books.save_record(lost)
        if lost.set_aside:
            self._tell(books, NoticeKind.CHARGEBACK_LOST, lost)
        return lost

    def _gone(self, books: MoneyBooks, lost: Chargeback, funding: Funding | None) -> Money:
        """Return what of it leaves suspense."""
        if funding is None or was_credited(funding, self.processor, self.event):
            return lost.set_aside
        gone = in_suspense(funding, lost.amount)
        if isinstance(funding, Inflow):
            take_back(books, funding, gone)
        return gone

    def _give_back(self, books: MoneyBooks, chargeback: Chargeback, funding: Funding | None) -> Chargeback:
        won = replace(chargeback, status=ChargebackStatus.WON, ended_at=self.now)
        owner = won.customer_id
        if won.set_aside and owner is not None:
            # What was owed of it may have been paid meanwhile: then it was the wallet that gave it.
            still_owed = min(won.owed, books.accounts(owner).owes)
            won = replace(won, taken=won.set_aside - still_owed, owed=still_owed)
            books.post(entries.give_back(won, now=self.now))
            owe(books, owner, -still_owed)
            recover(books, owner, won.id, won.taken, now=self.now)  # what she owes for something else
            if funding is not None:
                take_back(books, funding, -won.set_aside)
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

    def _call(self, books: MoneyBooks, kind: CaseKind, detail: str) -> None:
        call_staff(books, kind, self.chargeback_id, self.customer_id, detail, rules=self.rules, now=self.now)

    def _tell(self, books: MoneyBooks, kind: NoticeKind, chargeback: Chargeback) -> None:
        key = f"{kind.value}:{chargeback.id}"
        books.tell(Notice(key, kind, chargeback.id, chargeback.customer_id, self.now))


@dataclass(frozen=True, slots=True)
class KeepForStaff:
    """Open a case for an event that only a person can make out."""

    processor: str
    event: StaffNeeded
    customer_id: str | None  # whose money it names; None: nobody's that we know
    about: str  # what our books know of it
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """Nothing: no money moves."""
        return Touches()

    def decide(self, books: MoneyBooks) -> None:
        """Open it. The same event again is the same case."""
        event = self.event
        subject = f"{self.processor}:{event.kind}:{event.reference}"
        detail = "; ".join(part for part in (event.kind, self.about, event.said) if part)
        kind, owner = CaseKind.PROCESSOR_EVENT, self.customer_id
        call_staff(books, kind, subject, owner, detail, rules=self.rules, now=self.now)
