"""Settings, language, help and privacy."""

from __future__ import annotations

from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Pick, bottom_bar
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.conversations.said_again import say_again
from bot.screen import Screen
from bot.screens import settings
from bot.text import DRAFTS, LANGUAGES, tag, translator
from domain.registration import Customers

router = Router(name="settings")


@router.callback_query(Go.filter(F.to == "settings"))
async def settings_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await show_settings(desk)


@router.callback_query(Go.filter(F.to == "language"))
async def language_asked_for(_: CallbackQuery, chat: Chat) -> None:
    await chat.show(settings.languages(chat.t))


@router.callback_query(Go.filter(F.to == "drafts"))
async def drafts_asked_for(_: CallbackQuery, chat: Chat) -> None:
    await chat.show(settings.drafts(chat.t))


@router.callback_query(Pick.filter(F.what == "language"))
async def language_chosen(
    _: CallbackQuery, callback_data: Pick, desk: Desk, customers: Customers, **given: Any
) -> None:
    """Go on in another language, with the question that is open; at home where none is."""
    if callback_data.value not in (*LANGUAGES, *DRAFTS):
        return
    await _speak(desk, customers, tag(callback_data.value, is_lite=desk.t.is_lite))
    await desk.chat.tell(Screen(desk.chat.t("settings-language-changed"), bottom_bar(desk.chat.t)))
    desk = desk.speaking(desk.chat.t)
    if not await say_again(desk.chat, {**given, "desk": desk, "customers": customers, "t": desk.t}):
        await desk.go_home()


@router.callback_query(Pick.filter(F.what == "lite"))
async def lite_switched(_: CallbackQuery, callback_data: Pick, desk: Desk, customers: Customers) -> None:
    await _switch_lite(desk, customers, is_lite=callback_data.value == "on")


@router.message(Command("lite"))
async def lite_asked_for(_: Message, desk: Desk, customers: Customers) -> None:
    await _switch_lite(desk, customers, is_lite=not desk.t.is_lite)


async def _switch_lite(desk: Desk, customers: Customers, *, is_lite: bool) -> None:
    await _speak(desk, customers, tag(desk.t.language, is_lite=is_lite))
    desk = desk.speaking(desk.chat.t)
    await show_settings(desk, notice=desk.t("settings-lite-is-on" if is_lite else "settings-lite-is-off"))


async def _speak(desk: Desk, customers: Customers, language: str) -> None:
    """Speak like that from now on."""
    await customers.speak(desk.customer.id, language)
    desk.chat.t = translator(language)


@router.callback_query(Go.filter(F.to == "help"))
async def help_asked_for(_: CallbackQuery, chat: Chat) -> None:
    await show_help(chat, is_customer=True)


@router.callback_query(Go.filter(F.to == "privacy"))
async def privacy_asked_for(_: CallbackQuery, chat: Chat) -> None:
    await show_privacy(chat, is_customer=True)


async def show_settings(desk: Desk, *, notice: str | None = None) -> None:
    """Show what can be set."""
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    await desk.chat.show(settings.settings(desk.t, desk.customer, desk.rules, notice=notice))


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
