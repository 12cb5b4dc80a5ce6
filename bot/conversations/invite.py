"""Inviting friends: the own link, and what became of it."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go
from bot.conversations.desk import Desk
from bot.screens import invite as screens
from domain.referrals import Referrals

router = Router(name="invite")

_SHOWN = 5


@router.message(Command("invite"))
async def invite_asked_for(_: Message, desk: Desk, referrals: Referrals) -> None:
    await _show(desk, referrals)


@router.callback_query(Go.filter(F.to == "invite"))
async def invite_tapped(_: CallbackQuery, desk: Desk, referrals: Referrals) -> None:
    await _show(desk, referrals)


async def _show(desk: Desk, referrals: Referrals) -> None:
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    progress = await referrals.progress(desk.customer.id, limit=_SHOWN)
    name = (await desk.chat.bot.me()).username or ""
    await desk.chat.show(screens.invite(desk.t, desk.customer, name, progress, desk.rules, now=desk.now))
