"""How a call to Telegram is written and its answer read, where no file goes along.

The parameters go as one JSON text instead of a form, and of a message that was sent or changed only its id,
chat and time are read: both cost a fraction of what aiogram spends, which understands every field.
"""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import orjson
from aiogram import Bot
from aiogram.client.default import Default
from aiogram.enums import ChatType
from aiogram.methods import EditMessageReplyMarkup, EditMessageText, SendMessage, TelegramMethod
from aiogram.types import (
    Chat,
    InlineKeyboardMarkup,
    InputFile,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    TelegramObject,
)

from bot.updates import GetRawUpdates

_SHOWING = (SendMessage, EditMessageText, EditMessageReplyMarkup)
# Copied for every message: to make one anew means to fill in more than a hundred fields.
_A_MESSAGE = Message(
    message_id=0, date=datetime.fromtimestamp(0, UTC), chat=Chat(id=0, type=ChatType.PRIVATE)
)


class HasFile(Exception):
    """A file goes along, which JSON has no room for."""


class NotPlain(Exception):
    """The answer is a refusal, or holds more than an id or a yes: for aiogram to read."""


def written(method: TelegramMethod[Any], bot: Bot) -> bytes:
    """Return the parameters of a call as JSON, what was left open as the bot does it by default.

    :raises HasFile: if a file is among them
    """

    def given(value: TelegramObject | TelegramMethod[Any]) -> dict[str, object]:
        chosen = (
            (name, bot.default[each.name] if isinstance(each, Default) else each)
            for name, each in vars(value).items()
            if each is not None
        )
        return {name: each for name, each in chosen if each is not None}

    def plain(value: object) -> object:
        match value:
            case InlineKeyboardMarkup() | ReplyKeyboardMarkup() | ReplyKeyboardRemove():
                return orjson.Fragment(value.model_dump_json(exclude_none=True))
            case TelegramObject():
                return given(value)
            case InputFile():
                raise HasFile
            case datetime():
                return round(value.timestamp())
            case _:
                raise TypeError(f"{type(value).__name__} is nothing that Telegram understands")

    try:
        return orjson.dumps(given(method), default=plain, option=orjson.OPT_PASSTHROUGH_DATETIME)
    except orjson.JSONEncodeError as error:
        if isinstance(error.__cause__, HasFile):
            raise HasFile from None
        raise


def read(method: TelegramMethod[Any], bot: Bot, status: int, content: bytes) -> Any:
    """Return what a call has brought. Of a message only its id, its chat and its time are there.

    :raises NotPlain: if aiogram must read it
    """
    if status != HTTPStatus.OK:
        raise NotPlain
    try:
        answer = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise NotPlain from None
    match answer:
        case {"ok": True, "result": True}:
            return True
        case {"ok": True, "result": list(updates)} if isinstance(method, GetRawUpdates):
            return updates
        case {
            "ok": True,
            "result": {
                "message_id": int(message_id),
                "date": int(date),
                "chat": {"id": int(chat), "type": str(kind)},
            },
        } if isinstance(method, _SHOWING):
            what_it_is = {
                "message_id": message_id,
                "date": datetime.fromtimestamp(date, UTC),
                "chat": Chat(id=chat, type=kind),
            }
            return _A_MESSAGE.model_copy(update=what_it_is).as_(bot)
        case _:
            raise NotPlain
