"""Days of light: how long each meter lasts, what one shows, and whether to be reminded."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, LightOf
from bot.conversations.desk import Desk
from bot.conversations.said_again import says_again
from bot.screens import light as screens
from domain.light import Light, Lights
from domain.meter_brain import NotAMeterReading, read_meter

router = Router(name="light")


class ReadingMeter(StatesGroup):
    """The step of typing what a meter shows."""

    units = State()


@router.message(Command("meters"))
async def meters_asked_for(_: Message, desk: Desk, lights: Lights) -> None:
    await _show_all(desk, lights)


@router.callback_query(Go.filter(F.to == "meters"))
async def meters_tapped(_: CallbackQuery, desk: Desk, lights: Lights) -> None:
    await _show_all(desk, lights)


@router.callback_query(LightOf.filter(F.act == screens.SHOW))
async def meter_tapped(_: CallbackQuery, callback_data: LightOf, desk: Desk, lights: Lights) -> None:
    await _show(desk, await lights.get(desk.customer.id, callback_data.payment_id))


@router.callback_query(LightOf.filter(F.act.in_({screens.REMIND, screens.SILENCE})))
async def switched(_: CallbackQuery, callback_data: LightOf, desk: Desk, lights: Lights) -> None:
    reminds = callback_data.act == screens.REMIND
    light = await lights.switch(desk.customer.id, callback_data.payment_id, reminds=reminds)
    await _show(desk, light)


@router.callback_query(LightOf.filter(F.act == screens.READ))
async def reading_offered(_: CallbackQuery, callback_data: LightOf, desk: Desk, lights: Lights) -> None:
    await _ask(desk, await lights.get(desk.customer.id, callback_data.payment_id))


@router.message(ReadingMeter.units, F.text)
async def reading_typed(message: Message, desk: Desk, lights: Lights) -> None:
    payment_id = desk.chat.memory.meter
    if payment_id is None:
        await _show_all(desk, lights)
        return
    try:
        watt_hours = read_meter(message.text or "")
    except NotAMeterReading as refusal:
        light = await lights.get(desk.customer.id, payment_id)
        await _ask(desk, light, problem=desk.explain(refusal))
        return
    light = await lights.read(desk.customer.id, payment_id, watt_hours)
    await _show(desk, light, notice=desk.t("meter-thanks"))


@says_again(ReadingMeter.units)
async def reading_again(desk: Desk, lights: Lights) -> None:
    """Ask once more what the meter shows."""
    payment_id = desk.chat.memory.meter
    if payment_id is None:
        await _show_all(desk, lights)
    else:
        await _ask(desk, await lights.get(desk.customer.id, payment_id))


async def _ask(desk: Desk, light: Light, *, problem: str | None = None) -> None:
    desk.chat.memory.close_sheet()
    desk.chat.memory.meter = light.newest.id
    await desk.chat.at(ReadingMeter.units)
    await desk.chat.show(screens.ask_reading(desk.t, light, await desk.names(), problem=problem))


async def _show(desk: Desk, light: Light, *, notice: str | None = None) -> None:
    desk.chat.memory.close_sheet()
    desk.chat.memory.meter = None
    await desk.chat.at(None)
    biller = await desk.billers.get(light.newest.order.biller_id)
    names = await desk.names()
    await desk.chat.show(
        screens.card(desk.t, light, biller, names, desk.rules.light, notice=notice, now=desk.now)
    )


async def _show_all(desk: Desk, lights: Lights) -> None:
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    found = await lights.of(desk.customer.id)
    await desk.chat.show(screens.meters(desk.t, found, await desk.names(), now=desk.now))
