"""What comes in on personal account numbers: credited once, to whom the number belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol, assert_never

from domain.account_processors import (
    AccountGateway,
    NoTransfer,
    Transfer,
    TransferHint,
    TransferUnknown,
)
from domain.cases import CaseKind
from domain.crediting import NAIRA, Incoming, call_staff, incoming_key, why_aside
from domain.errors import NotAllowed
from domain.ledger import EntryKind
from domain.money import ZERO, Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.personal_accounts import PersonalAccountStore
from domain.rules import PersonalAccountRules, Rules
from domain.storage import Storage


class InflowStatus(StrEnum):
    """Where an inflow is."""

    HINTED = "hinted"  # somebody says so; its processor is being asked
    CREDITED = "credited"
    IN_REVIEW = "in-review"  # it came, and a person must decide whose it is or whether it may stay
    VOID = "void"  # nothing came


@dataclass(frozen=True, slots=True)
class Inflow:
    """One transfer to a personal account number."""

    id: str  # of the processor and its transaction: the same whoever tells of it
    processor: str
    transaction_id: str
    status: InflowStatus
    place: str  # an id in the order of time, among those of payments and top-ups
    heard_at: datetime
    account_id: str | None = None
    customer_id: str | None = None
    amount: Money = ZERO  # what was sent
    fee: Money = ZERO  # the part of the processor's fee that the customer bears
    stamp_duty: Money = ZERO  # where the processor takes it from what was sent
    sender: str = field(default="", repr=False)
    sender_bank: str = ""
    paid_at: datetime | None = None
    ended_at: datetime | None = None
    ask_at: datetime | None = None
    questions: int = 0
    reference: str | None = None  # under which its processor speaks of it, where that is not the account's
    taken_back: Money = ZERO  # by chargebacks, of what was credited or lies in suspense

    @property
    def credited(self) -> Money:
        """What the wallet gets of it."""
        return self.amount - self.fee - self.stamp_duty


# A processor's final yes holds against an earlier no.
_NOT_HERE = frozenset({InflowStatus.HINTED, InflowStatus.VOID})


def inflow_id(processor: str, transaction_id: str) -> str:
    """Return the one id of a transfer."""
    return f"{processor}-{transaction_id}"


@dataclass(frozen=True, slots=True)
class Charges:
    """What goes off a transfer before it reaches the wallet."""

    fee: Money
    stamp_duty: Money


def charges_on(amount: Money, fee: Money, rules: PersonalAccountRules) -> Charges:
    """Return what the customer bears of a transfer; something is always left of it.

    The sender's bank takes the stamp duty from the sender. `rules.stamp_duty_taken` is for a processor that
    takes it from what was sent.
    """
    duty = rules.stamp_duty if rules.stamp_duty_taken and amount >= rules.stamp_duty_from else ZERO
    borne = fee if rules.customer_bears_fee else ZERO
    return Charges(borne if borne + duty < amount else ZERO, duty if duty < amount else ZERO)


@dataclass(frozen=True, slots=True)
class CreditInflow:
    """Credit a transfer. Its processor and transaction id are the key, whatever told us."""

    inflow: Inflow  # with all that is known of it, its state not yet decided
    fee: Money  # what the processor keeps
    currency: str
    rules: Rules
    now: datetime

    @property
    def entry_key(self) -> str:
        """The identity of the money, the same as if it had come by a payment page."""
        return incoming_key(self.inflow.processor, self.inflow.transaction_id)

    @property
    def touches(self) -> Touches:
        """The record, its owner, and whether this money was written before."""
        return Touches(
            customer_id=self.inflow.customer_id,
            records=((Inflow, self.inflow.id),),
            entry_key=self.entry_key,
        )

    def decide(self, books: MoneyBooks) -> Inflow:
        """Return the inflow as it is in the books."""
        known = books.record(Inflow, self.inflow.id)
        if known is not None and known.status not in _NOT_HERE:
            return known
        if books.has_entry(self.entry_key):
            return self._end(books, InflowStatus.VOID)  # A payment page's money, and taken in as such.
        customer_id = self.inflow.customer_id
        if self.currency != NAIRA:
            # Foreign money can't be booked in kobo; a person decides what becomes of it.
            return self._review(books, CaseKind.AMOUNT_MISMATCH, f"in {self.currency}")
        if customer_id is None:
            self._incoming.into_suspense(books, self.inflow.id, now=self.now)
            return self._review(books, CaseKind.UNKNOWN_ACCOUNT, self._said)
        aside = why_aside(books.accounts(customer_id), self.inflow.credited, self.rules, now=self.now)
        if aside is not None:
            self._incoming.into_suspense(books, self.inflow.id, now=self.now)
            return self._review(books, aside, self._said)
        self._incoming.into_wallet(books, customer_id, self.inflow.id, now=self.now)
        self._tell(books, NoticeKind.INFLOW_CREDITED)
        return self._end(books, InflowStatus.CREDITED)

    @property
    def _incoming(self) -> Incoming:
        inflow = self.inflow
        return Incoming(
            EntryKind.INFLOW,
            self.entry_key,
            inflow.processor,
            amount=inflow.credited,
            charged=inflow.amount,
            fee=self.fee + inflow.stamp_duty,
        )

    @property
    def _said(self) -> str:
        return f"{self.inflow.amount.kobo} kobo"

    def _review(self, books: MoneyBooks, kind: CaseKind, detail: str) -> Inflow:
        customer_id = self.inflow.customer_id
        call_staff(books, kind, self.entry_key, customer_id, detail, rules=self.rules, now=self.now)
        self._tell(books, NoticeKind.INFLOW_IN_REVIEW)
        return self._end(books, InflowStatus.IN_REVIEW)

    def _end(self, books: MoneyBooks, status: InflowStatus) -> Inflow:
        ended = replace(self.inflow, status=status, ended_at=self.now, ask_at=None)
        books.save_record(ended)
        return ended

    def _tell(self, books: MoneyBooks, kind: NoticeKind) -> None:
        inflow = self.inflow
        if inflow.customer_id is not None:
            books.tell(Notice(f"{kind.value}:{inflow.id}", kind, inflow.id, inflow.customer_id, self.now))


@dataclass(frozen=True, slots=True)
class CallAboutHint:
    """Call a person about a hint whose processor is switched off: nobody can say whether it is true."""

    inflow_id: str
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The hint."""
        return Touches(records=((Inflow, self.inflow_id),))

    def decide(self, books: MoneyBooks) -> Inflow | None:
        """Return the hint, to be asked about once the processor is back; however late, it is not void."""
        inflow = books.record(Inflow, self.inflow_id)
        if inflow is None or inflow.status is not InflowStatus.HINTED:
            return inflow
        key = incoming_key(inflow.processor, inflow.transaction_id)
        detail = f"{inflow.processor} is switched off"
        call_staff(
            books, CaseKind.PROCESSOR_EVENT, key, inflow.customer_id, detail, rules=self.rules, now=self.now
        )
        later = replace(inflow, ask_at=self.now + self.rules.personal_accounts.ask_after[-1])
        books.save_record(later)
        return later


