"""New PINs, addresses and moved accounts on both databases: only with their proofs, once, and told."""

from __future__ import annotations

import asyncio
import itertools
from datetime import datetime, timedelta

import pytest

from domain.approvals import Approval, WrongApproval
from domain.carts import Carts
from domain.customers import Customer
from domain.limits import OverNewAccountLimit, spend
from domain.money import naira
from domain.moving import Moving, TelegramTaken, target
from domain.new_pins import CHANGE, NewPins, SamePin
from domain.one_time_codes import OneTimeCodes, Purpose, StepUp, StepUpNeeded
from domain.own_e_mails import SETTING, OwnEMails
from domain.paying import Payments
from domain.pins import PinLocked, PinRecord, Pins, WeakPin, WrongPin
from domain.restricting import Restrict
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, a_customer, new_id
from tests.storage.test_carts import a_cart
from tests.storage.test_one_time_codes import QuickHasher

OLD, NEW = "2580", "9305"
A_DAY = timedelta(hours=24)


@pytest.fixture
def pins(database: Database) -> Pins:
    return Pins(database, QuickHasher(), RULES.pin_locks)


@pytest.fixture
def new_pins(database: Database) -> NewPins:
    return NewPins(database, QuickHasher(), RULES)


@pytest.fixture
def codes(database: Database) -> OneTimeCodes:
    numbers = itertools.count(700_001)
    return OneTimeCodes(database, QuickHasher(), RULES.codes, lambda: str(next(numbers)), new_id)


@pytest.fixture
async def ada(bank: Bank, database: Database) -> Customer:
    """A customer with a PIN."""
    customer = await bank.customer("Ada")
    async with database.begin() as books:
        await books.pins.save(PinRecord(customer.id, await QuickHasher().seal(OLD)))
    return customer


async def by_code(
    codes: OneTimeCodes, customer: Customer, purpose: Purpose, about: str = "", now: datetime = NOON
) -> StepUp:
    """The step-up that a right code gives."""
    fresh = await codes.ask(customer, purpose, about=about, now=now)
    return await codes.check(customer.id, purpose, fresh.digits, about=about, try_key="1", now=now)


async def opens(pins: Pins, customer: Customer, digits: str, now: datetime = NOON) -> bool:
    """Whether that is the PIN."""
    try:
        await pins.approve(customer.id, digits, for_sheet="x", try_key=new_id(), now=now)
    except WrongPin:
        return False
    return True


class TestChangingAPin:
    async def test_takes_the_approval_of_the_old_one(
        self, new_pins: NewPins, pins: Pins, ada: Customer, bank: Bank
    ) -> None:
        approval = await pins.approve(ada.id, OLD, for_sheet=CHANGE, try_key="1", now=NOON)

        await new_pins.change(ada, approval, NEW, now=NOON)

        assert await opens(pins, ada, NEW)
        assert not await opens(pins, ada, OLD)
        assert [key.partition(":")[0] for key in await bank.notices(ada)] == ["pin-changed"]

    @pytest.mark.parametrize(
        "approval",
        [
            Approval("bayo", CHANGE, NOON),
            Approval("ada", "a pay sheet", NOON),
            Approval("ada", CHANGE, NOON - RULES.codes.step_up_lasts),
        ],
    )
    async def test_takes_no_other_approval(
        self, new_pins: NewPins, pins: Pins, ada: Customer, approval: Approval
    ) -> None:
        if approval.customer_id == "ada":
            approval = Approval(ada.id, approval.sheet_hash, approval.given_at)

        with pytest.raises(WrongApproval):
            await new_pins.change(ada, approval, NEW, now=NOON)

        assert await opens(pins, ada, OLD)

    async def test_refuses_an_easy_one_and_the_same(self, new_pins: NewPins, ada: Customer) -> None:
        approval = Approval(ada.id, CHANGE, NOON)

        with pytest.raises(WeakPin):
            await new_pins.change(ada, approval, "1234", now=NOON)
        with pytest.raises(SamePin):
            await new_pins.change(ada, approval, OLD, now=NOON)

    async def test_on_two_devices_at_once_lets_one_win(
        self, new_pins: NewPins, pins: Pins, ada: Customer
    ) -> None:
        approval = Approval(ada.id, CHANGE, NOON)

        told = await asyncio.gather(
            *(new_pins.change(ada, approval, digits, now=NOON) for digits in (NEW, "4071", "8316")),
            return_exceptions=True,
        )

        assert sum(each is None for each in told) >= 1
        assert not await opens(pins, ada, OLD)


