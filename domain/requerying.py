"""Asking vendors again, because somebody of the staff wants to know: one payment, or all in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.errors import Refusal
from domain.payments import Payment, PaymentStatus
from domain.storage import Storage

MOST_AT_ONCE = 500  # the vendors are asked at their pace; the rest is asked when somebody asks again
_IN_DOUBT = (PaymentStatus.UNRESOLVED, PaymentStatus.AWAITING_TOKEN)


class NothingToAsk(Refusal):
    """The payment is decided, or was not sent yet."""

    code = "nothing-to-ask"


class DoubtStore(Protocol):
    """The payments that are in doubt."""

    async def make_all_due(
        self, statuses: tuple[PaymentStatus, ...], biller_id: str | None, *, now: datetime, limit: int
    ) -> tuple[str, ...]:
        """Let the oldest payments in these states be asked about now, and return which."""
        ...

    async def make_due(self, payment_id: str, *, now: datetime) -> None:
        """Let one be asked about now."""
        ...


class RequeryBooks(Protocol):
    """What asking again needs from one transaction."""

    @property
    def payments(self) -> DoubtStore:
        """The payments."""
        ...


@dataclass(frozen=True)
class Requeries:
    """Asking again, before the time comes by itself."""

    storage: Storage[RequeryBooks]

    async def one(self, payment: Payment, *, now: datetime) -> None:
        """Let one payment be asked about now. A worker does it.

        :raises NothingToAsk: if there is no doubt about it
        """
        if payment.status not in _IN_DOUBT:
            raise NothingToAsk
        async with self.storage.begin() as books:
            await books.payments.make_due(payment.id, now=now)

    async def all(self, biller_id: str | None = None, *, now: datetime) -> tuple[str, ...]:
        """Let all that are in doubt be asked about now, of one biller or of all. A worker does it."""
        async with self.storage.begin() as books:
            return await books.payments.make_all_due(_IN_DOUBT, biller_id, now=now, limit=MOST_AT_ONCE)
