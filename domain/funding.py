"""Funding the wallet: opening a checkout, and crediting what truly came in, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, assert_never

from domain.cases import CaseKind
from domain.crediting import NAIRA, Incoming, call_staff, has_room, incoming_key
from domain.errors import NotAllowed
from domain.ledger import EntryKind
from domain.money import Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.processors import (
    CheckoutOpened,
    CheckoutRequest,
    CheckoutUnavailable,
    NotPaid,
    OtherEvent,
    Paid,
    PaymentReceived,
    PaymentUnknown,
    ProcessorEvent,
    ProcessorGateway,
)
from domain.rules import Rules
from domain.storage import Storage
from domain.top_ups import (
    BalanceWouldBeTooHigh,
    CheckoutDown,
    TopUp,
    TopUpStatus,
    TopUpTooLarge,
    TopUpTooSmall,
)
from domain.wallets import AccountStore

# A page that expired may still have been paid at the last moment.
_GRACE = timedelta(hours=24)


class TopUpStore(Protocol):
    """Top-ups outside the money path."""

    async def add(self, top_up: TopUp) -> None:
        """Keep a new intent. The same id again changes nothing."""
        ...

    async def get(self, top_up_id: str) -> TopUp | None:
        """Return an intent."""
        ...

    async def newest(self, customer_id: str, *, limit: int, before: str | None = None) -> tuple[TopUp, ...]:
        """Return a customer's top-ups that did not fail, newest first, older than the id `before`."""
        ...

    async def page_opened(self, top_up_id: str, url: str) -> None:
        """Keep the address of its payment page."""
        ...

    async def verify_again(self, top_up: TopUp) -> None:
        """Keep when to ask next, and what the asking said, if it is still open."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[TopUp, ...]:
        """Return open intents whose processor should be asked now."""
        ...


class FundingBooks(Protocol):
    """What funding needs from one transaction."""

    @property
    def top_ups(self) -> TopUpStore:
        """The intents."""
        ...

    @property
    def accounts(self) -> AccountStore:
        """The balances."""
        ...


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
        if top_up is None or top_up.processor != self.processor:
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
        if not has_room(books.accounts(top_up.customer_id), top_up.amount, self.rules):
            self._incoming.into_suspense(books, top_up.id, now=self.now)
            return self._review(
                books, top_up, CaseKind.ABOVE_MAXIMUM_BALANCE, f"{self.paid.amount.kobo} kobo"
            )
        self._incoming.into_wallet(books, top_up.customer_id, top_up.id, now=self.now)
        credited = replace(top_up, status=TopUpStatus.CREDITED, ended_at=self.now, verify_at=None)
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


@dataclass(frozen=True)
class TopUps:
    """From "add money" to the credit."""

    storage: Storage[FundingBooks]
    processors: Mapping[str, ProcessorGateway]
    rules: Rules
    callback_url: str
    email_of: str = "customer-{customer_id}@vision.invalid"

    async def open(
        self, top_up_id: str, customer_id: str, amount: Money, *, card: int | None, now: datetime
    ) -> TopUp:
        """Open a payment page for exactly that amount.

        :raises TopUpTooSmall, TopUpTooLarge, BalanceWouldBeTooHigh: before anything is opened
        :raises CheckoutDown: if the processor could not; nothing was charged
        """
        if amount < self.rules.top_up_minimum:
            raise TopUpTooSmall(minimum=self.rules.top_up_minimum)
        if amount > self.rules.top_up_maximum:
            raise TopUpTooLarge(maximum=self.rules.top_up_maximum)
        name, processor = next(iter(self.processors.items()))
        top_up = TopUp(
            id=top_up_id,
            customer_id=customer_id,
            processor=name,
            amount=amount,
            opened_at=now,
            expires_at=now + self.rules.checkout_open_for,
            verify_at=now + self.rules.verify_after[0],
            card=card,
        )
        async with self.storage.begin() as books:
            accounts = await books.accounts.of(customer_id)
            maximum = self.rules.tiers[accounts.tier].maximum_balance
            if maximum is not None and not has_room(accounts, amount, self.rules):
                raise BalanceWouldBeTooHigh(maximum=maximum, room=maximum - accounts.wallet - accounts.held)
            await books.top_ups.add(top_up)
        request = CheckoutRequest(
            top_up.id, amount, self.email_of.format(customer_id=customer_id), self.callback_url
        )
        match await processor.open_checkout(request):
            case CheckoutOpened(url):
                async with self.storage.begin() as books:
                    await books.top_ups.page_opened(top_up.id, url)
                return replace(top_up, checkout_url=url)
            case CheckoutUnavailable():
                raise CheckoutDown

    async def receive(self, processor: str, event: ProcessorEvent, *, now: datetime) -> TopUp | None:
        """Take in an authentic webhook. Repeated, reordered or late, it credits once."""
        match event:
            case PaymentReceived(paid):
                return await self._credit(processor, paid, now=now)
            case OtherEvent():
                return None

    async def verify(self, top_up_id: str, *, now: datetime) -> TopUp | None:
        """Ask the processor what became of a page, and credit it if it was paid."""
        async with self.storage.look() as books:
            top_up = await books.top_ups.get(top_up_id)
        if top_up is None or top_up.status is not TopUpStatus.OPEN:
            return top_up
        match await self.processors[top_up.processor].verify(top_up.id):
            case Paid() as paid:
                return await self._credit(top_up.processor, paid, now=now)
            case NotPaid(final=final):
                asked = self._over(top_up, now) if final else self._ask_later(top_up, now)
            case PaymentUnknown():
                asked = self._ask_later(top_up, now)
            case other:
                assert_never(other)
        async with self.storage.begin() as books:
            await books.top_ups.verify_again(asked)
        return asked

    async def get(self, customer_id: str, top_up_id: str) -> TopUp:
        """Return one of a customer's own top-ups.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        async with self.storage.look() as books:
            top_up = await books.top_ups.get(top_up_id)
        if top_up is None or top_up.customer_id != customer_id:
            raise NotAllowed
        return top_up

    async def history(self, customer_id: str, *, limit: int, before: str | None = None) -> tuple[TopUp, ...]:
        """Return a customer's top-ups, newest first, without those that came to nothing.

        :param before: an id of a top-up or of a payment: both are in the order of time
        """
        async with self.storage.look() as books:
            return await books.top_ups.newest(customer_id, limit=limit, before=before)

    async def due(self, *, now: datetime, limit: int) -> tuple[TopUp, ...]:
        """Return the top-ups whose processor should be asked now."""
        async with self.storage.look() as books:
            return await books.top_ups.due(now=now, limit=limit)

    async def _credit(self, processor: str, paid: Paid, *, now: datetime) -> TopUp | None:
        async with self.storage.look() as books:
            intent = await books.top_ups.get(paid.reference)
        owner = intent.customer_id if intent else None
        return await self.storage.money.apply(Credit(processor, paid, owner, self.rules, now))

    def _over(self, top_up: TopUp, now: datetime) -> TopUp:
        return replace(top_up, status=TopUpStatus.FAILED, ended_at=now, verify_at=None)

    def _ask_later(self, top_up: TopUp, now: datetime) -> TopUp:
        if now >= top_up.expires_at + _GRACE:
            return self._over(top_up, now)
        pauses = self.rules.verify_after
        pause = pauses[min(top_up.verifications + 1, len(pauses) - 1)]
        return replace(top_up, verify_at=now + pause, verifications=top_up.verifications + 1)
