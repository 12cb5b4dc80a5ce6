"""Handing papers to staff: charts, lists for a spreadsheet, and answers that take a while."""

from __future__ import annotations

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup

from bot.conversations.staff.calls import Later, StaffPaper

log = structlog.get_logger(__name__)


async def hand_over(bot: Bot, telegram_id: int, paper: StaffPaper) -> None:
    """Send a paper."""
    file = paper.file_id or BufferedInputFile(paper.content, paper.name)
    if paper.is_picture:
        await bot.send_photo(telegram_id, file)
    else:
        await bot.send_document(telegram_id, file)


async def put_later(bot: Bot, telegram_id: int, message: int, later: Later) -> None:
    """Find what takes long to be found, and put it in the place of a message."""
    screen = await later()
    markup = screen.keyboard if isinstance(screen.keyboard, InlineKeyboardMarkup) else None
    try:
        await bot.edit_message_text(screen.text, chat_id=telegram_id, message_id=message, reply_markup=markup)
    except TelegramAPIError as error:
        log.warning("an answer to staff could not be finished", reason=type(error).__name__)
