"""One-time codes on both databases: one live, few tries, few a day, right once, found in no table."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.customers import Customer
from domain.e_mails import EMailAddresses
from domain.one_time_codes import (
    Channel,
    CodeAskedTooSoon,
    CodeExpired,
    CodeVoid,
    NoSuchChannel,
    OneTimeCodes,
    Purpose,
    StepUp,
    StepUpNeeded,
    TooManyCodes,
    WrongCode,
)
from storage.database import Database
from tests.builders import NOON, RULES, Bank, new_id

PURPOSE = Purpose.LIMIT_RAISE
MINUTE = timedelta(minutes=1)


class QuickHasher:
    """Hashes fast, so that a test may ask often. The real one has its own tests."""

    async def seal(self, digits: str) -> bytes:
        return hashlib.sha256(digits.encode()).digest()

    async def matches(self, digits: str, sealed: bytes) -> bool:
        return await self.seal(digits) == sealed

    def knows(self, sealed: bytes) -> bool:
        return True

    async def renewed(self, digits: str, sealed: bytes) -> bytes | None:
        return None


@pytest.fixture
def codes(database: Database) -> OneTimeCodes:
    """Codes that count up: 700001, 700002, and so on."""
    numbers = itertools.count(700_001)
    return OneTimeCodes(database, QuickHasher(), RULES.codes, lambda: str(next(numbers)), new_id)


@pytest.fixture
async def ada(bank: Bank) -> Customer:
    """Who asks for codes."""
    return await bank.customer("Ada")


async def confirmed(database: Database, customer: Customer, address: str) -> None:
    """Let an address be the customer's."""
    async with database.begin() as books:
        await books.e_mails.save(EMailAddresses(customer.id, address, NOON))


class TestTheRightCode:
    async def test_permits_what_it_was_asked_for_and_nothing_else(
        self, codes: OneTimeCodes, ada: Customer
    ) -> None:
        fresh = await codes.ask(ada, PURPOSE, about="daily", now=NOON)

        step_up = await codes.check(
            ada.id, PURPOSE, fresh.digits, about="daily", try_key="1", now=NOON + MINUTE
        )

        assert step_up.covers(ada.id, PURPOSE, "daily", now=NOON + MINUTE)
        assert not step_up.covers(ada.id, PURPOSE, "transfers", now=NOON + MINUTE)
        assert not step_up.covers(ada.id, Purpose.EXPORT, "daily", now=NOON + MINUTE)
        assert not step_up.covers("bayo", PURPOSE, "daily", now=NOON + MINUTE)
        assert not step_up.covers(ada.id, PURPOSE, "daily", now=NOON + timedelta(minutes=11))

    async def test_goes_to_the_registered_phone_or_the_confirmed_address(
        self, codes: OneTimeCodes, ada: Customer, database: Database
    ) -> None:
        assert (await codes.ask(ada, PURPOSE, now=NOON)).to == ada.phone.e164
        assert await codes.channels(ada, PURPOSE) == (Channel.SMS,)
        with pytest.raises(NoSuchChannel):
            await codes.ask(ada, Purpose.EXPORT, channel=Channel.E_MAIL, now=NOON)

        await confirmed(database, ada, "ada@example.com")

        assert await codes.channels(ada, PURPOSE) == (Channel.SMS, Channel.E_MAIL)
        fresh = await codes.ask(ada, Purpose.EXPORT, channel=Channel.E_MAIL, now=NOON)
        assert fresh.to == "ada@example.com"

    async def test_to_move_an_account_goes_to_its_phone_alone(
        self, codes: OneTimeCodes, ada: Customer, database: Database
    ) -> None:
        await confirmed(database, ada, "ada@example.com")

        assert await codes.channels(ada, Purpose.LINK) == (Channel.SMS,)
        with pytest.raises(NoSuchChannel):
            await codes.ask(ada, Purpose.LINK, channel=Channel.E_MAIL, now=NOON)

    async def test_is_right_once(self, codes: OneTimeCodes, ada: Customer) -> None:
        fresh = await codes.ask(ada, PURPOSE, now=NOON)
        await codes.check(ada.id, PURPOSE, fresh.digits, try_key="1", now=NOON)

        with pytest.raises(CodeExpired):
            await codes.check(ada.id, PURPOSE, fresh.digits, try_key="2", now=NOON)

    async def test_is_right_again_where_the_same_message_comes_again(
        self, codes: OneTimeCodes, ada: Customer
    ) -> None:
        fresh = await codes.ask(ada, PURPOSE, now=NOON)
        once = await codes.check(ada.id, PURPOSE, fresh.digits, try_key="1", now=NOON)

        assert await codes.check(ada.id, PURPOSE, fresh.digits, try_key="1", now=NOON + MINUTE) == once

    async def test_on_two_devices_at_once_lets_one_in(self, codes: OneTimeCodes, ada: Customer) -> None:
        fresh = await codes.ask(ada, PURPOSE, now=NOON)

        told = await asyncio.gather(
            *(codes.check(ada.id, PURPOSE, fresh.digits, try_key=f"{n}", now=NOON) for n in range(4)),
            return_exceptions=True,
        )

        assert sum(isinstance(each, StepUp) for each in told) == 1

    async def test_holds_for_the_steps_that_follow(self, codes: OneTimeCodes, ada: Customer) -> None:
        with pytest.raises(StepUpNeeded):
            await codes.standing(ada.id, PURPOSE, now=NOON)
        fresh = await codes.ask(ada, PURPOSE, now=NOON)
        with pytest.raises(StepUpNeeded):
            await codes.standing(ada.id, PURPOSE, now=NOON)
        step_up = await codes.check(ada.id, PURPOSE, fresh.digits, try_key="1", now=NOON)

        assert await codes.standing(ada.id, PURPOSE, now=NOON + 9 * MINUTE) == step_up
        with pytest.raises(StepUpNeeded):
            await codes.standing(ada.id, PURPOSE, about="another", now=NOON + MINUTE)
        with pytest.raises(StepUpNeeded):
            await codes.standing(ada.id, PURPOSE, now=NOON + 11 * MINUTE)


