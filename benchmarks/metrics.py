"""What it costs to be watched over: a scrape and a look at the health, and both beside people who talk.

The chat is measured in turns with and without somebody who scrapes every second, fifteen times as often as is
usual, so that what else the machine does troubles both.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvloop

from benchmarks.chat import EVERYBODY, introduce, measure, register
from benchmarks.figures import Figures, note, percentile_ms, quick
from benchmarks.processes import TOKEN, Program, stand_ins, start_bot

_REMEMBERED = 5.1  # seconds: then a scrape asks the database anew
_WARM_UP = 20


def scrape(figures: Figures, url: str, *, orders: int) -> None:
    """Measure on a database that has so many orders."""
    rounds, times, looks = (40, 1, 20) if quick() else (200, 3, 200)
    with stand_ins() as address:
        uvloop.run(register(url))
        introduce(address, EVERYBODY)
        bot = start_bot(address, url)
        try:
            with httpx.Client(base_url=_address_of(bot), trust_env=False, timeout=30) as http:
                measure(address, TOKEN, _WARM_UP)
                alone, watched = list[float](), list[float]()
                for _ in range(times):
                    alone += measure(address, TOKEN, rounds)[1]
                    with _scraping(str(http.base_url)):
                        watched += measure(address, TOKEN, rounds)[1]
                    p99, scraped = percentile_ms(alone, 99), percentile_ms(watched, 99)
                    note(f"p99 of the chat {p99} ms, while it is scraped {scraped} ms")
                asked = [_asked(http, "/metrics", wait=_REMEMBERED) for _ in range(3 if quick() else 8)]
                scrapes = [_asked(http, "/metrics") for _ in range(looks)]
                health = [_asked(http, "/health") for _ in range(looks)]
                size = len(http.get("/metrics").content)
        finally:
            bot.stop()
    figures.add(
        "metrics.scrape",
        ms=percentile_ms(scrapes, 50),
        p99_ms=percentile_ms(scrapes, 99),
        asking_ms=percentile_ms(asked, 50),
        asking_most_ms=percentile_ms(asked, 100),
        health_ms=percentile_ms(health, 50),
        health_p99_ms=percentile_ms(health, 99),
        chat_p99_ms=percentile_ms(alone, 99),
        chat_p99_scraped_ms=percentile_ms(watched, 99),
        bytes=size,
        orders=orders,
    )


def _address_of(bot: Program) -> str:
    found = re.search(r"http=(http://\S+)", re.sub(r"\x1b\[[0-9;]*m", "", "".join(bot.said)))
    assert found is not None
    return found[1].strip("'")


def _asked(http: httpx.Client, path: str, *, wait: float = 0) -> float:
    time.sleep(wait)
    began = time.perf_counter()
    http.get(path).raise_for_status()
    return time.perf_counter() - began


@contextmanager
def _scraping(address: str) -> Iterator[None]:
    over = threading.Event()

    def scrape_on_and_on() -> None:
        with httpx.Client(base_url=address, trust_env=False, timeout=30) as http:
            while not over.wait(1):
                http.get("/metrics").raise_for_status()

    scraper = threading.Thread(target=scrape_on_and_on, daemon=True)
    scraper.start()
    try:
        yield
    finally:
        over.set()
        scraper.join()
