"""Who of our staff was shown what about whom. Written before it is shown, and only ever added to.

Each look is a row of the audit log as well, written in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.audit_log import HEAD, Doing, append, by_channel
from domain.money_books import MoneyBooks, Touches
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


@dataclass(frozen=True, slots=True)
class Look:
    """Write a look down."""

    access: Access
    channel: str | None = None  # where it was shown, if not in the chat

    @property
    def touches(self) -> Touches:
        """The end of the audit log."""
        return Touches(records=(HEAD,))

    def decide(self, books: MoneyBooks) -> int:
        """Return the number of its row in the audit log."""
        access = self.access
        books.save_record(access)
        did = f"look-at-{access.what.value}"
        told = by_channel(self.channel)
        doing = Doing(access.viewer, did, access.subject_id, access.seen_at, access.customer_id, told)
        return append(books, doing).sequence


class AccessStore(Protocol):
    """Where looks are read."""

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

    async def shows(
        self,
        customer_id: str,
        what: Shown,
        subject_id: str,
        *,
        viewer: str = EVERYBODY,
        channel: str | None = None,
    ) -> int:
        """Write down that this is about to be shown. If it can't be written, it must not be shown.

        :returns: the number of the row in the audit log
        """
        access = Access(self.new_id(), viewer, customer_id, what, subject_id, self.clock())
        return await self.storage.money.apply(Look(access, channel))

    async def of(self, customer_id: str, *, limit: int = 100) -> tuple[Access, ...]:
        """Return who looked at a customer's data, the newest first."""
        async with self.storage.look() as books:
            return await books.accesses.of(customer_id, limit=limit)
