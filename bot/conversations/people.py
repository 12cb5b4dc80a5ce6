"""Giving names to lines and meters, offered after a payment and kept under Settings."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Paid, Pick, SavedOf
from bot.conversations.chat import on_card
from bot.conversations.desk import Desk
from bot.conversations.memory import Named
from bot.conversations.said_again import says_again
from bot.screens import people as screens
from domain.errors import Refusal
from domain.saved_names import SavedNames

router = Router(name="people")


class Naming(StatesGroup):
    """The step of giving a name."""

    name = State()


@router.message(Command("people"))
async def people_asked_for(_: Message, desk: Desk, saved_names: SavedNames) -> None:
    await _show_all(desk, saved_names)


@router.callback_query(Go.filter(F.to == "people"))
async def people_tapped(_: CallbackQuery, desk: Desk, saved_names: SavedNames) -> None:
    await _show_all(desk, saved_names)


@router.callback_query(Paid.filter(F.act == "save"))
async def name_offered(_: CallbackQuery, callback_data: Paid, desk: Desk) -> None:
    order = (await desk.payments.get(desk.customer.id, callback_data.payment_id)).order
    await _ask(desk, Named(order.recipient.reference, order.biller_id))


@router.callback_query(SavedOf.filter(F.act == "show"))
async def card_asked_for(
    _: CallbackQuery, callback_data: SavedOf, desk: Desk, saved_names: SavedNames
) -> None:
    name = await saved_names.get(desk.customer.id, callback_data.saved_id)
    await desk.chat.show(screens.card(desk.t, name, await desk.billers.get(name.biller_id)))


@router.callback_query(SavedOf.filter(F.act == "rename"))
async def other_name_asked_for(
    _: CallbackQuery, callback_data: SavedOf, desk: Desk, saved_names: SavedNames
) -> None:
    name = await saved_names.get(desk.customer.id, callback_data.saved_id)
    await _ask(desk, Named(name.reference, name.biller_id))


@router.callback_query(SavedOf.filter(F.act == "forget"))
async def to_be_forgotten(
    _: CallbackQuery, callback_data: SavedOf, desk: Desk, saved_names: SavedNames
) -> None:
    await saved_names.forget(desk.customer.id, callback_data.saved_id)
    await _show_all(desk, saved_names, notice=desk.t("people-forgotten"))


@router.callback_query(Naming.name, on_card, Pick.filter(F.what == "name"))
async def name_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk, saved_names: SavedNames) -> None:
    name = screens.usual_name(desk.t, callback_data.value)
    if name is not None:
        await _save(desk, name, saved_names)


@router.message(Naming.name, F.text)
async def name_typed(message: Message, desk: Desk, saved_names: SavedNames) -> None:
    await _save(desk, message.text or "", saved_names)


@says_again(Naming.name)
async def name_again(desk: Desk, saved_names: SavedNames) -> None:
    """Ask once more for the name."""
    named = desk.chat.memory.named
    if named is None:
        await _show_all(desk, saved_names)
    else:
        await _ask(desk, named)


async def _ask(desk: Desk, named: Named, *, problem: str | None = None) -> None:
    desk.chat.memory.close_sheet()
    desk.chat.memory.named = named
    await desk.chat.at(Naming.name)
    biller = await desk.billers.get(named.biller_id)
    await desk.chat.show(screens.ask_name(desk.t, named.reference, biller, problem=problem))


async def _save(desk: Desk, name: str, saved_names: SavedNames) -> None:
    named = desk.chat.memory.named
    if named is None:
        await _show_all(desk, saved_names)
        return
    try:
        saved = await saved_names.save(
            desk.customer.id, named.reference, named.biller_id, name, saved_id=desk.new_id(), now=desk.now
        )
    except Refusal as refusal:
        await _ask(desk, named, problem=desk.explain(refusal))
        return
    desk.chat.memory.named = None
    await _show_all(desk, saved_names, notice=screens.saved(desk.t, saved))


async def _show_all(desk: Desk, saved_names: SavedNames, *, notice: str | None = None) -> None:
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    names = await saved_names.of(desk.customer.id)
    await desk.chat.show(screens.people(desk.t, names, notice=notice))
