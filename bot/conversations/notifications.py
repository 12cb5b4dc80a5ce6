"""Choosing what is told by SMS and e-mail besides this chat."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import Go, Pick
from bot.conversations.desk import Desk
from bot.screens import notifications as screens
from domain.echoes import AlwaysTold, Echoes
from domain.one_time_codes import Channel
from domain.own_e_mails import OwnEMails
from domain.rules_messages import Event

router = Router(name="notifications")

_SWITCHES = {
    f"{event.value}.{channel.value}.{word}": (event, channel, word == "on")
    for event in Event
    for channel in Channel
    for word in ("on", "off")
}


@router.callback_query(Go.filter(F.to == "notifications"))
async def notifications_asked_for(
    _: CallbackQuery, desk: Desk, echoes: Echoes, own_e_mails: OwnEMails
) -> None:
    await _show(desk, echoes, own_e_mails)


@router.callback_query(Pick.filter(F.what == "told"))
async def way_switched(
    _: CallbackQuery, callback_data: Pick, desk: Desk, echoes: Echoes, own_e_mails: OwnEMails
) -> None:
    if callback_data.value not in _SWITCHES:
        return
    event, channel, is_on = _SWITCHES[callback_data.value]
    notice = None
    try:
        await echoes.choose(desk.customer.id, event, channel, is_on=is_on)
    except AlwaysTold as refusal:
        notice = desk.explain(refusal)
    await _show(desk, echoes, own_e_mails, notice=notice)


async def _show(desk: Desk, echoes: Echoes, own_e_mails: OwnEMails, *, notice: str | None = None) -> None:
    choices = await echoes.choices(desk.customer.id)
    known = await own_e_mails.of(desk.customer.id)
    has_address = known.address is not None
    await desk.chat.show(screens.notifications(desk.t, choices, has_address=has_address, notice=notice))
