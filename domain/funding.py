"""Funding the wallet: opening a checkout, and crediting what truly came in, once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from domain.chargeback_steps import Contest, KeepForStaff
from domain.chargebacks import Chargeback
from domain.crediting import has_room
from domain.errors import NotAllowed
from domain.funding_books import FundingBooks
from domain.inflows import inflow_id
from domain.maintenance import MayBegin, always
from domain.money import Money
from domain.notices import Notice, NoticeKind
from domain.processor_health import ProcessorHealth
from domain.processors import (
    CheckoutOpened,
    CheckoutRequest,
    CheckoutUnavailable,
    FundingContested,
    NotPaid,
    OtherEvent,
    Paid,
    PaymentHinted,
    PaymentReceived,
    PaymentUnknown,
    ProcessorEvent,
    ProcessorGateway,
    StaffNeeded,
    TransferSentBack,
    VerifyOutcome,
)
from domain.rules import Rules
from domain.storage import Storage
from domain.top_up_steps import Credit
from domain.top_ups import (
    BalanceWouldBeTooHigh,
    CheckoutDown,
    TopUp,
    TopUpStatus,
    TopUpTooLarge,
    TopUpTooSmall,
)

# A page that expired may still have been paid at the last moment.
_GRACE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a top-up, and what its processors said when they were asked for it just now."""

    top_up: TopUp
    words: Mapping[str, VerifyOutcome]  # by processor; empty where nobody had to be asked

    @property
    def evidence(self) -> tuple[str, ...]:
        """What each of them said, in a line."""
        return tuple(f"{name}: {_in_short(word)}" for name, word in self.words.items())


class StillUnclear(Exception):
    """What a processor's event speaks of could not be learnt now. It has to be told again."""


