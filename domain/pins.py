"""The PIN: which ones are too easy, how wrong ones lock, and the approval that a right one gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from domain.approvals import Approval, WrongApproval
from domain.errors import Refusal
from domain.maintenance import MayBegin, always
from domain.money import ZERO, Money
from domain.phones import Phone
from domain.quotes import Sheet
from domain.rules import PinLock
from domain.schedules import Terms
from domain.storage import Storage

PIN_LENGTH = 4
_DIGITS = re.compile(rf"[0-9]{{{PIN_LENGTH}}}")
_ASCENDING = "01234567890"
_DESCENDING = _ASCENDING[::-1]


class WeakPin(Refusal):
    """Too easy to guess."""

    code = "weak-pin"


class WrongPin(Refusal):
    """Not the PIN. Nothing was charged. `left` more tries before it locks."""

    code = "wrong-pin"

    def __init__(self, *, left: int) -> None:
        super().__init__(left=left)
        self.left = left


class PinLocked(Refusal):
    """Too many wrong PINs. Opens by itself at `until`; None: a reset is needed."""

    code = "pin-locked"

    def __init__(self, *, until: datetime | None) -> None:
        super().__init__(until=until, reset_needed="yes" if until is None else "no")
        self.until = until


@dataclass(frozen=True, slots=True)
class PinRecord:
    """A customer's PIN as stored, and the wrong tries since the last right one."""

    customer_id: str
    sealed: bytes
    wrong: int = 0
    locked_until: datetime | None = None
    reset_needed: bool = False
    last_try: str | None = None  # the key of the newest try, so that a repeated update counts once

    def spend_try(self, locks: Sequence[PinLock], key: str, *, now: datetime) -> PinRecord:
        """Count a try as wrong before it is compared, so that no crash gives a free guess.

        :raises PinLocked: if no try is allowed now
        """
        if self.reset_needed:
            raise PinLocked(until=None)
        if key == self.last_try:
            return self
        self.check_open(now=now)
        wrong = self.wrong + 1
        lock = next((lock for lock in locks if lock.wrong == wrong), None)
        return replace(
            self,
            wrong=wrong,
            last_try=key,
            locked_until=now + lock.pause if lock is not None and lock.pause is not None else None,
            reset_needed=lock is not None and lock.pause is None,
        )

    def check_open(self, *, now: datetime) -> None:
        """Refuse as long as no try is allowed.

        :raises PinLocked: until when
        """
        if self.reset_needed:
            raise PinLocked(until=None)
        if self.locked_until is not None and now < self.locked_until:
            raise PinLocked(until=self.locked_until)

    def left(self, locks: Sequence[PinLock]) -> int:
        """Return how many more wrong tries there are until the next lock."""
        return min((lock.wrong - self.wrong for lock in locks if lock.wrong > self.wrong), default=0)

    def forgiven(self) -> PinRecord:
        """Return the record after the right PIN."""
        return replace(self, wrong=0, locked_until=None, reset_needed=False)

    def sealed_anew(self, old: bytes, new: bytes | None) -> PinRecord:
        """Return the record with that in the place of the old, unless another PIN was set meanwhile."""
        return replace(self, sealed=new) if new is not None and self.sealed == old else self


class PinStore(Protocol):
    """Where PINs are kept."""

    async def get(self, customer_id: str) -> PinRecord | None:
        """Return the record as it is at this moment."""
        ...

    async def lock(self, customer_id: str) -> PinRecord | None:
        """Return the record, locked until the end of the transaction."""
        ...

    async def save(self, record: PinRecord) -> None:
        """Keep a new or changed record."""
        ...


class PinBooks(Protocol):
    """What PINs need from one transaction."""

    @property
    def pins(self) -> PinStore:
        """The PINs."""
        ...


class PinHasher(Protocol):
    """A slow, salted, peppered hash, computed off the event loop."""

    async def seal(self, digits: str) -> bytes:
        """Return what is stored of a PIN."""
        ...

    async def matches(self, digits: str, sealed: bytes) -> bool:
        """Return whether that is the PIN."""
        ...

    def knows(self, sealed: bytes) -> bool:
        """Return whether it can tell. Where its key is gone no PIN is right, and a new one is needed."""
        ...

    async def renewed(self, digits: str, sealed: bytes) -> bytes | None:
        """Return what to store of the right PIN from now on; None if the newest key sealed it."""
        ...


def check_strength(digits: str, phone: Phone) -> None:
    """Refuse a PIN that is easy to guess.

    :raises WeakPin: if it repeats, counts up or down, is a year of birth or the end of the phone number
    """
    if not _DIGITS.fullmatch(digits):
        raise WeakPin
    pairs = digits[:2] == digits[2:]
    counts = digits in _ASCENDING or digits in _DESCENDING
    year = 1900 <= int(digits) <= 2029
    if pairs or counts or year or phone.e164.endswith(digits):
        raise WeakPin


def approve_run(
    terms: Terms, mandate: Approval, sheet: Sheet, *, spent: Money = ZERO, now: datetime
) -> Approval:
    """Return the consent to one payment of a schedule, which the PIN gave with the schedule's terms.

    :param spent: what was paid by itself for its recipient in this month

    :raises WrongApproval: if that consent is for other terms, or they do not allow this sheet
    """
    if not mandate.covers(terms.customer_id, terms.hash) or not terms.allow(sheet, spent):
        raise WrongApproval
    return Approval(terms.customer_id, sheet.hash, now)


@dataclass(frozen=True)
class Pins:
    """Asking for the PIN, and what its answer permits."""

    storage: Storage[PinBooks]
    hasher: PinHasher
    locks: Sequence[PinLock]
    may_begin: MayBegin = always

    async def check_open(self, customer_id: str, *, now: datetime) -> None:
        """Refuse to ask for a PIN that can't be entered now. No try is counted.

        :raises PinLocked: until when
        :raises UnderMaintenance: while nothing may begin
        """
        self.may_begin()
        async with self.storage.look() as books:
            record = await books.pins.get(customer_id)
        if record is not None:
            record.check_open(now=now)
            if not self.hasher.knows(record.sealed):
                raise PinLocked(until=None)

    async def approve(
        self,
        customer_id: str,
        digits: str,
        *,
        for_sheet: str,
        try_key: str,
        now: datetime,
        takes_money: bool = True,
    ) -> Approval:
        """Return the consent to a sheet if the PIN is right.

        `try_key` names this try (the id of the tap or message), so that a repeat counts once.

        :raises WrongPin: and the try is counted
        :raises PinLocked: if this or an earlier try locked it
        :raises UnderMaintenance: while nothing that takes money may begin; no try is counted
        """
        if takes_money:
            self.may_begin()
        async with self.storage.begin() as books:
            record = await books.pins.lock(customer_id)
            if record is None or not self.hasher.knows(record.sealed):
                raise PinLocked(until=None)
            spent = record.spend_try(self.locks, try_key, now=now)
            await books.pins.save(spent)
        if not await self.hasher.matches(digits, spent.sealed):
            if spent.reset_needed or spent.locked_until is not None:
                raise PinLocked(until=spent.locked_until)
            raise WrongPin(left=spent.left(self.locks))
        renewed = await self.hasher.renewed(digits, spent.sealed)
        async with self.storage.begin() as books:
            current = await books.pins.lock(customer_id)
            if current is not None:
                await books.pins.save(current.forgiven().sealed_anew(spent.sealed, renewed))
        return Approval(customer_id, for_sheet, now)
