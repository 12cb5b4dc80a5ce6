"""Shows one notice to whom it is for: in the place of a message, or as a new one.

A new message is marked before it is sent. Where nobody knows whether Telegram took it, it is sent again and
says so itself: lost it is never, and never told as news twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
)
from aiogram.types import InlineKeyboardMarkup, Message

from bot.lite import as_read
from bot.messenger_books import OwedNotice
from bot.metrics import Stopwatch
from bot.notice_marks import NoticeMarks
from bot.pacing import speaking_of
from bot.screen import Screen
from bot.text import Translator, translator
from domain.notices import FOR_SOME_STAFF, Notice

log = structlog.get_logger(__name__)

Render = Callable[[Notice, Translator, datetime], Awaitable[Screen | None]]

_LONGEST = 4_096


class Unreachable(Exception):
    """The person blocked the bot, or is no more."""


class Teller:
    """Draws notices and shows them."""

    def __init__(
        self,
        bot: Bot,
        render: Render,
        marks: NoticeMarks,
        clock: Callable[[], datetime],
        held_until: Callable[[datetime], datetime],
        *,
        staff: Sequence[int],
        also: Callable[[Notice], Awaitable[Iterable[int]]] | None = None,
    ) -> None:
        """`held_until` says when a phone may ring, `also` who besides `staff` is told of something."""
        self._bot = bot
        self._render = render
        self._clock = clock
        self._held_until = held_until
        self._staff = staff
        self._also = also
        self._told_staff: set[tuple[str, int]] = set()  # (key, staff) of a notice that not all have yet
        self._marks = marks

    async def tell(self, owed: OwedNotice, later: Sequence[OwedNotice], *, in_doubt: bool) -> int | None:
        """Tell it now. Returns the message that shows it; None: there was nothing left to tell.

        :param later: what waits for the same person; where one of it changes the same message, that is enough
        :param in_doubt: it may have been told before
        """
        notice, now = owed.notice, self._clock()
        t = translator(owed.language or "en")
        drawn = await self._render(notice, t, now)
        if drawn is None:
            return None
        screen = as_read(t, drawn)
        if screen.edit is not None and await self._is_overtaken(notice, screen.edit, later, t, now):
            return screen.edit
        if self._held_until(now) > now and not notice.kind.rings_at_night:
            screen = replace(screen, silent=True)
        if in_doubt:
            screen = _again(t, screen)
        token, took = speaking_of.set(notice.kind.urgency), Stopwatch()
        try:
            shown = await self._tell(owed, screen)
        finally:
            speaking_of.reset(token)
        log.info("told", notice=notice.kind, ms=took.ms)
        return shown

    async def _is_overtaken(
        self, notice: Notice, message_id: int, later: Sequence[OwedNotice], t: Translator, now: datetime
    ) -> bool:
        for each in later:
            if each.notice.subject_id == notice.subject_id:
                newer = await self._render(each.notice, t, now)
                if newer is not None and newer.edit == message_id:
                    return True
        return False

    async def _tell(self, owed: OwedNotice, screen: Screen) -> int | None:
        key = owed.notice.key
        if owed.telegram_id is not None:
            shown = await self._show(key, owed.telegram_id, screen)
            if screen.ends is not None:
                await self._end(owed.telegram_id, screen.ends)
            return shown
        besides = await self._also(owed.notice) if self._also is not None else ()
        always = () if owed.notice.kind in FOR_SOME_STAFF else self._staff
        staff = sorted({*always, *besides})
        if not staff:
            log.warning("there is nobody on the staff to tell", notice=owed.notice.kind)
        for person in staff:
            if (key, person) in self._told_staff:
                continue
            try:
                await self._show(key, person, screen)
            except Unreachable:
                log.warning("somebody on the staff can't be written to", person=person)
            self._told_staff.add((key, person))
        self._told_staff -= {(key, person) for person in staff}
        return None

    async def _show(self, key: str, person: int, screen: Screen) -> int:
        try:
            if screen.edit is not None and await self._edit(person, screen.edit, screen):
                return screen.edit
            await self._marks.begun(key)
            sent = await self._bot.send_message(
                person, screen.text, reply_markup=screen.keyboard, disable_notification=screen.silent
            )
        except TelegramForbiddenError as error:
            raise Unreachable from error
        except TelegramBadRequest as error:
            if "chat not found" in error.message:
                raise Unreachable from error
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


def _again(t: Translator, screen: Screen) -> Screen:
    """Return a screen that says that it may have been seen. Putting it in another's place repeats nothing."""
    said = f"{t('told-again')}\n\n{screen.text}"
    return screen if screen.edit is not None or len(said) > _LONGEST else replace(screen, text=said)
