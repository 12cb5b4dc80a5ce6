"""Buying light: company, meter, the right house, how much. A meter that was paid before in two taps."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Paid, Pick
from bot.conversations.ask_light import (
    PayElectricity,
    ask_disco,
    ask_house,
    ask_light_amount,
    ask_meter,
)
from bot.conversations.chat import on_card
from bot.conversations.desk import Desk
from bot.conversations.memory import Draft, draft_of
from bot.conversations.steps import AMOUNT_PICKED, begin, choose_biller, light, next_step
from domain.amounts import NotAnAmount, read_amount
from domain.billers import NotAMeterNumber, read_meter_number
from domain.money import Money
from domain.vendors import Category

router = Router(name="pay_electricity")

_AFTER_DISCO = (PayElectricity.number, PayElectricity.disco)
_AFTER_METER = (PayElectricity.house, PayElectricity.amount, PayElectricity.number)


@router.callback_query(Go.filter(F.to == "light"))
async def light_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await begin(desk, Category.ELECTRICITY)


@router.callback_query(on_card, Go.filter(F.to == "discos"))
async def new_meter_asked_for(_: CallbackQuery, desk: Desk) -> None:
    desk.chat.memory.draft = draft = replace(
        light(desk), amount=_draft(desk).amount, recurs=_draft(desk).recurs
    )
    await ask_disco(desk, draft)


@router.callback_query(PayElectricity.disco, on_card, Pick.filter(F.what == "biller"))
async def disco_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    await choose_biller(desk, _draft(desk), callback_data.value)


@router.message(PayElectricity.disco, F.text)
async def disco_typed(message: Message, desk: Desk) -> None:
    said = (message.text or "").strip().casefold()
    discos = await desk.billers.on_sale(Category.ELECTRICITY)
    named = next((d.id for d in discos if said in (d.short_name.casefold(), d.name.casefold())), None)
    if named is None:
        await ask_disco(desk, _draft(desk), problem=desk.t("stray-text"))
        return
    await next_step(desk, _draft(desk).with_biller(named))


@router.message(PayElectricity.number, F.text)
async def meter_typed(message: Message, desk: Desk) -> None:
    draft = _draft(desk)
    try:
        number = read_meter_number(message.text or "")
    except NotAMeterNumber as refusal:
        await ask_meter(desk, draft, problem=desk.explain(refusal))
        return
    await next_step(desk, draft.with_reference(number))


@router.callback_query(PayElectricity.house, on_card, Go.filter(F.to == "right_house"))
async def house_confirmed(_: CallbackQuery, desk: Desk) -> None:
    await next_step(desk, replace(_draft(desk), is_right=True))


@router.callback_query(on_card, Go.filter(F.to == "meter"))
async def other_meter_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await ask_meter(desk, _draft(desk))


@router.message(PayElectricity.house, F.text)
async def house_answered(message: Message, desk: Desk) -> None:
    """A typed meter number is another meter; anything else leaves the question as it is."""
    try:
        number = read_meter_number(message.text or "")
    except NotAMeterNumber:
        await ask_house(desk, _draft(desk))
        return
    await next_step(desk, _draft(desk).with_reference(number))


@router.callback_query(PayElectricity.amount, on_card, AMOUNT_PICKED)
async def amount_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    await next_step(desk, replace(_draft(desk), amount=Money(int(callback_data.value))))


@router.message(PayElectricity.amount, F.text)
async def amount_typed(message: Message, desk: Desk) -> None:
    try:
        amount = read_amount(message.text or "")
    except NotAnAmount as refusal:
        await ask_light_amount(desk, _draft(desk), problem=desk.explain(refusal))
        return
    await next_step(desk, replace(_draft(desk), amount=amount))


@router.callback_query(PayElectricity.choice, on_card, Paid.filter(F.act == "meter"))
async def meter_chosen(_: CallbackQuery, callback_data: Paid, desk: Desk) -> None:
    """Take a meter that was paid before for the amount that was asked for."""
    payment = await desk.payments.get(desk.customer.id, callback_data.payment_id)
    draft = _draft(desk)
    amount = draft.amount or payment.order.amount
    await next_step(desk, replace(draft_of(payment, now=desk.now), amount=amount, recurs=draft.recurs))


@router.callback_query(Paid.filter(F.act == "amount"))
async def other_amount_asked_for(_: CallbackQuery, callback_data: Paid, desk: Desk) -> None:
    payment = await desk.payments.get(desk.customer.id, callback_data.payment_id)
    recurs = await desk.chat.step() == PayElectricity.choice.state and _draft(desk).recurs
    await next_step(desk, replace(draft_of(payment, now=desk.now), amount=None, recurs=recurs))


def _draft(desk: Desk) -> Draft:
    draft = desk.chat.memory.draft
    return draft if draft is not None and draft.category is Category.ELECTRICITY else light(desk)
