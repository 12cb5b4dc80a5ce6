"""The staff's PINs: set once, asked for by what moves money or changes who may, locked as customers' are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.errors import Refusal
from domain.pins import PIN_LENGTH, PinHasher, PinLocked, PinRecord, PinStore, WeakPin, WrongPin
from domain.rules import PinLock
from domain.storage import Storage

_ASCENDING = "01234567890"


class NoStaffPin(Refusal):
    """This takes a staff PIN, and none is set."""

    code = "no-staff-pin"


class StaffPinIsSet(Refusal):
    """A staff PIN is set already. It is never overwritten from the same chat."""

    code = "staff-pin-is-set"


@dataclass(frozen=True, slots=True)
class StaffApproval:
    """The word of somebody of the staff for exactly one act, given with the right PIN.

    Made by `domain.staff_pins` alone (a house rule checks it).
    """

    staff: str  # "telegram:123"
    about: str  # what it is for
    given_at: datetime

    def covers(self, staff: str, about: str) -> bool:
        """Return whether it is that person's word for that."""
        return (self.staff, self.about) == (staff, about)


class StaffPinStore(PinStore, Protocol):
    """Where staff PINs are kept. One that was taken away is not found."""

    async def add(self, record: PinRecord) -> None:
        """Keep a new PIN, also in the place of one that was taken away."""
        ...


class StaffPinBooks(Protocol):
    """What staff PINs need from one transaction."""

    @property
    def staff_pins(self) -> StaffPinStore:
        """The PINs, by the names of their owners."""
        ...


@dataclass(frozen=True)
class StaffPins:
    """Setting staff PINs, and what the right one permits."""

    storage: Storage[StaffPinBooks]
    hasher: PinHasher
    locks: Sequence[PinLock]

    async def is_set(self, staff: str) -> bool:
        """Return whether somebody has a PIN."""
        async with self.storage.look() as books:
            return await books.staff_pins.get(staff) is not None

    async def check_open(self, staff: str, *, now: datetime) -> None:
        """Refuse to ask for a PIN that can't be entered now. No try is counted.

        :raises NoStaffPin: if there is none
        :raises PinLocked: until when
        """
        async with self.storage.look() as books:
            record = await books.staff_pins.get(staff)
        if record is None:
            raise NoStaffPin
        record.check_open(now=now)
        if not self.hasher.knows(record.sealed):
            raise PinLocked(until=None)

    async def set_first(self, staff: str, digits: str) -> None:
        """Set somebody's first PIN.

        :raises WeakPin: if it is easy to guess
        :raises StaffPinIsSet: if there is one
        """
        check_strength(digits)
        sealed = await self.hasher.seal(digits)
        async with self.storage.begin() as books:
            if await books.staff_pins.lock(staff) is not None:
                raise StaffPinIsSet
            await books.staff_pins.add(PinRecord(staff, sealed))

    async def approve(
        self, staff: str, digits: str, *, about: str, try_key: str, now: datetime
    ) -> StaffApproval:
        """Return somebody's word for an act if the PIN is right. A repeat of `try_key` counts once.

        :raises NoStaffPin: if there is none
        :raises WrongPin: and the try is counted
        :raises PinLocked: if this or an earlier try locked it
        """
        async with self.storage.begin() as books:
            record = await books.staff_pins.lock(staff)
            if record is None:
                raise NoStaffPin
            if not self.hasher.knows(record.sealed):
                raise PinLocked(until=None)
            spent = record.spend_try(self.locks, try_key, now=now)
            await books.staff_pins.save(spent)
        if not await self.hasher.matches(digits, spent.sealed):
            if spent.reset_needed or spent.locked_until is not None:
                raise PinLocked(until=spent.locked_until)
            raise WrongPin(left=spent.left(self.locks))
        renewed = await self.hasher.renewed(digits, spent.sealed)
        async with self.storage.begin() as books:
            current = await books.staff_pins.lock(staff)
            if current is not None:
                await books.staff_pins.save(current.forgiven().sealed_anew(spent.sealed, renewed))
        return StaffApproval(staff, about, now)


def check_strength(digits: str) -> None:
    """Refuse a PIN that is easy to guess.

    :raises WeakPin: if it repeats, counts up or down, or is a year of birth
    """
    if len(digits) != PIN_LENGTH or not (digits.isascii() and digits.isdecimal()):
        raise WeakPin
    counts = digits in _ASCENDING or digits in _ASCENDING[::-1]
    if digits[:2] == digits[2:] or counts or 1900 <= int(digits) <= 2029:
        raise WeakPin
