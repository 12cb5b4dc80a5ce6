"""Which of two vendors gets an order, before money is taken and after; and who is asked for a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.billers import Bounds, UnknownBiller, UnknownPlan
from domain.customers import Customer
from domain.money import ZERO, naira
from domain.outages import BillerPaused
from domain.paying import Payments
from domain.payments import PaymentStatus
from domain.quotes import AmountTooSmall, Order, PlanChoice
from domain.validating import UnknownToBiller, Validations
from domain.vendors import MeterKind, Rejected, UnknownReference, Validated, ValidationUnavailable
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, a_sheet, an_order, approved
from tests.storage.orders import paid
from tests.vendors import FakeVendor

pytestmark = pytest.mark.usefixtures("glo_of_both")


def a_renewal(customer: Customer) -> Order:
    return replace(an_order(customer), plan=PlanChoice(None, "Compact"))


class TestAnOrder:
    async def test_is_refused_before_money_is_taken_when_nobody_has_the_float(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        vendor.float_left = second.float_left = naira(700)
        await two.vendor_desk.floats.read_due(now=clock())

        with pytest.raises(BillerPaused) as refusal:
            await two.draw_sheet(an_order(ada, naira(1_000)), use_cashback=False, now=NOON)
        sheet = a_sheet(an_order(ada, naira(1_000)))
        with pytest.raises(BillerPaused):
            await two.accept(sheet, approved(sheet), card=None, now=NOON)
        small = await paid(two, an_order(ada, naira(500)))

        assert refusal.value.reason == "float-short"
        assert small.status is PaymentStatus.DELIVERED
        assert (await bank.balances(ada))[2] == ZERO

    async def test_goes_where_the_float_is(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        vendor.float_left = naira(700)
        await two.vendor_desk.floats.read_due(now=clock())

        payment = await paid(two, an_order(ada, naira(1_000)))

        assert payment.status is PaymentStatus.DELIVERED
        assert (vendor.vended, len(second.vended)) == ([], 1)

    async def test_goes_to_a_vendor_that_takes_so_little(
        self, bank: Bank, two: Payments, database: Database, vendor: FakeVendor, second: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        async with database.begin() as books:
            await books.billers.keep_bounds("glo", {"vtpass": Bounds(naira(100)), "flutterwave": Bounds()})

        payment = await paid(two, an_order(ada, naira(60)))

        assert payment.status is PaymentStatus.DELIVERED
        assert (vendor.vended, len(second.vended)) == ([], 1)

    async def test_that_no_vendor_of_ours_takes_is_refused_with_the_bound(
        self, bank: Bank, payments: Payments, database: Database
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        async with database.begin() as books:
            await books.billers.keep_bounds("glo", {"vtpass": Bounds(naira(100))})

        with pytest.raises(AmountTooSmall) as refusal:
            await payments.draw_sheet(an_order(ada, naira(60)), use_cashback=False, now=NOON)

        assert refusal.value.minimum == naira(100)

    async def test_to_renew_goes_only_where_that_is_done(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        second.renews = False
        vendor.will_answer(Rejected("vendor-unreachable"))

        payment = await paid(two, a_renewal(ada))

        assert payment.status is PaymentStatus.RELEASED  # Nobody else was asked.
        assert (len(vendor.vended), second.vended) == (1, [])

    async def test_to_renew_passes_over_a_preferred_vendor_that_can_not(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        vendor.renews = False

        payment = await paid(two, a_renewal(ada))

        assert payment.status is PaymentStatus.DELIVERED
        assert (vendor.vended, len(second.vended)) == ([], 1)

    async def test_to_renew_is_refused_where_nobody_does_that(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        vendor.renews = second.renews = False

        with pytest.raises(UnknownPlan):
            await two.draw_sheet(a_renewal(ada), use_cashback=False, now=NOON)

    async def test_of_a_biller_that_nobody_sells_is_refused(
        self, bank: Bank, two: Payments, database: Database
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        async with database.begin() as books:
            await books.billers.sell_through("glo", {"somebody": "glo"})

        with pytest.raises(UnknownBiller):
            await two.draw_sheet(an_order(ada), use_cashback=False, now=NOON)

    async def test_that_was_accepted_is_accepted_again_even_if_nobody_is_up_by_now(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        """Handled again after a crash: "nothing was charged" would be a lie."""
        ada = await bank.customer(wallet=naira(10_000))
        sheet = a_sheet(an_order(ada, naira(1_000)))
        first = await two.accept(sheet, approved(sheet), card=None, now=NOON)
        vendor.float_left = second.float_left = ZERO
        await two.vendor_desk.floats.read_due(now=clock())

        again = await two.accept(sheet, approved(sheet), card=None, now=NOON)

        assert again == first

    async def test_waits_a_little_for_a_vendor_that_is_up_and_then_gives_its_money_back(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        payment = await paid(two, an_order(ada, naira(1_000)), advance=False)
        vendor.float_left = second.float_left = ZERO
        await two.vendor_desk.floats.read_due(now=clock())

        await two.advance(payment.id)
        waiting = (await bank.payment(payment.id)).status
        clock.later(seconds=21)
        await two.advance(payment.id)

        assert waiting is PaymentStatus.ACCEPTED
        assert (await bank.payment(payment.id)).status is PaymentStatus.CANCELLED
        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)
        assert vendor.vended == []

    async def test_that_waited_is_sent_when_a_vendor_is_up_again(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        payment = await paid(two, an_order(ada, naira(1_000)), advance=False)
        vendor.float_left = second.float_left = ZERO
        await two.vendor_desk.floats.read_due(now=clock())
        await two.advance(payment.id)

        vendor.float_left = naira(100_000)
        await two.vendor_desk.floats.read_due(now=clock.later(minutes=1))
        clock.now = NOON.replace(second=10)
        await two.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.DELIVERED


class TestANameCheck:
    async def test_is_asked_of_the_second_when_the_first_can_not_be_asked(
        self, bank: Bank, database: Database, vendor: FakeVendor, second: FakeVendor
    ) -> None:
        ada = await bank.customer()
        async with database.begin() as books:
            await books.billers.sell_through("ikeja-electric", {"vtpass": "ikeja", "flutterwave": "IKEDC"})
            ikeja = await books.billers.get("ikeja-electric")
        assert ikeja is not None
        for kind in MeterKind:
            vendor.will_know(kind, ValidationUnavailable("vendor-unreachable"))
        second.will_know(MeterKind.PREPAID, Validated("BEN OKE"))
        validations = Validations(database, {"vtpass": vendor, "flutterwave": second}, RULES)

        known = await validations.reference(ikeja, "45012345678", customer_id=ada.id, now=NOON)

        assert known.name == "BEN OKE"

    async def test_that_the_first_has_answered_is_not_asked_again(
        self, bank: Bank, database: Database, vendor: FakeVendor, second: FakeVendor
    ) -> None:
        ada = await bank.customer()
        async with database.begin() as books:
            await books.billers.sell_through("ikeja-electric", {"vtpass": "ikeja", "flutterwave": "IKEDC"})
            ikeja = await books.billers.get("ikeja-electric")
        assert ikeja is not None
        for kind in MeterKind:
            vendor.will_know(kind, UnknownReference("no-such-meter"))
        validations = Validations(database, {"vtpass": vendor, "flutterwave": second}, RULES)

        with pytest.raises(UnknownToBiller):
            await validations.reference(ikeja, "45012345678", customer_id=ada.id, now=NOON)

        assert second.validated == []
