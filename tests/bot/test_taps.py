"""How few taps each job takes: a press or a message counts as one, and the PIN is not counted."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.bot.walks import Say, Step, Tap, at_home, go, looks_at_home
from tests.chat import Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]

YES = Tap("Yes")
OWN_LINE = (Tap("Airtime"), Tap("₦500"))
TYPED_LIGHT = (Say("light 10k ikeja 45701239201"), YES)
RENEWAL = (
    Tap("TV"), Tap("DStv"), Say("4600123461", asked="Type the card number"), YES, Tap("Renew"),
)  # fmt: skip


@dataclass(frozen=True)
class Job:
    """One row: what was paid before, what is done now, and how much work it may be."""

    name: str
    steps: tuple[Step, ...]
    taps: int
    sees: str
    paid_before: tuple[Step, ...] = ()
    named: str | None = None  # what the customer calls whoever was paid


# fmt: off
PAID = (
    Job("airtime once more", (Tap("⟲ MTN ₦500"),), 1, "₦500 MTN airtime", paid_before=OWN_LINE),
    Job("airtime once more, typed", (Say("r"),), 1, "₦500 MTN airtime", paid_before=OWN_LINE),
    Job("airtime on the own line", OWN_LINE, 2, "₦500 MTN airtime"),
    Job("airtime for another, typed", (Say("500 08021239201"),), 1, "₦500 Airtel airtime"),
    Job("airtime for a name, typed", (Say("700 Mum"),), 1, "₦700 Airtel airtime",
        paid_before=(Say("500 08021239202"),), named="Mum"),
    Job("data on the own line", (Tap("Data"), Tap("1. ")), 2, "MTN data"),
    Job("light for a meter that was paid", (Tap("Light"), Tap("Light ₦10k")), 2, "Ikeja light",
        paid_before=TYPED_LIGHT),
    Job("light once more", (Tap("⟲ Light ₦10k"),), 1, "Ikeja light", paid_before=TYPED_LIGHT),
    Job("light for a new meter",
        (Tap("Light"), Tap("Ikeja"), Say("45701239202", asked="Type the meter"), YES, Tap("₦10,000")), 5,
        "₦10,000 Ikeja light"),
    Job("light for a new meter, typed", TYPED_LIGHT, 2, "₦10,000 Ikeja light"),
    Job("TV for a card that was paid", (Tap("TV"), Tap("⟲ DStv")), 2, "DStv", paid_before=RENEWAL),
    Job("TV for a new card", RENEWAL, 5, "DStv"),
)
NOT_PAID = (
    Job("the page to add money", (Say("/fund 5000"),), 1, "Add ₦5,000"),
    Job("an old token", (Say("/token"),), 1, "Light token", paid_before=TYPED_LIGHT),
)
# fmt: on


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def price_lists(vision: Vision) -> None:
    """The bot knows what its vendors list."""
    await vision.reads_price_lists()


class TestPaying:
    @pytest.mark.parametrize("job", PAID, ids=lambda job: job.name)
    async def test_takes_so_many_taps_and_the_pin(self, vision: Vision, job: Job) -> None:
        ada = await at_home(vision)
        await prepare(vision, ada, job)

        await go(ada, *job.steps)
        await ada.sees("You pay", "Enter your PIN")
        await ada.enters_pin()

        await ada.sees("Delivered", job.sees)
        assert ada.taps_made == job.taps


class TestLooking:
    @pytest.mark.parametrize("job", NOT_PAID, ids=lambda job: job.name)
    async def test_takes_so_many_taps(self, vision: Vision, job: Job) -> None:
        ada = await at_home(vision)
        await prepare(vision, ada, job)

        await go(ada, *job.steps)

        await ada.sees(job.sees)
        assert ada.taps_made == job.taps

    async def test_at_a_problem_takes_two(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await go(ada, *OWN_LINE)
        await ada.enters_pin()
        await ada.taps("Receipt", on=await ada.sees("Delivered"))

        ada.counts_taps()
        await go(ada, Tap("Problem?"), Tap("It did not arrive"))

        await ada.sees("Ticket P-")
        assert ada.taps_made == 2


class TestSending:
    async def test_takes_so_many_taps(self, vision: Vision) -> None:
        ada, bola = await at_home(vision), await vision.knows("Bola", trusted=True)
        number = "0" + bola.phone.removeprefix("+234")
        jobs = (
            ("somebody new, typed", (Say(f"send 500 to {number}"), YES), 2),
            ("somebody who was paid, typed", (Say(f"send 600 to {number}"),), 1),
            ("somebody who was paid", (Tap("Send"), Tap("Bo***"), Tap("₦500")), 3),
        )
        for name, steps, taps in jobs:
            await looks_at_home(ada)
            await go(ada, *steps)
            await ada.sees("You send", "Enter your PIN")
            await ada.enters_pin()
            await ada.sees("✅ Sent")
            assert ada.taps_made == taps, name


class TestRegistering:
    async def test_takes_three_taps_and_the_pin_twice(self, vision: Vision) -> None:
        ada = await vision.meets("Ada")

        await ada.registers()

        assert ada.taps_made == 3


async def prepare(vision: Vision, ada: Person, job: Job) -> None:
    """Let what came before a job have happened, a while ago."""
    await vision.waits(minutes=1)  # Nobody else has just paid for the same number.
    if not job.paid_before:
        return
    await go(ada, *job.paid_before)
    await ada.enters_pin()
    result = await ada.sees("Delivered")
    if job.named is not None:
        await ada.taps("Save as…", on=result)
        await ada.taps(job.named)
        await ada.sees(f"Saved as {job.named}")
    await vision.waits(hours=1)
    await looks_at_home(ada)
