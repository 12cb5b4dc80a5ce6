"""Payments a second over the HTTP API, beside people who pay the same bot by chat: an order, then the PIN."""

from __future__ import annotations

import asyncio
import itertools
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import httpx
import uvloop
from sqlalchemy import func, select

from benchmarks.bank import PIN, Bank, open_bank, phone_of
from benchmarks.crowd import Crowd
from benchmarks.databases import new_database
from benchmarks.figures import Figures, median, note, percentile_ms, quick
from benchmarks.processes import Program, stand_ins, start_bot
from domain.money import naira
from storage.checks import problems
from storage.tables import payments
from tests.companies import MessagesControl
from tests.data_servers import start_postgres
from tests.loopback import NO_TLS
from tests.telegram_client import TelegramClient

PEOPLE = 16  # of each kind
_CALLERS = range(60_000, 60_000 + PEOPLE)
_CHATTERS = range(61_000, 61_000 + PEOPLE)
_BALANCE = naira(4_900_000)
_PASSWORD = "a lantern by the gate"
_ADDRESS = re.compile(r"http[='\"]+(http://[^'\"\s]+)")


@dataclass(frozen=True, slots=True)
class Run:
    """Payments that were accepted a second, and how long each took from the quote on."""

    per_s: float
    seconds_each: Sequence[float]


def beside_chat(figures: Figures, wanted: frozenset[str]) -> None:
    """Measure both in turns, on one bot on PostgreSQL."""
    each, times = (4, 1) if quick() else (20, 3)
    with start_postgres(durable=True) as server, stand_ins() as address:
        url = new_database(server, "vision")
        api, chat = uvloop.run(_measure(url, address, each=each, times=times))
    seconds = [second for run in api for second in run.seconds_each]
    per_s, by_chat = median([run.per_s for run in api]), median(chat)
    figures.add(
        "api.payments",
        per_s=round(per_s, 1),
        chat_per_s=round(by_chat, 1),
        ratio=round(per_s / by_chat, 2),
        p50_ms=percentile_ms(seconds, 50),
        p99_ms=percentile_ms(seconds, 99),
        people=PEOPLE,
    )


async def _measure(url: str, address: str, *, each: int, times: int) -> tuple[list[Run], list[float]]:
    api: list[Run] = []
    chat: list[float] = []
    lines = itertools.count()
    async with open_bank(url) as bank, TelegramClient(address) as telegram:
        await bank.customers(_CALLERS, balance=_BALANCE, pin=PIN)
        ids = await bank.customers(_CHATTERS, balance=_BALANCE, pin=PIN)
        for person in _CHATTERS:
            await telegram.add_person("Ada", id=person)
        bot = await asyncio.to_thread(
            start_bot,
            address,
            url,
            TERMII_BASE_URL=f"{address}/termii",
            TERMII_API_KEY="demo-termii-key",
        )
        try:
            async with _http(bot) as http:
                tokens = await _sign_in(http, address)
                for _ in range(times):
                    api.append(await _by_api(http, tokens, lines, each))
                    chat.append(await _by_chat(telegram, bank, dict(zip(_CHATTERS, ids, strict=True)), each))
                    note(f"{PEOPLE} people: {api[-1].per_s:.1f} a second by API, {chat[-1]:.1f} by chat")
        finally:
            await asyncio.to_thread(bot.stop)
        if found := await problems(bank.database):
            raise AssertionError(f"the books are wrong: {found}")
    return api, chat


def _http(bot: Program) -> httpx.AsyncClient:
    found = next(match for line in bot.said if (match := _ADDRESS.search(line)))
    limits = httpx.Limits(max_connections=PEOPLE, max_keepalive_connections=PEOPLE)
    return httpx.AsyncClient(
        base_url=f"{found[1]}/api/v1", trust_env=False, verify=NO_TLS, limits=limits, timeout=60
    )


async def _sign_in(http: httpx.AsyncClient, address: str) -> list[str]:
    """Give everybody a password, and return their access tokens."""
    messages, tokens = MessagesControl(address), []
    for person in _CALLERS:
        phone = phone_of(person)
        asked = await http.post("/auth/register", json={"phone": phone.national, "name": "Ada"})
        asked.raise_for_status()
        proof = {"phone": phone.national, "code": await messages.code(phone.e164), "pin": PIN}
        answer = await http.post("/auth/register/confirm", json={**proof, "password": _PASSWORD})
        answer.raise_for_status()
        tokens.append(str(answer.json()["access_token"]))
    await messages.close()
    return tokens


async def _by_api(http: httpx.AsyncClient, tokens: Sequence[str], lines: Iterator[int], each: int) -> Run:
    """Let everybody pay so many bills, each after the answer to the last."""
    seconds_each: list[float] = []

    async def pays(token: str) -> None:
        for _ in range(each):
            line = next(lines)
            began = time.perf_counter()
            await _pay(http, token, line)
            seconds_each.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(pays(token) for token in tokens))
    return Run(len(seconds_each) / (time.perf_counter() - began), seconds_each)


async def _pay(http: httpx.AsyncClient, token: str, line: int) -> None:
    """Quote airtime for a line that nobody has bought for, and confirm it."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"line-{line:010d}"}
    bill = {"biller_id": "mtn", "reference": f"0706{line:07d}", "amount": 100_00}
    quoted = await http.post("/payments/calculate-breakdown", json=bill, headers=headers)
    quoted.raise_for_status()
    agreed = {"quote_id": quoted.json()["quote_id"], "pin": PIN}
    answer = await http.post("/payments/process", json=agreed, headers=headers)
    answer.raise_for_status()


async def _by_chat(telegram: TelegramClient, bank: Bank, customers: dict[int, str], each: int) -> float:
    """Let as many people pay as many bills by typing, and return how many were accepted a second."""
    question = select(payments.c.customer_id, func.count()).group_by(payments.c.customer_id)
    async with bank.database.begin() as books:
        rows = await books.connection.execute(question)
    before = {customer: int(count) for customer, count in rows.all()}
    crowd = Crowd(telegram, bank, customers, random.Random(7), 0, accepted=before)
    begun_with = crowd.done
    crowd.wanted = begun_with + each * len(customers)
    began = time.perf_counter()
    await crowd.pays()
    elapsed = time.perf_counter() - began
    if crowd.unanswered:
        raise AssertionError(crowd.unanswered[0])
    return (crowd.done - begun_with) / elapsed