@dataclass(frozen=True)
class TopUps:
    """From "add money" to the credit."""

    storage: Storage[FundingBooks]
    processors: Mapping[str, ProcessorGateway]
    rules: Rules
    callback_url: str
    email_of: str = "customer-{customer_id}@vision.invalid"
    health: ProcessorHealth = field(default_factory=ProcessorHealth)
    may_begin: MayBegin = always

    async def open(
        self, top_up_id: str, customer_id: str, amount: Money, *, card: int | None, now: datetime
    ) -> TopUp:
        """Open a payment page for exactly that amount: where the first processor has none, at the next.

        :raises TopUpTooSmall, TopUpTooLarge, BalanceWouldBeTooHigh, AccountFrozen: before anything is opened
        :raises CheckoutDown: if no processor could; nothing was charged
        :raises UnderMaintenance: while nothing that takes money may begin
        """
        self.may_begin()
        if amount < self.rules.top_up_minimum:
            raise TopUpTooSmall(minimum=self.rules.top_up_minimum)
        if amount > self.rules.top_up_maximum:
            raise TopUpTooLarge(maximum=self.rules.top_up_maximum)
        names = self.health.in_turn(self.processors, top_up_id, self.rules.checkouts, now=now)
        top_up = TopUp(
            id=top_up_id,
            customer_id=customer_id,
            processor=names[0],
            amount=amount,
            opened_at=now,
            expires_at=now + self.rules.checkout_open_for,
            verify_at=now + self.rules.verify_after[0],
            card=card,
        )
        async with self.storage.begin() as books:
            accounts = await books.accounts.of(customer_id)
            accounts.controls.check_money_in(now)
            maximum = self.rules.tiers[accounts.tier].maximum_balance
            if maximum is not None and not has_room(accounts, amount, self.rules):
                raise BalanceWouldBeTooHigh(maximum=maximum, room=maximum - accounts.wallet - accounts.held)
            await books.top_ups.add(top_up)
        for position, name in enumerate(names):
            if position:
                # The one before may have a page that nobody was told of: kept before the next is asked.
                top_up = replace(top_up, processor=name, asked_before=names[:position])
                async with self.storage.begin() as books:
                    await books.top_ups.asks_another(top_up)
            opened = await self._open_at(name, top_up, now)
            if opened is not None:
                return opened
        raise CheckoutDown

    async def _open_at(self, name: str, top_up: TopUp, now: datetime) -> TopUp | None:
        """Return the top-up with its page, None if that processor has none to offer."""
        request = CheckoutRequest(
            top_up.id,
            top_up.amount,
            self.email_of.format(customer_id=top_up.customer_id),
            self.callback_url,
            self.rules.checkout_open_for,
            self.rules.checkouts.patience,
        )
        match await self.processors[name].open_checkout(request):
            case CheckoutOpened(url):
                self.health.opened(name)
                async with self.storage.begin() as books:
                    await books.top_ups.page_opened(top_up.id, url)
                return replace(top_up, checkout_url=url)
            case CheckoutUnavailable():
                self.health.failed(name, now=now)
                return None

    async def knows(self, reference: str) -> bool:
        """Return whether that is the reference of a payment page of ours."""
        async with self.storage.look() as books:
            return await books.top_ups.get(reference) is not None

    async def receive(self, processor: str, event: ProcessorEvent, *, now: datetime) -> TopUp | None:
        """Take in an authentic webhook. Repeated, reordered or late, it moves money once.

        :raises StillUnclear: if the processor could not be asked back; it tells again
        """
        match event:
            case PaymentReceived(paid):
                return await self._credit(processor, paid, now=now)
            case PaymentHinted():
                return await self._confirm(processor, event, now=now)
            case FundingContested():
                return await self._contest(processor, event, now=now)
            case TransferSentBack(reference, amount):
                return await self._sent_back(reference, amount, now=now)
            case StaffNeeded():
                return await self._call_staff(processor, event, now=now)
            case OtherEvent():
                return None

    async def verify(self, top_up_id: str, *, now: datetime) -> TopUp | None:
        """Ask every processor that may have a page of it what became of it, and credit what was paid."""
        top_up = await self._top_up(top_up_id)
        if top_up is None or top_up.status is not TopUpStatus.OPEN:
            return top_up
        return await self._take_in(top_up, await self._ask_all(top_up), now=now)

    async def find(self, customer_id: str, top_up_id: str, *, now: datetime) -> Found:
        """Ask what became of one's own top-up, also of one that was given up, and credit what was paid.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        top_up = await self.get(customer_id, top_up_id)
        if top_up.status not in (TopUpStatus.OPEN, TopUpStatus.FAILED):
            return Found(top_up, {})
        words = await self._ask_all(top_up)
        is_news = top_up.status is TopUpStatus.OPEN or any(isinstance(word, Paid) for word in words.values())
        if is_news:
            top_up = await self._take_in(top_up, words, now=now) or top_up
        return Found(top_up, words)

    async def unfinished(self, customer_id: str, *, now: datetime) -> TopUp | None:
        """Return the newest top-up of which no money is in, None if there is none of late."""
        async with self.storage.look() as books:
            return await books.top_ups.unfinished(customer_id, since=now - _GRACE)

    async def _take_in(
        self, top_up: TopUp, words: Mapping[str, VerifyOutcome], *, now: datetime
    ) -> TopUp | None:
        paid = {name: word for name, word in words.items() if isinstance(word, Paid)}
        if paid:
            credited: TopUp | None = top_up
            for name, word in paid.items():
                credited = await self._credit(name, word, now=now)
            return credited
        # Nobody was asked where none of them is worked with any more: that says nothing.
        is_over = bool(words) and all(isinstance(word, NotPaid) and word.final for word in words.values())
        asked = self._over(top_up, now) if is_over else self._ask_later(top_up, now)
        async with self.storage.begin() as books:
            await books.top_ups.verify_again(asked)
        return asked

    async def _ask_all(self, top_up: TopUp) -> dict[str, VerifyOutcome]:
        names = [name for name in top_up.processors if name in self.processors]
        words = await asyncio.gather(*(self.processors[name].verify(top_up.id) for name in names))
        return dict(zip(names, words, strict=True))

    async def _confirm(self, processor: str, hint: PaymentHinted, *, now: datetime) -> TopUp | None:
        """Ask back what a hint is about. Nothing is done for a reference that is not ours."""
        top_up = await self._top_up(hint.reference)
        if top_up is None:
            return None
        match await self.processors[processor].confirm(hint):
            case Paid() as paid:
                return await self._credit(processor, paid, now=now)
            case NotPaid():
                return top_up
            case PaymentUnknown(reason):
                raise StillUnclear(reason)
            case other:
                assert_never(other)

    async def _contest(self, processor: str, event: FundingContested, *, now: datetime) -> TopUp | None:
        """Take back, or set aside, what was credited. What was not taken in yet is asked for first."""
        top_up = await self._top_up(event.reference)
        if top_up is not None and top_up.status in (TopUpStatus.OPEN, TopUpStatus.FAILED):
            word = await self.processors[processor].verify(top_up.id)
            if isinstance(word, PaymentUnknown):
                raise StillUnclear(word.reason)
            if isinstance(word, Paid):
                top_up = await self._credit(processor, word, now=now)
        owner = top_up.customer_id if top_up else None
        await self.storage.money.apply(Contest(processor, event, owner, self.rules, now))
        return top_up

    async def _call_staff(self, processor: str, event: StaffNeeded, *, now: datetime) -> TopUp | None:
        """Open a case with all that our books know of what the event names."""
        top_up = await self._top_up(event.reference)
        async with self.storage.look() as books:
            inflow = await books.inflows.get(inflow_id(processor, event.transaction_id))
        about = f"top-up {top_up.id}, {top_up.status.value}" if top_up else ""
        if inflow is not None:
            about = f"inflow {inflow.id}, {inflow.status.value}"
        funding = inflow or top_up
        owner = funding.customer_id if funding else None
        await self.storage.money.apply(KeepForStaff(processor, event, owner, about, self.rules, now))
        return top_up

    async def _sent_back(self, reference: str, amount: Money, *, now: datetime) -> TopUp | None:
        """Tell the customer that her bank gets a transfer back which was of another amount."""
        top_up = await self._top_up(reference)
        if top_up is None:
            return None
        kind = NoticeKind.TOP_UP_SENT_BACK
        key = f"{kind.value}:{top_up.id}:{amount.kobo}"
        async with self.storage.begin() as books:
            await books.outbox.add(Notice(key, kind, top_up.id, top_up.customer_id, now))
        return top_up

    async def _top_up(self, top_up_id: str) -> TopUp | None:
        async with self.storage.look() as books:
            return await books.top_ups.get(top_up_id)

    async def get(self, customer_id: str, top_up_id: str) -> TopUp:
        """Return one of a customer's own top-ups.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        async with self.storage.look() as books:
            top_up = await books.top_ups.get(top_up_id)
        if top_up is None or top_up.customer_id != customer_id:
            raise NotAllowed
        return top_up

    async def chargeback(self, customer_id: str, chargeback_id: str) -> Chargeback:
        """Return one of a customer's own chargebacks.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        async with self.storage.look() as books:
            chargeback = await books.chargebacks.get(chargeback_id)
        if chargeback is None or chargeback.customer_id != customer_id:
            raise NotAllowed
        return chargeback

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


def _in_short(word: VerifyOutcome) -> str:
    match word:
        case Paid(transaction_id=transaction_id):
            return f"paid, {transaction_id}"
        case NotPaid(status=status):
            return f"not paid, {status}"
        case PaymentUnknown(reason):
            return f"unknown, {reason}"