class TestResettingAPin:
    async def test_takes_a_code_opens_every_lock_and_restricts(
        self, new_pins: NewPins, pins: Pins, codes: OneTimeCodes, ada: Customer, bank: Bank
    ) -> None:
        now = NOON
        for n in range(7):
            now += timedelta(hours=25)
            with pytest.raises((WrongPin, PinLocked)):
                await pins.approve(ada.id, "0000", for_sheet="x", try_key=f"{n}", now=now)
        with pytest.raises(PinLocked):
            await pins.check_open(ada.id, now=now)
        step_up = await by_code(codes, ada, Purpose.PIN_RESET, now=now)

        until = await new_pins.reset(ada, step_up, NEW, now=now)

        assert until == now + A_DAY
        assert await opens(pins, ada, NEW, now)
        accounts = await bank.accounts(ada)
        assert accounts.restricted_until == until
        with pytest.raises(OverNewAccountLimit):
            spend(accounts, RULES, naira(20_001), now=now)
        assert [key.partition(":")[0] for key in await bank.notices(ada)] == ["pin-reset"]

    async def test_takes_no_other_code(
        self, new_pins: NewPins, pins: Pins, codes: OneTimeCodes, ada: Customer
    ) -> None:
        other = await by_code(codes, ada, Purpose.EXPORT)
        mine = await by_code(codes, ada, Purpose.PIN_RESET)

        with pytest.raises(StepUpNeeded):
            await new_pins.reset(ada, other, NEW, now=NOON)
        with pytest.raises(StepUpNeeded):
            await new_pins.reset(ada, mine, NEW, now=NOON + RULES.codes.step_up_lasts)

        assert await opens(pins, ada, OLD)

    async def test_is_done_once_for_a_code(
        self, new_pins: NewPins, pins: Pins, codes: OneTimeCodes, ada: Customer
    ) -> None:
        step_up = await by_code(codes, ada, Purpose.PIN_RESET)

        told = await asyncio.gather(
            *(new_pins.reset(ada, step_up, digits, now=NOON) for digits in (NEW, "4071", "8316")),
            return_exceptions=True,
        )

        assert sum(isinstance(each, StepUpNeeded) for each in told) == 2
        with pytest.raises(StepUpNeeded):
            await codes.standing(ada.id, Purpose.PIN_RESET, now=NOON)


class TestRestricting:
    async def test_again_keeps_what_was_spent_in_the_hours_that_still_run(
        self, bank: Bank, database: Database
    ) -> None:
        ada = await bank.customer("Ada", restricted_until=NOON + A_DAY)
        spent = spend(await bank.accounts(ada), RULES, naira(15_000), now=NOON)
        assert spent.usage.restricted_outflow == naira(15_000)

        until = await database.money.apply(Restrict(ada.id, RULES, NOON + timedelta(hours=1)))

        assert until == NOON + timedelta(hours=25)
        assert (await bank.accounts(ada)).restricted_until == until

    async def test_never_ends_earlier_than_before(self, bank: Bank, database: Database) -> None:
        ada = await bank.customer("Ada", restricted_until=NOON + 3 * A_DAY)

        assert await database.money.apply(Restrict(ada.id, RULES, NOON)) == NOON + 3 * A_DAY


