"""Sends what the outbox owes: in order per person, patient with Telegram, never the same thing for ever."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import InlineKeyboardMarkup, Message

from bot.background import Background
from bot.batches import Batches
from bot.screen import Screen
from bot.text import Translator, translator
from domain.notices import Notice
from domain.storage import Storage

log = structlog.get_logger(__name__)

Render = Callable[[Notice, Translator, datetime], Awaitable[Screen | None]]

# Telegram out of order is waited out for a day; a message that it refuses is our mistake.
_TRIES_WHEN_DOWN = 150
_TRIES_WHEN_REFUSED = 8
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 600.0
_LOOKED_AT_ONCE = 200
_STAFF = 0  # the lane of what goes to staff: no person has this id
_UNREACHABLE = "unreachable"


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


class OutboxStore(Protocol):
    """Where messages are owed."""

    async def due(self, *, now: datetime, limit: int) -> Sequence[OwedNotice]:
        """Return what is due, in the order in which it is to be told."""
        ...

    async def sent(self, messages: Sequence[tuple[str, int | None]], *, now: datetime) -> None:
        """Keep that these (key, message id) were told."""
        ...

    async def tried(self, key: str, *, tries: int) -> None:
        """Keep how often a message was tried."""
        ...

    async def given_up(self, key: str, *, failure: str, now: datetime) -> None:
        """Keep that a message will not be told, and why."""
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


class _Unreachable(Exception):
    """The person blocked the bot, or is no more."""


class Messenger:
    """The outbox's sender. Woken when something was written, and looks by itself now and then."""

    def __init__(
        self,
        bot: Bot,
        storage: Storage[MessengerBooks],
        render: Render,
        background: Background,
        clock: Callable[[], datetime],
        *,
        woken: asyncio.Event,
        staff: Sequence[int],
        width: int,
    ) -> None:
        self._bot = bot
        self._storage = storage
        self._render = render
        self._background = background
        self._clock = clock
        self._staff = staff
        self._told_staff: set[tuple[str, int]] = set()  # (key, staff) of a notice that not all have yet
        self._sending = asyncio.Semaphore(width)
        self._chats: dict[int, deque[OwedNotice]] = {}
        self._taken: set[str] = set()  # the keys in `_chats`
        self._tellers: set[asyncio.Task[None]] = set()
        self._under_way = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._closed = False
        self._woken = woken
        self._marking = Batches("mark messages as sent", self._mark, background)

    @property
    def idle(self) -> bool:
        """Whether nothing is being told, and nobody knows of more."""
        return not self._chats and not self._woken.is_set()

    async def stop(self, *, within: float) -> None:
        """Finish the messages that are on their way. What waits is told after the next start."""
        self._closed = True
        self._woken.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._quiet.wait()
        await self._background.stop(self._tellers)

    async def run(self) -> None:
        """Tell what is owed, until it is stopped."""
        while not self._closed:
            await self._woken.wait()
            self._woken.clear()
            while await self._take():
                pass

    def tell_from_memory(self, owed: OwedNotice) -> None:
        """Tell a person what no row owes: in its turn among her other messages, and lost with the process."""
        if not self._closed and owed.telegram_id is not None and owed.notice.key not in self._taken:
            self._taken.add(owed.notice.key)
            self._queue(owed, owed.telegram_id)

    async def _take(self) -> bool:
        """Take what is due and not taken yet. Returns whether there may be more."""
        limit = _LOOKED_AT_ONCE + len(self._taken)
        async with self._storage.begin() as books:
            owed = await books.outbox.due(now=self._clock(), limit=limit)
            new = [each for each in owed if each.notice.key not in self._taken]
            await books.echoes.owe([each.notice for each in new], now=self._clock())
        for each in new:
            self._taken.add(each.notice.key)
            self._queue(each, each.telegram_id if each.telegram_id is not None else _STAFF)
        return bool(new) and len(owed) == limit

    def _queue(self, owed: OwedNotice, lane: int) -> None:
        if lane in self._chats:
            self._chats[lane].append(owed)
            return
        self._chats[lane] = deque([owed])
        teller = self._background.start("tell somebody", self._tell_all(lane, self._chats[lane]))
        self._tellers.add(teller)
        teller.add_done_callback(self._tellers.discard)

    async def _tell_all(self, lane: int, waiting: deque[OwedNotice]) -> None:
        """Tell one person everything, in order. What can't be told yet is waited for."""
        try:
            while waiting and not self._closed:
                await self._tell_until_done(waiting[0])
                self._taken.discard(waiting.popleft().notice.key)
        finally:
            self._chats.pop(lane, None)
            self._taken -= {each.notice.key for each in waiting}

    async def _tell_until_done(self, owed: OwedNotice) -> None:
        notice, tries = owed.notice, owed.tries
        while True:
            tries += 1
            with structlog.contextvars.bound_contextvars(trace=notice.subject_id):
                try:
                    await self._tell_and_mark(owed)
                    return
                except _Unreachable:
                    await self._give_up(owed, _UNREACHABLE)
                    return
                except Exception as error:
                    pause = await self._failed(owed, tries, error)
            if pause is None:
                return
            await asyncio.sleep(pause)

    async def _tell_and_mark(self, owed: OwedNotice) -> None:
        async with self._sending:
            self._under_way += 1
            self._quiet.clear()
            try:
                message_id = await self._tell(owed)
                await self._marking.ask((owed.notice.key, message_id))
            finally:
                self._under_way -= 1
                if not self._under_way:
                    self._quiet.set()

    async def _failed(self, owed: OwedNotice, tries: int, error: Exception) -> float | None:
        """Return how long to wait before the next try; None: there is none."""
        notice, reason = owed.notice, type(error).__name__
        theirs = isinstance(error, TelegramNetworkError | TelegramServerError | TelegramRetryAfter)
        if theirs:
            log.warning("a message could not be told yet", notice=notice.kind, tries=tries, reason=reason)
        else:
            log.error("a message could not be told", notice=notice.kind, tries=tries, exc_info=error)
        with suppress(Exception):  # without a database the count is kept here alone
            if tries >= (_TRIES_WHEN_DOWN if theirs else _TRIES_WHEN_REFUSED):
                await self._give_up(owed, reason)
                return None
            async with self._storage.begin() as books:
                await books.outbox.tried(notice.key, tries=tries)
        if isinstance(error, TelegramRetryAfter):
            return float(error.retry_after)
        return min(_FIRST_PAUSE * 2.0 ** (tries - 1), _LONGEST_PAUSE) * random.uniform(0.8, 1.2)  # noqa: S311

    async def _tell(self, owed: OwedNotice) -> int | None:
        """Tell it now. Returns the message that shows it; None: there was nothing left to tell."""
        now = self._clock()
        t = translator(owed.language or "en")
        screen = await self._render(owed.notice, t, now)
        if screen is None:
            return None
        if owed.telegram_id is not None:
            shown = await self._show(owed.telegram_id, screen)
            if screen.ends is not None:
                await self._end(owed.telegram_id, screen.ends)
            return shown
        if not self._staff:
            log.warning("there is nobody on the staff to tell", notice=owed.notice.kind)
        for person in self._staff:
            if (owed.notice.key, person) in self._told_staff:
                continue
            try:
                await self._show(person, screen)
            except _Unreachable:
                log.warning("somebody on the staff can't be written to", person=person)
            self._told_staff.add((owed.notice.key, person))
        self._told_staff -= {(owed.notice.key, person) for person in self._staff}
        return None

    async def _show(self, person: int, screen: Screen) -> int:
        try:
            if screen.edit is not None and await self._edit(person, screen.edit, screen):
                return screen.edit
            sent = await self._bot.send_message(
                person, screen.text, reply_markup=screen.keyboard, disable_notification=screen.silent
            )
        except TelegramForbiddenError as error:
            raise _Unreachable from error
        except TelegramBadRequest as error:
            if "chat not found" in error.message:
                raise _Unreachable from error
            raise
        return sent.message_id

    async def _end(self, person: int, old: Screen) -> None:
        """Change an earlier message, if that can be. What it says has been told: it is not tried again."""
        try:
            if old.edit is not None:
                await self._edit(person, old.edit, old)
        except TelegramAPIError as error:
            log.info("an earlier message stays as it was", reason=type(error).__name__)

    async def _edit(self, person: int, message_id: int, screen: Screen) -> bool:
        """Put it in the place of a message; False if that one can't be changed any more."""
        markup = screen.keyboard if isinstance(screen.keyboard, InlineKeyboardMarkup) else None
        try:
            edited: Message | bool = await self._bot.edit_message_text(
                screen.text, chat_id=person, message_id=message_id, reply_markup=markup
            )
        except TelegramBadRequest as error:
            if "message is not modified" in error.message:
                return True
            if "edit" in error.message:  # not found, too old, not ours
                return False
            raise
        return bool(edited)

    async def _give_up(self, owed: OwedNotice, failure: str) -> None:
        async with self._storage.begin() as books:
            await books.outbox.given_up(owed.notice.key, failure=failure, now=self._clock())
            if failure == _UNREACHABLE and owed.telegram_id is not None:
                await books.customers.reachable(owed.telegram_id, reachable=False)
        if failure == _UNREACHABLE:
            log.info("a person can't be written to", person=owed.telegram_id, notice=owed.notice.kind)
        else:
            log.error("a message was given up", notice=owed.notice.kind, key=owed.notice.key, reason=failure)

    async def _mark(self, messages: Sequence[tuple[str, int | None]]) -> Sequence[None]:
        async with self._storage.begin() as books:
            await books.outbox.sent(messages, now=self._clock())
        return [None] * len(messages)
