"""Promo codes, typed or brought by a link."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.conversations.said_again import says_again
from bot.screens import promo as screens
from domain.errors import Refusal
from domain.promo_codes import PromoCodes, UnknownPromoCode, read_code

router = Router(name="promo")

LINKED = "promo_"  # begins the payload of a code's link


class Promo(StatesGroup):
    """The step of typing a code."""

    code = State()


@router.message(Command("promo"))
async def promo_asked_for(_: Message, command: CommandObject, desk: Desk, promo_codes: PromoCodes) -> None:
    if command.args:
        await use_code(desk, promo_codes, command.args)
    else:
        await _ask(desk)


@router.callback_query(Go.filter(F.to == "promo"))
async def promo_tapped(_: CallbackQuery, desk: Desk) -> None:
    await _ask(desk)


@router.message(Promo.code, F.text, ~F.text.startswith("/"))
async def code_typed(message: Message, desk: Desk, promo_codes: PromoCodes) -> None:
    await use_code(desk, promo_codes, message.text or "")


async def use_code(desk: Desk, promo_codes: PromoCodes, typed: str) -> None:
    """Give what a code gives, or say why it gives nothing."""
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    try:
        amount = await promo_codes.use(desk.customer.id, typed, try_key=_try_key(desk.chat), now=desk.now)
    except UnknownPromoCode as refusal:
        await _ask(desk, problem=desk.explain(refusal))
        return
    except Refusal as refusal:
        await desk.chat.show(screens.refused(desk.t, desk.explain(refusal)))
        return
    await desk.chat.show(screens.credited(desk.t, read_code(typed), amount))


@says_again(Promo.code)
async def _ask(desk: Desk, *, problem: str | None = None) -> None:
    desk.chat.memory.close_sheet()
    await desk.chat.at(Promo.code)
    await desk.chat.show(screens.ask(desk.t, problem=problem))


def _try_key(chat: Chat) -> str:
    """Return what tells this try from the next: handled again after a crash, a message gives nothing more."""
    event = chat.event
    return f"message-{event.message_id}" if isinstance(event, Message) else f"tap-{event.id}"
