"""The kinds of bills: the buttons, commands and links that lead to them, and billers by their names."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go
from bot.conversations.desk import Desk
from bot.conversations.steps import begin, choose_biller, line_for
from bot.screens import pay_bill
from domain.vendors import Category

router = Router(name="bills")

# What has no conversation of its own, by the names of buttons, commands and links.
CATEGORIES = {each.value: each for each in Category if each not in (Category.AIRTIME, Category.ELECTRICITY)}
BILLS = "bills"  # the categories that have no button at Home
_MORE_BILLS = (Category.EDUCATION, Category.WATER)


@router.message(Command(*CATEGORIES, magic=~F.args))
async def category_asked_for(_: Message, command: CommandObject, desk: Desk) -> None:
    await begin(desk, CATEGORIES[command.command])


@router.message(Command("bill", "bills", magic=~F.args))
async def bills_asked_for(_: Message, desk: Desk) -> None:
    await show_bills(desk, tuple(Category))


@router.message(Command("bill"))
async def biller_asked_for(_: Message, command: CommandObject, desk: Desk) -> None:
    """Go to the biller that is named; to all kinds of bills if there is no such one."""
    for category in Category:
        biller_id = await named(desk, category, command.args or "")
        if biller_id is not None:
            await choose_biller(desk, line_for(desk, category, desk.customer.phone), biller_id)
            return
    await show_bills(desk, tuple(Category))


@router.callback_query(Go.filter(F.to == BILLS))
async def more_bills_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await show_bills(desk)


@router.callback_query(Go.filter(F.to.in_(CATEGORIES)))
async def category_chosen(_: CallbackQuery, callback_data: Go, desk: Desk) -> None:
    await begin(desk, CATEGORIES[callback_data.to])


async def show_bills(desk: Desk, categories: tuple[Category, ...] = _MORE_BILLS) -> None:
    """Show kinds of bills to choose from."""
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    await desk.chat.show(pay_bill.choose_category(desk.t, categories))


async def named(desk: Desk, category: Category, said: str) -> str | None:
    """Return the biller of a category that is called so; None if none is."""
    said = said.strip().casefold()
    billers = await desk.billers.on_sale(category)
    names = ((each.id, {each.id, each.short_name.casefold(), each.name.casefold()}) for each in billers)
    return next((biller_id for biller_id, known in names if said in known), None)
