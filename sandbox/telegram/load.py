"""Many people at once, as fast as the bot answers: the load for measuring update-to-reply round trips.

It runs inside the stand-in, so that nobody's HTTP client is measured along with the bot.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from fastapi import APIRouter, Request, Response

from sandbox.telegram.people import CannotDo, Telegram
from sandbox.telegram.scripting import bot_of, json_body, json_response
from sandbox.telegram.state import Person, World


@dataclass(frozen=True, slots=True)
class Load:
    """What everybody does, how often, and what counts as the bot's reaction.

    Each round takes the next of `texts`, or taps the next of `labels` on the newest message that has it.
    `until` is `reply` (a new or edited message of the bot) or `answer` (to the tap).
    """

    people: list[int]
    rounds: int = 100
    texts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    until: str = "reply"
    patience_s: float = 30.0


def create_load_router(world: World) -> APIRouter:
    """Build `POST /load`, which answers with the round trips of all people together."""
    router = APIRouter()

    @router.post("/load")
    async def load(request: Request) -> Response:
        try:
            asked = Load(**await json_body(request))
            telegram = Telegram(world, bot_of(world, request))
            people = [telegram.person(person_id) for person_id in asked.people]
            started = time.perf_counter()
            results = await asyncio.gather(*(_rounds(telegram, person, asked) for person in people))
            seconds = time.perf_counter() - started
        except (CannotDo, TypeError) as trouble:
            return json_response({"trouble": str(trouble)}, 409)
        took = [latency for result in results for latency in result if latency is not None]
        lost = sum(latency is None for result in results for latency in result)
        return json_response(
            {"seconds": seconds, "per_s": len(took) / seconds, "lost": lost, "latencies_ms": took}
        )

    return router


async def _rounds(telegram: Telegram, person: Person, asked: Load) -> list[float | None]:
    """Do all rounds of one person, each after the reaction to the one before; None is one without any."""
    latencies: list[float | None] = []
    for number in range(asked.rounds):
        started = time.perf_counter()
        try:
            async with asyncio.timeout(asked.patience_s):
                await _round(telegram, person, asked, number)
        except TimeoutError:
            latencies.append(None)
        else:
            latencies.append((time.perf_counter() - started) * 1000)
    return latencies


async def _round(telegram: Telegram, person: Person, asked: Load, number: int) -> None:
    chat = telegram.chat(person)
    chat.replied = replied = asyncio.get_running_loop().create_future()
    if not asked.labels:
        telegram.send(person, {"text": asked.texts[number % len(asked.texts)]})
        await replied
        return
    message, button = telegram.inline_button(chat, asked.labels[number % len(asked.labels)], None)
    query = telegram.press(person, chat, message.id, button["callback_data"])
    if asked.until == "answer" and query.answered is not None:
        await query.answered
    else:
        await replied
