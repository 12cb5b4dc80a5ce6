"""Asking for news and offers, and asking for no more of them."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import Go, Pick
from bot.conversations.desk import Desk
from bot.screens import news as screens
from domain.broadcasts import Broadcasts

router = Router(name="news")


@router.callback_query(Go.filter(F.to == "news"))
async def news_asked_about(_: CallbackQuery, desk: Desk, broadcasts: Broadcasts) -> None:
    await _show(desk, broadcasts)


@router.callback_query(Pick.filter(F.what == "news"))
async def news_switched(_: CallbackQuery, callback_data: Pick, desk: Desk, broadcasts: Broadcasts) -> None:
    wanted = callback_data.value == "on"
    await broadcasts.want_news(desk.customer.id, wanted=wanted, now=desk.now)
    await _show(desk, broadcasts)


async def _show(desk: Desk, broadcasts: Broadcasts) -> None:
    wanted = await broadcasts.wants_news(desk.customer.id)
    await desk.chat.show(screens.choice(desk.t, wanted=wanted))
