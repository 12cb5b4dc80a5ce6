"""Choosing the word that every sheet shows, so that a clone of the bot is seen."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go
from bot.conversations.desk import Desk
from bot.conversations.memory import KnownWord
from bot.conversations.said_again import says_again
from bot.screens import safe_word as screens
from domain.safe_words import NotASafeWord

router = Router(name="safe_word")


class ChooseSafeWord(StatesGroup):
    """The step at which the word is typed."""

    word = State()


@router.callback_query(Go.filter(F.to == "safe_word"))
async def word_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await _ask(desk)


@router.message(ChooseSafeWord.word, ~F.forward_origin, F.text, ~F.text.startswith("/"))
async def word_typed(message: Message, desk: Desk) -> None:
    try:
        word = await desk.safe_words.choose(desk.customer.id, message.text or "", now=desk.now)
    except NotASafeWord as refusal:
        await _ask(desk, problem=desk.explain(refusal))
        return
    desk.chat.memory.safe_word = KnownWord(desk.customer.id, word)
    await desk.chat.at(None)
    await desk.chat.show(screens.chosen(desk.t, word))


@router.callback_query(Go.filter(F.to == "safe_word_off"))
async def word_given_up(_: CallbackQuery, desk: Desk) -> None:
    await desk.safe_words.remove(desk.customer.id)
    desk.chat.memory.safe_word = KnownWord(desk.customer.id, None)
    await desk.chat.at(None)
    await desk.chat.show(screens.given_up(desk.t))


@says_again(ChooseSafeWord.word)
async def _ask(desk: Desk, *, problem: str | None = None) -> None:
    desk.chat.memory.close_sheet()
    await desk.chat.at(ChooseSafeWord.word)
    await desk.chat.show(screens.ask(desk.t, await desk.safe_word(), problem=problem))