class InflowStore(Protocol):
    """Inflows outside the money path."""

    async def add(self, inflow: Inflow) -> None:
        """Keep a hint, also of what was void before. Any other of the same transfer changes nothing."""
        ...

    async def get(self, inflow_id: str) -> Inflow | None:
        """Return one."""
        ...

    async def by_reference(self, processor: str, reference: str) -> Inflow | None:
        """Return the one of which a processor speaks by that reference."""
        ...

    async def ask_later(self, inflow: Inflow) -> None:
        """Keep what the asking said of a hint, and when to ask next, if it is still one."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the hints whose processor should be asked now."""
        ...

    async def newest(self, customer_id: str, *, limit: int, before: str | None = None) -> tuple[Inflow, ...]:
        """Return what came in for a customer, newest first, older than the place `before`."""
        ...


class InflowBooks(Protocol):
    """What inflows need from one transaction."""

    @property
    def inflows(self) -> InflowStore:
        """The inflows."""
        ...

    @property
    def personal_accounts(self) -> PersonalAccountStore:
        """The account numbers."""
        ...


@dataclass(frozen=True)
class Inflows:
    """Taking in what comes on personal account numbers."""

    storage: Storage[InflowBooks]
    gateways: Mapping[str, AccountGateway]
    rules: Rules
    new_id: Callable[[], str]

    async def receive(self, processor: str, transfer: Transfer, *, now: datetime) -> Inflow:
        """Take in a processor's final word. Repeated, reordered or late, it credits once."""
        async with self.storage.look() as books:
            if transfer.account_number is not None:
                account = await books.personal_accounts.by_number(processor, transfer.account_number)
            else:
                account = await books.personal_accounts.get(transfer.reference or "")
        charges = charges_on(transfer.amount, transfer.fee, self.rules.personal_accounts)
        inflow = Inflow(
            id=inflow_id(processor, transfer.transaction_id),
            processor=processor,
            transaction_id=transfer.transaction_id,
            status=InflowStatus.HINTED,
            place=self.new_id(),
            heard_at=now,
            account_id=account.id if account is not None else None,
            customer_id=account.customer_id if account is not None else None,
            amount=transfer.amount,
            fee=charges.fee,
            stamp_duty=charges.stamp_duty,
            sender=transfer.sender,
            sender_bank=transfer.sender_bank,
            paid_at=transfer.paid_at,
            reference=transfer.known_as,
        )
        command = CreditInflow(inflow, transfer.fee, transfer.currency, self.rules, now)
        return await self.storage.money.apply(command)

    async def hinted(self, processor: str, hint: TransferHint, *, now: datetime) -> Inflow | None:
        """Keep a hint and ask the processor. None if it is about no account of ours."""
        async with self.storage.look() as books:
            account = await books.personal_accounts.get(hint.reference)
        if account is None or account.processor != processor:
            return None
        inflow = Inflow(
            id=inflow_id(processor, hint.transaction_id),
            processor=processor,
            transaction_id=hint.transaction_id,
            status=InflowStatus.HINTED,
            place=self.new_id(),
            heard_at=now,
            account_id=account.id,
            customer_id=account.customer_id,
            ask_at=now,
        )
        async with self.storage.begin() as books:
            await books.inflows.add(inflow)
        return await self.ask(inflow.id, now=now)

    async def ask(self, inflow_id: str, *, now: datetime) -> Inflow | None:
        """Ask a processor what a hinted transfer brought, and credit it."""
        async with self.storage.look() as books:
            inflow = await books.inflows.get(inflow_id)
        if inflow is None or inflow.status is not InflowStatus.HINTED:
            return inflow
        gateway = self.gateways.get(inflow.processor)
        if gateway is None:
            return await self.storage.money.apply(CallAboutHint(inflow.id, self.rules, now))
        match await gateway.find_transfer(inflow.transaction_id):
            case Transfer() as transfer if transfer.reference == inflow.account_id:
                return await self.receive(inflow.processor, transfer, now=now)
            case Transfer() | NoTransfer(final=True):
                asked = _void(inflow, now)  # It is not what the hint said.
            case NoTransfer() | TransferUnknown():
                asked = self._ask_later(inflow, now)
            case other:
                assert_never(other)
        async with self.storage.begin() as books:
            await books.inflows.ask_later(asked)
        return asked

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the hints whose processor should be asked now."""
        async with self.storage.look() as books:
            return await books.inflows.due(now=now, limit=limit)

    async def get(self, customer_id: str, inflow_id: str) -> Inflow:
        """Return one of a customer's own.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        async with self.storage.look() as books:
            inflow = await books.inflows.get(inflow_id)
        if inflow is None or inflow.customer_id != customer_id:
            raise NotAllowed
        return inflow

    async def history(self, customer_id: str, *, limit: int, before: str | None = None) -> tuple[Inflow, ...]:
        """Return what came in for a customer, newest first.

        :param before: an id in the order of time, of an inflow's place, a top-up or a payment
        """
        async with self.storage.look() as books:
            return await books.inflows.newest(customer_id, limit=limit, before=before)

    def _ask_later(self, inflow: Inflow, now: datetime) -> Inflow:
        rules = self.rules.personal_accounts
        if now >= inflow.heard_at + rules.transfers_asked_for:
            return _void(inflow, now)
        pause = rules.ask_after[min(inflow.questions, len(rules.ask_after) - 1)]
        return replace(inflow, ask_at=now + pause, questions=inflow.questions + 1)


def _void(inflow: Inflow, now: datetime) -> Inflow:
    return replace(inflow, status=InflowStatus.VOID, ended_at=now, ask_at=None)
