"""A broadcast to many people on a clock that need not be waited for: what arrives, and when, is written down.

Time jumps to what is due next as soon as nothing is under way but waiting. While the database works it stands
still, so that a slow disk is no slow bot. Everything is the product's, but Telegram.
"""

from __future__ import annotations

import asyncio
import selectors
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramForbiddenError
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import Chat, Message
from sqlalchemy import func, insert, select

from bot.background import Background
from bot.messenger import Messenger
from bot.notice_marks import NoticeMarks
from bot.notice_pace import NoticePace
from bot.pacing import Pacing
from bot.screen import Screen
from bot.telling import Teller
from bot.text import Translator
from domain.broadcast_values import Broadcast, BroadcastStatus, Segment
from domain.broadcasts import Broadcasts
from domain.money_books import MoneyBooks, MoneyCommand, MoneyDoor, Touches
from domain.notices import Notice
from domain.staff import Role, RoleGrant, StaffPerson
from storage.books import Books
from storage.database import Database
from storage.tables import customers, news_consents
from tests.builders import NOON, RULES, Granted, a_customer, accounts_of, new_id

Result = TypeVar("Result")

OLA = StaffPerson(21)
_FIRST = 1_000_000  # the Telegram id of the first person
_TICK_S, _CALL_S, _WIDTH = 2.0, 0.05, 16
_TOKEN = "8080:a-bot-of-the-tests-0000000000000000000"


class _Time(selectors.DefaultSelector):
    """Waits for nobody: where nothing happens, time goes on to the next timer at once."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.busy = 0  # questions that the database has not answered

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what happened."""
        happened = super().select(0)
        if happened or (timeout is not None and timeout <= 0):
            return happened
        if self.busy or timeout is None:
            return super().select(1.0)
        self.now += timeout
        return []


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.waits_for_nobody = _Time()
        super().__init__(self.waits_for_nobody)

    def time(self) -> float:
        return self.waits_for_nobody.now


