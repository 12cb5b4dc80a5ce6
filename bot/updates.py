"""Updates as Telegram sends them: raw, before anybody knows whether they can be understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from aiogram.methods.base import TelegramMethod

RawUpdate = Mapping[str, Any]

# What we ask Telegram for. Everything else would only be dropped.
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates, without understanding the updates: one that can't be parsed must not hide the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """An update that is safe in the inbox."""

    update_id: int
    lane: int
    raw: RawUpdate
    claim: int = 0  # by which its lane is this process's


def lane_of(raw: RawUpdate) -> int:
    """Return whose turn an update is: the person who acted, else the chat."""
    for happened in raw.values():
        if isinstance(happened, Mapping):
            for name in ("from", "chat"):
                who = happened.get(name)
                if isinstance(who, Mapping) and isinstance(who.get("id"), int):
                    return int(who["id"])
    return 0


def private_person(raw: RawUpdate) -> int | None:
    """Return the person if it is an update of a private chat."""
    for happened in raw.values():
        if isinstance(happened, Mapping):
            message = happened.get("message")
            chat = happened.get("chat") or (message.get("chat") if isinstance(message, Mapping) else None)
            sender = happened.get("from")
            if (
                isinstance(chat, Mapping)
                and isinstance(sender, Mapping)
                and chat.get("id") == sender.get("id")
            ):
                return int(chat["id"])
    return None


def written(raw: RawUpdate) -> bytes:
    """Return the update as the inbox keeps it."""
    return orjson.dumps(raw)
