"""The sender of messages in trouble: two processes that are killed, and a Telegram that stumbles.

Looked at where the messages arrive: each is shown once as news, in order, and never too fast.
What may have been shown when an answer was lost is shown again and says so.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx
import uvloop
from sqlalchemy import func, insert, select

from benchmarks.bank import Bank, clock, open_bank
from benchmarks.databases import new_database
from benchmarks.figures import Figures, quick
from benchmarks.processes import TOKEN, Program, stand_ins, start_bot
from bot.text import translator
from domain.money import naira
from domain.notices import Notice, NoticeKind
from domain.times import LAGOS
from storage.database import Database
from storage.tables import outbox
from tests.data_servers import free_port, start_postgres
from tests.telegram_client import Json, TelegramClient

SEED = 20_26
_FIRST_PERSON = 70_000
_SECRET = "the-word-of-the-benchmarks"
_PATIENCE_S = 120.0
_AWAY_S = (1.0, 6.0)
_AGAIN = translator("en")("told-again")
_CLOCK = re.compile(r"changed: today, (\d+):(\d\d)\s([ap]m)")
# What Telegram does to a message. After an answer that is lost, nobody knows whether it was shown.
_FAULTS: tuple[Json, ...] = (
    {"code": 429, "retry_after": 1},
    {"code": 429, "retry_after": 2},
    {"code": 500},
    {"code": 502},
    {"code": 502, "executed": True},
    {"drop": True},
    {"drop": True, "executed": True},
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """How much of it."""

    people: int = 120
    each: int = 15  # every third is a reminder
    kills: int = 9
    faults: int = 120
    blocks: int = 12
    calm_between_kills_s: tuple[float, float] = (1.0, 6.0)


@dataclass
class Found:
    """What people were shown, and how fast it came."""

    messages: int
    kills: int
    lost: int = 0
    twice: int = 0  # as news, or as news after it was said that it is none
    disordered: int = 0  # people who were told something before what had happened earlier
    repeated: int = 0  # and said so
    most_in_a_second: int = 0
    closest_s: float = 0.0  # two messages in one chat
    refused: int = 0  # too fast for Telegram


@dataclass
class _Senders:
    """Two real bots on one database."""

    address: str
    database_url: str
    ahead: timedelta
    ports: Sequence[int] = field(default_factory=lambda: (free_port(), free_port()))
    programs: dict[int, Program] = field(default_factory=dict)

    def start(self, number: int) -> None:
        port = self.ports[number]
        self.programs[number] = start_bot(
            self.address,
            self.database_url,
            HTTP_PORT=str(port),
            PUBLIC_URL=f"http://127.0.0.1:{port}",
            TELEGRAM_MODE="webhook",
            TELEGRAM_WEBHOOK_SECRET=_SECRET,
            RATE_LIMITS="true",
            CLOCK_OFFSET_SECONDS=str(int(self.ahead.total_seconds())),
        )

    def restart(self, numbers: Sequence[int]) -> None:
        """Take the power of these away at once, and start them again."""
        for number in numbers:
            self.programs[number].kill()
        for number in numbers:
            self.start(number)

    def stop(self) -> None:
        for program in self.programs.values():
            program.stop()


def kills(figures: Figures, wanted: frozenset[str]) -> None:
    """Let it happen on PostgreSQL and look at what arrived."""
    trouble = Trouble(people=40, each=9, kills=2, faults=30, blocks=4) if quick() else Trouble()
    with start_postgres(durable=True) as server:
        found = survive(new_database(server, "vision"), trouble)
    figures.add(
        "outbox.kills",
        messages=found.messages,
        kills=found.kills,
        lost=found.lost,
        twice=found.twice,
        disordered=found.disordered,
        repeated=found.repeated,
        most_in_a_second=found.most_in_a_second,
        closest_s=round(found.closest_s, 3),
        refused=found.refused,
    )


def this_noon() -> datetime:
    """Return a moment of today at which a phone may ring, and before which much happened on the same day."""
    return clock().astimezone(LAGOS).replace(hour=12, minute=30, second=0, microsecond=0)


def survive(database_url: str, trouble: Trouble, *, seed: int = SEED) -> Found:
    """Run it on an empty database and return what people were shown."""
    noon = this_noon()
    with stand_ins() as address, _stopped(_Senders(address, database_url, noon - clock())) as senders:
        return uvloop.run(_survive(senders, trouble, noon, random.Random(seed)))


@contextmanager
def _stopped(senders: _Senders) -> Iterator[_Senders]:
    try:
        yield senders
    finally:
        senders.stop()


async def _survive(senders: _Senders, trouble: Trouble, noon: datetime, dice: random.Random) -> Found:
    people = range(_FIRST_PERSON, _FIRST_PERSON + trouble.people)
    async with open_bank(senders.database_url) as bank, TelegramClient(senders.address) as telegram:
        ids = await bank.customers(people, balance=naira(1))
        for person in people:
            await telegram.add_person("Ada", id=person)
            await telegram.says(person, "/start")
        await _forget_updates(senders.address)
        await asyncio.gather(*(asyncio.to_thread(senders.start, number) for number in (0, 1)))
        await telegram.set_limits(enabled=True, burst=1)
        billers = await owe(bank.database, ids, trouble.each, noon)

        found = Found(trouble.people * trouble.each, kills=0)
        async with asyncio.TaskGroup() as group:
            group.create_task(_kill_now_and_then(senders, bank, trouble, dice, found))
            group.create_task(_stumble(telegram, people, trouble, random.Random(dice.random())))
            group.create_task(_come_and_go(telegram, people, trouble, random.Random(dice.random())))
        await _until_all_is_told(bank)
        found.closest_s, found.refused, found.most_in_a_second = _measured(await telegram.how_fast())
        for person in people:
            reckon(found, _news_of(await telegram.chat(person)), trouble.each, billers)
        return found


async def _forget_updates(address: str) -> None:
    """Answer no greeting of those who have to have said something once."""
    async with httpx.AsyncClient(trust_env=False) as http:
        done = await http.post(f"{address}/bot{TOKEN}/deleteWebhook", json={"drop_pending_updates": True})
        done.raise_for_status()


async def owe(database: Database, customers: Sequence[str], each: int, noon: datetime) -> list[str]:
    """Owe everybody news of this noon, one a minute; every third is a reminder about another biller.

    Returns the billers that are named.
    """
    async with database.begin() as books:
        billers = list(await books.billers.all())[: each // 3]
        rows = []
        for customer in customers:
            for n in range(each):
                at = noon - timedelta(minutes=each - n)
                kind = NoticeKind.BILLER_BACK if n % 3 == 2 else NoticeKind.PIN_CHANGED
                notice = Notice(
                    f"{customer}:{n:02}", kind, billers[n // 3].id if n % 3 == 2 else "", customer, at
                )
                rows.append(
                    {
                        "key": notice.key,
                        "kind": kind.value,
                        "subject_id": notice.subject_id,
                        "customer_id": customer,
                        "due_at": at,
                        "tries": 0,
                        "urgency": kind.urgency.value,
                    }
                )
        await books.connection.execute(insert(outbox), rows)
    return [biller.name for biller in billers]


async def _kill_now_and_then(
    senders: _Senders, bank: Bank, trouble: Trouble, dice: random.Random, found: Found
) -> None:
    for number in range(trouble.kills):
        await asyncio.sleep(dice.uniform(*trouble.calm_between_kills_s))
        if not await still_owed(bank.database):
            return
        found.kills += 1
        victims = (0, 1) if number % 3 == 2 else (dice.choice((0, 1)),)
        await asyncio.to_thread(senders.restart, victims)


async def _stumble(
    telegram: TelegramClient, people: Sequence[int], trouble: Trouble, dice: random.Random
) -> None:
    for _ in range(trouble.faults):
        await telegram.order_fault("sendMessage", **dice.choice(_FAULTS), chat_id=dice.choice(people))
        await asyncio.sleep(dice.uniform(0.1, 0.5))


async def _come_and_go(
    telegram: TelegramClient, people: Sequence[int], trouble: Trouble, dice: random.Random
) -> None:
    for person in dice.sample(people, trouble.blocks):
        await telegram.blocks(person)
        await asyncio.sleep(dice.uniform(*_AWAY_S))
        await telegram.unblocks(person)


async def _until_all_is_told(bank: Bank) -> None:
    async with asyncio.timeout(_PATIENCE_S):
        while True:
            if not await still_owed(bank.database):
                return
            await asyncio.sleep(0.2)


async def still_owed(database: Database) -> int:
    """Return how many messages are not told yet."""
    untold = outbox.c.sent_at.is_(None) | outbox.c.failure.is_not(None)
    async with database.look() as books:
        return int(await books.connection.scalar(select(func.count()).where(untold)) or 0)


def _measured(fast: Json) -> tuple[float, int, int]:
    return float(fast["closest_s"] or 0), int(fast["refused"]), int(fast["most_in_a_second"])


def _news_of(chat: Json) -> list[str]:
    return [message["text"] for message in chat["messages"] if message["outgoing"]]


def is_owed(text: str) -> bool:
    """Return whether it is one of those messages, and not an answer."""
    return bool(_CLOCK.search(text)) or "works again" in text


def reckon(found: Found, shown: Sequence[str], each: int, billers: Sequence[str]) -> None:
    """Compare what one person was shown with what she was owed."""
    seen = list[int]()
    for text in shown:
        number = _number(text, each, billers)
        if text.startswith(_AGAIN):
            found.repeated += 1
        else:
            found.twice += number in seen
        if number not in seen:
            seen.append(number)
    found.lost += len(set(range(each)) - set(seen))
    reminders = [number for number in seen if number % 3 == 2]
    urgent = [number for number in seen if number % 3 != 2]
    found.disordered += urgent != sorted(urgent) or reminders != sorted(reminders)


def _number(text: str, each: int, billers: Sequence[str]) -> int:
    """Return which of a person's messages it is."""
    at = _CLOCK.search(text)
    if at is None:
        told = [3 * n + 2 for n, biller in enumerate(billers) if f"{biller} works again" in text]
        if not told:
            raise AssertionError(f"nobody owed this: {text!r}")
        return told[0]
    minutes = int(at[1]) % 12 * 60 + int(at[2]) + (12 * 60 if at[3] == "pm" else 0)
    return minutes - (12 * 60 + 30) + each
