"""Many recurring payments due at the same minute: how quickly they are paid, and how chat does meanwhile.

First the real bot has them while people talk with it, its vendor and Telegram played by the stand-ins. What
it leaves is then paid by one process whose vendor answers within it, messages only queued.
"""

from __future__ import annotations

import asyncio
import re
import time
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import uvloop
from sqlalchemy import text

from benchmarks import chat
from benchmarks.bank import RULES, clock, open_bank
from benchmarks.databases import new_database
from benchmarks.figures import Figures, note, percentile_ms, quick
from benchmarks.mandates import schedules_of, set_up
from benchmarks.pgbench import Pgbench
from benchmarks.processes import TOKEN, Program, stand_ins, start_bot
from bot.background import Background
from bot.payment_worker import Worker
from bot.schedule_ticks import ScheduleTicks
from domain.money import naira
from domain.payments import Payment
from domain.schedules import announced_at
from domain.times import lagos_day
from storage.checks import problems
from storage.database import Database
from tests.data_servers import start_postgres

_LIMIT_AT_ONCE = 128
_PAYMENTS_AT_ONCE = 128
_WARM_UP = 20
_EACH = 20
_OWNERS = 100_000  # the first of them by Telegram's ids
_SWEEP_S = 2.5  # until the bot must have looked
_PUT_OFF = "UPDATE schedules SET look_at = look_at + interval '1 year'"
_FALL_DUE = "UPDATE schedules SET look_at = look_at - interval '1 year'"
_UNCLAIMED = "UPDATE schedules SET claimed_until = NULL WHERE claimed_until IS NOT NULL"
_DELIVERED = "payment_states WHERE status = 'delivered'"
_PAUSE_S = 0.05


def drain(figures: Figures, wanted: frozenset[str]) -> None:
    """Let many schedules fall due at the same minute on PostgreSQL, and pay them all."""
    people, seconds, rounds = (100, 3, 20) if quick() else (5_000, 20, 100)
    with start_postgres(durable=True) as server:
        bench = Pgbench(server)
        bench.fill()
        limit = bench.per_second(_LIMIT_AT_ONCE, seconds)
        url = new_database(server, "vision")
        announced_per_s = uvloop.run(_announced(url, people))
        note(f"{people * _EACH:,} schedules are set up, announced at {announced_per_s:,.0f} a second")
        before, during, rss_mb = _beside_chat(url, people, rounds)
        left, per_s = uvloop.run(_paid(url))
    figures.add(
        "schedules.drain",
        occurrences=people * _EACH,
        occurrences_beside_chat=people * _EACH - left,
        announced_per_s=round(announced_per_s),
        per_s=round(per_s),
        limit_per_s=round(limit),
        ratio=round(per_s / limit, 2),
        chat_p99_before_ms=percentile_ms(before, 99),
        chat_p99_during_ms=percentile_ms(during, 99),
        rss_mb=rss_mb,
    )


async def _announced(url: str, people: int) -> float:
    """Set schedules up that were due yesterday, announced in time; return how many a second were announced.

    They are looked at in a year: the database is as it is before the minute at which all are due.
    """
    day = lagos_day(clock()) - timedelta(days=1)
    async with open_bank(url) as bank:
        customers = await bank.customers(range(_OWNERS, _OWNERS + people), balance=naira(1_000_000))
        made_at = announced_at(day, RULES.schedules) - timedelta(days=1)
        await set_up(bank, customers, _EACH, day, None, made_at=made_at)
        await _say(bank.database, "ANALYZE")  # as every database has been that grew this large by itself
        eve = announced_at(day, RULES.schedules)
        ticks = ScheduleTicks(schedules_of(bank, lambda: eve), lambda: eve, lambda _: None)
        began = time.perf_counter()
        await ticks.run()
        elapsed = time.perf_counter() - began
        await _say(bank.database, _PUT_OFF)
        # What was announced has been told by now.
        await _say(bank.database, "TRUNCATE outbox")
        await _say(bank.database, "VACUUM ANALYZE")
    return people * _EACH / elapsed


def _beside_chat(url: str, people: int, rounds: int) -> tuple[list[float], list[float], int]:
    """Let people talk with the bot before and while it pays; the seconds of each answer, and its memory."""
    with stand_ins() as address:
        chat.introduce(address, [*chat.EVERYBODY, *range(_OWNERS, _OWNERS + people)])
        with httpx.Client(base_url=f"{address}/vtpass/control", trust_env=False) as http:
            http.post("/settings", json={"float_kobo": 10**12}).raise_for_status()
        uvloop.run(chat.register(url))
        bot = start_bot(address, url)
        try:
            chat.measure(address, TOKEN, _WARM_UP)
            per_s, before = chat.measure(address, TOKEN, rounds)
            note(f"{chat.PEOPLE} people talk: {per_s:,.0f} round trips a second")
            uvloop.run(_fall_due(url))
            time.sleep(_SWEEP_S)
            per_s, during = chat.measure(address, TOKEN, rounds)
            note(f"the same while schedules are paid: {per_s:,.0f}, {uvloop.run(_left(url)):,} are left")
            return before, during, _peak_mb(bot)
        finally:
            bot.stop()


async def _fall_due(url: str) -> None:
    async with open_bank(url) as bank:
        await _say(bank.database, _FALL_DUE)


async def _left(url: str) -> int:
    async with open_bank(url) as bank:
        return await _count(bank.database, "schedules WHERE look_at <= now()")


async def _paid(url: str) -> tuple[int, float]:
    """Pay what is left, and return how many that were and how many a second were delivered."""
    background = Background()
    async with open_bank(url) as bank:
        await _say(bank.database, _UNCLAIMED)  # the bot has stopped
        await _say(bank.database, "VACUUM ANALYZE")
        left = await _count(bank.database, "schedules WHERE look_at <= now()")
        delivered = await _count(bank.database, _DELIVERED)
        accepted: dict[str, Payment] = {}
        done, all_done = 0, asyncio.Event()

        async def take_on(payment_id: str) -> None:
            nonlocal done
            await bank.payments.take_on(accepted.pop(payment_id))
            done += 1
            if done == left:
                all_done.set()

        async def nothing(_: datetime, __: int) -> tuple[str, ...]:
            return ()

        worker = Worker("payments", take_on, nothing, background, clock, _PAYMENTS_AT_ONCE)

        def pay(payment: Payment) -> None:
            accepted[payment.id] = payment
            worker.wake(payment.id)

        worker.start()
        ticks = ScheduleTicks(schedules_of(bank, clock), clock, pay, lambda: worker.unfinished)
        began = time.perf_counter()
        while done + len(accepted) < left:
            await ticks.run()
            await asyncio.sleep(_PAUSE_S)
        await all_done.wait()
        elapsed = time.perf_counter() - began
        delivered = await _count(bank.database, _DELIVERED) - delivered
        await worker.stop(within=1)
        await background.stop()
        if delivered != left or await problems(bank.database):
            raise AssertionError(f"{delivered} were delivered of {left}, or the books are wrong")
    return left, delivered / elapsed


async def _say(database: Database, statement: str) -> None:
    async with database.look() as books:  # each statement by itself, as VACUUM wants it
        await books.connection.execute(text(statement))


async def _count(database: Database, rows: str) -> int:
    async with database.look() as books:
        return int((await books.connection.execute(text(f"SELECT count(*) FROM {rows}"))).scalar_one())  # noqa: S608 - our own names


def _peak_mb(program: Program) -> int:
    """Return the most memory that a process ever had."""
    status = Path(f"/proc/{program.process.pid}/status").read_text(encoding="utf-8")
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) // 1_024 if found is not None else 0
