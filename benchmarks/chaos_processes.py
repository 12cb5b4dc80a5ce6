"""Chaos among processes: four that do everything, one of them killed every few seconds, and everybody pays.

Telegram's webhooks go to them in turns: nearly every update of a person comes in elsewhere than her last.
What must come of it: every order ends in value or in money back, once; every update is handled, in the order
of its person; and the books are right.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

import uvloop
from sqlalchemy import func, select

from benchmarks.bank import PIN, Bank, clock, open_bank
from benchmarks.crowd import Crowd
from benchmarks.databases import new_database
from benchmarks.figures import Figures, note, quick
from benchmarks.processes import Program, stand_ins, start_bot
from benchmarks.reckoning import reckon
from domain.money import naira
from storage.checks import problems
from storage.tables import inbox
from tests.companies import VtpassControl
from tests.data_servers import free_port, start_postgres, start_redis
from tests.telegram_client import TelegramClient

SEED = 20_26
_FIRST_PERSON, _FIRST_TALKER = 80_000, 90_000
_SECRET = "the-word-of-the-benchmarks"
_LATER = (timedelta(minutes=12), timedelta(hours=24, minutes=30))
_SETTLED_WITHIN_S = 120.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """How much of it."""

    seconds: float = 60.0
    processes: int = 4
    people: int = 24  # each pays one bill after the other
    talkers: int = 8  # each says several things at once
    calm_between_kills_s: tuple[float, float] = (1.0, 3.0)
    fewest_there: int = 2  # so many are let work, however many start again
    most_kills: int = 1_000
    later: Sequence[timedelta] = _LATER


@dataclass
class Found:
    """What came of it."""

    orders: int = 0
    kills: int = 0
    updates: int = 0
    violations: list[str] = field(default_factory=list)


@dataclass
class _Processes:
    """The real bot, several times on one database."""

    address: str
    database_url: str
    redis_url: str
    entrance: int
    ports: Sequence[int]
    ahead: timedelta = timedelta()
    programs: dict[int, Program] = field(default_factory=dict)

    def start(self, number: int) -> None:
        self.programs[number] = start_bot(
            self.address,
            self.database_url,
            REDIS_URL=self.redis_url,
            HTTP_PORT=str(self.ports[number]),
            PUBLIC_URL=f"http://127.0.0.1:{self.entrance}",
            TELEGRAM_MODE="webhook",
            TELEGRAM_WEBHOOK_SECRET=_SECRET,
            CLOCK_OFFSET_SECONDS=str(int(self.ahead.total_seconds())),
        )

    def restart(self, number: int) -> None:
        """Take its power away, and start it again."""
        self.programs[number].kill()
        self.start(number)

    def stop(self) -> None:
        for program in self.programs.values():
            program.stop()
        self.programs.clear()


def chaos(figures: Figures, wanted: frozenset[str]) -> None:
    """Let it happen on PostgreSQL and Redis, and reckon up."""
    trouble = Trouble(seconds=15.0) if quick() else Trouble()
    with start_postgres(durable=True) as server, start_redis() as redis_url:
        found = survive(new_database(server, "vision"), redis_url, trouble)
    figures.add(
        "chaos.processes",
        orders=found.orders,
        kills=found.kills,
        violations=len(found.violations),
        updates=found.updates,
        processes=trouble.processes,
        seconds=trouble.seconds,
    )
    for violation in found.violations:
        note(violation)


def survive(database_url: str, redis_url: str, trouble: Trouble, *, seed: int = SEED) -> Found:
    """Run it on an empty database and an empty Redis, and return what came of it."""
    entrance, ports = free_port(), [free_port() for _ in range(trouble.processes)]
    with (
        stand_ins() as address,
        _stopped(_Processes(address, database_url, redis_url, entrance, ports)) as processes,
    ):
        return uvloop.run(_survive(processes, trouble, random.Random(seed)))


@contextmanager
def _stopped(processes: _Processes) -> Iterator[_Processes]:
    try:
        yield processes
    finally:
        processes.stop()


async def _survive(processes: _Processes, trouble: Trouble, dice: random.Random) -> Found:
    found, vtpass = Found(), VtpassControl(processes.address)
    people = range(_FIRST_PERSON, _FIRST_PERSON + trouble.people)
    talkers = range(_FIRST_TALKER, _FIRST_TALKER + trouble.talkers)
    async with (
        open_bank(processes.database_url) as bank,
        TelegramClient(processes.address) as telegram,
        _entrance(processes.entrance, processes.ports),
    ):
        ids = await bank.customers(people, balance=naira(4_000_000), pin=PIN)
        await bank.customers(talkers, balance=naira(1), pin=PIN)
        for person in (*people, *talkers):
            await telegram.add_person("Ada", id=person)
        await vtpass.set(float_kobo=10**12)
        for number in range(trouble.processes):
            await asyncio.to_thread(processes.start, number)

        crowd = Crowd(telegram, bank, dict(zip(people, ids, strict=True)), dice, wanted=1_000_000)
        over = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(crowd.pays())
            group.create_task(_talk(telegram, talkers, over))
            group.create_task(_kill_now_and_then(processes, trouble, dice, over, found))
            await asyncio.sleep(trouble.seconds)
            over.set()
            crowd.wanted = 0
        await _until_all_is_handled(bank, telegram)
        await _let_time_pass(processes, bank, trouble.later)

        reckoned = await reckon(bank, await vtpass.vends())
        found.orders = reckoned.orders
        found.violations += [*reckoned.remarks, *crowd.unanswered, *await problems(bank.database)]
        found.updates, disordered = await _handled(bank)
        found.violations += disordered
    await vtpass.close()
    return found


@asynccontextmanager
async def _entrance(port: int, ports: Sequence[int]) -> AsyncIterator[None]:
    """Hand each connection to the next process that takes it."""
    turn = itertools.count()

    async def hand_over(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            for _ in ports:
                with suppress(OSError):
                    inner = await asyncio.open_connection("127.0.0.1", ports[next(turn) % len(ports)])
                    break
            else:
                return
            with suppress(OSError, RuntimeError):  # one side is gone, and has closed what the other writes to
                await asyncio.gather(_pass_on(reader, inner[1]), _pass_on(inner[0], writer))
            inner[1].close()
        finally:
            writer.close()

    async with await asyncio.start_server(hand_over, "127.0.0.1", port):
        yield


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()
    with suppress(OSError):
        writer.write_eof()


async def _talk(telegram: TelegramClient, talkers: Sequence[int], over: asyncio.Event) -> None:
    """Let everybody say several things in a row, without waiting for an answer."""
    for burst in itertools.count():
        if over.is_set():
            return
        for person in talkers:
            for n in range(4):
                await telegram.says(person, f"{50 + 5 * n} 0803{burst:07d}")
        with suppress(TimeoutError):
            async with asyncio.timeout(2):
                await over.wait()


async def _kill_now_and_then(
    processes: _Processes, trouble: Trouble, dice: random.Random, over: asyncio.Event, found: Found
) -> None:
    """Kill one every few seconds. It starts again meanwhile, which takes longer than that."""
    starting: set[int] = set()

    async def restart(number: int) -> None:
        await asyncio.to_thread(processes.restart, number)
        starting.discard(number)

    async with asyncio.TaskGroup() as restarts:
        while not over.is_set() and found.kills < trouble.most_kills:
            await asyncio.sleep(dice.uniform(*trouble.calm_between_kills_s))
            there = [number for number in range(trouble.processes) if number not in starting]
            if len(there) > trouble.fewest_there:
                found.kills += 1
                starting.add(number := dice.choice(there))
                restarts.create_task(restart(number))


async def _until_all_is_handled(bank: Bank, telegram: TelegramClient) -> None:
    """Wait until Telegram has nothing more to deliver, and nothing waits in the inbox."""
    question = select(func.count()).where(inbox.c.handled_at.is_(None))
    async with asyncio.timeout(_SETTLED_WITHIN_S):
        while True:
            waiting = (await telegram.updates())["waiting"]
            async with bank.database.look() as books:
                if not waiting and not await books.connection.scalar(question):
                    return
            await asyncio.sleep(0.2)


async def _let_time_pass(processes: _Processes, bank: Bank, later: Sequence[timedelta]) -> None:
    """Move the clock on, in steps, until the vendor has been asked about all that was in doubt."""
    await _until_nothing_is_due(bank, processes)
    for processes.ahead in later:
        await asyncio.to_thread(processes.stop)
        await asyncio.to_thread(processes.start, 0)
        await _until_nothing_is_due(bank, processes)


async def _until_nothing_is_due(bank: Bank, processes: _Processes) -> None:
    async with asyncio.timeout(_SETTLED_WITHIN_S):
        while True:
            async with bank.database.begin() as books:
                due = await books.payments.due(now=clock() + processes.ahead, limit=1)
            if not due:
                return
            await asyncio.sleep(0.2)


async def _handled(bank: Bank) -> tuple[int, list[str]]:
    """Return how many updates were handled, and which ones before an earlier one of the same person."""
    newest = func.max(inbox.c.handled_at).over(
        partition_by=inbox.c.lane, order_by=inbox.c.update_id, rows=(None, -1)
    )
    rows = select(inbox.c.update_id, inbox.c.lane, inbox.c.handled_at, newest.label("newest")).subquery()
    early = select(rows.c.update_id, rows.c.lane).where(rows.c.handled_at < rows.c.newest)
    async with bank.database.look() as books:
        count = int(await books.connection.scalar(select(func.count()).select_from(inbox)) or 0)
        found = (await books.connection.execute(early)).all()
    return count, [f"update {row.update_id} of {row.lane} was handled too early" for row in found]
