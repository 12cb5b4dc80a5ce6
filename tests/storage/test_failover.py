"""Two vendors: the second is asked after a definite no that was the first one's own, never while in doubt."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.ledger import HouseAccount
from domain.money import ZERO, naira
from domain.paying import Payments
from domain.payments import FENCE, Payment, PaymentStatus
from domain.vendors import (
    NotFound,
    Rejected,
    RequeryOutcome,
    Reversed,
    Unresolved,
    VendOutcome,
    VendRequest,
)
from storage.database import Database
from tests.builders import RULES, Bank, Clock, an_order, delivered
from tests.storage.orders import paid
from tests.vendors import FakeVendor

DOWN = Rejected("vendor-unreachable")
NO_FLOAT = Rejected("vendor-float-short")
WRONG_NUMBER = Rejected("failed")
TIMED_OUT = Unresolved("ReadTimeout")


pytestmark = pytest.mark.usefixtures("glo_of_both")


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

    async def test_after_a_new_deadline_was_told_still_gives_the_money_back(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(30_000))
        vendor.will_answer(TIMED_OUT)
        vendor.will_say(Unresolved("pending"))
        payment = await paid(two, an_order(ada, naira(25_000)))
        clock.later(hours=24)
        await two.advance(payment.id)
        assert (await bank.payment(payment.id)).extended

        vendor.says_from_now_on(Rejected("not-processed"))
        clock.later(hours=2)
        await two.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.RELEASED
        assert (len(vendor.vended), second.vended) == (1, [])


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


ANSWERS = st.sampled_from([delivered(naira(485)), DOWN, WRONG_NUMBER, TIMED_OUT])
WORDS = st.sampled_from(
    [delivered(naira(485)), Rejected("not-processed"), WRONG_NUMBER, TIMED_OUT, NotFound(), Reversed()]
)
ONE_VENDOR = st.tuples(ANSWERS, st.lists(WORDS, max_size=4))


class TestTheVendorThatWasGivenUp:
    async def test_is_asked_again_when_it_speaks_and_what_it_delivered_is_a_case(
        self, bank: Bank, two: Payments, vendor: FakeVendor, second: FakeVendor, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(NO_FLOAT)
        payment = await paid(two, an_order(ada, naira(500)))
        vendor.will_say(TIMED_OUT, delivered(naira(485)))

        for _ in range(2):
            assert await two.hinted(vendor.vended[0].request_id, now=clock()) == payment.id
            await two.advance(payment.id)

        assert await bank.cases() == (f"late-delivery:{payment.id}",)
        assert [request.request_id for request in vendor.requeried] == [vendor.vended[0].request_id] * 2
        assert await bank.balances(ada) == (naira(500), naira(5), ZERO)
        assert (await bank.payment(payment.id)).status is PaymentStatus.DELIVERED
        await two.advance(payment.id)
        assert len(vendor.requeried) == 2


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
