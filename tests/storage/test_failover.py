"""Two vendors: the second is asked after a definite no that was the first one's own, never while in doubt."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.billers import Bounds, UnknownBiller
from domain.ledger import HouseAccount
from domain.money import ZERO, naira
from domain.outages import BillerPaused
from domain.paying import Payments
from domain.payments import FENCE, Payment, PaymentStatus
from domain.quotes import AmountTooSmall
from domain.validating import UnknownToBiller, Validations
from domain.vendors import (
    MeterKind,
    NotFound,
    Rejected,
    RequeryOutcome,
    Reversed,
    UnknownReference,
    Unresolved,
    Validated,
    ValidationUnavailable,
    VendOutcome,
    VendRequest,
)
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, a_sheet, an_order, approved, delivered
from tests.storage.orders import paid
from tests.vendors import FakeVendor

DOWN = Rejected("vendor-unreachable")
NO_FLOAT = Rejected("vendor-float-short")
WRONG_NUMBER = Rejected("failed")
TIMED_OUT = Unresolved("ReadTimeout")


@pytest.fixture
def second() -> FakeVendor:
    """The other company that delivers for us."""
    return FakeVendor("flutterwave")


@pytest.fixture
def two(database: Database, vendor: FakeVendor, second: FakeVendor, clock: Clock) -> Payments:
    """Paying, with two vendors."""
    return Payments(database, {vendor.name: vendor, second.name: second}, RULES, clock)


@pytest.fixture
def two_elsewhere(elsewhere: Database, vendor: FakeVendor, second: FakeVendor, clock: Clock) -> Payments:
    """Paying, in another process."""
    return Payments(elsewhere, {vendor.name: vendor, second.name: second}, RULES, clock)


@pytest.fixture(autouse=True)
async def both_sell_glo(database: Database) -> None:
    """Glo's airtime comes from both, first from VTpass."""
    async with database.begin() as books:
        await books.billers.add_missing()
        await books.billers.sell_through("glo", {"vtpass": "glo", "flutterwave": "GLO VTU"})