class TestAWrongCode:
    async def test_may_be_tried_five_times_and_then_the_right_one_is_void_too(
        self, codes: OneTimeCodes, ada: Customer
    ) -> None:
        fresh = await codes.ask(ada, PURPOSE, now=NOON)
        left = []
        for n in range(4):
            with pytest.raises(WrongCode) as wrong:
                await codes.check(ada.id, PURPOSE, "000000", try_key=f"{n}", now=NOON)
            left.append(wrong.value.left)
        with pytest.raises(CodeVoid):
            await codes.check(ada.id, PURPOSE, "000000", try_key="5", now=NOON)

        assert left == [4, 3, 2, 1]
        with pytest.raises(CodeVoid):
            await codes.check(ada.id, PURPOSE, fresh.digits, try_key="6", now=NOON)

    async def test_is_compared_five_times_however_many_try_at_once(
        self, codes: OneTimeCodes, ada: Customer
    ) -> None:
        await codes.ask(ada, PURPOSE, now=NOON)

        told = await asyncio.gather(
            *(codes.check(ada.id, PURPOSE, f"{n:06}", try_key=f"try {n}", now=NOON) for n in range(20)),
            return_exceptions=True,
        )

        assert sum(isinstance(each, WrongCode) for each in told) == 4  # the fifth is told that it is void
        assert sum(isinstance(each, CodeVoid) for each in told) == 16

    async def test_that_comes_twice_counts_once(self, codes: OneTimeCodes, ada: Customer) -> None:
        await codes.ask(ada, PURPOSE, now=NOON)
        left = []
        for _ in range(3):
            with pytest.raises(WrongCode) as wrong:
                await codes.check(ada.id, PURPOSE, "123", try_key="same", now=NOON)
            left.append(wrong.value.left)

        assert left == [4, 4, 4]

    @pytest.mark.parametrize("minutes", [10, 60])
    async def test_is_what_an_old_one_becomes(self, codes: OneTimeCodes, ada: Customer, minutes: int) -> None:
        fresh = await codes.ask(ada, PURPOSE, now=NOON)

        with pytest.raises(CodeExpired):
            await codes.check(ada.id, PURPOSE, fresh.digits, try_key="1", now=NOON + minutes * MINUTE)

    async def test_is_what_the_one_before_becomes(self, codes: OneTimeCodes, ada: Customer) -> None:
        first = await codes.ask(ada, PURPOSE, now=NOON)
        second = await codes.ask(ada, PURPOSE, now=NOON + MINUTE)

        with pytest.raises(WrongCode):
            await codes.check(ada.id, PURPOSE, first.digits, try_key="1", now=NOON + MINUTE)
        await codes.check(ada.id, PURPOSE, second.digits, try_key="2", now=NOON + MINUTE)

    async def test_of_another_purpose_is_none_at_all(self, codes: OneTimeCodes, ada: Customer) -> None:
        fresh = await codes.ask(ada, PURPOSE, now=NOON)

        with pytest.raises(CodeExpired):
            await codes.check(ada.id, Purpose.EXPORT, fresh.digits, try_key="1", now=NOON)


