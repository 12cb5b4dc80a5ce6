"""Tells Telegram which commands to offer."""

from __future__ import annotations

from aiogram import Bot

from bot.screens.menu import commands
from bot.text import ENGLISH, translator


async def publish(bot: Bot) -> None:
    """Offer the commands to everybody in private. Telegram has no language code for Pidgin: in English."""
    await bot.set_my_commands(commands(translator(ENGLISH)))
