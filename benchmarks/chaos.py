"""Chaos: a vendor that times out, lies and repeats, and a bot that is killed again and again in between.

What must come of it: every order ends in value or in money back, never in both, and the books are right.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import uvloop

from benchmarks.bank import PIN, Bank, clock, open_bank
from benchmarks.crowd import Crowd
from benchmarks.databases import new_database
from benchmarks.figures import Figures, note, quick
from benchmarks.processes import Program, stand_ins, start_bot
from benchmarks.reckoning import Reckoning, reckon
from domain.money import naira
from storage.checks import problems
from tests.companies import VtpassControl
from tests.data_servers import free_port, start_postgres
from tests.telegram_client import TelegramClient

SEED = 20_26
_FIRST_PERSON = 60_000
_WEBHOOK_SECRET = "the-word-of-the-benchmarks"
_WEIGHTS = {
    "deliver": 40, "late": 6, "never": 6, "drop": 6, "deliver-then-timeout": 8, "deliver-then-drop": 6,
    "arrives-late": 3, "garbage": 4, "garbage-undelivered": 3, "empty": 2, "500": 3, "500-undelivered": 3,
    "pending": 4, "pending-status": 2, "failed": 5, "duplicate": 2, "unlisted": 2,
}  # fmt: skip
_REQUERY_WEIGHTS = {"deliver": 6, "late": 1, "drop": 1, "garbage": 1, "500": 1, "never": 1}
# How far the clock is on when the payments in doubt are looked at again; 24 h is the promise.
LATER = (timedelta(minutes=12), timedelta(hours=2), timedelta(hours=24, minutes=30), timedelta(hours=27))
_PROMISE = timedelta(hours=24)
_SETTLED_WITHIN_S = 120.0


@dataclass(frozen=True, slots=True)
class Storm:
    """How much of it."""

    orders: int = 2_000
    kills: int = 30
    people: int = 60
    calm_between_kills_s: tuple[float, float] = (0.3, 3.0)
    later: tuple[timedelta, ...] = LATER


@dataclass
class Killable:
    """The bot, which is started again whenever it was killed."""

    address: str
    database_url: str
    port: int
    ahead: timedelta = timedelta()
    kills: int = 0
    program: Program | None = field(default=None)

    def start(self) -> None:
        """Start it with its clock as far ahead as the world's."""
        self.program = start_bot(
            self.address,
            self.database_url,
            HTTP_PORT=str(self.port),
            VTPASS_WEBHOOK_SECRET=_WEBHOOK_SECRET,
            CLOCK_OFFSET_SECONDS=str(int(self.ahead.total_seconds())),
            LOG_LEVEL="INFO",
        )

    def restart(self) -> None:
        """Take its power away, and start it again."""
        assert self.program is not None
        self.program.kill()
        self.start()

    def stop(self) -> None:
        """Let it end well."""
        if self.program is not None:
            self.program.stop()
            self.program = None


@contextmanager
def _world(database_url: str) -> Iterator[Killable]:
    port = free_port()
    options = (
        "--bot-http",
        f"http://127.0.0.1:{port}",
        "--vtpass-webhook-path",
        f"/webhooks/vtpass/{_WEBHOOK_SECRET}",
    )
    with stand_ins(*options) as address:
        bot = Killable(address, database_url, port)
        try:
            yield bot
        finally:
            bot.stop()


def orders(figures: Figures, wanted: frozenset[str]) -> None:
    """Let the storm go over PostgreSQL and reckon up."""
    storm = Storm(orders=200, kills=5) if quick() else Storm()
    with start_postgres(durable=True) as server:
        found, kills = survive(new_database(server, "vision"), storm)
    figures.add(
        "chaos.orders",
        orders=found.orders,
        kills=kills,
        lost=found.lost,
        double=found.double,
        stuck=found.stuck,
        audit_problems=len(found.problems),
        delivered=found.delivered,
        money_back=found.money_back,
        staff_cases=found.staff_cases,
        late_deliveries=found.late_deliveries,
    )
    for remark in (*found.problems, *found.remarks):
        note(remark)


