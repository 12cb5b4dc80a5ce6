"""Reminders of what runs out: no more of one, or again; and letting it pay itself on its last day."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import ExpiryOf
from bot.conversations.ask_schedule import go_on
from bot.conversations.desk import Desk
from bot.conversations.schedule_draft import ScheduleDraft
from bot.screens import expiries as screens
from domain.expiries import Expiries, rhythm_of
from domain.recurrence import Recurrence
from domain.times import lagos_day

router = Router(name="expiries")


@router.callback_query(ExpiryOf.filter(F.act.in_({screens.REMIND, screens.SILENCE})))
async def switched(_: CallbackQuery, callback_data: ExpiryOf, desk: Desk, expiries: Expiries) -> None:
    reminds = callback_data.act == screens.REMIND
    await expiries.switch(desk.customer.id, callback_data.payment_id, reminds=reminds)
    payment = await desk.payments.get(desk.customer.id, callback_data.payment_id)
    biller = await desk.billers.get(payment.order.biller_id)
    show = screens.reminding if reminds else screens.silent
    await desk.chat.show(show(desk.t, payment, biller))


@router.callback_query(ExpiryOf.filter(F.act == screens.REGULARLY))
async def regularly_wanted(_: CallbackQuery, callback_data: ExpiryOf, desk: Desk, expiries: Expiries) -> None:
    """Ask for the PIN to pay it each time on the day on which it runs out."""
    expiry, payment = await expiries.get(desk.customer.id, callback_data.payment_id)
    anchor = expiry.ends_on or lagos_day(payment.accepted_at)
    rhythm = rhythm_of(payment.order)
    recurrence = Recurrence(rhythm, anchor) if rhythm is not None else None
    await go_on(desk, ScheduleDraft(anchor=anchor, like=payment.order, recurrence=recurrence))
