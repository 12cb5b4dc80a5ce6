"""Bills that pay themselves, paid by processes that are killed while they do it.

The clock of the processes is a file, so that weeks pass in seconds. A process is killed as by a power cut;
what it had claimed comes free when its claim is over, some minutes of that clock later.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import asyncpg
import structlog
from sqlalchemy import make_url, text

from benchmarks.bank import KEYS, LOOKUP_KEY, RULES, Bank, PromptVendor, clock, open_bank
from benchmarks.databases import new_database
from benchmarks.figures import Figures, quick
from benchmarks.mandates import schedules_of, set_up
from bot.schedule_ticks import ScheduleTicks
from domain.money import naira
from domain.paying import Payments
from domain.schedules import announced_at, runs_at
from domain.scheduling import LEASE
from domain.times import lagos_day
from storage.checks import problems
from storage.database import open_database
from storage.keyring import Keyring
from tests.data_servers import start_postgres

SEED = 20_26
_PAUSE_S = 0.02
_PAYMENTS_AT_ONCE = 64
_PATIENCE_S = 600.0
_SLOWEST = 20.0  # times as long between two kills
_LEFT = """
    SELECT (SELECT count(*) FROM schedules WHERE look_at <= $1)
    + (SELECT count(*) FROM payment_states WHERE status IN ('accepted', 'submitted', 'unresolved'))
"""
_STRAYS = """
    SELECT count(*) FROM payments p LEFT JOIN schedule_runs r ON r.payment_id = p.id AND r.id = p.run_id
    WHERE r.id IS NULL
"""
# Of a payment that came back its customer was told by the payment.
_UNTOLD = """
    SELECT count(*) FROM schedule_runs r WHERE r.state <> 'paid' AND NOT EXISTS (
        SELECT 1 FROM outbox o
        WHERE o.subject_id = r.id AND o.kind IN ('schedule-not-paid', 'schedule-paused')
        OR o.subject_id = r.payment_id AND o.kind = 'payment-returned'
    )
"""


@dataclass(frozen=True, slots=True)
class Weeks:
    """How much of it: so many people, each with as many schedules, for so many weeks."""

    people: int = 110
    each: int = 10
    weeks: int = 10
    poor: int = 10  # of them have too little money
    processes: tuple[int, ...] = (2, 4)  # side by side, in turns by the week
    between_kills_s: tuple[float, float] = (0.05, 0.6)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of all occurrences."""

    occurrences: int
    kills: int
    twice: int  # payments that no occurrence, or one that another payment had paid, led to
    missed: int  # occurrences that were neither paid nor told why not
    problems: list[str]


@dataclass
class _Workers:
    """Processes that take schedules on, each started again when it was killed."""

    url: str
    clock_file: Path
    draw: random.Random
    kills: int = 0
    running: list[BaseProcess] = field(default_factory=list)

    def be(self, count: int) -> None:
        """Let there be so many."""
        while len(self.running) > count:
            self._kill(self.running.pop())
        while len(self.running) < count:
            self.running.append(self._start())

    def kill_one(self) -> None:
        """Take the power from one of them, and start it again."""
        place = self.draw.randrange(len(self.running))
        self._kill(self.running[place])
        self.running[place] = self._start()
        self.kills += 1

    def _start(self) -> BaseProcess:
        # Started from a process that has read all code already, so that a killed one is back at once.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["benchmarks.schedules"])
        process = context.Process(target=_work, args=(self.url, str(self.clock_file)), daemon=True)
        process.start()
        return process

    def _kill(self, process: BaseProcess) -> None:
        process.kill()
        process.join()


def kills(figures: Figures, wanted: frozenset[str]) -> None:
    """Kill processes at random over thousands of occurrences on PostgreSQL, and reckon up."""
    weeks = Weeks(people=30, each=5, weeks=4, poor=3) if quick() else Weeks()
    with start_postgres(durable=True) as server:
        found = survive(new_database(server, "vision"), weeks)
    figures.add(
        "schedules.kills",
        occurrences=found.occurrences,
        kills=found.kills,
        twice=found.twice,
        missed=found.missed,
        audit_problems=len(found.problems),
    )


