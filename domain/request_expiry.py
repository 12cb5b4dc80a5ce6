"""Requests for which no second person came: that their time is over is on the record too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from domain.audit_log import HEAD, Doing, append
from domain.maker_checker import RequestStatus, StaffRequest, existing_request
from domain.money_books import MoneyBooks, Touches
from domain.storage import Storage

_BY_ITSELF = "clock"  # who did it, in the audit log
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Expire:
    """Say of a request that its time is over. Handed in twice, or decided before, nothing changes."""

    request: StaffRequest
    now: datetime

    @property
    def touches(self) -> Touches:
        """The request, and the end of the audit log."""
        return Touches(records=((StaffRequest, self.request.id), HEAD))

    def decide(self, books: MoneyBooks) -> StaffRequest:
        """Return the request as it is now."""
        request = existing_request(books, self.request.id)
        if request.status is not RequestStatus.OPEN or self.now < request.expires_at:
            return request
        expired = replace(request, status=RequestStatus.EXPIRED, decided_at=self.now)
        books.save_record(expired)
        what = request.what
        told: dict[str, str | int] = {"request": request.id, "number": request.number}
        did = f"expire:{what.act.value}"
        append(books, Doing(_BY_ITSELF, did, what.subject_id, self.now, what.customer_id, told))
        return expired


class RequestStore(Protocol):
    """The requests."""

    async def expired(self, *, now: datetime, limit: int) -> tuple[StaffRequest, ...]:
        """Return the requests whose time is over and that nobody decided about, the oldest first."""
        ...


class ExpiryBooks(Protocol):
    """What is needed from one transaction."""

    @property
    def staff_requests(self) -> RequestStore:
        """The requests."""
        ...


@dataclass(frozen=True)
class RequestExpiry:
    """What the clock starts."""

    storage: Storage[ExpiryBooks]
    clock: Callable[[], datetime]

    async def sweep(self) -> None:
        """End what is over. Safe to repeat, and to do in several processes at once."""
        now = self.clock()
        async with self.storage.look() as books:
            over = await books.staff_requests.expired(now=now, limit=_AT_ONCE)
        for request in over:
            await self.storage.money.apply(Expire(request, now))
