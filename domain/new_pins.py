"""A PIN after the first one: changed with the old one, or set anew with a one-time code, locked or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.approvals import Approval, WrongApproval
from domain.carts import CartStore, end_consent
from domain.customers import Customer
from domain.errors import Refusal
from domain.freezing import UnfreezeWallet
from domain.notices import Notice, NoticeKind, NoticeStore
from domain.one_time_codes import CodeStore, Purpose, StepUp, StepUpNeeded, spent
from domain.pins import PinHasher, PinRecord, PinStore, check_strength
from domain.restricting import Restrict
from domain.rules import Rules
from domain.storage import Storage

CHANGE = "pin-change"  # what the old PIN approves


class SamePin(Refusal):
    """The new PIN is the old one."""

    code = "same-pin"


class NewPinBooks(Protocol):
    """What a new PIN needs from one transaction."""

    @property
    def pins(self) -> PinStore:
        """The PINs."""
        ...

    @property
    def one_time_codes(self) -> CodeStore:
        """The codes."""
        ...

    @property
    def carts(self) -> CartStore:
        """The orders that wait for money, with the consent of a PIN."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages owed to people."""
        ...


@dataclass(frozen=True)
class NewPins:
    """Changing and resetting PINs. Every new one is told to its customer."""

    storage: Storage[NewPinBooks]
    hasher: PinHasher
    rules: Rules

    async def change(self, customer: Customer, approval: Approval, digits: str, *, now: datetime) -> None:
        """Take a new PIN in the place of the old one, which gave the approval a moment ago.

        :raises WeakPin, SamePin: if it is easy to guess, or no new one
        :raises WrongApproval: if the old PIN was not given for it, or too long ago
        """
        is_fresh = now < approval.given_at + self.rules.codes.step_up_lasts
        if not approval.covers(customer.id, CHANGE) or not is_fresh:
            raise WrongApproval
        check_strength(digits, customer.phone)
        async with self.storage.look() as books:
            old = await books.pins.get(customer.id)
        if old is not None and await self.hasher.matches(digits, old.sealed):
            raise SamePin
        sealed = await self.hasher.seal(digits)
        async with self.storage.begin() as books:
            current = await books.pins.lock(customer.id)
            if current is not None and old is not None and current.sealed != old.sealed:
                raise WrongApproval  # Another device was faster, so the old PIN is older than that.
            await books.pins.save(PinRecord(customer.id, sealed))
            await end_consent(books, customer.id, now=now)
            await books.outbox.add(_notice(NoticeKind.PIN_CHANGED, customer, now))

    async def reset(self, customer: Customer, step_up: StepUp, digits: str, *, now: datetime) -> datetime:
        """Take a new PIN on the strength of a one-time code, open what was locked, and restrict spending.

        A code that was for unfreezing lets the wallet go on as well.

        :returns: until when the customer may spend little
        :raises WeakPin: if it is easy to guess
        :raises StepUpNeeded: if the code was not for it, is too old, or brought about a new PIN already
        """
        purpose = Purpose.UNFREEZE if step_up.purpose is Purpose.UNFREEZE else Purpose.PIN_RESET
        if not step_up.covers(customer.id, purpose, now=now):
            raise StepUpNeeded(Purpose.PIN_RESET)
        check_strength(digits, customer.phone)
        sealed = await self.hasher.seal(digits)
        # First what protects the money: after a crash in between it is restricted for nothing, no worse.
        until = await self.storage.money.apply(Restrict(customer.id, self.rules, now))
        async with self.storage.begin() as books:
            code = await books.one_time_codes.lock(customer.id, purpose)
            if code is None or code.confirmed_at is None:
                raise StepUpNeeded(purpose)
            await books.one_time_codes.save(spent(code))
            await books.pins.save(PinRecord(customer.id, sealed))
            await end_consent(books, customer.id, now=now)
            await books.outbox.add(_notice(NoticeKind.PIN_RESET, customer, now))
        if purpose is Purpose.UNFREEZE:
            await self.storage.money.apply(UnfreezeWallet(customer.id, now))
        return until


def _notice(kind: NoticeKind, customer: Customer, now: datetime) -> Notice:
    return Notice(f"{kind.value}:{customer.id}:{now.isoformat()}", kind, customer.id, customer.id, now)
