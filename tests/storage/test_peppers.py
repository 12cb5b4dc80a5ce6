"""Peppers that change: what an older one sealed stays right, and is sealed by the newest when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest

from domain.phones import Phone
from domain.pins import PinLocked, Pins, WrongPin
from domain.registration import Customers
from storage.database import Database
from storage.key_use import count_pins
from storage.pin_hasher import Argon2PinHasher, BadPeppers, number_of
from tests.builders import NOON, RULES, new_id

FIRST, SECOND = "the-pepper-of-the-beginning", "5" * 64
BEFORE, BOTH, AFTER = FIRST, f"1:{SECOND},0:{FIRST}", f"1:{SECOND}"

HashedBy = Callable[[str], Argon2PinHasher]


@pytest.fixture
def hashed_by() -> Iterator[HashedBy]:
    """Hashers by what PIN_PEPPER says."""
    with ExitStack() as stack:

        def made(text: str) -> Argon2PinHasher:
            hasher = Argon2PinHasher.from_text(text)
            stack.callback(hasher.close)
            return hasher

        yield made


class TestAHasher:
    async def test_knows_what_older_peppers_sealed_and_seals_by_the_newest(self, hashed_by: HashedBy) -> None:
        before, both, after = hashed_by(BEFORE), hashed_by(BOTH), hashed_by(AFTER)
        old = await before.seal("2580")

        assert await both.matches("2580", old)
        assert not await both.matches("2581", old)
        renewed = await both.renewed("2580", old)
        assert renewed is not None
        assert (number_of(old), number_of(renewed)) == (0, 1)
        assert await after.matches("2580", renewed)
        assert not await after.matches("2581", renewed)
        assert await both.renewed("2580", renewed) is None

    async def test_without_the_pepper_knows_that_it_can_not_tell(self, hashed_by: HashedBy) -> None:
        old = await hashed_by(BEFORE).seal("2580")

        assert not hashed_by(AFTER).knows(old)
        assert not await hashed_by(AFTER).matches("2580", old)
        assert hashed_by(BOTH).knows(old)

    async def test_seals_without_a_number_as_it_always_did(self, hashed_by: HashedBy) -> None:
        sealed = await hashed_by(f"0:{FIRST},1:{SECOND}").seal("2580")

        assert len(sealed) == 48
        assert await hashed_by(BEFORE).matches("2580", sealed)

    @pytest.mark.parametrize(
        "text",
        [
            f"1:{SECOND},{FIRST}",
            f"1:{SECOND},1:{'6' * 64}",
            f"1:{SECOND},2:{SECOND}",
            "1:short",
            f"256:{SECOND}",
        ],
    )
    def test_refuses_a_list_that_is_none_without_a_pepper_in_what_it_says(self, text: str) -> None:
        with pytest.raises(BadPeppers) as refusal:
            Argon2PinHasher.from_text(text)

        assert SECOND not in str(refusal.value)
        assert FIRST not in str(refusal.value)

    def test_shows_no_pepper(self, hashed_by: HashedBy) -> None:
        assert SECOND not in repr(hashed_by(BOTH))
        assert FIRST not in repr(hashed_by(BOTH))


class TestAPin:
    async def test_goes_over_to_the_new_pepper_when_it_is_right_and_not_when_it_is_wrong(
        self, database: Database, hashed_by: HashedBy
    ) -> None:
        customer = await Customers(database, hashed_by(BEFORE), RULES).register(
            new_id(),
            telegram_id=7,
            name="Ada Obi",
            phone=Phone("+2348031234567"),
            language="en",
            pin="2580",
            now=NOON,
        )
        pins = Pins(database, hashed_by(BOTH), RULES.pin_locks)
        with pytest.raises(WrongPin):
            await pins.approve(customer.id, "2581", for_sheet="sheet", try_key="1", now=NOON)
        assert await count_pins(database) == {0: 1}

        await pins.approve(customer.id, "2580", for_sheet="sheet", try_key="2", now=NOON)

        assert await count_pins(database) == {1: 1}
        without_the_old = Pins(database, hashed_by(AFTER), RULES.pin_locks)
        await without_the_old.approve(customer.id, "2580", for_sheet="sheet", try_key="3", now=NOON)

    async def test_whose_pepper_is_gone_asks_for_a_new_pin_and_costs_no_try(
        self, database: Database, hashed_by: HashedBy
    ) -> None:
        customer = await Customers(database, hashed_by(BEFORE), RULES).register(
            new_id(),
            telegram_id=7,
            name="Ada Obi",
            phone=Phone("+2348031234567"),
            language="en",
            pin="2580",
            now=NOON,
        )
        pins = Pins(database, hashed_by(AFTER), RULES.pin_locks)

        with pytest.raises(PinLocked) as asked:
            await pins.check_open(customer.id, now=NOON)
        with pytest.raises(PinLocked) as tried:
            await pins.approve(customer.id, "2580", for_sheet="sheet", try_key="1", now=NOON)

        assert (asked.value.until, tried.value.until) == (None, None)
        back = Pins(database, hashed_by(BOTH), RULES.pin_locks)
        with pytest.raises(WrongPin) as wrong:
            await back.approve(
                customer.id, "2581", for_sheet="sheet", try_key="2", now=NOON + timedelta(minutes=1)
            )
        assert wrong.value.left == 2
