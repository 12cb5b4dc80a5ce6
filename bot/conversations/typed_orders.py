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


async def _is_order(message: Message) -> bool | dict[str, Any]:
    order = read_order((message.text or "").removeprefix("/"))
    if order is None or order.category not in _TAKEN or order.someone is not None:
        return False
    return {"order": order}


@router.message(F.text, ~F.forward_origin, _is_order)
async def order_typed(_: Message, order: TypedOrder, desk: Desk) -> None:
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
