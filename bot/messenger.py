"""Sends what the outbox owes: what is urgent first, in order per person, not faster than Telegram allows.

Only one process sends at a time, because Telegram counts what one bot says. How a message is shown, and what
is done where nobody knows whether it was, is in `bot.telling`; why, in `docs/decisions/0010`.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from bot.background import Background
from bot.messenger_books import MessengerBooks, OwedNotice
from bot.notice_marks import NoticeMarks
from bot.notice_pace import NoticePace
from bot.pacing import was_in_doubt
from bot.telling import Teller, Unreachable
from bot.traces import traced
from domain.errors import Unavailable
from domain.notices import Urgency
from domain.storage import Storage

log = structlog.get_logger(__name__)

# Telegram or our books out of order are waited out for a day; a message that is refused is our mistake.
_TRIES_WHEN_DOWN = 150
_TRIES_WHEN_REFUSED = 8
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 600.0
_MOST_URGENT, _MOST_OTHERS = 2_000, 100  # in memory; the rest waits in the database
_STAFF = 0  # the lane of what goes to staff: no person has this id
_LEASE, _LEASE_LASTS, _LEASE_KEPT_EVERY = "outbox", timedelta(seconds=6), 1.5
_ASKED_AGAIN_AFTER = 0.9  # seconds after it was somebody else's turn


class Messenger:
    """The outbox's sender. Woken when something was written, and looks by itself now and then."""

    def __init__(
        self,
        teller: Teller,
        marks: NoticeMarks,
        storage: Storage[MessengerBooks],
        background: Background,
        clock: Callable[[], datetime],
        held_until: Callable[[datetime], datetime],
        pace: NoticePace,
        *,
        woken: asyncio.Event,
        width: int,
    ) -> None:
        """`held_until` says when a phone may ring; `width` messages are sent side by side."""
        self._teller = teller
        self._marks = marks
        self._storage = storage
        self._background = background
        self._clock = clock
        self._held_until = held_until
        self._pace = pace
        self._me = uuid4().hex
        self._mine_until = 0.0  # by the monotonic clock
        self._not_mine_until = 0.0  # the same: it was somebody else's a moment ago
        self._urgent, self._others = asyncio.Semaphore(width), asyncio.Semaphore(max(1, width // 4))
        self._chats: dict[int, deque[OwedNotice]] = {}
        self._taken: set[str] = set()  # the keys in `_chats`
        self._in_hand = {True: 0, False: 0}  # how many of them are urgent, and how many are not
        self._tellers: set[asyncio.Task[None]] = set()
        self._under_way = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._closed = False
        self._woken = woken

    @property
    def idle(self) -> bool:
        """Whether nothing is being told, and nobody knows of more."""
        return not self._chats and not self._woken.is_set()

    @property
    def is_sending(self) -> bool:
        """Whether this process is the one that sends at the moment."""
        return not self._closed and time.monotonic() < self._mine_until

    async def stop(self, *, within: float) -> None:
        """Finish the messages that are on their way. What waits is told after the next start."""
        self._closed = True
        self._woken.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._quiet.wait()
        with suppress(Exception):  # without a database it ends by itself
            async with asyncio.timeout(within):
                await self._give_the_lease_back()
        await self._background.stop(self._tellers)

    async def run(self) -> None:
        """Tell what is owed, until it is stopped."""
        while not self._closed:
            await self._woken.wait()
            self._woken.clear()
            while await self._is_my_turn() and await self._take():
                pass

    def tell_from_memory(self, owed: OwedNotice) -> None:
        """Tell a person what no row owes: in its turn among her other messages, and lost with the process."""
        if not self._closed and owed.telegram_id is not None and owed.notice.key not in self._taken:
            self._hold(owed)
            self._queue(owed, owed.telegram_id)

    async def _is_my_turn(self) -> bool:
        """Return whether this process is the one that sends, and say so to the others now and then."""
        began = time.monotonic()
        lasts = _LEASE_LASTS.total_seconds()
        if self._closed or began < self._mine_until - lasts + _LEASE_KEPT_EVERY:
            return not self._closed
        if began < self._not_mine_until:  # It is woken at least once a second, and asks no more often.
            return False
        async with self._storage.begin() as books:
            mine = await books.leases.take(_LEASE, self._me, lasts=_LEASE_LASTS, now=self._clock())
        is_new = mine and not self._mine_until
        self._mine_until = began + lasts if mine else 0.0
        self._not_mine_until = 0.0 if mine else began + _ASKED_AGAIN_AFTER
        if is_new:  # Whoever sent until now may have done so a moment ago.
            await asyncio.sleep(self._pace.seconds)
        return mine

    async def _give_the_lease_back(self) -> None:
        if self._mine_until:
            async with self._storage.begin() as books:
                await books.leases.give_back(_LEASE, self._me)

    @property
    def _is_somebody_else_s(self) -> bool:
        """Whether another process may be the one that sends, for all that this one knows."""
        return time.monotonic() >= self._mine_until

    async def _take(self) -> bool:
        """Take what is due and not taken yet. Returns whether there may be more."""
        now = self._clock()
        more = await self._take_some(now, urgent=True, most=_MOST_URGENT)
        if self._held_until(now) > now:  # Reminders wait for the morning.
            return more
        return await self._take_some(now, urgent=False, most=_MOST_OTHERS) or more

    async def _take_some(self, now: datetime, *, urgent: bool, most: int) -> bool:
        taken = self._in_hand[urgent]
        if taken > most // 2:  # It is looked again when half of it is told.
            return False
        async with self._storage.look() as books:
            owed = await books.outbox.due(
                now=now, limit=most - taken, urgent=urgent, but=tuple(self._taken) if taken else ()
            )
        new = [each for each in owed if each.notice.key not in self._taken]
        if new:
            async with self._storage.begin() as books:
                await books.echoes.owe([each.notice for each in new], now=now)
        for each in new:
            self._hold(each)
            self._queue(each, each.telegram_id if each.telegram_id is not None else _STAFF)
        return bool(new) and len(owed) == most - taken

    def _hold(self, owed: OwedNotice) -> None:
        self._taken.add(owed.notice.key)
        self._in_hand[_is_urgent(owed)] += 1

    def _let_go(self, owed: OwedNotice) -> None:
        """Forget what is told or left for later. Look for more when half of what was in hand is told."""
        if owed.notice.key in self._taken:
            self._taken.remove(owed.notice.key)
            urgent = _is_urgent(owed)
            self._in_hand[urgent] -= 1
            if self._in_hand[urgent] in (0, (_MOST_URGENT if urgent else _MOST_OTHERS) // 2):
                self._woken.set()

    def _queue(self, owed: OwedNotice, lane: int) -> None:
        waiting = self._chats.get(lane)
        if waiting is not None:
            # Behind what is as urgent. The first of a lane is on its way already.
            urgency, place = owed.notice.kind.urgency, len(waiting)
            while place > 1 and waiting[place - 1].notice.kind.urgency > urgency:
                place -= 1
            waiting.insert(place, owed)
            return
        self._chats[lane] = deque([owed])
        teller = self._background.start("tell somebody", self._tell_all(lane, self._chats[lane]))
        self._tellers.add(teller)
        teller.add_done_callback(self._tellers.discard)

    async def _tell_all(self, lane: int, waiting: deque[OwedNotice]) -> None:
        """Tell one person everything, in order. What can't be told yet is waited for."""
        try:
            while waiting and not self._closed and not self._is_somebody_else_s:
                if not await self._tell_until_done(waiting):
                    return
                self._let_go(waiting.popleft())
        finally:
            self._chats.pop(lane, None)
            for each in waiting:
                self._let_go(each)

    async def _tell_until_done(self, waiting: deque[OwedNotice]) -> bool:
        """Tell the first of them. Returns whether the others may be told; not while nobody can be reached."""
        owed = waiting[0]
        notice, tries, in_doubt = owed.notice, owed.tries, owed.in_doubt
        if not owed.reachable:  # She is told when she lets the bot write again.
            await self._keep_for_return(owed, tries, in_doubt=in_doubt)
            return False
        while True:
            tries += 1
            with traced(notice.subject_id, subject=notice.subject_id):
                try:
                    await self._tell_and_mark(waiting, in_doubt=in_doubt)
                    return True
                except Unreachable:
                    await self._keep_for_return(owed, tries, in_doubt=in_doubt, has_blocked=True)
                    return False
                except Exception as error:
                    in_doubt = in_doubt or was_in_doubt(error)
                    pause = await self._failed(owed, tries, error, in_doubt=in_doubt)
            if pause is None:
                return True
            await asyncio.sleep(pause)

    async def _tell_and_mark(self, waiting: deque[OwedNotice], *, in_doubt: bool) -> None:
        owed, *later = waiting
        if owed.telegram_id is not None:  # Who waits for a chat keeps nobody from writing to others.
            await self._pace.until_free(owed.telegram_id)
        async with self._urgent if _is_urgent(owed) else self._others:
            if self._is_somebody_else_s:  # who finds it in the outbox
                return
            self._under_way += 1
            self._quiet.clear()
            try:
                message_id = await self._teller.tell(owed, later, in_doubt=in_doubt)
                await self._marks.sent(owed.notice.key, message_id)
            finally:
                self._under_way -= 1
                if not self._under_way:
                    self._quiet.set()

    async def _failed(
        self, owed: OwedNotice, tries: int, error: Exception, *, in_doubt: bool
    ) -> float | None:
        """Return how long to wait before the next try; None: there is none."""
        notice, reason = owed.notice, type(error).__name__
        passes = isinstance(
            error, TelegramNetworkError | TelegramServerError | TelegramRetryAfter | Unavailable
        )
        if passes:
            log.warning("a message could not be told yet", notice=notice.kind, tries=tries, reason=reason)
        else:
            log.error("a message could not be told", notice=notice.kind, tries=tries, exc_info=error)
        with suppress(Exception):  # without a database the count is kept here alone
            if tries >= (_TRIES_WHEN_DOWN if passes else _TRIES_WHEN_REFUSED):
                await self._give_up(owed, reason, in_doubt=in_doubt)
                return None
            async with self._storage.begin() as books:
                await books.outbox.tried(notice.key, tries=tries, in_doubt=in_doubt)
        if isinstance(error, TelegramRetryAfter):
            return float(error.retry_after)
        return min(_FIRST_PAUSE * 2.0 ** (tries - 1), _LONGEST_PAUSE) * random.uniform(0.8, 1.2)  # noqa: S311

    async def _keep_for_return(
        self, owed: OwedNotice, tries: int, *, in_doubt: bool, has_blocked: bool = False
    ) -> None:
        """Keep all that waits for a person until she lets the bot write: together, so that it stays in order.

        Where she is back already, or has another Telegram account now, it is owed as before.
        """
        if owed.telegram_id is None:
            return
        async with self._storage.begin() as books:
            await books.outbox.tried(owed.notice.key, tries=tries, in_doubt=in_doubt)
            if has_blocked:
                await books.customers.reachable(owed.telegram_id, reachable=False)
            await books.outbox.keep_for_return(owed.telegram_id, now=self._clock())
        log.info("a person can't be written to", person=owed.telegram_id, notice=owed.notice.kind)

    async def _give_up(self, owed: OwedNotice, failure: str, *, in_doubt: bool) -> None:
        async with self._storage.begin() as books:
            await books.outbox.given_up(
                owed.notice.key, failure=failure, in_doubt=in_doubt, now=self._clock()
            )
        log.error("a message was given up", notice=owed.notice.kind, key=owed.notice.key, reason=failure)


def _is_urgent(owed: OwedNotice) -> bool:
    return owed.notice.kind.urgency is Urgency.MONEY
