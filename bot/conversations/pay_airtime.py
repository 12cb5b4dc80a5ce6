"""Buying airtime: one's own line in two taps, another number typed, pasted or shared."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.state import any_state
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Pick
from bot.conversations.ask_airtime import PayAirtime, ask_airtime_amount, ask_network, ask_number
from bot.conversations.chat import on_card
from bot.conversations.desk import Desk
from bot.conversations.memory import Draft
from bot.conversations.steps import AMOUNT_PICKED, airtime_for, choose_biller, next_step, own_line
from domain.amounts import NotAnAmount, read_amount
from domain.money import Money
from domain.phones import NotAPhoneNumber, Phone, read_phone
from domain.vendors import Category

router = Router(name="pay_airtime")


@router.callback_query(any_state, Go.filter(F.to == "airtime"))
async def airtime_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await next_step(desk, own_line(desk))


@router.callback_query(PayAirtime.amount, on_card, Go.filter(F.to == "network"))
async def other_network_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await ask_network(desk, _draft(desk))


@router.callback_query(PayAirtime.amount, on_card, Go.filter(F.to == "number"))
async def other_number_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await ask_number(desk)


@router.callback_query(PayAirtime.network, on_card, Pick.filter(F.what == "biller"))
async def network_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    await choose_biller(desk, _draft(desk), callback_data.value)


@router.callback_query(PayAirtime.amount, on_card, AMOUNT_PICKED)
async def amount_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    await next_step(desk, replace(_draft(desk), amount=Money(int(callback_data.value))))


@router.message(PayAirtime.amount, F.text)
async def amount_typed(message: Message, desk: Desk) -> None:
    phone = _phone(message.text or "")
    if phone is not None:
        await next_step(desk, replace(airtime_for(desk, phone), recurs=_draft(desk).recurs))
        return
    try:
        amount = read_amount(message.text or "")
    except NotAnAmount as refusal:
        await ask_airtime_amount(desk, _draft(desk), problem=desk.explain(refusal))
        return
    await next_step(desk, replace(_draft(desk), amount=amount))


@router.message(PayAirtime.number, F.text)
async def number_typed(message: Message, desk: Desk) -> None:
    await _number_given(desk, message.text or "")


@router.message(PayAirtime.number, F.contact)
@router.message(PayAirtime.amount, F.contact)
async def contact_shared(message: Message, desk: Desk) -> None:
    await _number_given(desk, message.contact.phone_number if message.contact else "")


@router.message(PayAirtime.network, F.text)
async def network_typed(message: Message, desk: Desk) -> None:
    said = (message.text or "").strip().casefold()
    networks = await desk.billers.on_sale(Category.AIRTIME)
    named = next((each.id for each in networks if said in (each.id, each.short_name.casefold())), None)
    if named is None:
        await ask_network(desk, _draft(desk), problem=desk.t("stray-text"))
        return
    await next_step(desk, replace(_draft(desk), biller_id=named))


async def _number_given(desk: Desk, text: str) -> None:
    try:
        phone = read_phone(text)
    except NotAPhoneNumber as refusal:
        await ask_number(desk, problem=desk.explain(refusal))
        return
    draft = _draft(desk)
    await next_step(desk, replace(airtime_for(desk, phone), amount=draft.amount, recurs=draft.recurs))


def _phone(text: str) -> Phone | None:
    try:
        return read_phone(text)
    except NotAPhoneNumber:
        return None


def _draft(desk: Desk) -> Draft:
    draft = desk.chat.memory.draft
    return draft if draft is not None and draft.category is Category.AIRTIME else own_line(desk)
