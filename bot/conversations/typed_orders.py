"""What people type instead of tapping: orders, errands, complaints, kind words. Words only ever open a sheet.

A whole order for airtime or light is taken in any state. Everything else is read where no question is
open, or where the open question could not use it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Pick
from bot.conversations.ask_airtime import ask_number
from bot.conversations.ask_bill import ask_line
from bot.conversations.ask_light import ask_which_meter
from bot.conversations.chat import on_card
from bot.conversations.desk import Desk
from bot.conversations.memory import Draft, draft_like
from bot.conversations.said_again import says_again
from bot.conversations.steps import light, line_for, next_step
from bot.conversations.typed_slips import for_nearly_that_line, slip_in
from bot.screens import typed_orders as screens
from domain.errors import NotAllowed
from domain.phones import NotAPhoneNumber, Phone, read_phone
from domain.plan_wishes import PlanWish
from domain.saved_names import SavedName
from domain.type_to_pay import read_order
from domain.typed_entities import SavedAs
from domain.typed_orders import TypedOrder
from domain.vendors import Category

router = Router(name="typed_orders")


class Choosing(StatesGroup):
    """The steps at which it is asked which of some orders is meant. There is only something to tap."""

    which = State()
    regular = State()  # to be paid regularly
    found = State()  # what a number may be of


_TAKEN = (Category.AIRTIME, Category.ELECTRICITY)  # a plan's name may be the answer to a question
_LINES = (Category.AIRTIME, Category.DATA)


def order_in(text: str) -> TypedOrder | None:
    """Return the order that a message is, if it is one that is taken in any state."""
    order = read_order(text.removeprefix("/"))
    return order if order is not None and order.category in _TAKEN and order.someone is None else None


async def is_order(message: Message) -> bool | dict[str, Any]:
    """Let pass what is an order, and hand it on as `order`."""
    order = order_in(message.text or "")
    return {"order": order} if order is not None else False


@router.message(F.text, ~F.forward_origin, is_order)
async def order_typed(_: Message, order: TypedOrder, desk: Desk) -> None:
    await take_order(desk, order)


@router.callback_query(Pick.filter((F.what == "typed") & F.value.regexp(r"\d")))
async def order_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    offered = desk.chat.memory.offered[int(callback_data.value) :][:1]
    if not offered:
        await desk.go_home()
    for order in offered:
        await take_order(desk, order)


@router.callback_query(on_card, Go.filter(F.to == "nearly"))
async def known_number_meant(_: CallbackQuery, desk: Desk) -> None:
    """Take the number that the typed one is a slip away from; whose it is, is asked for it as well."""
    draft = desk.chat.memory.draft
    if draft is None or draft.nearly is None:
        await desk.go_home()
        return
    await next_step(desk, draft.with_reference(draft.nearly))


async def names_of(desk: Desk) -> dict[str, SavedAs]:
    """Return the customer's own names, as the reader of lines wants them."""
    return {
        each.name: SavedAs(each.id, (await desk.billers.get(each.biller_id)).category)
        for each in await desk.saved_names.of(desk.customer.id)
    }


async def offer(desk: Desk, step: State, orders: tuple[TypedOrder, ...]) -> None:
    """Ask which of some orders is meant, at a step of `Choosing`. A mistyped phone number is told."""
    slip = slip_in(orders)
    if slip is not None:
        orders = (*await for_nearly_that_line(desk, slip, orders), *orders)
    desk.chat.memory.offered = orders
    desk.chat.memory.close_sheet()
    await desk.chat.at(step)
    await offer_again(desk)


@says_again(*Choosing.__all_states__)
async def offer_again(desk: Desk) -> None:
    """Ask once more which of them is meant."""
    step, orders = await desk.chat.step(), desk.chat.memory.offered
    lead = "typed-found" if step == Choosing.found.state else "typed-which"
    recurs = step == Choosing.regular.state
    await desk.chat.show(screens.choose(desk.t, lead, orders, slip=slip_in(orders), recurs=recurs))


async def take_order(desk: Desk, order: TypedOrder, *, recurs: bool = False, note: str | None = None) -> None:
    """Begin the order, to be paid now or regularly, and ask for what it leaves out, with a note above."""
    saved = await _saved(desk, order)
    if order.category in _LINES:
        await _take_line(desk, order, _phone(saved), recurs=recurs, note=note)
    elif order.category is Category.ELECTRICITY and saved is None and not (order.biller_id or order.meter):
        draft = replace(light(desk), amount=order.amount, recurs=recurs)
        desk.chat.memory.draft = draft
        await ask_which_meter(desk, draft, note=note)
    else:
        draft = replace(_draft(desk, order, saved), recurs=recurs)
        draft = draft if draft.reference else await _for_the_only_one(desk, draft)
        await next_step(desk, draft, problem=note)


async def _for_the_only_one(desk: Desk, draft: Draft) -> Draft:
    """Return the order for the card or meter that was paid before, if it was always the same one.

    Its name is asked for again, and stands on the sheet.
    """
    past = [
        payment.order
        for payment in await desk.repeatable(draft.category)
        if draft.biller_id in (None, payment.order.biller_id)
    ]
    if len({(order.biller_id, order.recipient.reference) for order in past}) != 1:
        return draft
    same = draft_like(past[0], now=desk.now)
    return replace(same, plan=None, amount=draft.amount, wish=draft.wish, recurs=draft.recurs)


async def _take_line(
    desk: Desk, order: TypedOrder, saved: Phone | None, *, recurs: bool, note: str | None
) -> None:
    phone = order.phone or saved or desk.customer.phone
    draft = replace(line_for(desk, order.category, phone), recurs=recurs)
    if order.biller_id is not None:
        draft = draft.with_biller(order.biller_id)
    if order.category is Category.AIRTIME:
        draft = replace(draft, amount=order.amount)
    else:
        draft = replace(draft, wish=wish_of(order))
    if order.someone is None or order.phone or saved:
        await next_step(desk, draft, problem=note)
        return
    desk.chat.memory.draft = draft
    whose = desk.t("typed-whose", someone=order.someone)
    if order.someone.isdecimal():
        whose = desk.explain(NotAPhoneNumber(digits=len(order.someone)))
    if order.category is Category.AIRTIME:
        await ask_number(desk, problem=whose)
    else:
        await ask_line(desk, draft, problem=whose)


def _draft(desk: Desk, order: TypedOrder, saved: SavedName | None) -> Draft:
    draft = line_for(desk, order.category, order.phone or desk.customer.phone)
    reference = order.meter or order.smartcard or order.account
    biller_id = order.biller_id
    if saved is not None and reference is None:
        biller_id, reference = saved.biller_id, saved.reference
    draft = replace(draft, biller_id=biller_id, reference=reference)
    if order.category in (Category.ELECTRICITY, Category.WATER):
        return replace(draft, amount=order.amount)
    return replace(draft, wish=wish_of(order))


def wish_of(order: TypedOrder) -> PlanWish | None:
    """Return what an order says of a plan; None if nothing."""
    return PlanWish(order.plan_words, order.size, order.validity, order.amount) or None


async def _saved(desk: Desk, order: TypedOrder) -> SavedName | None:
    if order.saved is None:
        return None
    try:
        return await desk.saved_names.get(desk.customer.id, order.saved)
    except NotAllowed:
        return None  # forgotten meanwhile


def _phone(saved: SavedName | None) -> Phone | None:
    if saved is None:
        return None
    try:
        return read_phone(saved.reference)
    except NotAPhoneNumber:
        return None