class TestAsking:
    async def test_has_to_wait_a_minute(self, codes: OneTimeCodes, ada: Customer) -> None:
        await codes.ask(ada, PURPOSE, now=NOON)

        with pytest.raises(CodeAskedTooSoon) as soon:
            await codes.ask(ada, PURPOSE, now=NOON + timedelta(seconds=18.5))

        assert soon.value.seconds == 42
        await codes.ask(ada, PURPOSE, now=NOON + MINUTE)
        await codes.ask(ada, Purpose.EXPORT, now=NOON)  # has a pause of its own

    async def test_is_possible_five_times_a_day(self, codes: OneTimeCodes, ada: Customer) -> None:
        for n in range(5):
            assert (await codes.ask(ada, PURPOSE, now=NOON + n * MINUTE)).n == n + 1

        with pytest.raises(TooManyCodes):
            await codes.ask(ada, PURPOSE, now=NOON + 9 * MINUTE)
        assert (await codes.ask(ada, PURPOSE, now=NOON + timedelta(days=1))).n == 1

    async def test_from_two_devices_at_once_sends_one(self, codes: OneTimeCodes, ada: Customer) -> None:
        told = await asyncio.gather(
            *(codes.ask(ada, PURPOSE, now=NOON) for _ in range(4)), return_exceptions=True
        )

        assert sum(isinstance(each, CodeAskedTooSoon) for each in told) == 3

    async def test_does_not_count_what_nobody_took(
        self, codes: OneTimeCodes, ada: Customer, database: Database
    ) -> None:
        await confirmed(database, ada, "ada@example.com")
        fresh = await codes.ask(ada, PURPOSE, now=NOON)

        await codes.not_sent(fresh, now=NOON)

        with pytest.raises(CodeExpired):
            await codes.check(ada.id, PURPOSE, fresh.digits, try_key="1", now=NOON)
        with pytest.raises(CodeAskedTooSoon):
            await codes.ask(ada, PURPOSE, now=NOON)
        by_mail = await codes.ask(ada, PURPOSE, channel=Channel.E_MAIL, now=NOON)
        assert by_mail.n == 1


class TestTheDatabase:
    async def test_knows_no_code_and_no_address(
        self, codes: OneTimeCodes, ada: Customer, database: Database
    ) -> None:
        await confirmed(database, ada, "ada.marked@example.com")
        fresh = await codes.ask(ada, PURPOSE, now=NOON)

        async with database.begin() as books:
            kept = ""
            for table in ("one_time_codes", "e_mails"):
                rows = await books.connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
                kept += "".join(
                    str([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in rows
                )

        assert fresh.digits not in kept
        assert "ada.marked" not in kept
        assert hashlib.sha256(fresh.digits.encode()).hexdigest() not in kept

    async def test_shows_no_code_where_the_value_is_printed(self, codes: OneTimeCodes, ada: Customer) -> None:
        fresh = await codes.ask(ada, PURPOSE, now=NOON)

        assert fresh.digits not in repr(fresh)
        assert ada.phone.e164 not in repr(fresh)