class TestADefiniteNo:
    @pytest.mark.parametrize("no", [DOWN, NO_FLOAT, Rejected("service-suspended"), Rejected("not-processed")])
    async def test_of_the_vendors_own_sends_the_order_to_the_next(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, no: Rejected
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(no)

        payment = await paid(two, an_order(ada, naira(500)))

        assert payment.status is PaymentStatus.DELIVERED
        assert (len(vendor.vended), len(second.vended)) == (1, 1)
        assert second.vended[0].service == "GLO VTU"
        assert second.vended[0].request_id != vendor.vended[0].request_id
        assert payment.attempt is not None
        assert (payment.attempt.n, payment.attempt.vendor) == (2, "flutterwave")
        assert await bank.of_the_house(HouseAccount.FLOAT, "flutterwave") == naira(485)
        assert await bank.of_the_house(HouseAccount.FLOAT, "vtpass") == ZERO

    @pytest.mark.parametrize("no", [WRONG_NUMBER, Rejected("below-minimum"), Rejected("twin-purchase")])
    async def test_that_may_be_the_customers_gives_the_money_back(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, no: Rejected
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(no)

        payment = await paid(two, an_order(ada, naira(500)))

        assert payment.status is PaymentStatus.RELEASED
        assert second.vended == []
        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)

    async def test_of_both_gives_the_money_back_and_asks_nobody_twice(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(DOWN)
        second.will_answer(DOWN)

        payment = await paid(two, an_order(ada, naira(500)))

        assert payment.status is PaymentStatus.RELEASED
        assert (len(vendor.vended), len(second.vended)) == (1, 1)
        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)

    async def test_passes_over_a_vendor_that_does_not_sell_it(
        self, bank: Bank, two: Payments, database: Database, vendor: FakeVendor, second: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        async with database.begin() as books:
            await books.billers.sell_through("glo", {"vtpass": "glo"})
        vendor.will_answer(DOWN)

        payment = await paid(two, an_order(ada, naira(500)))

        assert payment.status is PaymentStatus.RELEASED
        assert second.vended == []

    async def test_after_the_promised_time_gives_the_money_back(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(TIMED_OUT)
        vendor.will_say(Rejected("not-processed"))
        payment = await paid(two, an_order(ada, naira(500)))
        clock.later(hours=24)

        await two.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.RELEASED
        assert second.vended == []


class TestADoubt:
    async def test_keeps_everybody_else_out_until_it_is_over(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(TIMED_OUT)
        vendor.will_say(Unresolved("pending"))
        payment = await paid(two, an_order(ada, naira(500)))
        for _ in range(5):
            clock.later(minutes=10)
            await two.advance(payment.id)
        assert second.vended == []

        vendor.says_from_now_on(Rejected("not-processed"))
        clock.later(hours=1)
        await two.advance(payment.id)

        after = await bank.payment(payment.id)
        assert after.status is PaymentStatus.DELIVERED
        assert after.attempt is not None
        assert after.attempt.vendor == "flutterwave"
        assert (len(vendor.vended), len(second.vended)) == (1, 1)

    async def test_about_the_second_is_asked_of_the_second(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(DOWN)
        second.will_answer(TIMED_OUT)
        payment = await paid(two, an_order(ada, naira(500)))
        assert payment.status is PaymentStatus.UNRESOLVED

        clock.later(minutes=10)
        await two.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.DELIVERED
        assert vendor.requeried == []
        assert [request.request_id for request in second.requeried] == [second.vended[0].request_id]

    async def test_that_ends_in_not_found_is_not_sent_elsewhere(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        """It may have been on its way for long: better the money back than the value twice."""
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(TIMED_OUT)
        vendor.will_say(NotFound())
        payment = await paid(two, an_order(ada, naira(500)))
        for _ in range(15):
            clock.later(minutes=1)
            await two.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.RELEASED
        assert second.vended == []


class TestTheNextAttempt:
    async def test_is_sent_by_whoever_marked_it_alone(
        self,
        bank: Bank,
        two: Payments,
        two_elsewhere: Payments,
        vendor: FakeVendor,
        second: FakeVendor,
        clock: Clock,
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(TIMED_OUT)
        vendor.will_say(Rejected("not-processed"))
        payment = await paid(two, an_order(ada, naira(500)))
        clock.later(minutes=1)

        await asyncio.gather(*(desk.advance(payment.id) for _ in range(6) for desk in (two, two_elsewhere)))

        assert len(second.vended) == 1
        assert (await bank.payment(payment.id)).status is PaymentStatus.DELIVERED

    async def test_is_left_to_requery_once_its_fence_is_down(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(DOWN)
        second.while_minting = lambda: clock.later(seconds=FENCE.total_seconds())

        payment = await paid(two, an_order(ada, naira(500)))

        assert second.vended == []
        assert payment.status is PaymentStatus.SUBMITTED
        assert payment.attempt is not None
        assert payment.attempt.vendor == "flutterwave"
        second.will_say(NotFound())
        for _ in range(12):
            clock.later(minutes=1)
            await two.advance(payment.id)
        assert (await bank.payment(payment.id)).status is PaymentStatus.RELEASED
        assert (len(vendor.vended), second.vended) == (1, [])

    async def test_is_made_known_before_it_is_sent(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(DOWN)
        marked: list[str | None] = []

        async def look(request: VendRequest) -> None:
            (payment,) = await two.history(ada.id, limit=1)
            marked.append(payment.attempt.request_id if payment.attempt else None)

        second.while_vending = look
        await paid(two, an_order(ada, naira(500)))

        assert marked == [second.vended[0].request_id]

    async def test_is_found_by_a_vendors_hint(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(DOWN)
        second.will_answer(TIMED_OUT)
        payment = await paid(two, an_order(ada, naira(500)))

        assert await two.hinted(second.vended[0].request_id, now=clock()) == payment.id


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


ANSWERS = st.sampled_from([delivered(naira(485)), DOWN, WRONG_NUMBER, TIMED_OUT])
WORDS = st.sampled_from(
    [delivered(naira(485)), Rejected("not-processed"), WRONG_NUMBER, TIMED_OUT, NotFound(), Reversed()]
)
ONE_VENDOR = st.tuples(ANSWERS, st.lists(WORDS, max_size=4))


class TestWhateverTwoVendorsSay:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(ONE_VENDOR, ONE_VENDOR)
    async def test_the_books_are_right_and_nobody_is_asked_twice_or_in_another_ones_doubt(
        self,
        bank: Bank,
        database: Database,
        first_says: tuple[VendOutcome, list[RequeryOutcome]],
        second_says: tuple[VendOutcome, list[RequeryOutcome]],
    ) -> None:
        clock = Clock()
        first, second = FakeVendor("vtpass"), FakeVendor("flutterwave")
        for each, (answer, words) in ((first, first_says), (second, second_says)):
            each.will_answer(answer)
            each.will_say(*words, Unresolved("pending"))
        payments = Payments(database, {"vtpass": first, "flutterwave": second}, RULES, clock)
        ada = await bank.customer(wallet=naira(1_000))
        doubts: list[Payment] = []

        async def nothing_is_open(_: VendRequest) -> None:
            (payment,) = await payments.history(ada.id, limit=1)
            if payment.attempt is not None and payment.attempt.vendor != "flutterwave":
                doubts.append(payment)

        second.while_vending = nothing_is_open
        payment = await paid(payments, an_order(ada, naira(500)))
        for _ in range(8):
            clock.later(minutes=40)
            await payments.advance(payment.id)

        assert doubts == []
        assert len(first.vended) <= 1
        assert len(second.vended) <= 1
        wallet, _, held = await bank.balances(ada)
        ended = await bank.payment(payment.id)
        if ended.status in (PaymentStatus.DELIVERED, PaymentStatus.UNRESOLVED, PaymentStatus.SUBMITTED):
            assert wallet == naira(500)
        else:
            assert wallet == naira(1_000)
        assert held == (ZERO if ended.ended_at else naira(500))
        assert await bank.problems() == []
