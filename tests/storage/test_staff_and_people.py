"""What staff do about one customer or one colleague: freezes, limits, PINs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.controls import FreezeReason
from domain.customer_desk import CustomerDesk, PinNeedsReset, TooManyMessages
from domain.freezing import Freezing
from domain.limits import daily_limit
from domain.maker_checker import RequestStatus
from domain.money import naira
from domain.pins import PinRecord
from domain.staff import NotYourRole
from domain.staff_acts import NothingToChange
from domain.staff_control_acts import (
    ChangeLimit,
    EndsInThePast,
    FreezeAccount,
    LimitOf,
    UnfreezeAccount,
)
from domain.staff_people import StaffDesk
from domain.staff_pins import NoStaffPin, StaffPinIsSet, StaffPins
from tests.builders import NOON, RULES, opened
from tests.storage.test_staff import FATIMA, FEMI, OTHER_OWNER, OWNER, SADE, an_office


class PlainPins:
    """Keeps PINs as they are: what a hash costs and hides is tested where it is made."""

    async def seal(self, digits: str) -> bytes:
        return digits.encode()

    async def matches(self, digits: str, sealed: bytes) -> bool:
        return digits.encode() == sealed

    def knows(self, sealed: bytes) -> bool:
        return True

    async def renewed(self, digits: str, sealed: bytes) -> bytes | None:
        return None


class TestAFreeze:
    async def test_takes_one_person_and_its_end_takes_two(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer(wallet=naira(1_000))

            await office.asks(SADE, FreezeAccount(ada.id))
            with pytest.raises(NothingToChange):
                await office.asks(SADE, FreezeAccount(ada.id))
            asked = await office.asks(SADE, UnfreezeAccount(ada.id))

            freezing = Freezing(database, RULES, lambda: "")
            frozen = await freezing.state(ada.id, now=NOON)
            assert frozen is not None
            assert frozen.reason is FreezeReason.STAFF
            await office.approves(FEMI, asked)
            assert await freezing.state(ada.id, now=NOON) is None
            assert await office.is_right()

    async def test_until_a_moment_is_told_when_it_is_over(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer()
            until = NOON + timedelta(hours=6)
            with pytest.raises(EndsInThePast):
                await office.asks(SADE, FreezeAccount(ada.id, until=NOON))

            await office.asks(SADE, FreezeAccount(ada.id, money_in=True, money_out=False, until=until))

            assert sorted(each.partition(":")[0] for each in await office.bank.notices(ada)) == [
                "wallet-frozen",
                "wallet-thawed",
            ]
            assert (await office.bank.accounts(ada)).controls.standing(until) is None
            asked = await office.asks(SADE, UnfreezeAccount(ada.id))
            await office.approves(FEMI, asked)
            assert (await office.bank.accounts(ada)).controls.standing(NOON) is None


class TestALimitOfACustomer:
    async def test_always_takes_two_and_ends_by_itself(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer(tier=1)
            until = NOON + timedelta(days=3)
            asked = await office.asks(FATIMA, ChangeLimit(ada.id, LimitOf.DAILY, naira(90_000), until))
            assert (asked.effect.before, asked.effect.after) == (naira(50_000), naira(90_000))
            assert (await office.bank.accounts(ada)).controls.staff_daily is None

            done = await office.approves(FEMI, asked)

            accounts = await office.bank.accounts(ada)
            assert done.what == asked.what
            assert daily_limit(accounts, RULES, NOON) == naira(90_000)
            assert daily_limit(accounts, RULES, until) == naira(50_000)
            assert any(each.startswith("limit-by-staff") for each in await office.bank.notices(ada))
            off = await office.asks(FATIMA, ChangeLimit(ada.id))
            await office.approves(FEMI, off)
            with pytest.raises(NothingToChange):
                await office.asks(FATIMA, ChangeLimit(ada.id))
            assert await office.is_right()

    async def test_is_not_set_when_its_end_has_come_before_the_second_person(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer()
            soon = NOON + timedelta(hours=1)
            asked = await office.asks(FATIMA, ChangeLimit(ada.id, LimitOf.SINGLE, naira(500), soon))
            office.now = soon

            with pytest.raises(EndsInThePast):
                await office.approves(FEMI, asked)

            assert (await office.bank.accounts(ada)).controls.staff_single is None


class TestAStaffPin:
    async def test_is_taken_away_by_two_owners_and_chosen_anew_by_herself(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office, pins = await an_office(database), StaffPins(database, PlainPins(), RULES.pin_locks)
            await pins.set_first("telegram:13", "7391")
            what = await office.desk.pin_reset_of(SADE, now=office.now)
            asked = await office.asks(OWNER, what)
            assert await pins.is_set("telegram:13")
            with pytest.raises(NotYourRole):
                await office.approves(FEMI, asked)

            await office.approves(OTHER_OWNER, asked)

            with pytest.raises(NoStaffPin):
                await pins.approve("telegram:13", "7391", about="x", try_key="1", now=NOON)
            await pins.set_first("telegram:13", "8402")
            word = await pins.approve("telegram:13", "8402", about="x", try_key="2", now=NOON)
            assert word.staff == "telegram:13"
            with pytest.raises(StaffPinIsSet):
                await pins.set_first("telegram:13", "7391")
            assert await office.is_right()

    async def test_is_agreed_to_by_finance_where_there_is_one_owner(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            office.desk = StaffDesk(database, RULES, frozenset({OWNER}))
            asked = await office.asks(OWNER, await office.desk.pin_reset_of(SADE, now=office.now))

            assert (await office.approves(FEMI, asked)).status is RequestStatus.DONE


class TestHelpingACustomer:
    async def test_opens_a_locked_pin_and_lets_little_leave(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer()
            sade, desk = await office.person(SADE), CustomerDesk(database, RULES)
            locked = PinRecord(ada.id, b"sealed", 3, NOON + timedelta(minutes=30))
            with pytest.raises(NothingToChange):
                await desk.unlock_pin(ada, "knows her payments", sade, now=NOON)
            async with database.begin() as books:
                await books.pins.save(locked)
            with pytest.raises(NotYourRole):
                await desk.unlock_pin(ada, "knows her payments", await office.person(FATIMA), now=NOON)

            until, row = await desk.unlock_pin(ada, "knows her payments", sade, now=NOON)

            async with database.look() as books:
                record = await books.pins.get(ada.id)
            assert record == replace(locked, locked_until=None)
            assert (await office.bank.accounts(ada)).restricted_until == until
            assert row.act == "unlock-pin"
            assert any(each.startswith("pin-unlocked") for each in await office.bank.notices(ada))
            async with database.begin() as books:
                await books.pins.save(replace(locked, wrong=7, locked_until=None, reset_needed=True))
            with pytest.raises(PinNeedsReset):
                await desk.unlock_pin(ada, "knows her payments", sade, now=NOON)
            assert await office.is_right()

    async def test_writes_to_her_a_few_times_a_day_and_logs_no_text(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer()
            sade, desk = await office.person(SADE), CustomerDesk(database, RULES)

            for n in range(RULES.staff.messages_a_day):
                row = await desk.write(f"m{n}", ada, "Look at your meter.", sade, now=NOON)
                assert row is not None
                assert "meter" not in row.details
            with pytest.raises(TooManyMessages):
                await desk.write("more", ada, "And again.", sade, now=NOON)
            assert await desk.write("m0", ada, "Look at your meter.", sade, now=NOON) is None

            message = await desk.message(ada.id, "m0")
            assert message is not None
            assert message.text == "Look at your meter."
            assert await desk.message("somebody-else", "m0") is None
            assert "support-message:m0" in await office.bank.notices(ada)
            assert await desk.write("new", ada, "Hello.", sade, now=NOON + timedelta(days=1)) is not None
            assert await office.is_right()
