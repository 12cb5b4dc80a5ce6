"""Looking around without an account: who can be paid here, what it costs, what is on the lists."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import Go, Pick
from bot.conversations.chat import Chat
from bot.screens import look_around
from domain.catalogue import Billers
from domain.customers import Customer
from domain.rules import Rules
from domain.vendors import Category

router = Router(name="look_around")


@router.callback_query(Go.filter(F.to == "look"))
async def wanted_to_look_around(
    _: CallbackQuery, chat: Chat, billers: Billers, rules: Rules, customer: Customer | None = None
) -> None:
    found = {category: await billers.on_sale(category) for category in Category}
    await chat.show(look_around.overview(chat.t, found, rules, is_customer=customer is not None))


@router.callback_query(Pick.filter((F.what == "look") & F.value.in_(set(Category))))
async def category_looked_at(
    _: CallbackQuery, callback_data: Pick, chat: Chat, billers: Billers, customer: Customer | None = None
) -> None:
    category = Category(callback_data.value)
    prices = [
        (biller, await billers.plans(biller.id) if biller.kind.has_plans else ())
        for biller in await billers.on_sale(category)
    ]
    await chat.show(look_around.prices(chat.t, category, prices, is_customer=customer is not None))