def run_ahead(work: Coroutine[Any, Any, Result]) -> Result:
    """Run something whose waiting takes no time."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)


def _time() -> _Time:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, _Loop)
    return loop.waits_for_nobody


def a_clock() -> datetime:
    """The moment that it is in this loop; it begins at noon."""
    return NOON + timedelta(seconds=_time().now)


@dataclass(frozen=True)
class _Watched:
    """A database while whose work time stands still."""

    database: Database

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Books]:
        _time().busy += 1
        try:
            async with self.database.begin() as books:
                yield books
        finally:
            _time().busy -= 1

    @asynccontextmanager
    async def look(self) -> AsyncIterator[Books]:
        _time().busy += 1
        try:
            async with self.database.look() as books:
                yield books
        finally:
            _time().busy -= 1

    @property
    def money(self) -> MoneyDoor:
        return self

    async def apply(self, command: MoneyCommand[Result]) -> Result:
        _time().busy += 1
        try:
            return await self.database.money.apply(command)
        finally:
            _time().busy -= 1


@dataclass
class Arrivals:
    """What Telegram was given: to whom, and when. Who is in `blocking` takes nothing."""

    blocking: frozenset[int] = frozenset()
    at: list[float] = field(default_factory=list)
    to: Counter[int] = field(default_factory=Counter)
    refused: Counter[int] = field(default_factory=Counter)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    def most_in_a_second(self) -> int:
        """Return how many came in the fullest second."""
        most = first = 0
        for last, moment in enumerate(self.at):
            while moment - self.at[first] >= 1.0:
                first += 1
            most = max(most, last - first + 1)
        return most


class _Telegram(BaseSession):
    def __init__(self, arrivals: Arrivals) -> None:
        super().__init__()
        self._arrivals = arrivals

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        assert isinstance(method, SendMessage)
        person = int(method.chat_id)
        await asyncio.sleep(_CALL_S / 2)
        self._arrivals.at.append(_time().now)
        await asyncio.sleep(_CALL_S / 2)
        if person in self._arrivals.blocking:
            self._arrivals.refused[person] += 1
            raise TelegramForbiddenError(method=method, message="Forbidden: bot was blocked by the user")
        self._arrivals.to[person] += 1
        self._arrivals.came.set()
        n = len(self._arrivals.at)
        return Message(message_id=n, date=datetime.now(UTC), chat=Chat(id=person, type="private"))

    def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        raise NotImplementedError

    async def close(self) -> None:
        pass


@dataclass
class Newsroom:
    """One process that sends news, and can be started again."""

    database: Database
    arrivals: Arrivals
    _background: Background = field(default_factory=Background)
    _messenger: Messenger | None = None

    def __post_init__(self) -> None:
        """Watch the database."""
        self._storage = _Watched(self.database)
        self.broadcasts = Broadcasts(self._storage, RULES)
        self._woken = asyncio.Event()

    async def knows(self, count: int) -> None:
        """So many people want news."""
        person = a_customer()
        async with self.database.begin() as books:
            await books.customers.add(person, accounts_of(person, tier=person.tier))
            row = (await books.connection.execute(select(customers))).mappings().one()
            people = [
                dict(row) | {"id": id_, "telegram_id": n, "phone_index": id_.encode(), "referral_code": id_}
                for n in range(_FIRST, _FIRST + count)
                for id_ in (new_id(),)
            ]
            consents = [{"customer_id": each["id"], "given_at": NOON} for each in people]
            for start in range(0, count, 1_000):
                await books.connection.execute(insert(customers), people[start : start + 1_000])
                await books.connection.execute(insert(news_consents), consents[start : start + 1_000])

    async def sends(self) -> Broadcast:
        """Somebody lets a broadcast begin, as if two had agreed."""
        await self._storage.apply(Granted(RoleGrant(OLA.telegram_id, Role.OPERATIONS, NOON, "test")))
        draft = await self.broadcasts.draft(new_id(), Segment(), OLA, now=a_clock())
        written = await self.broadcasts.write(draft.id, "en", "<b>News</b>", OLA, now=a_clock())
        begun = replace(written, status=BroadcastStatus.ON, starts_at=a_clock(), changed_at=a_clock())
        await self._storage.apply(_Kept(begun))
        return begun

    async def moves(self, broadcast: Broadcast, to: BroadcastStatus) -> None:
        """Pause it, let it go on, or stop it."""
        await self.broadcasts.move(broadcast, to, OLA, now=a_clock())

    def starts(self) -> None:
        """The process begins to work."""
        session = _Telegram(self.arrivals)
        session.middleware(Pacing(NoticePace(1.0), limits=True))
        marks = NoticeMarks(self._storage, self._background, a_clock)
        held_until = RULES.messages.held_until
        teller = Teller(Bot(_TOKEN, session=session), self._drawn, marks, a_clock, held_until, staff=())
        self._messenger = Messenger(
            teller,
            marks,
            self._storage,
            self._background,
            a_clock,
            held_until,
            NoticePace(1.0),
            woken=self._woken,
            width=_WIDTH,
        )
        self._background.start("messenger", self._messenger.run())
        self._background.start("ticks", self._tick())

    async def ends(self) -> None:
        """The process ends; messages that are on their way arrive."""
        if self._messenger is not None:
            await self._messenger.stop(within=5)
        await self._background.stop()
        self._background = Background()

    async def _tick(self) -> None:
        while True:
            await self.broadcasts.advance(now=a_clock())
            self._woken.set()
            await asyncio.sleep(_TICK_S)

    async def _drawn(self, notice: Notice, t: Translator, now: datetime) -> Screen | None:
        said = await self.broadcasts.to_tell(notice.subject_id, notice.customer_id or "", t.language)
        return Screen(said) if said is not None else None

    async def until(self, count: int) -> None:
        """Wait until so many have it."""
        while sum(self.arrivals.to.values()) < count:
            self.arrivals.came.clear()
            await self.arrivals.came.wait()

    async def until_done(self, broadcast: Broadcast) -> Broadcast:
        """Wait until it is over."""
        while True:
            known = await self.broadcasts.numbered(broadcast.number)
            if known.status is BroadcastStatus.DONE:
                return known
            await asyncio.sleep(_TICK_S)

    async def unreachable(self) -> int:
        """Return how many people are known not to let the bot write."""
        async with self.database.look() as books:
            counted = select(func.count()).where(customers.c.reachable.is_(False))
            return int(await books.connection.scalar(counted) or 0)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A broadcast is as it is, by nobody's word."""

    broadcast: Broadcast

    @property
    def touches(self) -> Touches:
        """The broadcast."""
        return Touches(records=((Broadcast, self.broadcast.id),))

    def decide(self, books: MoneyBooks) -> None:
        """Keep it."""
        books.save_record(self.broadcast)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a broadcast with a pause, a restart and people who block the bot came to."""

    people: int
    told: int
    twice: int
    blocked: int
    marked: int  # of them, in the books
    after_pause: int  # messages that began after the pause was kept
    most_in_a_second: int
    per_s: float  # by the injected clock, without the pause


async def broadcast_to(database: Database, people: int, *, every_blocks: int = 50) -> Outcome:
    """Send news to so many people, pause a third of the way, start the process anew at two thirds."""
    arrivals = Arrivals(frozenset(range(_FIRST, _FIRST + people, every_blocks)))
    room = Newsroom(database, arrivals)
    await room.knows(people)
    broadcast = await room.sends()
    room.starts()
    began = _time().now

    await room.until(people // 3)
    await room.moves(broadcast, BroadcastStatus.PAUSED)
    paused_at = _time().now
    under_way = _WIDTH // 4
    before = len(arrivals.at)
    await asyncio.sleep(30)
    after_pause = max(0, len(arrivals.at) - before - under_way)
    await room.moves(broadcast, BroadcastStatus.ON)
    waited = _time().now - paused_at

    await room.until(2 * people // 3)
    await room.ends()
    room.starts()
    await room.until_done(broadcast)
    await room.ends()
    return Outcome(
        people=people,
        told=len(arrivals.to),
        twice=sum(1 for count in arrivals.to.values() if count > 1),
        blocked=len(arrivals.refused),
        marked=await room.unreachable(),
        after_pause=after_pause,
        most_in_a_second=arrivals.most_in_a_second(),
        per_s=len(arrivals.at) / (arrivals.at[-1] - began - waited),
    )


async def stopped_at(database: Database, people: int, count: int) -> tuple[int, int]:
    """Stop a broadcast when so many have it. Returns how many arrived before that, and after it."""
    room = Newsroom(database, Arrivals())
    await room.knows(people)
    broadcast = await room.sends()
    room.starts()
    await room.until(count)
    await room.moves(broadcast, BroadcastStatus.STOPPED)
    before = len(room.arrivals.at)
    await asyncio.sleep(60)
    await room.ends()
    return before, len(room.arrivals.at) - before
