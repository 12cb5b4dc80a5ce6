"""What the stand-in remembers: people, bots, their chats, messages and button presses.

Messages are kept as the Bot API shows them (`Message.body`); what only the server knows stands beside it.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox.outgoing import Answer
from sandbox.settings import BotProfile
from sandbox.telegram.changes import Changes
from sandbox.telegram.clock import Clock
from sandbox.telegram.faults import Faults
from sandbox.telegram.limits import Budget, RateLimits
from sandbox.telegram.record import Traffic
from sandbox.telegram.updates import UpdateQueue

Json = dict[str, Any]

OPS = 1000  # the admin persona's Telegram id
_FIRST_UPDATE_ID = 410_000_000


def without_blanks(**fields: Any) -> Json:
    """Build an object the way Telegram does: what is absent is left out, never null or empty."""
    return {name: value for name, value in fields.items() if value not in (None, "")}


@dataclass(slots=True)
class Person:
    """Somebody with a Telegram account and a phone number."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"
    phone: str = ""

    def as_user(self) -> Json:
        return without_blanks(
            id=self.id,
            is_bot=False,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            language_code=self.language_code,
        )

    def as_chat(self) -> Json:
        return without_blanks(
            id=self.id,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            type="private",
        )


@dataclass(slots=True)
class Message:
    """One message of a chat; `keyboard` is a reply keyboard (or its removal), which no Message shows."""

    body: Json
    outgoing: bool
    change: int
    keyboard: Json | None = None
    silent: bool = False
    deleted: bool = False

    @property
    def id(self) -> int:
        return int(self.body["message_id"])


@dataclass(slots=True)
class Chat:
    """A bot's chat with one person or with a group."""

    id: int
    kind: str = "private"
    title: str = ""
    members: list[int] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: Json | None = None
    started: bool = False
    blocked: bool = False
    read: int = 0
    change: int = 0
    action: str = ""
    action_until: float = 0.0
    instance: str = field(default_factory=lambda: str(secrets.randbits(62)))
    budget: Budget = field(default_factory=Budget)
    recent: dict[int, Message] = field(default_factory=dict)  # in the order of their last changes
    replied: asyncio.Future[None] | None = None  # waits for the bot's next message or edit

    def live(self, message_id: int) -> Message | None:
        """Return a message that exists and was not deleted."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message


@dataclass(slots=True)
class Query:
    """A press of an inline button that waits for its answer."""

    id: str
    person_id: int
    asked_at: float
    update_id: int | None = None
    answer: Json | None = None
    answered: asyncio.Future[Json] | None = None


@dataclass(slots=True)
class StoredFile:
    """A file the bot or a person uploaded."""

    id: str
    unique_id: str
    name: str
    mime_type: str
    content: bytes
    path: str


class Delivery(Protocol):
    """A webhook that is set; `webhooks.Webhook` is the one there is."""

    url: str
    secret: str
    most: int
    last_error: str
    last_error_at: int

    def wake(self) -> None: ...

    def close(self) -> None: ...

    def abort(self) -> None: ...


@dataclass(slots=True)
class Bot:
    """One bot account: everything the Bot API keeps for a token."""

    profile: BotProfile
    updates: UpdateQueue
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    last_message_id: int = 0
    last_file: int = 0
    overall: Budget = field(default_factory=Budget)
    active_requests: int = 0
    sees_whole_groups: bool = False
    webhook: Delivery | None = None
    webhook_set_at: float = -1000.0

    @property
    def id(self) -> int:
        return int(self.profile.token.partition(":")[0])

    def as_user(self) -> Json:
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.profile.first_name,
            "username": self.profile.username,
        }

    def next_message_id(self) -> int:
        self.last_message_id += 1
        return self.last_message_id


AnswerExecutor = Callable[[Bot, Answer], Awaitable[None]]


class World:
    """Everything there is, and the one place that counts its changes."""

    def __init__(
        self, bots: tuple[BotProfile, ...], *, rate_limits: bool = False, strict: bool = False
    ) -> None:
        self.clock = Clock()
        self.changes = Changes()
        self.faults = Faults()
        self.limits = RateLimits(enabled=rate_limits)
        self.strict = strict
        self.unknown_methods: list[str] = []
        self.traffic: Traffic | None = None
        self.execute_answer: AnswerExecutor | None = None
        self.webhook_patience = 1.0  # how long webhook pauses are, of what they are at Telegram
        self.people: dict[int, Person] = {}
        self.bots: dict[str, Bot] = {}
        for profile in bots:
            self.add_bot(profile)

    def add_bot(self, profile: BotProfile) -> Bot:
        bot = Bot(profile, UpdateQueue(self.clock, first_id=_FIRST_UPDATE_ID + secrets.randbelow(10_000_000)))
        self.bots[profile.token] = bot
        return bot

    @property
    def main_bot(self) -> Bot:
        return next(iter(self.bots.values()))

    def bot_by_id(self, bot_id: int | None) -> Bot:
        """Return the bot with that id, or the first one where none is asked for."""
        if bot_id is None:
            return self.main_bot
        return next(bot for bot in self.bots.values() if bot.id == bot_id)

    def chat_json(self, chat: Chat) -> Json:
        """Show a chat as messages carry it."""
        if chat.kind == "private":
            return self.people[chat.id].as_chat()
        shown: Json = {"id": chat.id, "title": chat.title, "type": chat.kind}
        return shown

    def private_chat(self, bot: Bot, person_id: int) -> Chat:
        """Return the chat of a person with the bot, made at the first need."""
        chat = bot.chats.get(person_id)
        if chat is None:
            chat = bot.chats[person_id] = Chat(person_id, members=[person_id])
        return chat

    def changed(self, chat: Chat) -> int:
        """Note that something in the chat changed."""
        chat.change = self.changes.bump()
        return chat.change

    def touched(self, chat: Chat, message: Message) -> None:
        """Note that a message is new or different."""
        message.change = self.changed(chat)
        chat.recent.pop(message.id, None)
        chat.recent[message.id] = message
        if message.outgoing and chat.replied is not None and not chat.replied.done():
            chat.replied.set_result(None)

    def forget(self) -> None:
        """Start over: no people, chats or updates. Update ids go on, as no update id is ever used twice."""
        self.people.clear()
        self.faults.clear()
        self.unknown_methods.clear()
        self.clock.offset = 0.0
        for bot in self.bots.values():
            bot.chats.clear()
            bot.queries.clear()
            bot.files.clear()
            bot.commands.clear()
            bot.menu_buttons.clear()
            bot.overall = Budget()
            bot.updates.forget()
        self.changes.bump()
