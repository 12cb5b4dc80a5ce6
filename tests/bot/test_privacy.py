"""What is kept of a customer: told, given to her as a file, and forgotten."""

from __future__ import annotations

import io
import zipfile

import orjson
import pytest
from sqlalchemy import select

from domain.controls import FreezeReason
from domain.money import naira
from domain.phones import read_phone
from storage.tables import customers, deletions, payments, pins, saved_names
from tests.chat import Person, Vision

pytestmark = pytest.mark.asyncio(loop_scope="module")

METER, OTHER_METER = "45701234777", "45701234778"  # a company takes one order in half a minute for each


async def gives_code(person: Person) -> None:
    """Type the code that was sent."""
    await person.sees("Type it here")
    await person.says(await person.receives_code())


async def asks_to_be_forgotten(person: Person, *, button: str = "Delete my account") -> None:
    """Go the whole way to the days of grace."""
    await person.says("/delete")
    await person.taps(button)
    await gives_code(person)


class TestPrivacy:
    async def test_says_what_is_kept_and_what_one_may_do(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("/privacy")

        page = await ada.sees("What we keep of you", "7 years", "a copy of everything")
        assert {"Get a copy of my data", "Delete my account"} <= set(page.labels)


class TestACopyOfOnesData:
    async def test_comes_as_a_file_after_a_code(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        await ada.says(f"light 2k ikeja {METER}")
        await ada.taps("Yes")
        await ada.enters_pin()
        await ada.sees("Light token")

        await ada.says("/export")
        await gives_code(ada)
        await ada.sees("Your copy is in this chat")

        archive = await _document(ada)
        data = orjson.loads(archive.read("data.json"))
        assert data["customers"][0]["phone"] == read_phone(ada.phone).e164
        assert METER in str(data["payments"][0]["recipient"])
        assert data["payment_states"][0]["delivery"]
        assert data["customer_accounts"][0]["wallet"] > 0
        assert METER in archive.read("payments.csv").decode()
        assert "kobo" in archive.read("README.txt").decode()
        assert not {"pins", "one_time_codes", "access_log"} & set(data)

    async def test_has_nobody_elses_data(self, vision: Vision) -> None:
        ada, bola = await vision.knows("Ada", wallet=3_000), await vision.knows("Bola")
        await ada.says(f"send 700 to {bola.phone}")
        await ada.taps("Yes")
        await ada.enters_pin()
        await bola.sees("₦700")

        await bola.says("/export")
        await gives_code(bola)
        await bola.sees("Your copy is in this chat")

        data = (await _document(bola)).read("data.json").decode()
        assert (await ada.customer()).id not in data
        assert read_phone(ada.phone).e164 not in data

    async def test_does_not_come_for_a_wrong_code(self, vision: Vision) -> None:
        ada = await vision.knows()
        await ada.says("/export")
        code = await ada.receives_code()

        await ada.says("".join(str((int(digit) + 1) % 10) for digit in code))

        await ada.sees("Wrong code")
        assert [each for each in await ada.messages() if "document" in each.raw] == []

    async def test_has_no_tokens_while_the_wallet_is_frozen(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        await ada.says(f"light 2k ikeja {OTHER_METER}")
        await ada.taps("Yes")
        await ada.enters_pin()
        await ada.sees("Light token")
        await vision.app.services.freezing.freeze(
            (await ada.customer()).id, FreezeReason.PANIC, now=vision.clock()
        )

        await ada.says("/export")
        await gives_code(ada)
        await ada.sees("Your copy is in this chat")

        data = orjson.loads((await _document(ada)).read("data.json"))
        assert "delivery" not in data["payment_states"][0]

    async def test_in_pidgin(self, vision: Vision) -> None:
        ada = await (await vision.meets("Ada")).registers(language="Pidgin")

        await ada.says("/export")
        await ada.says(await ada.receives_code())

        await ada.sees("Your copy dey this chat")


class TestBeingForgotten:
    async def test_takes_a_code_and_seven_days(self, vision: Vision) -> None:
        ada = await vision.knows("Adaeze")
        customer = await ada.customer()

        await asks_to_be_forgotten(ada)
        await ada.sees("Your account is deleted", "you can stay")
        await vision.app.services.deletions.sweep()
        assert await vision.app.services.customers.known(ada.id) is not None

        await _days_later(vision, 8)

        assert await vision.app.services.customers.known(ada.id) is None
        forgotten = await vision.app.services.customers.get(customer.id)
        assert forgotten is not None
        assert (forgotten.name, forgotten.phone.e164) == ("…", "+2340000000000")

    async def test_leaves_the_books_and_takes_what_names_her(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=2_000)
        bola = await vision.knows("Bola")
        customer = await ada.customer()
        await ada.says(f"500 {ada.phone}")
        await ada.enters_pin()
        await ada.sees("₦500", "Delivered")
        await _empties(ada, bola)

        await asks_to_be_forgotten(ada)
        await ada.sees("Your account is deleted")
        await _days_later(vision, 8)

        async with vision.app.database.begin() as books:

            async def has(table: object, column: object) -> int:
                rows = await books.connection.execute(select(table).where(column == customer.id))  # type: ignore[call-overload]
                return len(rows.all())

            assert await has(payments, payments.c.customer_id) == 1
            assert await has(customers, customers.c.id) == 1
            assert await has(deletions, deletions.c.customer_id) == 1
            assert await has(pins, pins.c.customer_id) == 0
            assert await has(saved_names, saved_names.c.customer_id) == 0

    async def test_lets_the_same_number_begin_anew(self, vision: Vision) -> None:
        ada = await vision.knows()
        before = await ada.customer()
        await asks_to_be_forgotten(ada)
        await ada.sees("Your account is deleted")
        await _days_later(vision, 8)

        await ada.registers()

        after = await ada.customer()
        assert after.id != before.id
        assert await vision.app.services.payments.history(after.id, limit=5) == ()

    async def test_can_be_taken_back(self, vision: Vision) -> None:
        ada = await vision.knows()
        await asks_to_be_forgotten(ada)
        await ada.taps("Stay with Vision")
        await ada.sees("You stay")

        await _days_later(vision, 8)
        await vision.funds(ada, naira(1_000))

        await ada.says(f"500 {ada.phone}")
        await ada.enters_pin()
        await ada.sees("₦500", "Delivered")

    async def test_is_not_possible_with_money(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)

        await ada.says("/delete")
        await ada.taps("Delete my account")

        await ada.sees("There is still money of yours here", "Wallet ₦1,000")

    async def test_stops_when_money_comes_in(self, vision: Vision) -> None:
        ada = await vision.knows()
        await asks_to_be_forgotten(ada)
        await ada.sees("Your account is deleted")
        await vision.funds(ada, naira(1_000))

        await _days_later(vision, 8)

        await ada.sees("I did not delete your account")
        assert await vision.app.services.freezing.state((await ada.customer()).id, now=vision.clock()) is None
        assert await ada.balance() == naira(1_000)

    async def test_does_not_lift_another_freeze(self, vision: Vision) -> None:
        ada = await vision.knows()
        customer = await ada.customer()
        await vision.app.services.freezing.freeze(customer.id, FreezeReason.RISK, now=vision.clock())

        await asks_to_be_forgotten(ada)

        await ada.sees("Your wallet is frozen")
        assert await vision.app.services.deletions.of(customer.id) is None

    async def test_in_pidgin(self, vision: Vision) -> None:
        ada = await (await vision.meets("Ada")).registers(language="Pidgin")

        await ada.says("/delete")
        await ada.sees("Wetin go commot", "7 days")
        await ada.taps("Delete my account")
        await ada.says(await ada.receives_code())

        await ada.sees("We go delete your account")


async def _document(person: Person) -> zipfile.ZipFile:
    message = next(each for each in reversed(await person.messages()) if "document" in each.raw)
    file = await person.vision.app.bot.download(message.raw["document"]["file_id"])
    assert file is not None
    return zipfile.ZipFile(io.BytesIO(file.read()))


async def _empties(ada: Person, bola: Person) -> None:
    """Send everything to a friend."""
    balance = await ada.balance()
    await ada.says(f"send {balance.kobo // 100} to {bola.phone}")
    await ada.taps("Yes")
    await ada.enters_pin()
    await bola.sees("₦")


async def _days_later(vision: Vision, days: int) -> None:
    """Time passes, and the job that forgets people has run."""
    await vision.waits(days=days)
    await vision.app.services.deletions.sweep()
