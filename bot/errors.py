"""Where every error of a handler ends: refusals are explained, surprises logged and apologised for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.dispatcher.event.bases import CancelHandler, SkipHandler
from aiogram.enums import ChatType
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import TelegramObject, Update

from bot.handling import Turn
from bot.screen import Screen
from bot.screens.apologies import refused, surprised, unavailable
from bot.text import Translator
from domain.errors import Refusal, Unavailable

log = structlog.get_logger(__name__)

# Telegram's ways to say that what we asked for is so already, or can't matter any more.
_HARMLESS = (
    "message is not modified",
    "query is too old",
    "query id is invalid",
    "message to delete not found",
)


class Apologies(BaseMiddleware):
    """Inside of it are the handlers; outside nothing is ever raised."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        turn: Turn = data["turn"]
        t: Translator = data["t"]
        try:
            return await handler(event, data)
        except (SkipHandler, CancelHandler):
            raise
        except Refusal as refusal:
            log.info("refused", code=refusal.code)
            await self._say(refused(t, refusal), event, data)
        except Unavailable as trouble:
            turn.failure = _name(trouble)
            log.warning("the books could not be used", trouble=trouble.code)
            await self._say(unavailable(t, trouble), event, data)
        except TelegramBadRequest as error:
            if not any(words in error.message for words in _HARMLESS):
                turn.failure = _name(error)
                log.exception("Telegram refused what a handler sent")
                await self._say(surprised(t), event, data)
        except TelegramForbiddenError:
            log.info("a person who was to be answered has blocked the bot")
        except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter) as error:
            # Whatever was to be said may not have been; saying sorry would fail the same way.
            turn.failure = _name(error)
            log.warning("Telegram did not take an answer", reason=_name(error))
        except Exception as error:
            turn.failure = _name(error)
            log.exception("a handler failed")
            await self._say(surprised(t), event, data)
        return None

    async def _say(self, screen: Screen, event: TelegramObject, data: dict[str, Any]) -> None:
        bot: Bot = data["bot"]
        try:
            if isinstance(event, Update) and event.callback_query is not None:
                await self._stop_the_spinner(bot, event.callback_query.id)
            chat = data.get("event_chat")
            if chat is not None and chat.type == ChatType.PRIVATE:
                await bot.send_message(chat.id, screen.text, reply_markup=screen.keyboard)
        except TelegramAPIError as error:
            log.warning("an explanation could not be sent", reason=_name(error))

    async def _stop_the_spinner(self, bot: Bot, query_id: str) -> None:
        try:
            await bot.answer_callback_query(query_id)
        except TelegramBadRequest:
            log.debug("the tap was answered already")


def _name(error: BaseException) -> str:
    return type(error).__name__
