"""Sends what is told by SMS and e-mail too: each echo once, at a time at which a phone may ring.

What a vendor may have taken is not sent again; what a report says did not arrive goes out once more, by
another vendor. No word of it, and no number or address, is logged.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.code_sender import CodeSender
from bot.text import Translator, translator
from domain.customers import Customer
from domain.e_mails import EMail, EMailAddresses, MailGateway
from domain.echoes import Echo, Echoes
from domain.one_time_codes import Channel
from domain.rules_messages import Event
from domain.text_messages import (
    Refused,
    Reported,
    SendOutcome,
    Sent,
    SentMessage,
    TextMessage,
    TextMessages,
    for_handsets,
)

log = structlog.get_logger(__name__)

_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class EchoWords:
    """What is told, in one line, and which of the customer's choices is about it."""

    event: Event
    line: str


Words = Callable[[Echo, Translator], Awaitable[EchoWords | None]]


@dataclass(frozen=True)
class EchoSender:
    """Takes what is due on, one by one."""

    echoes: Echoes
    customer_of: Callable[[str], Awaitable[Customer | None]]
    text_messages: TextMessages
    mail: MailGateway | None  # None: no e-mail is sent here
    address_of: Callable[[str], Awaitable[EMailAddresses]]
    words: Words
    clock: Callable[[], datetime]

    async def due(self, now: datetime, limit: int) -> Sequence[str]:
        """Return the names of what is due, for `take_on`."""
        return [f"{channel}{_SEPARATOR}{key}" for key, channel in await self.echoes.due(now=now, limit=limit)]

    async def take_on(self, name: str) -> None:
        """Send one, or find out that it is not to be sent, or not yet."""
        channel, _, key = name.partition(_SEPARATOR)
        echo = await self.echoes.get(key, Channel(channel))
        if echo is None:
            return
        now, rules = self.clock(), self.echoes.rules
        held_until = rules.held_until(now)
        if echo.channel is Channel.SMS and not self.text_messages.is_on:
            await self.echoes.done(echo, outcome="no-vendor", now=now)
        elif now - echo.happened_at > rules.late_after:
            await self.echoes.done(echo, outcome="too-late", now=now)
        elif held_until > now and not echo.kind.rings_at_night:
            await self.echoes.wait(echo, until=held_until)
        else:
            await self._send_if_wanted(echo, now)

    async def lost(self, message: SentMessage) -> None:
        """Send what did not arrive once more. A message that was no echo is nothing to us."""
        if await self.echoes.lost(message.subject_id, now=self.clock()):
            log.info("an echo is sent once more", notice=message.subject_id)

    async def sweep(self) -> None:
        """End what was begun by a process that is no more."""
        ended = await self.echoes.sweep(now=self.clock())
        if ended:
            log.warning("echoes are in doubt and not sent again", ended=ended)

    async def _send_if_wanted(self, echo: Echo, now: datetime) -> None:
        customer = await self.customer_of(echo.customer_id)
        if customer is None:
            await self.echoes.done(echo, outcome="nobody", now=now)
            return
        t = translator(customer.language)
        words = await self.words(echo, t)
        choices = await self.echoes.choices(customer.id)
        if words is None or not choices.is_on(words.event, echo.channel):
            await self.echoes.done(echo, outcome="not-wanted", now=now)
            return
        if echo.channel is Channel.SMS:
            await self._text(echo, TextMessage(customer.phone, for_handsets(words.line)), now)
        else:
            subject = t.plain("echo-mail-subject", event=words.event)
            await self._mail(echo, subject, t.plain("echo-mail", line=words.line), now)

    async def _text(self, echo: Echo, message: TextMessage, now: datetime) -> None:
        if not echo.goes_above_the_budget and not await self.text_messages.can_be_paid(message, now=now):
            log.warning("the day's money for messages is spent", notice=echo.kind.value)
            await self.echoes.done(echo, outcome="budget", now=now)
        elif await self.echoes.begin(echo, now=now):
            outcome = await self.text_messages.send(
                message, customer_id=echo.customer_id, subject_id=echo.key, first=echo.tries, now=now
            )
            await self._ended(echo, outcome)

    async def _mail(self, echo: Echo, subject: str, text: str, now: datetime) -> None:
        known = await self.address_of(echo.customer_id)
        if self.mail is None or known.address is None:
            await self.echoes.done(echo, outcome="no-mail", now=now)
        elif await self.echoes.begin(echo, now=now):
            await self._ended(echo, await self.mail.send(EMail(known.address, subject, text)))

    async def _ended(self, echo: Echo, outcome: SendOutcome) -> None:
        now, how = self.clock(), {"notice": echo.kind.value, "channel": echo.channel.value}
        match outcome:
            case Sent():
                await self.echoes.done(echo, outcome="sent", now=now)
                log.info("an echo was sent", **how)
            case Refused(reason):
                again = await self.echoes.refused(echo, reason=reason, now=now)
                log.warning("an echo was not taken", reason=reason, again=again, **how)
            case _:
                await self.echoes.done(echo, outcome=f"in-doubt: {outcome.reason}", now=now)
                log.warning("an echo may have been sent", reason=outcome.reason, **how)


def reports_taker(codes: CodeSender, echoes: EchoSender) -> Callable[[Reported], Awaitable[None]]:
    """Return what takes delivery reports: about codes, which people ask for again, and about echoes."""

    async def take(reported: Reported) -> None:
        lost = await codes.take_report(reported)
        if lost is not None:
            await echoes.lost(lost)

    return take
