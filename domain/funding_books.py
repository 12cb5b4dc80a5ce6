"""What funding needs from one transaction: intents, balances, chargebacks and messages."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from domain.chargebacks import Chargeback
from domain.inflows import Inflow
from domain.notices import Notice
from domain.top_ups import TopUp
from domain.wallets import AccountStore


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

    async def asks_another(self, top_up: TopUp) -> None:
        """Keep whom is asked for a page now, and who was asked before."""
        ...

    async def page_opened(self, top_up_id: str, url: str) -> None:
        """Keep the address of its payment page."""
        ...

    async def unfinished(self, customer_id: str, *, since: datetime) -> TopUp | None:
        """Return a customer's newest top-up since then of which no money is in."""
        ...

    async def verify_again(self, top_up: TopUp) -> None:
        """Keep when to ask next, and what the asking said, if it is still open."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[TopUp, ...]:
        """Return open intents whose processor should be asked now."""
        ...


class ChargebackStore(Protocol):
    """Chargebacks outside the money path."""

    async def get(self, chargeback_id: str) -> Chargeback | None:
        """Return one."""
        ...


class InflowStore(Protocol):
    """What came in on account numbers."""

    async def get(self, inflow_id: str) -> Inflow | None:
        """Return one."""
        ...


class NoticeStore(Protocol):
    """Where messages are owed."""

    async def add(self, notice: Notice) -> None:
        """Owe a message. The same key again changes nothing."""
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

    @property
    def chargebacks(self) -> ChargebackStore:
        """What processors take back."""
        ...

    @property
    def inflows(self) -> InflowStore:
        """What came in on account numbers."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages."""
        ...