def survive(database_url: str, storm: Storm, *, seed: int = SEED) -> tuple[Reckoning, int]:
    """Run a storm on an empty database and return what came of it, and how often the bot was killed."""
    with _world(database_url) as bot:
        return uvloop.run(_survive(bot, storm, seed)), bot.kills


async def _survive(bot: Killable, storm: Storm, seed: int) -> Reckoning:
    dice = random.Random(seed)
    vtpass = VtpassControl(bot.address)
    async with open_bank(bot.database_url) as bank, TelegramClient(bot.address) as telegram:
        people = range(_FIRST_PERSON, _FIRST_PERSON + storm.people)
        ids = await bank.customers(people, balance=naira(4_000_000), pin=PIN)
        for person in people:
            await telegram.add_person("Ada", id=person)
        await vtpass.set(float_kobo=10**12, webhook_pauses_s=[0.2, 0.5])
        await vtpass.chaos(seed, _WEIGHTS, requery_weights=_REQUERY_WEIGHTS, delay_s=0.3, silence_s=1.0)

        crowd = Crowd(telegram, bank, dict(zip(people, ids, strict=True)), dice, storm.orders)
        await asyncio.to_thread(bot.start)
        killing = asyncio.create_task(_kill_now_and_then(bot, crowd, storm, dice))
        await crowd.pays()
        await killing
        note(f"{crowd.done} orders are in the books, the bot was killed {bot.kills} times; now time passes")
        await _let_time_pass(bot, bank, vtpass, dice, storm.later)
        found = await reckon(bank, await vtpass.vends())
        found.lost += len(crowd.unanswered)
        found.remarks += crowd.unanswered
        found.problems += await problems(bank.database)
    await vtpass.close()
    return found


async def _kill_now_and_then(bot: Killable, crowd: Crowd, storm: Storm, dice: random.Random) -> None:
    """Kill the bot so often, spread over the orders, and start it again each time."""
    for number in range(storm.kills):
        await asyncio.sleep(dice.uniform(*storm.calm_between_kills_s))
        await _until_there_are(crowd, storm.orders * number // (storm.kills + 1))
        bot.kills += 1
        await asyncio.to_thread(bot.restart)


async def _until_there_are(crowd: Crowd, orders: int) -> None:
    await crowd.until(lambda: crowd.done >= orders)


async def _let_time_pass(
    bot: Killable, bank: Bank, vtpass: VtpassControl, dice: random.Random, later: Sequence[timedelta]
) -> None:
    """Move the clocks on, in steps, until nothing is due any more; pending vends are decided meanwhile."""
    await _until_nothing_is_due(bank, bot)
    for ahead in later:
        pending = [vend["request_id"] for vend in await vtpass.vends() if vend["fate"] == "pending"]
        share = 0.5 if ahead < _PROMISE else 0.2
        for request_id in dice.sample(pending, int(len(pending) * share)):
            await vtpass.settle(request_id, dice.choice(("delivered", "failed", "reversed")))
        if ahead == later[-1]:  # at last the vendor comes to itself, and says the truth
            await vtpass.chaos(SEED, _WEIGHTS)
        bot.ahead = ahead
        await vtpass.set(clock_offset_s=ahead.total_seconds())
        await asyncio.to_thread(bot.restart)
        await _until_nothing_is_due(bank, bot)


async def _until_nothing_is_due(bank: Bank, bot: Killable) -> None:
    """Wait until the workers have nothing to do by the clock as it is."""
    async with asyncio.timeout(_SETTLED_WITHIN_S):
        while True:
            async with bank.database.begin() as books:
                due = await books.payments.due(now=clock() + bot.ahead, limit=1)
            if not due:
                return
            await asyncio.sleep(0.2)
