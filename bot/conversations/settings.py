"""Settings, language, help and privacy."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import Go, Pick, bottom_bar
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.screen import Screen
from bot.screens import settings
from bot.text import LANGUAGES, translator
from domain.registration import Customers

router = Router(name="settings")


@router.callback_query(Go.filter(F.to == "settings"))
async def settings_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await show_settings(desk)


@router.callback_query(Go.filter(F.to == "language"))
async def language_asked_for(_: CallbackQuery, chat: Chat) -> None:
    await chat.show(settings.languages(chat.t))


@router.callback_query(Pick.filter(F.what == "language"))
async def language_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk, customers: Customers) -> None:
    if callback_data.value not in LANGUAGES:
        return
    await customers.speak(desk.customer.id, callback_data.value)
    t = translator(callback_data.value)
    await desk.chat.tell(Screen(t("settings-language-changed"), bottom_bar(t)))
    await desk.speaking(t).go_home()


@router.callback_query(Go.filter(F.to == "help"))
async def help_asked_for(_: CallbackQuery, chat: Chat) -> None:
    await show_help(chat, is_customer=True)


@router.callback_query(Go.filter(F.to == "privacy"))
async def privacy_asked_for(_: CallbackQuery, chat: Chat) -> None:
    await show_privacy(chat, is_customer=True)


async def show_settings(desk: Desk) -> None:
    """Show what can be set."""
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    await desk.chat.show(settings.settings(desk.t, desk.customer, desk.rules))


async def show_balance(desk: Desk) -> None:
    """Show what there is."""
    accounts = await desk.wallets.of(desk.customer.id)
    await desk.chat.tell(settings.balance(desk.t, accounts, can_withdraw=desk.withdrawals.is_on))


async def show_help(chat: Chat, *, is_customer: bool) -> None:
    """Show what can be done here. What is open stays open."""
    await chat.tell(settings.help_page(chat.t, is_customer=is_customer))


async def show_privacy(chat: Chat, *, is_customer: bool) -> None:
    """Show what is kept. What is open stays open."""
    await chat.tell(settings.privacy(chat.t, is_customer=is_customer))
