"""A one-time code in the midst of a conversation: asked for here, typed here, then on with what it was for.

A conversation writes two things: it asks for the code, and says with `given` what happens when the right
one was typed:

    await step_up.ask(desk, WantedCode(purpose=Purpose.LIMIT_RAISE, then="limits", subject_id="50000"))

    @step_up.given("limits")
    async def limit_code_given(desk: Desk, wanted: WantedCode, step_up: StepUp, …) -> None:

What is done there gets the step-up itself, and whatever service it names. A step or two later (after the
PIN, say) `one_time_codes.standing(customer.id, purpose, about=…, now=…)` returns it once more while it holds.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

from aiogram import F, Router
from aiogram.dispatcher.event.handler import CallableObject
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go
from bot.conversations.desk import Desk
from bot.conversations.memory import WantedCode
from bot.conversations.said_again import says_again
from bot.screens import step_up as screens
from domain.errors import Refusal
from domain.one_time_codes import (
    CODE_LENGTH,
    Channel,
    CodeAskedTooSoon,
    CodeExpired,
    CodeVoid,
    FreshCode,
    OneTimeCodes,
    WrongCode,
)
from domain.text_messages import NotSent

router = Router(name="step_up")

# Six digits, as they are copied out of a message: "123 456", "123-456.". Four may be a PIN: not ours.
CODE = re.compile(r"\s*(?:\d[\s.-]*){5,12}")

# What is done with a step-up. Asks for the services that it needs by name, as every handler does.
Given = TypeVar("Given", bound=Callable[..., Awaitable[None]])
_CONTINUATIONS: dict[str, CallableObject] = {}


class StepUps(StatesGroup):
    """The step at which a code is typed."""

    code = State()


def given(then: str) -> Callable[[Given], Given]:
    """Let a function be called when the right code was typed that was asked for with that `then`.

    It is given `desk`, `wanted` and `step_up`, and whatever else it names. A refusal that it raises is
    explained on the card.
    """

    def register(handler: Given) -> Given:
        _CONTINUATIONS[then] = CallableObject(handler)
        return handler

    return register


async def ask(desk: Desk, wanted: WantedCode, *, problem: str | None = None) -> None:
    """Send a code, and ask for it on the card."""
    chat, memory = desk.chat, desk.chat.memory
    memory.close_sheet()
    sender = desk.code_sender
    ways = await sender.channels(desk.customer, wanted.purpose)
    if not ways:
        await chat.at(None)
        await chat.show(screens.closed(desk.t, desk.t(NotSent.code)))
        return
    channel = wanted.channel if wanted.channel in ways else ways[0]
    fresh: FreshCode | None = None
    try:
        fresh = await sender.send(
            desk.customer, wanted.purpose, about=wanted.about, channel=channel, t=desk.t, now=desk.now
        )
    except CodeAskedTooSoon as refusal:  # The one that was sent may still come.
        problem = problem or desk.explain(refusal)
    except Refusal as refusal:
        await chat.at(None)
        await chat.show(screens.closed(desk.t, desk.explain(refusal)))
        return
    memory.wanted_code = replace(wanted, channel=channel)
    await chat.at(StepUps.code)
    await chat.show(screens.ask(desk.t, wanted.purpose, channel, ways, fresh=fresh, problem=problem))


@router.message(StepUps.code, ~F.forward_origin, F.text.regexp(CODE, mode="fullmatch"))
async def code_typed(message: Message, desk: Desk, one_time_codes: OneTimeCodes, **others: Any) -> None:
    """Check the code, and go on with what it was for. The message with it is deleted."""
    chat, wanted = desk.chat, desk.chat.memory.wanted_code
    await chat.delete_typed()
    chat.stay_on_card()
    digits = "".join(letter for letter in message.text or "" if letter.isdigit())
    if wanted is None or wanted.then not in _CONTINUATIONS:
        await desk.go_home()
        return
    if len(digits) != CODE_LENGTH:
        await _ask_again(desk, wanted, desk.t("code-wrong-length"))
        return
    try:
        step_up = await one_time_codes.check(
            desk.customer.id,
            wanted.purpose,
            digits,
            about=wanted.about,
            try_key=f"message-{message.message_id}",
            now=desk.now,
        )
    except (WrongCode, CodeVoid, CodeExpired) as refusal:
        await _ask_again(desk, wanted, desk.explain(refusal))
        return
    chat.memory.wanted_code = None
    await chat.at(None)
    services = {**others, "message": message, "one_time_codes": one_time_codes}
    try:
        await _CONTINUATIONS[wanted.then].call(
            **{**services, "desk": desk, "chat": chat, "wanted": wanted, "step_up": step_up}
        )
    except Refusal as refusal:
        await chat.show(screens.closed(desk.t, desk.explain(refusal)))


@router.callback_query(StateFilter(StepUps.code), Go.filter(F.to.in_({"code_sms", "code_mail"})))
async def asked_for_another(_: CallbackQuery, callback_data: Go, desk: Desk) -> None:
    """Send another code, the same way or the other one."""
    wanted = desk.chat.memory.wanted_code
    if wanted is None:
        await desk.go_home()
        return
    channel = Channel.SMS if callback_data.to == "code_sms" else Channel.E_MAIL
    await ask(desk, replace(wanted, channel=channel))


@says_again(StepUps.code)
async def resume(desk: Desk) -> None:
    """Ask once more for the code that was sent."""
    wanted = desk.chat.memory.wanted_code
    if wanted is None:
        await desk.go_home()
    else:
        await _ask_again(desk, wanted)


async def _ask_again(desk: Desk, wanted: WantedCode, problem: str | None = None) -> None:
    ways = await desk.code_sender.channels(desk.customer, wanted.purpose)
    await desk.chat.show(
        screens.ask(desk.t, wanted.purpose, wanted.channel, ways, fresh=None, problem=problem)
    )
