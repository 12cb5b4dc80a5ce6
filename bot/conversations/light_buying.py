"""Letting light buy itself: how much, within which cap a month, and the PIN. Changed the same way."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import BuyLight, Go, LightOf
from bot.conversations import open_pin_sheet
from bot.conversations.desk import Desk
from bot.conversations.memory import PinSheet
from bot.conversations.open_pin_sheet import worded
from bot.conversations.pin_sheet import approved
from bot.conversations.said_again import TOLD_SCHEDULE, says_again
from bot.conversations.schedule_draft import ScheduleDraft
from bot.screens import light_buying as screens
from bot.screens import schedules as schedule_screens
from bot.screens.light import BUY
from domain.amounts import NotAnAmount, read_amount
from domain.approvals import Approval
from domain.errors import NotAllowed, Refusal
from domain.foreseeing import within_a_month
from domain.light import Light, Lights, buys_on
from domain.money import Money
from domain.recurrence import Recurrence, Rhythm
from domain.schedules import Mode, Schedule, Terms
from domain.scheduling import Schedules

router = Router(name="light_buying")

PURPOSE = "light_buying"
AGAIN = "light_buying_again"


class BuyingLight(StatesGroup):
    """The steps of saying how much: each time, and in a month."""

    amount = State()
    cap = State()  # there is only something to tap


@router.callback_query(LightOf.filter(F.act == BUY))
async def wanted(_: CallbackQuery, callback_data: LightOf, desk: Desk, lights: Lights) -> None:
    await _ask_amount(desk, await lights.get(desk.customer.id, callback_data.payment_id))


@router.message(BuyingLight.amount, F.text, ~F.text.startswith("/"))
async def amount_typed(message: Message, desk: Desk, lights: Lights, schedules: Schedules) -> None:
    payment_id = desk.chat.memory.meter
    if payment_id is None:
        await desk.go_home()
        return
    light = await lights.get(desk.customer.id, payment_id)
    try:
        amount = read_amount(message.text or "")
    except NotAnAmount as refusal:
        await _ask_amount(desk, light, problem=desk.explain(refusal))
        return
    await _ask_cap(desk, light, amount, schedules)


@router.callback_query(BuyLight.filter(F.a_month == 0))
async def amount_chosen(
    _: CallbackQuery, callback_data: BuyLight, desk: Desk, lights: Lights, schedules: Schedules
) -> None:
    light = await lights.get(desk.customer.id, callback_data.payment_id)
    await _ask_cap(desk, light, Money(callback_data.amount), schedules)


@router.callback_query(BuyLight.filter())
async def cap_chosen(
    _: CallbackQuery, callback_data: BuyLight, desk: Desk, lights: Lights, schedules: Schedules
) -> None:
    light = await lights.get(desk.customer.id, callback_data.payment_id)
    await _ask_pin(desk, light, Money(callback_data.amount), Money(callback_data.a_month), schedules)


@router.callback_query(Go.filter(F.to == AGAIN))
async def sheet_wanted_again(_: CallbackQuery, desk: Desk, lights: Lights, schedules: Schedules) -> None:
    draft, payment_id = desk.chat.memory.recurring, desk.chat.memory.meter
    terms = draft.terms if draft is not None else None
    if payment_id is None or terms is None or terms.a_month is None:
        await desk.go_home()
        return
    light = await lights.get(desk.customer.id, payment_id)
    await _ask_pin(desk, light, terms.amount, terms.a_month, schedules)


@approved(router, PURPOSE)
async def buying_approved(desk: Desk, approval: Approval, schedules: Schedules) -> None:
    """Begin what the PIN said yes to, in the place of what there was for this meter."""
    memory = desk.chat.memory
    draft = memory.recurring
    if draft is None or draft.terms is None:
        await desk.go_home()
        return
    schedule = await schedules.make(draft.terms, approval, replaces=draft.replaces, now=desk.now)
    memory.recurring = memory.meter = None
    biller = await desk.billers.get(schedule.terms.biller_id)
    await desk.chat.show(schedule_screens.made(desk.t, schedule, biller, desk.rules, now=desk.now))


async def change(desk: Desk, schedule: Schedule, lights: Lights) -> None:
    """Ask anew how much is bought by a schedule, and within which cap."""
    found = await lights.of(desk.customer.id)
    light = next((each for each in found if each.buying is not None and each.buying.id == schedule.id), None)
    if light is None:
        raise NotAllowed
    await _ask_amount(desk, light)


@says_again(BuyingLight.amount)
async def amount_again(desk: Desk, lights: Lights) -> None:
    """Ask once more how much is bought each time."""
    payment_id = desk.chat.memory.meter
    if payment_id is None:
        await desk.go_home()
        return
    await _ask_amount(desk, await lights.get(desk.customer.id, payment_id))


@says_again(BuyingLight.cap, of=TOLD_SCHEDULE)
async def cap_again(desk: Desk, draft: ScheduleDraft, lights: Lights) -> None:
    """Ask once more how much it may be in a month."""
    payment_id, terms = desk.chat.memory.meter, draft.terms
    if payment_id is None or terms is None:
        await desk.go_home()
        return
    await _show_caps(desk, await lights.get(desk.customer.id, payment_id), terms)


async def _ask_amount(desk: Desk, light: Light, *, problem: str | None = None) -> None:
    desk.chat.memory.close_sheet()
    desk.chat.memory.meter = light.newest.id
    await desk.chat.at(BuyingLight.amount)
    await desk.chat.show(screens.ask_amount(desk.t, light, await desk.names(), desk.rules, problem=problem))


async def _ask_cap(desk: Desk, light: Light, amount: Money, schedules: Schedules) -> None:
    desk.chat.memory.close_sheet()
    try:
        terms = await _draw(desk, light, amount, schedules)
    except Refusal as refusal:
        await _ask_amount(desk, light, problem=desk.explain(refusal))
        return
    await _show_caps(desk, light, terms)


async def _show_caps(desk: Desk, light: Light, terms: Terms) -> None:
    memory = desk.chat.memory
    memory.meter, memory.recurring = light.newest.id, ScheduleDraft(anchor=terms.starts_on, terms=terms)
    await desk.chat.at(BuyingLight.cap)
    await desk.chat.show(screens.ask_cap(desk.t, light, terms))


async def _ask_pin(desk: Desk, light: Light, amount: Money, a_month: Money, schedules: Schedules) -> None:
    try:
        terms = within_a_month(await _draw(desk, light, amount, schedules), a_month)
    except Refusal as refusal:
        await _ask_amount(desk, light, problem=desk.explain(refusal))
        return
    memory = desk.chat.memory
    memory.meter = light.newest.id
    memory.recurring = ScheduleDraft(
        anchor=terms.starts_on, replaces=light.buying.id if light.buying is not None else None, terms=terms
    )
    sheet = PinSheet(
        purpose=PURPOSE,
        subject_id=terms.schedule_id,
        text=await _sheet_text(desk, terms),
        hash=terms.hash,
        expires_at=desk.now + desk.rules.sheet_open_for,
        again=AGAIN,
    )
    await open_pin_sheet.show(desk, sheet)


@worded(PURPOSE)
async def sheet_in_words(desk: Desk, sheet: PinSheet) -> str | None:
    """Say the terms that the sheet is for."""
    draft = desk.chat.memory.recurring
    if draft is None or draft.terms is None or draft.terms.hash != sheet.hash:
        return None
    return await _sheet_text(desk, draft.terms)


async def _sheet_text(desk: Desk, terms: Terms) -> str:
    biller = await desk.billers.get(terms.biller_id)
    return screens.sheet_text(desk.t, terms, biller, desk.rules, now=desk.now)


async def _draw(desk: Desk, light: Light, amount: Money, schedules: Schedules) -> Terms:
    """Return the terms of buying so much whenever the light runs low.

    :raises NotAllowed: if nobody can say when that is
    :raises Refusal: as `RunPrices.draw` says
    """
    if light.forecast is None:
        raise NotAllowed
    first = buys_on(light.forecast, desk.rules.light, desk.now)
    like = replace(light.newest.order, id=desk.new_id(), amount=amount)
    return await schedules.prices.draw(
        like,
        Recurrence(Rhythm.WHEN_LOW, first),
        Mode.PAY,
        schedule_id=desk.new_id(),
        catch_up=first,
        now=desk.now,
    )
