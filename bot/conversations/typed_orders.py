"""A whole order typed as one message: `500 08031234567`, `light 10k ikeja 01012345678`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aiogram import F, Router
from aiogram.types import Message

from bot.conversations.ask_light import ask_which_meter
from bot.conversations.desk import Desk
from bot.conversations.steps import airtime_for, light, next_step
from domain.type_to_pay import read_order
from domain.typed_orders import TypedOrder
from domain.vendors import Category

router = Router(name="typed_orders")

_TAKEN = (Category.AIRTIME, Category.ELECTRICITY)  # a plan's name may be the answer to a question


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


async def take_order(desk: Desk, order: TypedOrder) -> None:
    """Begin the order, and ask for what it leaves out."""
    if order.category is Category.AIRTIME:
        draft = airtime_for(desk, order.phone or desk.customer.phone)
        biller_id = order.biller_id or draft.biller_id
        await next_step(desk, replace(draft, biller_id=biller_id, amount=order.amount))
        return
    draft = replace(light(desk), biller_id=order.biller_id, reference=order.meter, amount=order.amount)
    if order.biller_id is None and order.meter is None:
        desk.chat.memory.draft = draft
        await ask_which_meter(desk, draft)
        return
    await next_step(desk, draft)
