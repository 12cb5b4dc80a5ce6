"""One's own tickets: how they stand, adding words and pictures, and saying whether it is over."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import Any

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, TicketOf
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.conversations.said_again import says_again
from bot.conversations.ticket_answers import answered_ticket
from bot.conversations.ticket_cards import redraw_ticket, show_ticket
from bot.screens import problem, tickets
from bot.text import DRAFTS, LANGUAGES, translator
from domain.errors import Refusal
from domain.problems import Problems

first = Router(name="tickets_first")  # before anybody takes what is added for an order
router = Router(name="tickets")

_SHOWN = 8
_MAY_BE_A_PIN = re.compile(r"\s*\d{4,6}\s*")
_WORDS_OF_ITS_OWN = frozenset({"cancel", "stop", "comot"}) | {
    translator(language).plain(key).casefold()
    for language in (*LANGUAGES, *DRAFTS)
    for key in ("bar-home", "bar-repeat", "bar-help")
}


class TicketNote(StatesGroup):
    """The step at which something is added."""

    words = State()


def _is_note(message: Message) -> bool:
    """Return whether it can be handed on: words that are no command and no PIN, a picture or a paper."""
    if message.photo or message.document:
        return True
    text = (message.text or "").strip()
    if not text or text.startswith("/") or text.casefold() in _WORDS_OF_ITS_OWN:
        return False
    return _MAY_BE_A_PIN.fullmatch(text) is None


async def _answers_ticket(message: Message, bot: Bot) -> bool | dict[str, Any]:
    """Let pass what answers a message of ours about a ticket."""
    number = answered_ticket(message, bot.id)
    return {"number": number} if number is not None and _is_note(message) else False


@first.message(~F.forward_origin, _answers_ticket)
async def ticket_answered(message: Message, number: int, desk: Desk, problems: Problems) -> None:
    await _add(message, number, desk, problems)


@first.message(TicketNote.words, _is_note)
async def note_sent(message: Message, desk: Desk, problems: Problems) -> None:
    number = desk.chat.memory.ticket
    await desk.chat.at(None)
    if number is None:
        await _show_all(desk, problems)
        return
    await _add(message, number, desk, problems)


async def _add(message: Message, number: int, desk: Desk, problems: Problems) -> None:
    file_id = None
    if message.photo:
        file_id = message.photo[-1].file_id
    elif message.document is not None:
        file_id = message.document.file_id
    try:
        ticket = await problems.note(
            desk.customer.id,
            number,
            desk.new_id(),
            text=message.text or message.caption or "",
            file_id=file_id,
            is_photo=bool(message.photo),
            now=desk.now,
        )
    except Refusal as refusal:
        await desk.chat.tell(tickets.ask_note(desk.t, number, problem=desk.explain(refusal)))
        return
    desk.chat.memory.ticket = None
    await desk.chat.tell(tickets.noted(desk.t, ticket, now=desk.now))


@router.callback_query(TicketOf.filter(F.act == "note"))
async def note_asked_for(_: CallbackQuery, callback_data: TicketOf, desk: Desk, problems: Problems) -> None:
    ticket = await problems.get(desk.customer.id, callback_data.number)
    if not ticket.is_open:
        await redraw_ticket(desk, problems, ticket)
        return
    desk.chat.memory.close_sheet()
    desk.chat.memory.ticket = ticket.number
    await desk.chat.at(TicketNote.words)
    await desk.chat.tell(tickets.ask_note(desk.t, ticket.number))


@says_again(TicketNote.words, of=attrgetter("ticket"))
async def note_again(chat: Chat, draft: int) -> None:
    """Ask once more what is to be added."""
    await chat.tell(tickets.ask_note(chat.t, draft))


@router.callback_query(TicketOf.filter(F.act == "show"))
async def ticket_asked_for(_: CallbackQuery, callback_data: TicketOf, desk: Desk, problems: Problems) -> None:
    await desk.chat.at(None)
    await show_ticket(desk, problems, await problems.get(desk.customer.id, callback_data.number))


@router.callback_query(TicketOf.filter(F.act == "fine"))
async def all_is_well(_: CallbackQuery, callback_data: TicketOf, desk: Desk, problems: Problems) -> None:
    ticket = await problems.close(desk.customer.id, callback_data.number, now=desk.now)
    await redraw_ticket(desk, problems, ticket)


@router.callback_query(TicketOf.filter(F.act == "again"))
async def not_over_yet(_: CallbackQuery, callback_data: TicketOf, desk: Desk, problems: Problems) -> None:
    ticket = await problems.reopen(desk.customer.id, callback_data.number, now=desk.now)
    await redraw_ticket(desk, problems, ticket)


@router.message(Command("tickets"))
async def tickets_asked_for(_: Message, desk: Desk, problems: Problems) -> None:
    await _show_all(desk, problems)


@router.callback_query(Go.filter(F.to == "tickets"))
async def tickets_tapped(_: CallbackQuery, desk: Desk, problems: Problems) -> None:
    await _show_all(desk, problems)


async def _show_all(desk: Desk, problems: Problems) -> None:
    await desk.chat.show(problem.tickets(desk.t, await problems.of(desk.customer.id, limit=_SHOWN)))
