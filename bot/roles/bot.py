"""The role `bot`: hears what people say, and tells them what the outbox owes."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from aiogram import Dispatcher

from bot.conversations.menu import publish
from bot.handling import Handling
from bot.intake import Intake
from bot.jobs import Job
from bot.messenger import Messenger
from bot.middlewares import BURST, PER_SECOND
from bot.notice_marks import NoticeMarks
from bot.pacing import Buckets
from bot.polling import poll, poll_in_turn
from bot.roles.process import Process
from bot.screens.notices import render
from bot.slow_payments import Unowed
from bot.staff_audience import StaffAudience
from bot.telegram import share_with
from bot.telling import Teller
from bot.waking import Wake
from domain.notices import Notice, NoticeKind

_LOOK_INTO_OUTBOX = timedelta(seconds=1)
_COUNT_BOTS = timedelta(seconds=2)


class BotRole:
    """The messenger, the handlers, and the way in. Each is started by itself: workers stand in between."""

    messenger: Messenger
    intake: Intake

    def __init__(self, process: Process, handlers: Dispatcher) -> None:
        self._process = process
        self._handlers = handlers
        self._notices = asyncio.Event()

    async def start_telling(self) -> None:
        """Begin to tell what is owed."""
        process = self._process
        if process.claims is not None:
            process.stack.push_async_callback(process.claims.leave)
            await self._share_telegram()
        held_until = process.rules.messages.held_until
        marks = NoticeMarks(process.database, process.background, process.clock)
        admins = process.settings.admin_telegram_ids
        teller = Teller(
            process.bot,
            lambda notice, t, now: render(notice, process.services, t, now),
            marks,
            process.clock,
            held_until,
            staff=sorted(admins),
            also=StaffAudience(lambda: process.services, admins, process.clock).of,
        )
        self.messenger = messenger = Messenger(
            teller,
            marks,
            process.database,
            process.background,
            process.clock,
            held_until,
            process.pace,
            woken=self._notices,
            width=process.settings.message_concurrency,
        )

        def sends() -> bool:
            return messenger.is_sending

        process.waking.on(Wake.NOTICES, lambda _: self._notices.set(), enough=sends)
        process.waking.on(Wake.SLOW, self._tell_from_memory, enough=sends)
        process.background.keep_running("messenger", messenger.run)
        process.background.keep_running("publish the menu", lambda: publish(process.bot))

        async def stop() -> None:
            await messenger.stop(within=process.left(2))

        process.stack.push_async_callback(stop)

    def start_handling(self) -> None:
        """Begin to handle updates, once some are received."""
        process = self._process
        handling = Handling(
            process.bot,
            self._handlers,
            process.database,
            process.database.talk,
            process.background,
            process.clock,
            elsewhere=process.conversations,
            handled=process.operations.metrics.update_handled,
            context={
                **vars(process.services),
                "storage": process.database,
                "notices_waiting": self._look_into_outbox,
                "throttle": Buckets(BURST, PER_SECOND) if process.settings.rate_limits else None,
            },
        )
        self.intake = intake = Intake(
            process.id,
            process.database.talk,
            handling.handle,
            process.background,
            process.clock,
            width=process.settings.update_concurrency,
            room=process.settings.updates_waiting,
            elsewhere=process.conversations,
            tell_others=lambda: process.waking.say(Wake.UPDATES),
        )
        process.waking.on(Wake.UPDATES, lambda _: intake.look(), enough=lambda: False)
        intake.start()

        async def stop() -> None:
            await intake.stop(within=process.left(5))

        process.stack.push_async_callback(stop)

    async def start_receiving(self) -> int:
        """Take up what the inbox still holds, then new updates. Returns how many it held.

        By polling, a webhook that was set before has to go first.
        """
        process = self._process
        self._look_into_outbox()
        left = await self.intake.recover()
        if process.settings.telegram_mode == "polling":
            polling = process.background.keep_running("polling", self._poll)
            process.stack.push_async_callback(process.background.stop, {polling})
        return left

    def jobs(self) -> tuple[Job, ...]:
        """Return what the clock starts."""
        looking = Job("look into the outbox", _LOOK_INTO_OUTBOX, self._tick)
        if self._process.claims is None:
            return (looking,)
        return (looking, Job("share Telegram with other processes", _COUNT_BOTS, self._share_telegram))

    async def _share_telegram(self) -> None:
        """Speak no faster than one's part of what Telegram allows all that speak as this bot."""
        claims = self._process.claims
        if claims is not None:
            share_with(self._process.bot, await claims.count_in("bots"))

    async def _tick(self) -> None:
        self._look_into_outbox()

    def _look_into_outbox(self) -> None:
        self._process.waking.say(Wake.NOTICES)

    async def _poll(self) -> None:
        await self._process.bot.delete_webhook()
        process = self._process
        if process.settings.may_be_one_of_many:
            await poll_in_turn(
                process.bot, self.intake, process.database, process.background, process.clock, process.id
            )
        else:
            await poll(process.bot, self.intake)

    def _tell_from_memory(self, subject: str) -> None:
        if self.messenger.is_sending:
            self._process.background.start("tell what no row owes", self._tell_unowed(subject))

    async def _tell_unowed(self, subject: str) -> None:
        kind, payment_id, customer_id = subject.split(" ")
        customer = await self._process.services.customers.get(customer_id)
        if customer is not None:
            now = self._process.clock()
            notice = Notice(f"{kind}:{payment_id}", NoticeKind(kind), payment_id, customer_id, now)
            self.messenger.tell_from_memory(Unowed(notice, customer.telegram_id, customer.language))
