"""Processes that are told to stop while people pay: nothing is lost, nothing happens twice."""

import asyncio
import signal
import time
from pathlib import Path

import pytest

from tests.chat import Person, Vision, running_vision
from tests.data_servers import free_port
from tests.processes import ended, line_with, start

PEOPLE = 8
WEBHOOK_SECRET = "a-secret-of-telegram"


def like(vision: Vision, **given: str) -> dict[str, str]:
    """Return the settings of another process of the same installation."""
    settings = vision.app.settings
    return {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "TELEGRAM_API_BASE": settings.telegram_api_base,
        "VTPASS_BASE_URL": settings.vtpass_base_url,
        "FLUTTERWAVE_BASE_URL": settings.flutterwave_base_url,
        "PAYSTACK_BASE_URL": settings.paystack_base_url,
        "PAYSTACK_SECRET_KEY": settings.paystack_secret_key.get_secret_value(),
        "PUBLIC_URL": settings.public_url,
        "TELEGRAM_MODE": settings.telegram_mode,
        "TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "CLOCK_OFFSET_SECONDS": str(int(vision.clock.ahead.total_seconds())),
        "HTTP_PORT": "0",
        **given,
    }


async def pays(vision: Vision, person: Person) -> None:
    """Pay ₦500 for one's own line, of which MTN says only after a while what became of it."""
    own = "0" + person.phone[4:]
    await vision.vtpass.next("late", customer_reference=own, delay_s=0.5)
    await person.says(f"500 {person.phone}")
    await person.sees("You pay")
    await person.enters_pin()


@pytest.mark.slow
class TestAWorkerThatIsToldToStop:
    async def test_hands_over_what_it_has_not_begun(
        self, postgres_url: str, redis_url: str, tmp_path: Path
    ) -> None:
        async with running_vision(
            postgres_url, redis_url=redis_url, roles=("bot", "scheduler", "web")
        ) as vision:
            environment = like(vision, ROLES="worker", PAYMENT_CONCURRENCY="2")
            people = [await vision.knows(wallet=1_000) for _ in range(PEOPLE)]
            async with (
                ended(await start("run", tmp_path, **environment)) as old,
                ended(await start("run", tmp_path, **environment)) as other,
            ):
                for worker in (old, other):
                    await line_with(worker, "the bot is running")
                for person in people:
                    await pays(vision, person)

                began = time.monotonic()
                old.send_signal(signal.SIGTERM)
                status = await old.wait()
                took = time.monotonic() - began
                await asyncio.gather(*(person.sees("Delivered") for person in people))

            deliveries = await vision.vtpass.deliveries()

        assert status == 0
        assert took < 10
        assert sorted(deliveries.values()) == [1] * PEOPLE


@pytest.mark.slow
class TestABotThatIsToldToStop:
    async def test_leaves_nobody_without_an_answer_and_answers_nobody_twice(
        self, postgres_url: str, redis_url: str, tmp_path: Path
    ) -> None:
        port = free_port()
        async with running_vision(
            postgres_url,
            redis_url=redis_url,
            roles=("worker", "scheduler", "web"),
            telegram_mode="webhook",
            telegram_webhook_secret=WEBHOOK_SECRET,
            http_port=port,
            public_url=f"http://127.0.0.1:{port}",
        ) as vision:
            environment = like(vision, ROLES="bot")
            people = [await vision.meets(f"Person {number}") for number in range(PEOPLE)]
            async with (
                ended(await start("run", tmp_path, **environment)) as old,
                ended(await start("run", tmp_path, **environment)) as other,
            ):
                for bot in (old, other):
                    await line_with(bot, "the bot is running")
                await asyncio.gather(*(person.says("/start") for person in people[: PEOPLE // 2]))

                began = time.monotonic()
                old.send_signal(signal.SIGTERM)
                await asyncio.gather(*(person.says("/start") for person in people[PEOPLE // 2 :]))
                status = await old.wait()
                took = time.monotonic() - began
                await asyncio.gather(*(person.sees("Welcome to Vision") for person in people))

            chats = [await vision.telegram.chat(person.id) for person in people]

        assert status == 0
        assert took < 10
        assert [len([each for each in chat["messages"] if each["outgoing"]]) for chat in chats] == [
            1
        ] * PEOPLE
