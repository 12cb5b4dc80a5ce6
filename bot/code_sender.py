"""Sends one-time codes, at once and in the background: they are in clear nowhere but on their way.

What nobody took is said in the chat, with the other ways. What somebody may have taken is not sent again.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.background import Background
from bot.screen import Screen
from bot.text import Translator, translator
from domain.customers import NOBODYS, Customer
from domain.e_mails import EMail, MailGateway
from domain.one_time_codes import Channel, FreshCode, OneTimeCodes, Purpose
from domain.phones import Phone
from domain.registration import Customers
from domain.text_messages import (
    Refused,
    Reported,
    ReportStatus,
    SendOutcome,
    Sent,
    SentMessage,
    TextMessage,
    TextMessages,
    for_handsets,
)

log = structlog.get_logger(__name__)

_ROUNDS = 2
_PAUSE = 1.5  # seconds between two rounds, more or less
_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class SendingScreens:
    """How it looks when a code did not get through; after the way that it went, the ways that there are."""

    not_sent: Callable[[Translator, Channel, Sequence[Channel]], Screen]
    not_delivered: Callable[[Translator, Sequence[Channel]], Screen]


@dataclass(frozen=True)
class CodeSender:
    """Draws codes and sends them, and says in the chat what could not be sent."""

    codes: OneTimeCodes
    text_messages: TextMessages
    mail: MailGateway | None  # None: no e-mail is sent here
    background: Background
    clock: Callable[[], datetime]
    bot: Bot
    customers: Customers
    screens: SendingScreens
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def send(
        self,
        customer: Customer,
        purpose: Purpose,
        *,
        about: str = "",
        channel: Channel | None = None,
        t: Translator,
        chat_id: int | None = None,
        now: datetime,
    ) -> FreshCode:
        """Draw a code and begin to send it.

        :param chat_id: where it is said if it can't be sent; None: in the customer's chat
        :raises CodeAskedTooSoon, TooManyCodes, NoSuchChannel: if there is none to be had
        """
        fresh = await self.codes.ask(customer, purpose, about=about, channel=channel, now=now)
        self.background.start(
            "send a one-time code",
            self._deliver(fresh, t, customer.telegram_id if chat_id is None else chat_id),
        )
        return fresh

    async def channels(self, customer: Customer, purpose: Purpose) -> tuple[Channel, ...]:
        """Return the ways that a code can go here, the usual one first."""
        ways = await self.codes.channels(customer, purpose)
        return tuple(way for way in ways if way is Channel.SMS or self.mail is not None)

    async def take_report(self, reported: Reported) -> SentMessage | None:
        """Keep what became of a message; where a live code did not arrive, say so in its customer's chat.

        Returns the message if it did not arrive and was no code that somebody waits for.
        """
        message = await self.text_messages.take_report(reported, now=self.clock())
        if message is None or message.status is not ReportStatus.FAILED:
            return None
        log.warning("a text message did not arrive", vendor=message.vendor, about=message.subject_id)
        purpose = await self.codes.awaited(message.customer_id, message.subject_id, now=self.clock())
        customer = await self.customers.get(message.customer_id)
        if purpose is None or purpose is Purpose.LINK or customer is None:
            return message  # Who asked for it to move an account is not in the customer's chat.
        ways = await self.channels(customer, purpose)
        await self._say(customer.telegram_id, self.screens.not_delivered(translator(customer.language), ways))
        return None

    async def _say(self, chat_id: int, screen: Screen) -> None:
        if chat_id >= NOBODYS:
            return  # She is in no chat: the face that asked for the code asks again.
        try:
            await self.bot.send_message(chat_id, screen.text, reply_markup=screen.keyboard)
        except TelegramAPIError as error:
            log.warning("it could not be said that a code was not sent", reason=type(error).__name__)

    async def _deliver(self, fresh: FreshCode, t: Translator, chat_id: int) -> None:
        outcome: SendOutcome = Refused("not-tried")
        async with self._turns:
            for n in range(_ROUNDS):
                if n:
                    await asyncio.sleep(_PAUSE * random.uniform(0.7, 1.3))  # noqa: S311 - no secret
                outcome = await self._hand_over(fresh, t, n)
                if not isinstance(outcome, Refused):
                    break
        how = {"code": fresh.id, "purpose": fresh.purpose.value, "channel": fresh.channel.value}
        if isinstance(outcome, Sent):
            log.info("a one-time code was sent", **how)
            return
        log.warning("a one-time code may not have been sent", reason=outcome.reason, **how)
        if isinstance(outcome, Refused):
            await self.codes.not_sent(fresh, now=self.clock())
            ways = await self.channels(fresh.customer, fresh.purpose)
            await self._say(chat_id, self.screens.not_sent(t, fresh.channel, ways))

    async def _hand_over(self, fresh: FreshCode, t: Translator, n: int) -> SendOutcome:
        what = t.plain(f"code-for-{fresh.purpose.value}")
        lasts = self.codes.rules.good_for
        if fresh.channel is Channel.E_MAIL:
            if self.mail is None:
                return Refused("no-mail")
            subject = t.plain("code-mail-subject")
            text = t.plain("code-mail", digits=fresh.digits, what=what, lasts=lasts)
            return await self.mail.send(EMail(fresh.to, subject, text))
        text = for_handsets(t.plain("code-sms", digits=fresh.digits, what=what, lasts=lasts))
        return await self.text_messages.send(
            TextMessage(Phone(fresh.to), text),
            customer_id=fresh.customer.id,
            subject_id=fresh.id,
            first=fresh.n - 1 + n,  # Who asks again because nothing came is served by another vendor.
            now=self.clock(),
        )
