"""What the outbox owes, sent over HTTP to the stand-in as fast as it goes, without Telegram's limits.

With them it would be thirty a second: this is how far the rest is from holding that up. Memory is that of the
sender's process, with everything still owed and when all is told.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import httpx
import uvloop
from sqlalchemy import func, insert, select

from benchmarks.bank import Bank, clock, open_bank
from benchmarks.databases import new_database
from benchmarks.figures import Figures, median, note, quick
from benchmarks.processes import TOKEN, stand_ins
from bot.background import Background
from bot.messenger import Messenger
from bot.notice_marks import NoticeMarks
from bot.notice_pace import NoticePace
from bot.screen import Screen
from bot.telegram import open_bot
from bot.telling import Teller
from bot.text import Translator
from domain.money import naira
from domain.notices import Notice, NoticeKind
from storage.tables import outbox
from tests.data_servers import start_postgres

PEOPLE = 500
EACH, EACH_QUICK = 20, 4
_FIRST_PERSON = 50_000
_WIDTH = 16
_PAGE_KIB = 4


def send(figures: Figures, wanted: frozenset[str]) -> None:
    """Owe everybody some messages, half of them money's, and measure until the last is marked as told."""
    each, times = (EACH_QUICK, 1) if quick() else (EACH, 3)
    with start_postgres(durable=True) as server, stand_ins() as address:
        _introduce(address)
        rates, memory = [], [0, 0]
        for run in range(times):
            url = new_database(server, f"vision_{run}")
            per_s, memory = uvloop.run(_measure(url, address, each))
            rates.append(per_s)
            note(f"{PEOPLE * each:,} messages to {PEOPLE} people: {per_s:,.0f} a second")
    before, after = memory
    figures.add(
        "outbox.send",
        per_s=round(median(rates)),
        messages=PEOPLE * each,
        rss_before_mb=before,
        rss_mb=after,
    )


def _introduce(address: str) -> None:
    bot = TOKEN.partition(":")[0]
    with httpx.Client(base_url=f"{address}/telegram-sandbox", trust_env=False) as http:
        for person in range(_FIRST_PERSON, _FIRST_PERSON + PEOPLE):
            http.post("/people", json={"id": person, "first_name": "Ada"}).raise_for_status()
            said = http.post(f"/people/{person}/message", params={"bot": bot}, json={"text": "/start"})
            said.raise_for_status()


async def _measure(url: str, address: str, each: int) -> tuple[float, list[int]]:
    async with open_bank(url) as bank:
        people = await bank.customers(range(_FIRST_PERSON, _FIRST_PERSON + PEOPLE), balance=naira(1))
        await _owe(bank, people, each)
        before, began = _memory_mb(), time.perf_counter()
        await _tell_all(bank, address, PEOPLE * each)
        return PEOPLE * each / (time.perf_counter() - began), [before, _memory_mb()]


async def _owe(bank: Bank, customers: Sequence[str], each: int) -> None:
    kinds = (NoticeKind.PAYMENT_DELIVERED, NoticeKind.SCHEDULE_AHEAD)
    now = clock()
    rows = [
        {
            "key": f"{customer}:{n}",
            "kind": kind.value,
            "subject_id": str(n),
            "customer_id": customer,
            "due_at": now,
            "tries": 0,
            "urgency": kind.urgency.value,
        }
        for n in range(each)
        for customer in customers
        for kind in (kinds[n % len(kinds)],)
    ]
    async with bank.database.begin() as books:
        for start in range(0, len(rows), 1_000):
            await books.connection.execute(insert(outbox), rows[start : start + 1_000])


async def _tell_all(bank: Bank, address: str, messages: int) -> None:
    background, woken = Background(), asyncio.Event()
    bot = open_bot(TOKEN, address, rate_limits=False)

    async def words(notice: Notice, t: Translator, now: datetime) -> Screen:
        return Screen(f"✅ Delivered: {notice.subject_id}")

    def any_time(now: datetime) -> datetime:
        return now

    marks = NoticeMarks(bank.database, background, clock)
    teller = Teller(bot, words, marks, clock, any_time, staff=())
    messenger = Messenger(
        teller, marks, bank.database, background, clock, any_time, NoticePace(0), woken=woken, width=_WIDTH
    )
    running = background.start("messenger", messenger.run())
    try:
        while await _told(bank) < messages:
            woken.set()
            await asyncio.sleep(0.2)
    finally:
        await messenger.stop(within=2)
        await background.stop({running})
        await background.stop()
        await bot.session.close()


async def _told(bank: Bank) -> int:
    async with bank.database.look() as books:
        told = await books.connection.scalar(select(func.count()).where(outbox.c.sent_at.is_not(None)))
    return int(told or 0)


def _memory_mb() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * _PAGE_KIB // 1024
