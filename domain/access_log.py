"""Who of our staff was shown what about whom. Written before it is shown, and only ever added to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.storage import Storage

EVERYBODY = "staff"  # shown to everybody who is told of cases


class Shown(StrEnum):
    """What was shown."""

    TICKET = "ticket"
    WITHDRAWAL = "withdrawal"
    ADDRESS_PROOF = "address-proof"
    CUSTOMER = "customer"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Access:
    """One look at personal data."""

    id: str  # later ones after earlier ones
    viewer: str  # "telegram:123", or `EVERYBODY`
    customer_id: str
    what: Shown
    subject_id: str  # which ticket, withdrawal, …
    seen_at: datetime


class AccessStore(Protocol):
    """Where looks are kept."""

    async def add(self, access: Access) -> None:
        """Keep one."""
        ...

    async def of(self, customer_id: str, *, limit: int) -> tuple[Access, ...]:
        """Return who looked at a customer's data, the newest first."""
        ...


class AccessBooks(Protocol):
    """What the log needs from one transaction."""

    @property
    def accesses(self) -> AccessStore:
        """The looks."""
        ...


@dataclass(frozen=True)
class AccessLog:
    """Writing looks down, and reading who looked."""

    storage: Storage[AccessBooks]
    new_id: Callable[[], str]
    clock: Callable[[], datetime]

    async def shows(self, customer_id: str, what: Shown, subject_id: str, *, viewer: str = EVERYBODY) -> None:
        """Write down that this is about to be shown. If it can't be written, it must not be shown."""
        access = Access(self.new_id(), viewer, customer_id, what, subject_id, self.clock())
        async with self.storage.begin() as books:
            await books.accesses.add(access)

    async def of(self, customer_id: str, *, limit: int = 100) -> tuple[Access, ...]:
        """Return who looked at a customer's data, the newest first."""
        async with self.storage.look() as books:
            return await books.accesses.of(customer_id, limit=limit)
