"""PINs: hashed slowly, guessed rarely, and never found in the database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from domain.customers import PhoneTaken
from domain.phones import Phone
from domain.pins import PinLocked, Pins, WeakPin, WrongPin
from domain.registration import Customers
from storage.database import Database
from storage.pin_hasher import Argon2PinHasher, derive
from tests.builders import NOON, RULES, new_id

PHONE = Phone("+2348031234567")


@pytest.fixture
async def hasher() -> AsyncIterator[Argon2PinHasher]:
    """The real, slow hash."""
    hasher = Argon2PinHasher(b"pepper", threads=2)
    yield hasher
    hasher.close()


@pytest.fixture
def customers(database: Database, hasher: Argon2PinHasher) -> Customers:
    """Registering."""
    return Customers(database, hasher, RULES)


@pytest.fixture
def pins(database: Database, hasher: Argon2PinHasher) -> Pins:
    """Asking for the PIN."""
    return Pins(database, hasher, RULES.pin_locks)


async def register(
    customers: Customers, telegram_id: int = 7, phone: Phone = PHONE, pin: str = "2580"
) -> str:
    """Register somebody and return her id."""
    customer = await customers.register(
        new_id(), telegram_id=telegram_id, name="Ada Obi", phone=phone, language="en", pin=pin, now=NOON
    )
    return customer.id


@pytest.mark.usefixtures("slow_pins")
class TestTheHash:
    def test_is_the_one_that_was_kept_before(self) -> None:
        """Argon2id, 19 MiB, 2 passes, 1 lane: at another cost no PIN that was ever set would fit."""
        kept = "ab12845718caa9a9e819e36af874ab44bd80d44bcdf178bb5533f4b648b948e5"

        assert derive(b"pepper of the test", b"sixteen bytes of") == bytes.fromhex(kept)

    async def test_knows_the_pin_and_no_other(self, hasher: Argon2PinHasher) -> None:
        sealed = await hasher.seal("2580")

        assert await hasher.matches("2580", sealed)
        assert not await hasher.matches("2581", sealed)
        assert b"2580" not in sealed

    async def test_is_another_each_time(self, hasher: Argon2PinHasher) -> None:
        assert await hasher.seal("2580") != await hasher.seal("2580")

    async def test_is_worthless_without_the_pepper(self, hasher: Argon2PinHasher) -> None:
        sealed = await hasher.seal("2580")
        thief = Argon2PinHasher(b"", threads=1)

        assert not await thief.matches("2580", sealed)
        thief.close()

    async def test_leaves_the_others_alone_while_it_works(self, hasher: Argon2PinHasher) -> None:
        turns = 0
        hashing = asyncio.create_task(hasher.seal("2580"))

        while not hashing.done():
            turns += 1
            await asyncio.sleep(0)

        assert turns > 10


class TestThePin:
    async def test_gives_consent_to_one_sheet(self, customers: Customers, pins: Pins) -> None:
        ada = await register(customers)

        approval = await pins.approve(ada, "2580", for_sheet="sheet", try_key="1", now=NOON)

        assert approval.covers(ada, "sheet")
        assert not approval.covers(ada, "another sheet")
        assert not approval.covers("bayo", "sheet")

    async def test_may_be_wrong_twice(self, customers: Customers, pins: Pins) -> None:
        ada = await register(customers)
        left = []
        for n in range(2):
            with pytest.raises(WrongPin) as refusal:
                await pins.approve(ada, "0000", for_sheet="sheet", try_key=str(n), now=NOON)
            left.append(refusal.value.left)

        await pins.approve(ada, "2580", for_sheet="sheet", try_key="right", now=NOON)

        assert left == [2, 1]
        with pytest.raises(WrongPin) as fresh:
            await pins.approve(ada, "0000", for_sheet="sheet", try_key="later", now=NOON)
        assert fresh.value.left == 2

    async def test_is_locked_by_the_third_wrong_one_also_for_the_right_one(
        self, customers: Customers, pins: Pins
    ) -> None:
        ada = await register(customers)
        for n, expected in enumerate((WrongPin, WrongPin, PinLocked)):
            with pytest.raises(expected):
                await pins.approve(ada, "0000", for_sheet="sheet", try_key=str(n), now=NOON)

        with pytest.raises(PinLocked) as locked:
            await pins.approve(ada, "2580", for_sheet="sheet", try_key="right", now=NOON)
        in_half_an_hour = NOON + timedelta(minutes=30)
        assert locked.value.until == in_half_an_hour
        await pins.approve(ada, "2580", for_sheet="sheet", try_key="patient", now=in_half_an_hour)

    async def test_says_that_it_is_locked_before_it_is_asked_for(
        self, customers: Customers, pins: Pins
    ) -> None:
        ada = await register(customers)
        for n, expected in enumerate((WrongPin, WrongPin, PinLocked)):
            await pins.check_open(ada, now=NOON)
            with pytest.raises(expected):
                await pins.approve(ada, "0000", for_sheet="sheet", try_key=str(n), now=NOON)
        in_half_an_hour = NOON + timedelta(minutes=30)

        with pytest.raises(PinLocked) as locked:
            await pins.check_open(ada, now=NOON)

        assert locked.value.until == in_half_an_hour
        await pins.check_open(ada, now=in_half_an_hour)

    async def test_is_guessed_three_times_at_most_however_many_try_at_once(
        self, customers: Customers, pins: Pins
    ) -> None:
        ada = await register(customers)

        told = await asyncio.gather(
            *(
                pins.approve(ada, f"{n:04}", for_sheet="sheet", try_key=f"try {n}", now=NOON)
                for n in range(30, 50)
            ),
            return_exceptions=True,
        )

        compared = [each for each in told if isinstance(each, WrongPin)]
        assert len(compared) == 2  # the third is told of the lock that it has brought about
        assert sum(isinstance(each, PinLocked) for each in told) == 18

    async def test_that_comes_twice_by_a_repeated_update_counts_once(
        self, customers: Customers, pins: Pins
    ) -> None:
        ada = await register(customers)
        left = []
        for _ in range(5):
            with pytest.raises(WrongPin) as refusal:
                await pins.approve(ada, "0000", for_sheet="sheet", try_key="same tap", now=NOON)
            left.append(refusal.value.left)

        assert left == [2] * 5

    async def test_of_nobody_is_never_right(self, pins: Pins) -> None:
        with pytest.raises(PinLocked):
            await pins.approve("nobody", "2580", for_sheet="sheet", try_key="1", now=NOON)


class TestRegistering:
    async def test_twice_at_once_makes_one_customer(self, customers: Customers) -> None:
        ids = await asyncio.gather(*(register(customers) for _ in range(4)))

        assert len(set(ids)) == 1

    async def test_a_number_that_somebody_has_is_refused(self, customers: Customers) -> None:
        await register(customers)

        with pytest.raises(PhoneTaken):
            await customers.check_free(PHONE, telegram_id=8)
        with pytest.raises(PhoneTaken):
            await register(customers, telegram_id=8)
        await customers.check_free(PHONE, telegram_id=7)

    async def test_two_people_with_one_number_at_once_lets_one_in(self, customers: Customers) -> None:
        told = await asyncio.gather(
            *(register(customers, telegram_id=n) for n in (7, 8)), return_exceptions=True
        )

        assert sum(isinstance(each, PhoneTaken) for each in told) == 1

    async def test_with_an_easy_pin_is_refused(self, customers: Customers) -> None:
        with pytest.raises(WeakPin):
            await register(customers, pin="4567")
        assert await customers.known(7) is None

    async def test_begins_as_a_new_account_of_the_first_tier(
        self, customers: Customers, database: Database
    ) -> None:
        ada = await register(customers)

        async with database.begin() as books:
            accounts = await books.accounts.of(ada)
        assert (accounts.tier, accounts.restricted_until) == (1, NOON + timedelta(hours=24))
        assert (accounts.wallet.kobo, accounts.cashback.kobo, accounts.held.kobo) == (0, 0, 0)
