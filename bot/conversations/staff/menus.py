"""The menu of commands beside the composer, of one person of the staff: what her roles may do."""

from __future__ import annotations

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeChat

from bot.conversations.staff.table import mine
from bot.screens.menu import commands
from bot.text import Translator
from domain.staff_people import OnDuty

log = structlog.get_logger(__name__)


async def publish(bot: Bot, telegram_id: int, duty: OnDuty | None, t: Translator) -> None:
    """Offer somebody what her roles may do, before what every customer may; without roles, just that.

    Who has never written to the bot has no chat yet: then her first command does it.
    """
    scope = BotCommandScopeChat(chat_id=telegram_id)
    try:
        if duty is None:
            await bot.delete_my_commands(scope=scope)
            return
        hers = [
            BotCommand(command=each.name, description=t.plain(f"staff-about-{each.name}"))
            for each in mine(duty.roles)
            if each.name == each.typed
        ]
        await bot.set_my_commands([*hers, *commands(t)][:100], scope=scope)
    except TelegramAPIError as error:
        log.info("a staff menu could not be published", reason=type(error).__name__)
