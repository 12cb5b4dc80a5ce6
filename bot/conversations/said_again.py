"""The open question of every step, said once more: in another language, or to who asks where she was.

Beside each question stands at which step it is asked. It is made anew of what is remembered, so nothing is
charged, sent or lost by it; only a PIN that is half entered is.

    @says_again(Limits.own)
    async def own_limit_again(desk: Desk, own_limits: OwnLimits) -> None:

What a step can't do without, it names: `of=TOLD_ORDER` hands it on as `draft`, and says nothing where that is
forgotten meanwhile.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from aiogram.dispatcher.event.handler import CallableObject
from aiogram.fsm.state import State

from bot.conversations.chat import Chat
from bot.conversations.memory import Memory

# Asks for the services that it needs by name, as every handler does.
Said = TypeVar("Said", bound=Callable[..., Awaitable[None]])
Of = Callable[[Memory], object | None]

TOLD_ORDER: Of = attrgetter("draft")
TOLD_SCHEDULE: Of = attrgetter("recurring")
TOLD_ACCOUNT: Of = attrgetter("account_draft")
TOLD_IDENTITY: Of = attrgetter("identity_draft")
TOLD_NEWS: Of = attrgetter("news_text")


@dataclass(frozen=True, slots=True)
class _Again:
    say: CallableObject
    of: Of | None


_AGAIN: dict[str, _Again] = {}


def says_again(*steps: State, of: Of | None = None) -> Callable[[Said], Said]:
    """Let a function say the open question of these steps once more."""

    def register(say: Said) -> Said:
        again = _Again(CallableObject(say), of)
        _AGAIN.update({step.state: again for step in steps if step.state is not None})
        return say

    return register


async def say_again(chat: Chat, given: dict[str, Any]) -> bool:
    """Say the open question once more. False: none is open, or what it was about is forgotten.

    :param given: what the dispatcher gives to handlers
    """
    again = _AGAIN.get(await chat.step() or "")
    if again is None:
        return False
    draft = again.of(chat.memory) if again.of is not None else None
    if again.of is not None and draft is None:
        return False
    await again.say.call(**{**given, "chat": chat, "draft": draft})
    return True


def steps_said_again() -> frozenset[str]:
    """Return the steps whose question can be said once more."""
    return frozenset(_AGAIN)