class TestMoving:
    async def test_takes_both_proofs_for_this_very_telegram(
        self, database: Database, codes: OneTimeCodes, ada: Customer, bank: Bank
    ) -> None:
        moving, where = Moving(database, RULES), target(777_001)
        step_up = await by_code(codes, ada, Purpose.LINK, where)
        approval = Approval(ada.id, where, NOON)

        with pytest.raises(StepUpNeeded):
            await moving.move(ada, 777_002, Approval(ada.id, target(777_002), NOON), step_up, now=NOON)
        with pytest.raises(WrongApproval):
            await moving.move(ada, 777_001, Approval(ada.id, target(777_002), NOON), step_up, now=NOON)
        moved = await moving.move(ada, 777_001, approval, step_up, now=NOON)

        assert moved.telegram_id == 777_001
        assert await moving.get(ada.id) == moved
        assert (await bank.accounts(ada)).restricted_until == NOON + A_DAY

    async def test_does_not_take_the_place_of_somebody(
        self, database: Database, codes: OneTimeCodes, ada: Customer, bank: Bank
    ) -> None:
        bayo = await bank.customer("Bayo")
        where = target(bayo.telegram_id)
        step_up = await by_code(codes, ada, Purpose.LINK, where)

        with pytest.raises(TelegramTaken):
            await Moving(database, RULES).move(
                ada, bayo.telegram_id, Approval(ada.id, where, NOON), step_up, now=NOON
            )

    async def test_knows_whose_a_number_is(self, database: Database, ada: Customer) -> None:
        moving = Moving(database, RULES)

        assert await moving.owner(ada.phone) == ada
        assert await moving.owner(a_customer("Chidi").phone) is None


class TestAnAddress:
    async def test_is_confirmed_by_the_code_for_it_and_no_other(
        self, database: Database, codes: OneTimeCodes, ada: Customer
    ) -> None:
        own, approval = OwnEMails(database, RULES), Approval(ada.id, SETTING, NOON)
        first = await own.propose(ada, approval, "ada@example.com", now=NOON)
        step_up = await by_code(codes, ada, Purpose.E_MAIL, first)
        await own.propose(ada, approval, "thief@example.com", now=NOON)

        with pytest.raises(StepUpNeeded):
            await own.confirm(ada, step_up, now=NOON)
        assert (await own.of(ada.id)).address is None
        await own.propose(ada, approval, "ada@example.com", now=NOON)
        assert await own.confirm(ada, step_up, now=NOON) == "ada@example.com"
        assert await own.confirm(ada, step_up, now=NOON) == "ada@example.com"  # the same message again

    async def test_needs_the_pin(self, database: Database, ada: Customer) -> None:
        own = OwnEMails(database, RULES)

        for approval in (
            Approval(ada.id, "a pay sheet", NOON),
            Approval("bayo", SETTING, NOON),
            Approval(ada.id, SETTING, NOON - timedelta(minutes=10)),
        ):
            with pytest.raises(WrongApproval):
                await own.propose(ada, approval, "ada@example.com", now=NOON)


class TestAnOrderThatWaitsForMoney:
    """The PIN that said yes to it may have been somebody else's to know."""

    @pytest.fixture
    def carts(self, database: Database, payments: Payments, clock: Clock) -> Carts:
        return Carts(database, payments, RULES, clock)

    @pytest.mark.parametrize("how", ["changed", "reset", "moved"])
    async def test_is_not_paid_by_the_word_of_a_pin_or_a_telegram_that_is_no_more(
        self,
        bank: Bank,
        database: Database,
        new_pins: NewPins,
        codes: OneTimeCodes,
        ada: Customer,
        carts: Carts,
        how: str,
    ) -> None:
        cart = await a_cart(carts, ada)

        if how == "changed":
            await new_pins.change(ada, Approval(ada.id, CHANGE, NOON), NEW, now=NOON)
        elif how == "reset":
            await new_pins.reset(ada, await by_code(codes, ada, Purpose.PIN_RESET), NEW, now=NOON)
        else:
            where = target(777_001)
            step_up = await by_code(codes, ada, Purpose.LINK, where)
            await Moving(database, RULES).move(ada, 777_001, Approval(ada.id, where, NOON), step_up, now=NOON)
        await bank.top_up(ada, naira(9_000))

        assert await carts.take_on(ada.id) is None
        assert (await bank.accounts(ada)).wallet == naira(9_000)
        assert f"cart-back:{cart.sheet.order.id}" in await bank.notices(ada)
