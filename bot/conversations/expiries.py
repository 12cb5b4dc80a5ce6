"""Reminders of what runs out: no more of one, or again."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import ExpiryOf
from bot.conversations.desk import Desk
from bot.screens import expiries as screens
from domain.expiries import Expiries

router = Router(name="expiries")


@router.callback_query(ExpiryOf.filter(F.act.in_({screens.REMIND, screens.SILENCE})))
async def switched(_: CallbackQuery, callback_data: ExpiryOf, desk: Desk, expiries: Expiries) -> None:
    reminds = callback_data.act == screens.REMIND
    await expiries.switch(desk.customer.id, callback_data.payment_id, reminds=reminds)
    payment = await desk.payments.get(desk.customer.id, callback_data.payment_id)
    biller = await desk.billers.get(payment.order.biller_id)
    show = screens.reminding if reminds else screens.silent
    await desk.chat.show(show(desk.t, payment, biller))
