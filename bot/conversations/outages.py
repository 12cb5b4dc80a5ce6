"""A biller that can't be paid now: say so, keep the order, and tell whoever wants it when it is back."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import Pick
from bot.conversations.desk import Desk
from bot.screens.outages import TELL_ME, paused, will_tell
from domain.outages import BillerPaused, Outages

router = Router(name="outages")


async def show_paused(desk: Desk, refusal: BillerPaused) -> None:
    """Say why the order can't be paid now. It stays as it is."""
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    await desk.chat.show(paused(desk.t, desk.explain(refusal), refusal.biller_id))


@router.callback_query(Pick.filter(F.what == TELL_ME))
async def asked_to_be_told(_: CallbackQuery, callback_data: Pick, desk: Desk, outages: Outages) -> None:
    biller = await desk.billers.get(callback_data.value)
    await outages.ask_to_be_told(desk.customer.id, biller.id)
    await desk.chat.show(will_tell(desk.t))
