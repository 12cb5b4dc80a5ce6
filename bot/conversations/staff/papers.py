"""Handing papers to staff: charts, lists for a spreadsheet."""

from __future__ import annotations

from aiogram import Bot
from aiogram.types import BufferedInputFile

from bot.conversations.staff.calls import StaffPaper


async def hand_over(bot: Bot, telegram_id: int, paper: StaffPaper) -> None:
    """Send a paper."""
    file = BufferedInputFile(paper.content, paper.name)
    if paper.is_picture:
        await bot.send_photo(telegram_id, file)
    else:
        await bot.send_document(telegram_id, file)
