"""A payment that takes longer than it usually does: what its card says meanwhile, and stopping it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.business_rules import DEFAULT_FILE
from domain.money import naira
from tests.chat import Person, Vision, running_vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Vision]:
    """The bot, with one worker, where airtime usually takes a second."""
    rules = tmp_path_factory.mktemp("rules") / "rules.toml"
    rules.write_text(in_a_second(DEFAULT_FILE), encoding="utf-8")
    async with running_vision(module_database_url, rules_file=rules, payment_concurrency=1) as running:
        yield running


def in_a_second(rules: Path) -> str:
    """Return the rules with airtime in one second."""
    before, airtime, after = rules.read_text(encoding="utf-8").partition("[promises.airtime]\n")
    return before + airtime + after.replace('usually = "10s"', 'usually = "1s"', 1)


async def pays(vision: Vision, person: Person, *, answered_after: float = 0) -> None:
    """Pay ₦500 for one's own line; MTN's answer takes so many seconds."""
    if answered_after:
        own = "0" + person.phone[4:]
        await vision.vtpass.next("late", customer_reference=own, delay_s=answered_after)
    await person.says(f"500 {person.phone}")
    await person.sees("You pay")
    await person.enters_pin()


class TestASilentVendor:
    async def test_is_said_to_be_slow_until_there_is_a_result(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)

        await pays(vision, ada, answered_after=3)

        sent = await ada.sees("Sent to MTN", "Usually takes 1 second")
        slow = await ada.sees("MTN takes longer than usual", "you hear from me by", "Your ₦500 is held")
        await ada.sees("Delivered")
        assert slow.id == sent.id

    async def test_that_answers_in_time_is_not_said_to_be_slow(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)

        await pays(vision, ada)

        await ada.sees("Delivered")
        assert "longer than usual" not in await ada.chat()


class TestAPaymentThatWaits:
    async def test_can_be_stopped_before_it_is_sent(self, vision: Vision) -> None:
        ada, bola = await vision.knows("Ada", wallet=1_000), await vision.knows("Bola", wallet=1_000)
        await pays(vision, ada, answered_after=4)
        await ada.sees("Sent to MTN")
        await pays(vision, bola)

        waiting = await bola.sees("Not sent to MTN yet", "you can stop it")
        await bola.taps("Stop it", on=waiting)

        await bola.sees("Stopped. It was not sent to MTN")
        await bola.sees("Your money is back", "cancelled before it was sent")
        assert await bola.balance() == naira(1_000)
        await ada.sees("Delivered")
        again = await bola.presses(waiting.data("Stop it"), on=waiting.id)
        assert not again
        assert await bola.balance() == naira(1_000)

    async def test_can_not_be_stopped_once_it_is_sent(self, vision: Vision) -> None:
        ada, bola = await vision.knows("Ada", wallet=1_000), await vision.knows("Bola", wallet=1_000)
        await pays(vision, ada, answered_after=3)
        await ada.sees("Sent to MTN")
        await pays(vision, bola, answered_after=4)
        waiting = await bola.sees("Not sent to MTN yet")

        slow = await bola.sees("MTN takes longer than usual")
        toast = await bola.presses(waiting.data("Stop it"), on=waiting.id)

        assert slow.id == waiting.id
        assert "Stop it" not in slow.labels
        assert toast == "It is too late to stop this. It has been sent."
        await bola.sees("Delivered")
        assert await bola.balance() == naira(500)

    async def test_of_somebody_else_is_left_alone(self, vision: Vision) -> None:
        ada, bola = await vision.knows("Ada", wallet=1_000), await vision.knows("Bola", wallet=1_000)
        await pays(vision, ada, answered_after=3)
        await ada.sees("Sent to MTN")
        await pays(vision, bola)
        waiting = await bola.sees("Not sent to MTN yet")

        await ada.presses(waiting.data("Stop it"), on=(await ada.newest()).id)

        await bola.sees("Delivered")
        assert await bola.balance() == naira(500)
