"""What telling people what the outbox owes needs from one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.leases import LeaseStore
from domain.notices import Notice


class OwedNotice(Protocol):
    """A notice that is due, and whom it goes to. `telegram_id` None: to staff."""

    @property
    def notice(self) -> Notice:
        """What to tell."""
        ...

    @property
    def telegram_id(self) -> int | None:
        """Whom."""
        ...

    @property
    def language(self) -> str | None:
        """In which language."""
        ...

    @property
    def tries(self) -> int:
        """How often it was tried."""
        ...

    @property
    def in_doubt(self) -> bool:
        """Whether it may have been told: a send began whose end nobody knows."""
        ...

    @property
    def reachable(self) -> bool:
        """Whether the person lets the bot write."""
        ...


class OutboxStore(Protocol):
    """Where messages are owed."""

    async def due(
        self, *, now: datetime, limit: int, urgent: bool, but: Sequence[str]
    ) -> Sequence[OwedNotice]:
        """Return what is due, in the order in which it is to be told: what is urgent, or all the rest.

        :param but: the keys of what is in hand already
        """
        ...

    async def begun(self, keys: Sequence[str], *, now: datetime) -> None:
        """Keep that these are being sent: should nothing be heard of it, they are in doubt."""
        ...

    async def sent(self, messages: Sequence[tuple[str, int | None]], *, now: datetime) -> None:
        """Keep that these (key, message id) were told."""
        ...

    async def tried(self, key: str, *, tries: int, in_doubt: bool) -> None:
        """Keep how often a message was tried, and whether the person may have it."""
        ...

    async def given_up(self, key: str, *, failure: str, in_doubt: bool, now: datetime) -> None:
        """Keep that a message will not be told, and why."""
        ...

    async def keep_for_return(self, telegram_id: int, *, now: datetime) -> None:
        """Keep what is due for a person who can't be written to until she comes back."""
        ...


class PeopleStore(Protocol):
    """Who can be written to."""

    async def reachable(self, telegram_id: int, *, reachable: bool) -> None:
        """Keep whether the person can be written to."""
        ...


class EchoStore(Protocol):
    """Where it is owed to tell something by SMS and e-mail too."""

    async def owe(self, notices: Sequence[Notice], *, now: datetime) -> int:
        """Owe the echoes of these notices. The same notice again changes nothing."""
        ...


class MessengerBooks(Protocol):
    """What telling needs from one transaction."""

    @property
    def echoes(self) -> EchoStore:
        """What is told by SMS and e-mail too."""
        ...

    @property
    def outbox(self) -> OutboxStore:
        """The outbox."""
        ...

    @property
    def customers(self) -> PeopleStore:
        """The customers."""
        ...

    @property
    def leases(self) -> LeaseStore:
        """What only one process does at a time."""
        ...
