"""Handles one update: what is known of the person, the handlers, and then one write that ends it.

The conversation's new state, the mark "handled" and the erasure of what was said are one transaction,
so an update that was cut off finds everything as it was and is simply handled again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from bot.background import Background
from bot.batches import Batches
from bot.fsm import Conversations
from bot.holding import End, Outcome
from bot.persistence import persistently
from bot.talk import OtherConversations, Talk
from bot.traces import traced
from bot.updates import Received, private_person
from domain.customers import Customer
from domain.notices import Notice, NoticeKind
from domain.storage import Storage

log = structlog.get_logger(__name__)

CONVERSATION_KEPT_FOR = timedelta(days=7)
_LONGEST_FAILURE = 120


class PutAsideStore(Protocol):
    """Where updates are safe."""

    async def put_aside(self, update_id: int, *, failure: str, now: datetime) -> None:
        """Take an update that can't be understood out of the way."""
        ...


class NoticeStore(Protocol):
    """Where messages are owed."""

    async def add(self, notice: Notice) -> None:
        """Owe a message. The same key again changes nothing."""
        ...


class HandlingBooks(Protocol):
    """What handling needs from one transaction."""

    @property
    def inbox(self) -> PutAsideStore:
        """The inbox."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The outbox."""
        ...


@dataclass(slots=True)
class Turn:
    """One update under way. The errors' middleware writes down what went wrong."""

    failure: str | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    customer: Customer | None
    conversation: bytes | None


Handled = Callable[[str, str | None, float], None]


def unwatched(kind: str, failure: str | None, seconds: float) -> None:
    """Take note of nothing."""


class Handling:
    """Runs the handlers on received updates."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        storage: Storage[HandlingBooks],
        talk: Talk,
        background: Background,
        clock: Callable[[], datetime],
        *,
        elsewhere: OtherConversations | None = None,
        context: Mapping[str, object],
        handled: Handled = unwatched,
    ) -> None:
        """`handled` is told of each update: its kind, what failed, and how many seconds it took."""
        self._bot = bot
        self._dispatcher = dispatcher
        self._storage = storage
        self._talk = talk
        self._clock = clock
        self._elsewhere = elsewhere
        self._handled = handled
        self._conversations = Conversations()
        self._context = {**context, "conversations": self._conversations}
        self._knowing = Batches("know people", self._know, background)

    async def handle(self, received: Received, end: End) -> None:
        """Handle an update to its end. Trouble with the database is waited out; the lane waits with it."""
        began = time.perf_counter()
        update = self._understood(received)
        if isinstance(update, str):
            where = update
            await persistently(lambda: self._put_aside(received, where))
            return await end(Outcome(received))
        with traced(f"u{received.update_id}"):
            failure = await self._run(update, received, end)
            kind, seconds = _kind(update), time.perf_counter() - began
            self._handled(kind, failure, seconds)
            log.info("update handled", kind=kind, failure=failure, ms=round(seconds * 1_000))

    async def _run(self, update: Update, received: Received, end: End) -> str | None:
        person = private_person(received.raw)
        known = await persistently(lambda: self._knowing.ask((received.lane, person)))
        if person is not None:
            self._conversations.begun(person, known.conversation)
        turn = Turn()
        conversation = None
        try:
            await self._dispatcher.feed_update(
                self._bot, update, **self._context, customer=known.customer, turn=turn
            )
        except Exception as error:
            turn.failure = type(error).__name__
            log.exception("an update could not be handled")
        finally:
            if person is not None:
                conversation = self._conversations.ended(person)
        changed = str(person) if conversation != known.conversation else None
        await end(Outcome(received, turn.failure, changed, conversation))
        return turn.failure

    async def _know(self, asked: Sequence[tuple[int, int | None]]) -> Sequence[_Known]:
        keys = [str(person) for _, person in asked if person is not None]
        since = self._clock() - CONVERSATION_KEPT_FOR
        here = [] if self._elsewhere else keys
        customers, conversations = await self._talk.know([lane for lane, _ in asked], here, since=since)
        if self._elsewhere and keys:
            conversations = await self._elsewhere.load(keys)
        return [_Known(customers.get(lane), conversations.get(str(person))) for lane, person in asked]

    def _understood(self, received: Received) -> Update | str:
        """Return the update, or where it is not what we know updates to be, without what was said there."""
        try:
            return Update.model_validate(dict(received.raw), context={"bot": self._bot})
        except ValidationError as error:
            return "; ".join(
                ".".join(str(part) for part in problem["loc"]) + f" ({problem['type']})"
                for problem in error.errors(include_url=False, include_context=False, include_input=False)
            )[:_LONGEST_FAILURE]

    async def _put_aside(self, received: Received, where: str) -> None:
        """Keep an update that can't be understood for a programmer, and tell staff, once an hour."""
        now = self._clock()
        notice = Notice(
            key=f"{NoticeKind.UPDATE_PUT_ASIDE.value}:{now:%Y%m%d%H}",
            kind=NoticeKind.UPDATE_PUT_ASIDE,
            subject_id=str(received.update_id),
            customer_id=None,
            due_at=now,
        )
        async with self._storage.begin() as books:
            await books.inbox.put_aside(received.update_id, failure=f"not understood: {where}", now=now)
            await books.outbox.add(notice)
        log.error("an update could not be understood and was put aside", update=received.update_id, at=where)


def _kind(update: Update) -> str:
    try:
        return update.event_type
    except Exception:  # aiogram's own error for a kind that it does not know
        return "unknown"
