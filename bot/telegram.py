"""The connection to Telegram, or to its stand-in: one setting tells which."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar, cast

import orjson
import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import LinkPreviewOptions, User
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from yarl import URL

from bot.calls import HasFile, NotPlain, read, written
from bot.metrics import Stopwatch
from bot.notice_pace import NoticePace
from bot.pacing import NotReached, Pacing
from bot.settings import BadSettings

log = structlog.get_logger(__name__)

_CALL_PATIENCE = 20.0
_JSON = {"Content-Type": "application/json"}


Called = Callable[[str, str, float], None]


def unwatched(method: str, outcome: str, seconds: float) -> None:
    """Take note of nothing."""


class _Session(AiohttpSession):
    """Sends as little as Telegram needs, and reads as little as we do.

    It closes at once where there is no encryption to wait for.
    """

    # pydantic forgets `Response[Message]` as soon as nobody holds it, and to make it anew is dearer than all
    # the rest of a call.
    _answers: ClassVar[dict[Any, Any]] = {}

    def __init__(self, called: Called, **given: Any) -> None:
        """`called` is told of each call; the rest is aiogram's."""
        super().__init__(**given)
        self._called = called

    async def create_session(self) -> ClientSession:
        """Return the one HTTP client. Telegram knows no cookies."""
        if self._session is None or self._session.closed:
            self._session = ClientSession(
                connector=TCPConnector(**self._connector_init), cookie_jar=DummyCookieJar()
            )
        return self._session

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        """Call Telegram. A call with a file is left to aiogram, and so is an answer that is more than a yes.

        :raises TelegramAPIError: if Telegram can't be reached, or refuses
        """
        took, outcome = Stopwatch(), "no-answer"
        try:
            result = await self._asked(bot, method, timeout)
            outcome = "answered"
            return result
        except TelegramNetworkError:
            raise
        except TelegramAPIError as error:
            outcome = type(error).__name__
            raise
        finally:
            self._called(method.__api_method__, outcome, took.seconds)

    async def _asked(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None
    ) -> TelegramType:
        try:
            body = written(method, bot)
        except HasFile:
            return await super().make_request(bot, method, timeout)
        http = await self.create_session()
        try:
            async with http.post(
                _url(self.api, bot.token, method.__api_method__),
                data=body,
                headers=_JSON,
                timeout=ClientTimeout(total=self.timeout if timeout is None else timeout),
            ) as answer:
                content = await answer.read()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except ClientConnectorError as error:
            raise NotReached(method=method, message=f"{type(error).__name__}: {error}") from error
        except ClientError as error:
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}: {error}") from error
        try:
            result: TelegramType = read(method, bot, answer.status, content)
        except NotPlain:
            text = content.decode(errors="replace")
            result = cast(TelegramType, self.check_response(bot, method, answer.status, text).result)
        return result

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


@cache
def _url(api: TelegramAPIServer, token: str, method: str) -> URL:
    return URL(api.api_url(token=token, method=method))


def open_bot(
    token: str,
    base: str,
    *,
    rate_limits: bool,
    notices: NoticePace | None = None,
    called: Called = unwatched,
) -> Bot:
    """Return the bot. Nothing is connected yet.

    :param called: is told of each call: its name, how it ended, and how many seconds it took
    :param notices: how close together what the outbox tells may come; None: as close as it likes
    """
    api = TelegramAPIServer.from_base(base)
    session = _Session(called, api=api, json_loads=orjson.loads, timeout=_CALL_PATIENCE)
    session.middleware(Pacing(notices or NoticePace(0), limits=rate_limits))
    properties = DefaultBotProperties(
        parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
    )
    return Bot(token, session=session, default=properties)


def share_with(bot: Bot, bots: int) -> None:
    """Let `bot` leave room for other processes that speak as it: there are so many with this one."""
    for middleware in bot.session.middleware:
        if isinstance(middleware, Pacing):
            middleware.share(bots)


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
