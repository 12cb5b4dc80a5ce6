"""Accepting a sheet: the money is held once, whoever asks, how often and from where."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.approvals import Approval, WrongApproval
from domain.errors import Refusal
from domain.ledger import InsufficientFunds
from domain.limits import OverDailyLimit, OverNewAccountLimit
from domain.money import ZERO, naira
from domain.paying import Payments
from domain.payment_steps import Accept
from domain.payments import AlreadyInFlight, PaymentStatus, QuoteChanged, SheetExpired
from domain.quotes import PlanChoice, Sheet
from tests.builders import NOON, RULES, Bank, Clock, a_light_order, a_sheet, an_order, approved, opened
from tests.vendors import FakeVendor

AT_ONCE = 32


async def accept(payments: Payments, sheet: Sheet) -> str:
    """Accept a sheet with the right PIN and return the payment's id, or the refusal's code."""
    try:
        return (await payments.accept(sheet, approved(sheet), card=None, now=NOON)).id
    except Refusal as refusal:
        return refusal.code


class TestAnAcceptedSheet:
    async def test_holds_its_total(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        sheet = a_sheet(a_light_order(ada, naira(5_000)))

        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)

        assert payment.status is PaymentStatus.ACCEPTED
        assert sheet.quote.total == naira("5080.63")  # 5,000 and 75.00 and 5.63 of VAT
        assert await bank.balances(ada) == (naira("4919.37"), ZERO, naira("5080.63"))

    async def test_is_read_back_as_it_was(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        sheet = a_sheet(a_light_order(ada))

        payment = await payments.accept(sheet, approved(sheet), card=7, now=NOON)

        assert await payments.get(ada.id, payment.id) == payment

    async def test_remembers_which_part_came_from_where(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(1_000), cashback=naira(120))
        sheet = a_sheet(an_order(ada, naira(500)), cashback=naira(120))

        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        assert await bank.balances(ada) == (naira(620), ZERO, naira(500))
        await payments.cancel(ada.id, payment.id, now=NOON)

        assert await bank.balances(ada) == (naira(1_000), naira(120), ZERO)

    async def test_handed_in_twice_is_held_once(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(600))
        sheet = a_sheet(an_order(ada, naira(500)))

        first = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        again = await payments.accept(sheet, approved(sheet), card=None, now=NOON)

        assert again == first
        assert await bank.balances(ada) == (naira(100), ZERO, naira(500))

    async def test_handed_in_many_times_at_once_is_held_once(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(600))
        sheet = a_sheet(an_order(ada, naira(500)))

        told = await asyncio.gather(*(accept(payments, sheet) for _ in range(AT_ONCE)))

        assert set(told) == {sheet.order.id}
        assert await bank.balances(ada) == (naira(100), ZERO, naira(500))

    async def test_is_found_again_after_a_restart_however_late(
        self, bank: Bank, payments: Payments, database_url: str, vendor: FakeVendor, clock: Clock
    ) -> None:
        """A tap that is handled again after a crash must not say that nothing was charged."""
        ada = await bank.customer(wallet=naira(500))
        sheet = a_sheet(an_order(ada, naira(500)))
        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await payments.advance(payment.id)

        async with opened(database_url) as restarted:
            again = await Payments(restarted, {"vtpass": vendor}, RULES, clock).accept(
                sheet, approved(sheet), card=None, now=NOON + timedelta(hours=1)
            )

        assert again.id == payment.id
        assert again.status is PaymentStatus.DELIVERED

    async def test_is_found_again_after_its_end_however_poor_the_customer(
        self, bank: Bank, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(500))
        sheet = a_sheet(an_order(ada, naira(500)))
        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await payments.advance(payment.id)

        again = await payments.accept(sheet, approved(sheet), card=None, now=NOON)

        assert again.status is PaymentStatus.DELIVERED

    async def test_owes_a_message_and_no_more(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(500))
        sheet = a_sheet(an_order(ada, naira(500)))

        await accept(payments, sheet)
        await accept(payments, sheet)

        told = [key for key in await bank.notices(ada) if sheet.order.id in key]
        assert told == [f"payment-sent:{sheet.order.id}"]


class TestARefusedSheet:
    async def test_says_what_is_missing_and_writes_nothing(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(450))
        sheet = a_sheet(an_order(ada, naira(500)))
        before = await bank.entries()

        with pytest.raises(InsufficientFunds) as refusal:
            await payments.accept(sheet, approved(sheet), card=None, now=NOON)

        assert refusal.value.short_by == naira(50)
        assert await bank.balances(ada) == (naira(450), ZERO, ZERO)
        assert (await bank.accounts(ada)).usage.outflow == ZERO
        assert await bank.entries() == before

    async def test_needs_an_approval_of_exactly_it(self, bank: Bank, payments: Payments) -> None:
        ada, bayo = await bank.customer(wallet=naira(5_000)), await bank.customer("Bayo")
        cheap, dear = a_sheet(an_order(ada, naira(500))), a_sheet(an_order(ada, naira(5_000)))

        with pytest.raises(WrongApproval):
            await payments.accept(dear, approved(cheap), card=None, now=NOON)
        with pytest.raises(WrongApproval):
            await payments.accept(dear, Approval(bayo.id, dear.hash, NOON), card=None, now=NOON)

        assert await bank.balances(ada) == (naira(5_000), ZERO, ZERO)

    async def test_may_be_too_old_by_a_moment(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        sheet = a_sheet(an_order(ada))

        with pytest.raises(SheetExpired):
            await payments.accept(sheet, approved(sheet), card=None, now=sheet.expires_at)
        just_in_time = sheet.expires_at - timedelta(microseconds=1)
        payment = await payments.accept(sheet, approved(sheet), card=None, now=just_in_time)

        assert payment.status is PaymentStatus.ACCEPTED

    async def test_may_be_for_what_is_being_paid_already(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        first, second = a_sheet(an_order(ada)), a_sheet(an_order(ada))
        await accept(payments, first)

        with pytest.raises(AlreadyInFlight) as refusal:
            await payments.accept(second, approved(second), card=None, now=NOON)

        assert refusal.value.payment_id == first.order.id

    async def test_is_taken_for_another_plan_of_the_same_price(self, bank: Bank) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        month, night = PlanChoice("1gb-month", "1GB - 30 days"), PlanChoice("1gb-night", "1GB - nights")
        for plan in (month, night):
            sheet = a_sheet(replace(an_order(ada), plan=plan))
            await bank.database.money.apply(Accept(sheet, approved(sheet), RULES, None, NOON))
        again = a_sheet(replace(an_order(ada), plan=month))

        with pytest.raises(AlreadyInFlight):
            await bank.database.money.apply(Accept(again, approved(again), RULES, None, NOON))

        assert await bank.balances(ada) == (naira(4_000), ZERO, naira(1_000))

    async def test_may_promise_cashback_that_is_spent(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(5_000), cashback=naira(100))
        first = a_sheet(an_order(ada, to="08031111111"), cashback=naira(100))
        second = a_sheet(an_order(ada, to="08032222222"), cashback=naira(100))
        await accept(payments, first)

        with pytest.raises(QuoteChanged):
            await payments.accept(second, approved(second), card=None, now=NOON)

    async def test_may_promise_more_cashback_than_the_month_has_left(
        self, bank: Bank, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000_000))
        sheets = [a_sheet(an_order(ada, naira(50_000), to=f"0803111111{n}")) for n in range(11)]

        told = [await accept(payments, sheet) for sheet in sheets]

        assert told[:10] == [sheet.order.id for sheet in sheets[:10]]  # 1,000 each of 10,000 a month
        assert told[10] == "quote-changed"

    async def test_may_be_above_the_limit_of_the_day(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(100_000), tier=1)
        await accept(payments, a_sheet(an_order(ada, naira(49_500))))
        too_much = a_sheet(an_order(ada, naira(501)))

        with pytest.raises(OverDailyLimit) as refusal:
            await payments.accept(too_much, approved(too_much), card=None, now=NOON)

        assert refusal.value.left == naira(500)

    async def test_may_be_above_the_limit_of_a_new_account(self, bank: Bank, payments: Payments) -> None:
        soon = NOON + timedelta(hours=3)
        ada = await bank.customer(wallet=naira(100_000), restricted_until=soon)
        sheet = a_sheet(an_order(ada, naira(20_001)), now=soon - timedelta(seconds=1))
        at_last = a_sheet(an_order(ada, naira(20_001)), now=soon)

        with pytest.raises(OverNewAccountLimit):
            await payments.accept(sheet, approved(sheet), card=None, now=soon - timedelta(seconds=1))
        payment = await payments.accept(at_last, approved(at_last), card=None, now=soon)

        assert payment.status is PaymentStatus.ACCEPTED

    async def test_never_keeps_a_customer_from_paying_because_a_cap_was_lowered(
        self, bank: Bank, payments: Payments
    ) -> None:
        """Who earned more than the new cap allows earns nothing more, but pays as before."""
        ada = await bank.customer(wallet=naira(100_000))
        await accept(payments, a_sheet(an_order(ada, naira(50_000))))
        lowered = tuple(replace(rule, cap_per_month=naira(100)) for rule in RULES.cashback)
        strict = replace(payments, rules=replace(RULES, cashback=lowered))
        sheet = await strict.draw_sheet(an_order(ada, naira(20_000)), use_cashback=False, now=NOON)

        payment = await strict.accept(sheet, approved(sheet), card=None, now=NOON)

        assert payment.quote.cashback_earned == ZERO


class TestTheWholeBalance:
    @pytest.mark.parametrize("round_", range(3))
    async def test_is_spent_once_however_many_ask_at_once(
        self, bank: Bank, payments: Payments, round_: int
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        sheets = [a_sheet(an_order(ada, naira(5_000), to=f"080311100{n:02}")) for n in range(AT_ONCE)]

        told = await asyncio.gather(*(accept(payments, sheet) for sheet in sheets))

        assert told.count("insufficient-funds") == AT_ONCE - 1
        assert await bank.balances(ada) == (ZERO, ZERO, naira(5_000))

    @pytest.mark.parametrize("round_", range(3))
    async def test_is_spent_once_by_two_processes(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments, round_: int
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        sheets = [a_sheet(an_order(ada, naira(5_000), to=f"080311100{n:02}")) for n in range(AT_ONCE)]
        desks = (payments, payments_elsewhere)

        told = await asyncio.gather(*(accept(desks[n % 2], sheet) for n, sheet in enumerate(sheets)))

        assert told.count("insufficient-funds") == AT_ONCE - 1
        assert await bank.balances(ada) == (ZERO, ZERO, naira(5_000))

    async def test_is_spent_to_the_last_naira_by_two_processes(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments
    ) -> None:
        ada, bayo = await bank.customer(wallet=naira(1_000)), await bank.customer("Bayo", wallet=naira(1_000))
        sheets = [
            a_sheet(an_order(person, naira(100), to=f"080311100{n:02}"))
            for n in range(12)
            for person in (ada, bayo)
        ]
        desks = (payments, payments_elsewhere)

        told = await asyncio.gather(*(accept(desks[n // 2 % 2], sheet) for n, sheet in enumerate(sheets)))

        assert told.count("insufficient-funds") == 4
        assert await bank.balances(ada) == await bank.balances(bayo) == (ZERO, ZERO, naira(1_000))

    async def test_is_spent_once_by_the_same_sheet_in_two_processes(
        self, bank: Bank, payments: Payments, payments_elsewhere: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        sheet = a_sheet(an_order(ada, naira(600)))

        told = await asyncio.gather(
            *(accept(desk, sheet) for _ in range(8) for desk in (payments, payments_elsewhere))
        )

        assert set(told) == {sheet.order.id}
        assert await bank.balances(ada) == (naira(400), ZERO, naira(600))
