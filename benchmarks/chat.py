"""Round trips of the real bot, from a tap on Home to the Home screen, beside a bare aiogram echo."""

from __future__ import annotations

from collections.abc import Iterable

import httpx
import uvloop

from benchmarks.bank import open_bank
from benchmarks.databases import new_database
from benchmarks.figures import Figures, median, note, percentile_ms, quick
from benchmarks.processes import ECHO_TOKEN, TOKEN, stand_ins, start_bot, start_echo
from domain.money import naira
from tests.data_servers import start_postgres

PEOPLE = 50
EVERYBODY = range(50_000, 50_000 + PEOPLE)
_WARM_UP = 20


def roundtrip(figures: Figures, wanted: frozenset[str]) -> None:
    """Measure both in turns: the stand-in and its load are one process, the bot and the echo one each."""
    rounds, times = (60, 1) if quick() else (300, 3)
    with start_postgres(durable=True) as server, stand_ins() as address:
        url = new_database(server, "vision")
        uvloop.run(register(url))
        introduce(address, EVERYBODY)
        bot = start_bot(address, url)
        echo = start_echo(address)
        try:
            for token in (TOKEN, ECHO_TOKEN):
                measure(address, token, _WARM_UP)
            limits, ours, latencies = [], [], []
            for _ in range(times):
                limits.append(measure(address, ECHO_TOKEN, rounds)[0])
                per_s, took = measure(address, TOKEN, rounds)
                ours.append(per_s)
                latencies += took
                note(f"{PEOPLE} people: {per_s:,.0f} round trips, the echo {limits[-1]:,.0f} a second")
        finally:
            bot.stop()
            echo.stop()
    per_s, limit = median(ours), median(limits)
    figures.add(
        "chat.roundtrip",
        per_s=round(per_s),
        limit_per_s=round(limit),
        ratio=round(per_s / limit, 2),
        p50_ms=percentile_ms(latencies, 50),
        p99_ms=percentile_ms(latencies, 99),
        people=PEOPLE,
    )


async def register(url: str) -> None:
    """Give everybody who talks an account."""
    async with open_bank(url) as bank:
        await bank.customers(EVERYBODY, balance=naira(10_000))


def introduce(address: str, people: Iterable[int]) -> None:
    """Let the stand-in know these people."""
    with httpx.Client(base_url=f"{address}/telegram-sandbox", trust_env=False) as http:
        for person in people:
            http.post("/people", json={"id": person, "first_name": "Ada"}).raise_for_status()


def measure(address: str, token: str, rounds: int) -> tuple[float, list[float]]:
    """Let everybody tap Home so many times, each after the answer to the last; seconds of each come back."""
    load = {"people": list(EVERYBODY), "rounds": rounds, "texts": ["Home"]}
    with httpx.Client(base_url=f"{address}/telegram-sandbox", trust_env=False, timeout=600) as http:
        answer = http.post("/load", params={"bot": token.partition(":")[0]}, json=load)
    answer.raise_for_status()
    said = answer.json()
    if said["lost"]:
        raise AssertionError(f"{said['lost']} taps were never answered")
    return said["per_s"], [took / 1_000 for took in said["latencies_ms"]]
