"""Two vendors, and billers that nobody delivers for: as customers meet it, over the Telegram protocol."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.business_rules import DEFAULT_FILE
from domain.money import naira
from domain.payments import PaymentStatus
from tests.builders import Bank
from tests.chat import Person, Vision, running_vision

FLUTTERWAVE_KEY = "FLWSECK_TEST-demo"
NOBODY = "http://127.0.0.1:1/api"


@pytest.fixture
def impatient(tmp_path: Path) -> Path:
    """The rules, but two failures are enough to judge by."""
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    for name, value in (("fewest_calls", "2"), ("least_success", "50"), ("fewest_failures", "2")):
        text = re.sub(rf"^{name} = .*$", f"{name} = {value}", text, flags=re.MULTILINE)
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    return file


async def orders(person: Person, *, to: str = "08031234567") -> None:
    """Order airtime from MTN, as far as the PIN."""
    await person.says(f"500 {to}")
    await person.enters_pin()


class TestTwoVendors:
    async def test_deliver_although_the_first_can_not_be_reached(self, postgres_url: str) -> None:
        async with running_vision(
            postgres_url, flutterwave_secret_key=FLUTTERWAVE_KEY, vtpass_base_url=NOBODY
        ) as vision:
            ada = await vision.knows("Ada", wallet=1_000)

            await orders(ada)

            await ada.sees("Delivered", "₦500 MTN airtime")
            assert list((await vision.flutterwave.deliveries()).values()) == [1]
            assert await ada.balance() == naira(500)
            payment = await vision.newest_payment(ada)
            assert payment.attempt is not None
            assert (payment.attempt.n, payment.attempt.vendor) == (2, "flutterwave")
            assert await Bank(vision.app.database).problems() == []

    async def test_are_never_asked_both_while_the_first_is_in_doubt(self, postgres_url: str) -> None:
        async with running_vision(postgres_url, flutterwave_secret_key=FLUTTERWAVE_KEY) as vision:
            ada = await vision.knows("Ada", wallet=1_000)
            await vision.vtpass.next("pending")

            await orders(ada)
            await ada.sees("They have not answered yet")
            await asked_again(vision, ada)
            assert await vision.flutterwave.vends() == []

            await vision.vtpass.next("deliver", call="requery", code="091")  # not processed, not charged
            await asked_again(vision, ada)
            await ada.sees("Delivered", "₦500 MTN airtime")

            assert list((await vision.flutterwave.deliveries()).values()) == [1]
            assert await ada.balance() == naira(500)
            assert (await vision.newest_payment(ada)).status is PaymentStatus.DELIVERED
            assert await Bank(vision.app.database).problems() == []


async def asked_again(vision: Vision, person: Person) -> None:
    """Wait until the vendor was asked once more."""
    before = (await vision.newest_payment(person)).attempt
    await vision.waits(minutes=40)

    async def is_asked() -> bool:
        after = (await vision.newest_payment(person)).attempt
        return after != before

    await vision.until(is_asked)


class TestACircuit:
    async def test_opens_is_shown_at_home_and_closes(self, postgres_url: str, impatient: Path) -> None:
        async with running_vision(postgres_url, rules_file=impatient) as vision:
            outages = vision.app.services.outages
            ada = await vision.knows("Ada", wallet=5_000)
            await vision.vtpass.next("refuse", times=2)
            for line in ("08031234567", "08031234568"):
                await orders(ada, to=line)
                await ada.sees("Your money is back")
            await outages.watch()

            await ada.says("500 08031234569")
            await ada.sees("MTN is not delivering at the moment", "Nothing was charged")
            await ada.says("/menu")
            await ada.sees("MTN is slow today", "Wallet")
            await ada.taps("Airtime")
            await ada.sees("MTN is slow today", "How much?")
            await ada.taps("MTN ▾")
            networks = await ada.sees("Which network")
            assert networks.labels[:4] == ["🟡 MTN · slow", "Airtel", "Glo", "9mobile"]

            await vision.waits(minutes=1)
            await orders(ada, to="08031234569")
            await ada.sees("Delivered")
            await outages.watch()
            await ada.says("/menu")
            home = await ada.sees("Wallet")

            assert "slow" not in home.text
            assert await ada.balance() == naira(4_500)


class TestAnOutage:
    async def test_takes_no_money_and_ends_with_a_word_to_who_waits(
        self, postgres_url: str, impatient: Path
    ) -> None:
        async with running_vision(postgres_url, rules_file=impatient) as vision:
            outages = vision.app.services.outages
            ada, ben = await vision.knows("Ada", wallet=5_000), await vision.knows("Ben", wallet=5_000)
            await vision.vtpass.next("refuse", times=3)
            for line in ("08031234567", "08031234568", "08031234569"):
                await orders(ben, to=line)
                await ben.sees("Your money is back")
                await vision.waits(minutes=6)
            await outages.watch()

            await ada.says("500 08031234567")
            await ada.sees("MTN is not delivering at the moment", "Your order is kept")
            await ada.taps("Tell me when it's back")
            await ada.sees("I'll write as soon as it works again")
            await ada.says("/menu")
            await ada.sees("MTN is not delivering now", "Wallet")
            eze = await (await vision.meets("Eze")).registers(language="Pidgin")
            await eze.taps("Card")
            await eze.sees("MTN no dey deliver now", "How much?")
            await eze.taps("MTN ▾")
            await eze.sees_button("🔴 MTN · no dey work")
            assert await vision.vtpass.deliveries() == {}
            await vision.waits(minutes=6)
            await outages.watch()
            await orders(ben, to="08031234561")
            await ben.sees("Delivered")
            await outages.watch()

            await ada.sees("MTN works again")
            await ada.taps("Continue my order")
            await ada.enters_pin()
            await ada.sees("Delivered", "₦500 MTN airtime")
            assert await ada.balance() == naira(4_500)
            assert await Bank(vision.app.database).problems() == []
