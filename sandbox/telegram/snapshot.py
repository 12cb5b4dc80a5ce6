"""Keeps the stand-in's world over a restart: one JSON file, replaced as a whole, and the uploaded files."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import orjson

from sandbox.telegram.state import Bot, Chat, Json, Message, Person, StoredFile, World
from sandbox.telegram.updates import Pending
from sandbox.telegram.webhooks import Webhook

_PAUSE_S = 1.0


class Snapshot:
    """The saved form of a world in one folder."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.folder = folder
        self._saved: tuple[int, ...] = ()
        self._webhooks: dict[str, Json] = {}
        (folder / "files").mkdir(parents=True, exist_ok=True)

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Save now and then while the server runs, and once more at the end."""
        self._resume_webhooks()
        task = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self.save()

    async def _keep(self) -> None:
        while True:
            self.save()
            await asyncio.sleep(_PAUSE_S)

    def save(self) -> None:
        """Write the world down, if it changed since the last time."""
        stamp = self._stamp()
        if stamp == self._saved:
            return
        for bot in self.world.bots.values():
            self._save_files(bot)
        world = {
            "change": self.world.changes.number,
            "clock_offset": self.world.clock.offset,
            "people": [asdict(person) for person in self.world.people.values()],
            "bots": {token: _bot_to_json(bot) for token, bot in self.world.bots.items()},
        }
        fresh = self.folder / "world.json.new"
        fresh.write_bytes(orjson.dumps(world, option=orjson.OPT_NON_STR_KEYS))
        os.replace(fresh, self.folder / "world.json")
        self._saved = stamp

    def _stamp(self) -> tuple[int, ...]:
        """Return numbers of which one is different after anything that is worth saving."""
        queues = (n for bot in self.world.bots.values() for n in (bot.updates.next_id, bot.updates.waiting()))
        return (self.world.changes.number, *queues, *(id(bot.webhook) for bot in self.world.bots.values()))

    def _resume_webhooks(self) -> None:
        for token, hook in self._webhooks.items():
            bot = self.world.bots[token]
            bot.webhook = Webhook(self.world, bot, hook["url"], hook["secret"], hook["most"])

    def _save_files(self, bot: Bot) -> None:
        for stored in bot.files.values():
            path = self.folder / "files" / stored.id
            if not path.exists():
                path.write_bytes(stored.content)

    def load(self) -> None:
        """Read the world back; a folder without one is a fresh start."""
        path = self.folder / "world.json"
        if not path.exists():
            return
        saved = orjson.loads(path.read_bytes())
        self.world.changes.number = saved["change"]
        self.world.clock.offset = saved["clock_offset"]
        self.world.people = {entry["id"]: Person(**entry) for entry in saved["people"]}
        for token, entry in saved["bots"].items():
            if bot := self.world.bots.get(token):
                self._restore(bot, entry)
                if entry["webhook"]:
                    self._webhooks[token] = entry["webhook"]

    def _restore(self, bot: Bot, entry: Json) -> None:
        bot.last_message_id = entry["last_message_id"]
        bot.last_file = entry["last_file"]
        bot.commands = entry["commands"]
        bot.menu_buttons = {int(key): button for key, button in entry["menu_buttons"].items()}
        bot.updates.next_id = entry["next_update_id"]
        bot.updates.allowed = entry["allowed"]
        bot.updates.pending = deque(
            Pending(**{**row, "raw": row["raw"].encode()}) for row in entry["pending"]
        )
        bot.updates.history.extend(bot.updates.pending)
        for row in entry["chats"]:
            chat = _chat_from_json(row)
            bot.chats[chat.id] = chat
        for row in entry["files"]:
            content = self.folder / "files" / row["id"]
            if content.exists():
                bot.files[row["id"]] = StoredFile(**row, content=content.read_bytes())


_CHAT_FIELDS = (
    "id",
    "kind",
    "title",
    "members",
    "keyboard",
    "started",
    "blocked",
    "read",
    "change",
    "instance",
)
_FILE_FIELDS = ("id", "unique_id", "name", "mime_type", "path")


def _picked(value: object, names: tuple[str, ...]) -> Json:
    return {name: getattr(value, name) for name in names}


def _bot_to_json(bot: Bot) -> Json:
    return {
        "last_message_id": bot.last_message_id,
        "last_file": bot.last_file,
        "commands": bot.commands,
        "menu_buttons": bot.menu_buttons,
        "next_update_id": bot.updates.next_id,
        "allowed": bot.updates.allowed,
        "webhook": _picked(bot.webhook, ("url", "secret", "most")) if bot.webhook else None,
        "pending": [
            {**_picked(row, _PENDING_FIELDS), "raw": row.raw.decode()} for row in bot.updates.pending
        ],
        "chats": [_chat_to_json(chat) for chat in bot.chats.values()],
        "files": [_picked(stored, _FILE_FIELDS) for stored in bot.files.values()],
    }


_PENDING_FIELDS = tuple(field.name for field in fields(Pending))
_MESSAGE_FIELDS = tuple(field.name for field in fields(Message))


def _chat_to_json(chat: Chat) -> Json:
    messages = [_picked(message, _MESSAGE_FIELDS) for message in chat.messages.values()]
    return {**_picked(chat, _CHAT_FIELDS), "messages": messages}


def _last_change(message: Message) -> int:
    return message.change


def _chat_from_json(row: dict[str, Any]) -> Chat:
    chat = Chat(**{name: row[name] for name in _CHAT_FIELDS})
    for entry in row["messages"]:
        message = Message(**entry)
        chat.messages[message.id] = message
    chat.recent = {message.id: message for message in sorted(chat.messages.values(), key=_last_change)}
    return chat
