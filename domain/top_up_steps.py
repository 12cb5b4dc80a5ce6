"""What a processor's word about a payment page does to the books: credited once, only what was asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.cases import CaseKind
from domain.crediting import NAIRA, Incoming, call_staff, incoming_key, why_aside
from domain.ledger import EntryKind
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.processors import Paid
from domain.rules import Rules
from domain.top_ups import TopUp, TopUpStatus, transaction_name


@dataclass(frozen=True, slots=True)
class Credit:
    """Credit what a processor says came in. Its transaction id is the key, whatever told us."""

    processor: str
    paid: Paid
    customer_id: str | None  # whose intent the reference is; None: nobody's
    rules: Rules
    now: datetime

    @property
    def entry_key(self) -> str:
        """The identity of this inflow."""
        return incoming_key(self.processor, self.paid.transaction_id)

    @property
    def touches(self) -> Touches:
        """The intent, its owner, and whether this inflow was written before."""
        return Touches(customer_id=self.customer_id, top_up_id=self.paid.reference, entry_key=self.entry_key)

    def decide(self, books: MoneyBooks) -> TopUp | None:
        """Return the top-up; None if the intent is unknown. Credits only what was asked for, once."""
        top_up = books.top_up(self.paid.reference)
        if books.has_entry(self.entry_key):
            return top_up
        if top_up is None or self.processor not in top_up.processors:
            self._keep_aside(books)
            return None
        if top_up.status is TopUpStatus.CREDITED:
            return self._paid_again(books, top_up)
        if self.paid.currency != NAIRA:
            # Foreign money can't be booked in kobo; a person decides what becomes of it.
            return self._review(books, top_up, CaseKind.AMOUNT_MISMATCH, f"currency {self.paid.currency}")
        if self.paid.amount != top_up.amount:
            self._incoming.into_suspense(books, top_up.id, now=self.now)
            return self._review(
                books,
                top_up,
                CaseKind.AMOUNT_MISMATCH,
                f"{self.paid.amount.kobo} of {top_up.amount.kobo} kobo",
            )
        aside = why_aside(books.accounts(top_up.customer_id), top_up.amount, self.rules, now=self.now)
        if aside is not None:
            self._incoming.into_suspense(books, top_up.id, now=self.now)
            return self._review(books, top_up, aside, f"{self.paid.amount.kobo} kobo")
        self._incoming.into_wallet(books, top_up.customer_id, top_up.id, now=self.now)
        credited = replace(
            top_up,
            status=TopUpStatus.CREDITED,
            ended_at=self.now,
            verify_at=None,
            credited_by=transaction_name(self.processor, self.paid.transaction_id),
        )
        books.save_top_up(credited)
        self._tell(books, NoticeKind.TOP_UP_CREDITED, top_up)
        return credited

    def _keep_aside(self, books: MoneyBooks) -> None:
        """Keep money that came in under a reference which is not ours, for a person to look at."""
        if self.paid.currency == NAIRA:
            self._incoming.into_suspense(books, self.entry_key, now=self.now)
        self._open_case(books, None, CaseKind.UNKNOWN_TOP_UP, self._said)

    def _paid_again(self, books: MoneyBooks, top_up: TopUp) -> TopUp:
        """Keep a second payment of a page for a person to look at. The credit of the first one stands."""
        if self.paid.currency == NAIRA:
            self._incoming.into_suspense(books, top_up.id, now=self.now)
        self._open_case(books, top_up, CaseKind.PAID_TWICE, self._said)
        self._tell(books, NoticeKind.TOP_UP_IN_REVIEW, top_up, again=True)
        return top_up

    @property
    def _said(self) -> str:
        return f"{self.paid.amount.kobo} kobo" if self.paid.currency == NAIRA else f"in {self.paid.currency}"

    @property
    def _incoming(self) -> Incoming:
        paid = self.paid
        return Incoming(EntryKind.TOP_UP, self.entry_key, self.processor, paid.amount, paid.charged, paid.fee)

    def _review(self, books: MoneyBooks, top_up: TopUp, kind: CaseKind, detail: str) -> TopUp:
        reviewed = replace(top_up, status=TopUpStatus.IN_REVIEW, ended_at=self.now, verify_at=None)
        books.save_top_up(reviewed)
        self._tell(books, NoticeKind.TOP_UP_IN_REVIEW, top_up)
        self._open_case(books, top_up, kind, detail)
        return reviewed

    def _open_case(self, books: MoneyBooks, top_up: TopUp | None, kind: CaseKind, detail: str) -> None:
        """Open a case for this inflow: another one of the same top-up is another case."""
        customer_id = top_up.customer_id if top_up else None
        about = f"top-up {top_up.id}: {detail}" if top_up else detail
        call_staff(books, kind, self.entry_key, customer_id, about, rules=self.rules, now=self.now)

    def _tell(self, books: MoneyBooks, kind: NoticeKind, top_up: TopUp, *, again: bool = False) -> None:
        key = f"{kind.value}:{top_up.id}" + (f":{self.paid.transaction_id}" if again else "")
        books.tell(Notice(key, kind, top_up.id, top_up.customer_id, self.now))
