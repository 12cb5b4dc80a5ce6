"""What the HTTP edge is given by whoever starts it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.account_events import AccountEvents
from domain.funding import TopUps
from domain.paying import Payments
from domain.processors import ProcessorGateway
from domain.text_messages import Reported
from web.operators import Operators
from web.status_page import StatusPage
from web.verify_page import VerifyPage

HEADER_OF_TELEGRAM = "X-Telegram-Bot-Api-Secret-Token"


class Overloaded(Exception):
    """Too much waits already. Telegram brings it again."""


Figure = int | float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """How one part of the installation is."""

    well: bool
    figures: Mapping[str, Figure]


class Checkup(Protocol):
    """Looks after the installation."""

    async def __call__(self) -> Mapping[str, Part]:
        """Return how each part is."""
        ...


@dataclass(frozen=True, slots=True)
class DeliveryReports:
    """The door for what became of text messages. `secret` None: it is closed."""

    secret: str | None
    readers: Mapping[str, Callable[[bytes], Reported | None]]  # by the company's name
    take: Callable[[Reported], Awaitable[None]]


async def _nothing_to_ask() -> None:
    """There is no database."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The business as companies and machines meet it."""

    payments: Payments
    top_ups: TopUps
    accounts: AccountEvents
    processors: Mapping[str, ProcessorGateway]
    wake_payment: Callable[[str], None]
    wake_top_up: Callable[[str], None]
    read_payout_hint: Callable[[bytes], str | None]  # whose transfer to a bank an event is about
    wake_withdrawal: Callable[[str], None]  # by that transfer's reference
    take_update: Callable[[Mapping[str, object]], Awaitable[None]]  # raises Overloaded
    read_vtpass_hint: Callable[[bytes], str | None]  # whose vend a webhook speaks of
    read_vtpass_change: Callable[[bytes], str | None]  # whose list a webhook says has changed
    list_changed: Callable[[str, str], None]  # a vendor's word, and of which of its services
    read_flutterwave_hint: Callable[[bytes], str | None]
    checkup: Checkup
    clock: Callable[[], datetime]
    telegram_secret: str | None  # None: updates are polled for, and this door is closed
    vtpass_secret: str | None  # None: this door is closed
    flutterwave_hash: str | None  # None: this one is
    paid_page: str
    verify_page: VerifyPage
    check_receipt: Callable[[str], Awaitable[Mapping[str, object]]]  # a code → what the page shows of it
    delivery_reports: DeliveryReports | None = None
    status_page: StatusPage | None = None
    database_answers: Callable[[], Awaitable[None]] = _nothing_to_ask  # raises what keeps it from answering
    operators: Operators = field(default_factory=Operators)
