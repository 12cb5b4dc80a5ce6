"""Echoes: what is told in Telegram, told once more by SMS or e-mail, as the customer chose.

An echo is owed with its notice and knows no words: they are made when it goes out, and a token is kept
nowhere. It is begun once: what a vendor may have taken is not handed over again. Who wants something told
by SMS has nothing else to do than owe a notice of a kind that has echoes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from domain.errors import Refusal
from domain.notices import REMINDERS, SECURITY, Notice, NoticeKind
from domain.one_time_codes import Channel
from domain.rules_messages import Event, MessageRules
from domain.storage import Storage

_BILLS = (Event.AIRTIME, Event.DATA, Event.ELECTRICITY, Event.SCHEDULE)
# What has echoes, and which choices decide about it: of a bill, the one of its category or that of schedules.
ECHOED: Mapping[NoticeKind, tuple[Event, ...]] = {
    NoticeKind.PAYMENT_DELIVERED: _BILLS,
    NoticeKind.PAYMENT_TOKEN: (Event.ELECTRICITY,),
    NoticeKind.PAYMENT_RETURNED: _BILLS,
    NoticeKind.PAYMENT_REFUNDED: _BILLS,
    NoticeKind.SCHEDULE_NOT_PAID: (Event.SCHEDULE,),
    NoticeKind.SCHEDULE_PAUSED: (Event.SCHEDULE,),
    NoticeKind.TOP_UP_CREDITED: (Event.MONEY_IN,),
    NoticeKind.INFLOW_CREDITED: (Event.MONEY_IN,),
    NoticeKind.TRANSFER_RECEIVED: (Event.MONEY_IN,),
    **dict.fromkeys(REMINDERS, (Event.REMINDER,)),
    **dict.fromkeys(SECURITY, (Event.SECURITY,)),
}
# Nobody switches this off by mistake or for somebody else: who took a wallet over would begin with it.
ALWAYS = frozenset({(Event.SECURITY, Channel.SMS)})
ABANDONED_AFTER = timedelta(minutes=5)  # no handing over takes so long


class AlwaysTold(Refusal):
    """What happens to the safety of a wallet is always told by SMS."""

    code = "always-told"


@dataclass(frozen=True, slots=True)
class Echo:
    """One notice on its way outside of Telegram."""

    key: str  # the notice's
    channel: Channel
    kind: NoticeKind
    subject_id: str
    customer_id: str
    happened_at: datetime
    due_at: datetime
    tries: int = 0

    @property
    def notice(self) -> Notice:
        """What is told."""
        return Notice(self.key, self.kind, self.subject_id, self.customer_id, self.happened_at)

    @property
    def goes_above_the_budget(self) -> bool:
        """Whether it goes out on a day whose money for messages is spent."""
        return self.kind in SECURITY


def echoes_of(notices: Collection[Notice], mailed: Collection[str], *, now: datetime) -> list[Echo]:
    """Return what is to be told once more.

    :param mailed: the customers who have an address
    """
    return [
        Echo(each.key, channel, each.kind, each.subject_id, each.customer_id, each.due_at, now)
        for each in notices
        if each.customer_id is not None and each.kind in ECHOED
        for channel in Channel
        if channel is Channel.SMS or each.customer_id in mailed
    ]


@dataclass(frozen=True, slots=True)
class Choices:
    """What one customer wants to be told, and how."""

    rules: MessageRules = field(repr=False)
    chosen: Mapping[tuple[Event, Channel], bool] = field(default_factory=dict)

    def is_on(self, event: Event, channel: Channel) -> bool:
        """Return whether an event is told that way."""
        usual = event in (self.rules.sms if channel is Channel.SMS else self.rules.e_mail)
        return (event, channel) in ALWAYS or self.chosen.get((event, channel), usual)


class EchoStore(Protocol):
    """Where it is kept what goes out, and what customers chose."""

    async def owe(self, notices: Sequence[Notice], *, now: datetime) -> int:
        """Owe the echoes of these notices. The same notice again changes nothing."""
        ...

    async def add(self, echo: Echo) -> None:
        """Owe one echo. The same key again changes nothing."""
        ...

    async def due(self, *, now: datetime, limit: int) -> Sequence[tuple[str, Channel]]:
        """Return the names of what is due, the oldest first."""
        ...

    async def get(self, key: str, channel: Channel) -> Echo | None:
        """Return what is still owed."""
        ...

    async def begin(self, echo: Echo, *, now: datetime) -> bool:
        """Keep that it is handed over now; False if somebody else does, or did."""
        ...

    async def again(self, echo: Echo, *, due_at: datetime) -> None:
        """Keep that nobody took it, or that it has to wait."""
        ...

    async def done(self, echo: Echo, *, outcome: str, now: datetime) -> None:
        """Keep how this try ended. Where it is owed once more meanwhile, nothing changes."""
        ...

    async def owe_again(self, key: str, *, now: datetime) -> bool:
        """Owe a text message that was sent at the first try once more; False if it was not."""
        ...

    async def abandoned(self, *, before: datetime, now: datetime) -> int:
        """End what was begun by then and never heard of again. It is in doubt, so it is not sent again."""
        ...

    async def choices(self, customer_id: str) -> Mapping[tuple[Event, Channel], bool]:
        """Return what a customer chose herself."""
        ...

    async def choose(self, customer_id: str, event: Event, channel: Channel, *, is_on: bool) -> None:
        """Keep what a customer chose."""
        ...


class EchoBooks(Protocol):
    """What echoes need from one transaction."""

    @property
    def echoes(self) -> EchoStore:
        """The echoes."""
        ...


@dataclass(frozen=True)
class Echoes:
    """What is told outside of Telegram, and what customers choose of it."""

    storage: Storage[EchoBooks]
    rules: MessageRules

    async def choices(self, customer_id: str) -> Choices:
        """Return what a customer wants to be told, and how."""
        async with self.storage.look() as books:
            return Choices(self.rules, await books.echoes.choices(customer_id))

    async def choose(self, customer_id: str, event: Event, channel: Channel, *, is_on: bool) -> None:
        """Keep what a customer wants.

        :raises AlwaysTold: if she can't do without it
        """
        if not is_on and (event, channel) in ALWAYS:
            raise AlwaysTold
        async with self.storage.begin() as books:
            await books.echoes.choose(customer_id, event, channel, is_on=is_on)

    async def due(self, *, now: datetime, limit: int) -> Sequence[tuple[str, Channel]]:
        """Return the names of what is to go out."""
        async with self.storage.look() as books:
            return await books.echoes.due(now=now, limit=limit)

    async def get(self, key: str, channel: Channel) -> Echo | None:
        """Return what is still owed."""
        async with self.storage.look() as books:
            return await books.echoes.get(key, channel)

    async def begin(self, echo: Echo, *, now: datetime) -> bool:
        """Say that it is handed over now. False: leave it to whoever did so before."""
        async with self.storage.begin() as books:
            return await books.echoes.begin(echo, now=now)

    async def wait(self, echo: Echo, *, until: datetime) -> None:
        """Hold it back."""
        async with self.storage.begin() as books:
            await books.echoes.again(echo, due_at=until)

    async def refused(self, echo: Echo, *, reason: str, now: datetime) -> bool:
        """Try again later what nobody took, so often. Returns whether there is another try."""
        pauses = self.rules.again_after
        async with self.storage.begin() as books:
            if echo.tries >= len(pauses):
                await books.echoes.done(echo, outcome=reason, now=now)
                return False
            later = replace(echo, tries=echo.tries + 1)
            await books.echoes.again(later, due_at=now + pauses[echo.tries])
            return True

    async def done(self, echo: Echo, *, outcome: str, now: datetime) -> None:
        """Keep how it ended."""
        async with self.storage.begin() as books:
            await books.echoes.done(echo, outcome=outcome, now=now)

    async def lost(self, key: str, *, now: datetime) -> bool:
        """Owe a text message once more that was taken and did not arrive; False: it had its second try."""
        async with self.storage.begin() as books:
            return await books.echoes.owe_again(key, now=now)

    async def sweep(self, *, now: datetime) -> int:
        """End what a process began that is no more."""
        async with self.storage.begin() as books:
            return await books.echoes.abandoned(before=now - ABANDONED_AFTER, now=now)
