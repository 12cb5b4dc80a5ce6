"""The connection to Telegram, or to its stand-in: one setting tells which."""

from __future__ import annotations

from typing import Any, ClassVar

import orjson
import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import LinkPreviewOptions, User

from bot.pacing import Pacing
from bot.settings import BadSettings

log = structlog.get_logger(__name__)

_CALL_PATIENCE = 20.0


class _Session(AiohttpSession):
    """Closes at once where there is no encryption to wait for, and knows what answers look like."""

    # pydantic forgets `Response[Message]` as soon as nobody holds it, and to make it anew is the dearest
    # part of sending a message.
    _answers: ClassVar[dict[Any, Any]] = {}

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        kind = method.__returning__
        if kind not in self._answers:
            self._answers[kind] = Response[kind]  # type: ignore[valid-type]
        return super().check_response(bot, method, status_code, content)

    async def close(self) -> None:
        if self.api.base.startswith("https") or self._session is None:
            await super().close()
        else:
            await self._session.close()


def open_bot(token: str, base: str, *, rate_limits: bool) -> Bot:
    """Return the bot. Nothing is connected yet."""
    session = _Session(api=TelegramAPIServer.from_base(base), json_loads=orjson.loads, timeout=_CALL_PATIENCE)
    session.middleware(Pacing(limits=rate_limits))
    properties = DefaultBotProperties(
        parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
    )
    return Bot(token, session=session, default=properties)


async def introduced(bot: Bot) -> User | None:
    """Return who the bot is; None if Telegram can't be reached yet.

    :raises BadSettings: if Telegram does not know the token
    """
    try:
        return await bot.me()
    except (TelegramUnauthorizedError, TelegramNotFound):
        raise BadSettings("TELEGRAM_BOT_TOKEN: Telegram does not know this token.") from None
    except (TelegramAPIError, OSError) as error:
        log.warning("Telegram can't be reached yet", reason=type(error).__name__)
        return None