def survive(url: str, weeks: Weeks) -> Outcome:
    """Let weeks pass in which processes pay and are killed, and say what became of each occurrence."""
    first = lagos_day(clock()) + timedelta(days=7)
    ends = first + timedelta(weeks=weeks.weeks - 1)
    asyncio.run(_made(url, weeks, first, ends))
    with tempfile.TemporaryDirectory(prefix="vision-bench-") as folder:
        clock_file = Path(folder) / "clock"
        _set(clock_file, clock())
        workers = _Workers(url, clock_file, random.Random(SEED))
        try:
            for week in range(weeks.weeks):
                day = first + timedelta(weeks=week)
                workers.be(weeks.processes[week % len(weeks.processes)])
                for moment in (announced_at(day, RULES.schedules), runs_at(day, RULES.schedules)):
                    _drained(workers, clock_file, moment, weeks)
            # The poor are asked again and again, and in the end left alone.
            for pause in RULES.schedules.tried_again_after:
                _drained(workers, clock_file, runs_at(ends, RULES.schedules) + pause, weeks)
        finally:
            workers.be(0)
    paid_or_told = weeks.each * ((weeks.people - weeks.poor) * weeks.weeks + weeks.poor)
    return asyncio.run(_reckoned(url, workers.kills, paid_or_told))


def _drained(workers: _Workers, clock_file: Path, moment: datetime, weeks: Weeks) -> None:
    """Let it be that moment, and kill now and then, until nothing is due and no payment is open any more."""
    began = time.monotonic()
    _set(clock_file, moment)
    claims_over = moment + LEASE + timedelta(seconds=1)
    before, slower = None, 1.0
    while left := asyncio.run(_left(workers.url, moment)):
        # On a busy machine a process may need longer to come to work at all than it is left alone.
        slower = min(slower * 1.5, _SLOWEST) if left == before else 1.0
        before = left
        time.sleep(slower * workers.draw.uniform(*weeks.between_kills_s))
        workers.kill_one()
        # What the dead had claimed is free when their claims are over.
        _set(clock_file, claims_over)
        claims_over += LEASE
        if time.monotonic() - began > _PATIENCE_S:
            raise AssertionError(f"schedules are still due {_PATIENCE_S:.0f} s after {moment}")


async def _left(url: str, moment: datetime) -> int:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain)
    try:
        return int(await connection.fetchval(_LEFT, moment))
    finally:
        await connection.close()


async def _made(url: str, weeks: Weeks, first: date, last: date) -> None:
    async with open_bank(url) as bank:
        rich = await bank.customers(range(weeks.people - weeks.poor), balance=naira(1_000_000))
        poor = await bank.customers(range(weeks.people - weeks.poor, weeks.people), balance=naira(1))
        await set_up(bank, [*rich, *poor], weeks.each, first, last, made_at=clock())


def _work(url: str, clock_file: str) -> None:
    """Be a process that takes on whatever is due, until it is killed."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    asyncio.run(_tick_for_ever(url, Path(clock_file)))


async def _tick_for_ever(url: str, clock_file: Path) -> None:
    async with known_bank(url) as bank:
        now = _reader(clock_file)
        payments = replace(bank.payments, clock=now)
        schedules = schedules_of(replace(bank, payments=payments), now)
        ticks = ScheduleTicks(schedules, now, lambda _: None)
        while True:
            await ticks.run()
            due = await payments.due(now=now(), limit=_PAYMENTS_AT_ONCE)
            await asyncio.gather(*(payments.advance(each) for each in due))
            await asyncio.sleep(_PAUSE_S)


@asynccontextmanager
async def known_bank(url: str) -> AsyncIterator[Bank]:
    """Open a bank whose tables are there already: whoever is killed often should be back soon."""
    database = open_database(url, Keyring.from_text(KEYS, LOOKUP_KEY), spawn=asyncio.create_task)
    vendor = PromptVendor()
    try:
        yield Bank(database, Payments(database, {vendor.name: vendor}, RULES, clock))
    finally:
        await database.close()


def _set(clock_file: Path, moment: datetime) -> None:
    unfinished = clock_file.with_suffix(".new")
    unfinished.write_text(moment.isoformat(), encoding="utf-8")
    os.replace(unfinished, clock_file)


def _reader(clock_file: Path) -> Callable[[], datetime]:
    return lambda: datetime.fromisoformat(clock_file.read_text(encoding="utf-8"))


async def _reckoned(url: str, killed: int, expected: int) -> Outcome:
    async with known_bank(url) as bank:

        async def count(question: str) -> int:
            async with bank.database.begin() as books:
                return int((await books.connection.execute(text(question))).scalar_one())

        runs = await count("SELECT count(*) FROM schedule_runs")
        strays, untold = await count(_STRAYS), await count(_UNTOLD)
        unpaid = await count("SELECT count(*) FROM schedules WHERE status = 'active'")
        return Outcome(
            runs, killed, strays, untold + unpaid + max(0, expected - runs), await problems(bank.database)
        )
