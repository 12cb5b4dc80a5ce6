"""Looks after the installation: forgets what nobody needs any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

import structlog

from bot.handling import CONVERSATION_KEPT_FOR
from domain.storage import Storage
from domain.times import lagos_day

log = structlog.get_logger(__name__)

SEEN_UPDATES_KEPT_FOR = timedelta(days=14)  # Telegram repeats for a day; the rest is caution
PUT_ASIDE_KEPT_FOR = timedelta(hours=24)  # what people wrote is kept no longer
TOLD_KEPT_FOR = timedelta(days=90)
COUNTS_KEPT_FOR = timedelta(days=7)  # how often somebody asked on a day: of use on that day
CODES_KEPT_FOR = timedelta(days=7)


class InboxRoom(Protocol):
    """The inbox, as it is kept tidy."""

    async def clean(self, *, payloads_before: datetime, ids_before: datetime) -> int:
        """Erase what was put aside long ago, and forget old ids."""
        ...


class OutboxRoom(Protocol):
    """The outbox, as it is kept tidy."""

    async def clean(self, *, before: datetime) -> int:
        """Forget messages that were told long ago."""
        ...


class EchoesRoom(Protocol):
    """What is told by SMS and e-mail too, as it is kept tidy."""

    async def clean(self, *, before: datetime) -> int:
        """Forget what ended long ago."""
        ...


class CartsRoom(Protocol):
    """The orders that wait for money, as they are kept tidy."""

    async def clean(self, *, before: datetime) -> int:
        """Forget carts whose mandate ended before that."""
        ...


class ConversationsRoom(Protocol):
    """The conversations, as they are kept tidy."""

    async def clean(self, *, before: datetime) -> int:
        """Forget conversations that nobody came back to."""
        ...


class RetentionRoom(Protocol):
    """What was only kept for a while."""

    async def clean(self, *, counts_before: date, codes_before: datetime, texts_before: datetime) -> int:
        """Forget counts of earlier days, expired codes, and what is known of text messages."""
        ...


class HousekeepingBooks(Protocol):
    """What housekeeping needs from one transaction."""

    @property
    def inbox(self) -> InboxRoom:
        """The inbox."""
        ...

    @property
    def outbox(self) -> OutboxRoom:
        """The outbox."""
        ...

    @property
    def echoes(self) -> EchoesRoom:
        """What is told by SMS and e-mail too."""
        ...

    @property
    def carts(self) -> CartsRoom:
        """The orders that wait for money."""
        ...

    @property
    def conversations(self) -> ConversationsRoom:
        """The conversations."""
        ...

    @property
    def retention(self) -> RetentionRoom:
        """What was only kept for a while."""
        ...


@dataclass(frozen=True)
class Housekeeping:
    """Tidying."""

    storage: Storage[HousekeepingBooks]
    clock: Callable[[], datetime]

    async def tidy(self) -> None:
        """Forget what is older than it need be."""
        now = self.clock()
        async with self.storage.begin() as books:
            updates = await books.inbox.clean(
                payloads_before=now - PUT_ASIDE_KEPT_FOR, ids_before=now - SEEN_UPDATES_KEPT_FOR
            )
            messages = await books.outbox.clean(before=now - TOLD_KEPT_FOR)
            await books.echoes.clean(before=now - TOLD_KEPT_FOR)
            await books.carts.clean(before=now - CONVERSATION_KEPT_FOR)
            conversations = await books.conversations.clean(before=now - CONVERSATION_KEPT_FOR)
            ended = await books.retention.clean(
                counts_before=lagos_day(now - COUNTS_KEPT_FOR),
                codes_before=now - CODES_KEPT_FOR,
                texts_before=now - TOLD_KEPT_FOR,
            )
        log.info("tidied up", updates=updates, messages=messages, conversations=conversations, ended=ended)
