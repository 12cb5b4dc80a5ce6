"""The Flutterwave gateway over real HTTP: every way in which a vend can end, and what is never guessed."""

from __future__ import annotations

import asyncio
import itertools
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money, naira
from domain.vendors import (
    Category,
    Delivered,
    MeterKind,
    NotFound,
    Rejected,
    RequeryOutcome,
    TokenKind,
    Unresolved,
    VendorGateway,
    VendorUnavailable,
    VendRequest,
)
from gateways.flutterwave import AFTERWARDS, PAY_PATIENCE, QUESTION_PATIENCE, Flutterwave
from sandbox.flutterwave import World
from sandbox.flutterwave.mischief import KINDS
from tests.companies import FlutterwaveControl
from tests.gateways.flutterwave_bills import (
    A_LINE,
    A_POSTPAID_ACCOUNT,
    NOBODY,
    NOON,
    a_bill,
    airtime,
    compact,
    light,
)


@pytest.fixture
async def nobody_there() -> AsyncIterator[Flutterwave]:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    gateway = Flutterwave(f"http://127.0.0.1:{port}/v3", "FLWSECK_TEST-x", lambda: NOON)
    yield gateway
    await gateway.close()


class TestARequestId:
    def test_depends_on_the_attempt_and_not_on_the_clock(self) -> None:
        ids = {NOBODY.mint_request_id(f"o{n}", attempt, now=NOON) for n in range(50) for attempt in (1, 2)}

        assert len(ids) == 100
        assert NOBODY.mint_request_id("o7", 2, now=NOON + timedelta(days=1)) in ids

    @given(st.text(min_size=1, max_size=64), st.integers(1, 99))
    def test_is_letters_and_digits_of_a_length_that_everybody_takes(self, order: str, attempt: int) -> None:
        minted = NOBODY.mint_request_id(order, attempt, now=NOON)

        assert len(minted) == 32
        assert minted.isalnum()
        assert minted.isascii()


class TestAVend:
    def test_is_what_the_domain_asks_for(self, second_vendor: Flutterwave) -> None:
        gateway: VendorGateway = second_vendor

        assert gateway.name == "flutterwave"

    def test_renews_nothing(self, second_vendor: Flutterwave) -> None:
        assert not second_vendor.can_renew("DSTV")

    def test_waits_longer_than_flutterwave_itself(self) -> None:
        assert timedelta(seconds=30) < PAY_PATIENCE
        assert NOBODY.patience == QUESTION_PATIENCE + PAY_PATIENCE + 2 * AFTERWARDS

    async def test_delivers_airtime_at_the_price_of_the_float(
        self, second_vendor: Flutterwave, flutterwave_world: World
    ) -> None:
        before = flutterwave_world.float_kobo

        outcome = await second_vendor.vend(airtime())

        assert outcome == Delivered(cost=naira(485))
        assert before - flutterwave_world.float_kobo == 485_00

    async def test_writes_a_line_with_its_country_and_an_amount_to_the_kobo(
        self, second_vendor: Flutterwave, flutterwave_world: World
    ) -> None:
        request = airtime(amount=Money(100_55))

        await second_vendor.vend(request)

        bill = flutterwave_world.bills[request.request_id]
        assert (bill.customer, bill.amount_kobo) == (A_LINE, 100_55)

    async def test_delivers_the_token_of_a_prepaid_meter(self, second_vendor: Flutterwave) -> None:
        outcome = await second_vendor.vend(light())

        assert isinstance(outcome, Delivered)
        assert [(token.kind, len(token.digits)) for token in outcome.delivery.tokens] == [
            (TokenKind.ENERGY, 20)
        ]
        assert outcome.cost == naira(5_060)  # with the fee, less the commission

    async def test_buys_the_item_of_the_right_kind_of_meter(
        self, second_vendor: Flutterwave, flutterwave_world: World
    ) -> None:
        request = light(A_POSTPAID_ACCOUNT, MeterKind.POSTPAID)

        outcome = await second_vendor.vend(request)

        assert isinstance(outcome, Delivered)
        assert outcome.delivery.tokens == ()
        assert flutterwave_world.bills[request.request_id].item == "IKEDC POSTPAID TOPUP"

    async def test_delivers_a_package_at_exactly_its_price(
        self, second_vendor: Flutterwave, flutterwave_world: World
    ) -> None:
        outcome = await second_vendor.vend(compact())

        assert outcome == Delivered(cost=naira(19_070))
        assert flutterwave_world.bills[compact().request_id].item == "DSTV COMPACT"

    async def test_delivers_water(self, second_vendor: Flutterwave) -> None:
        request = a_bill(Category.WATER, "Lagos  Water", "1001001001", naira(2_500))

        assert await second_vendor.vend(request) == Delivered(cost=naira(2_570))

    @pytest.mark.parametrize(
        ("request_", "reason"),
        [
            (replace(airtime(), service="MTN NIGERIA"), "unknown-service"),  # airtime, or data?
            (replace(airtime(), service="AIRTIME/NTEL"), "unknown-service"),
            (replace(airtime(), service="TAX/MTN NIGERIA"), "unknown-service"),
            (compact(naira(18_000)), "unknown-plan"),  # another price than agreed to
            (compact(plan="CB999"), "unknown-plan"),
            (replace(compact(), plan=None), "unknown-plan"),
            (replace(compact(), plan=None, renews=True), "unknown-plan"),
        ],
    )
    async def test_sends_nothing_where_it_is_not_certain_what_is_meant(
        self, second_vendor: Flutterwave, flutterwave_world: World, request_: VendRequest, reason: str
    ) -> None:
        assert await second_vendor.vend(request_) == Rejected(reason)
        assert "payment" not in flutterwave_world.calls

    async def test_sends_nothing_when_the_catalogue_can_not_be_read(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl, flutterwave_world: World
    ) -> None:
        await flutterwave_script.next("garbage", call="items")

        assert await second_vendor.vend(light()) == Rejected("vendor-unreachable")
        assert "payment" not in flutterwave_world.calls

    async def test_sends_nothing_when_reading_the_catalogue_took_longer_than_it_may_be_sent(
        self, outside: str, flutterwave_script: FlutterwaveControl, flutterwave_world: World
    ) -> None:
        """The worker stood still in between: meanwhile another one may have settled that nothing was sent."""
        looks = itertools.count()
        key = flutterwave_world.secret_key
        slow = Flutterwave(
            f"{outside}/flutterwave/v3", key, lambda: NOON + next(looks) * timedelta(seconds=20)
        )

        word = await slow.vend(replace(airtime(), send_before=NOON + timedelta(seconds=30)))
        await slow.close()

        assert word == Rejected("vendor-too-slow")
        assert await flutterwave_script.deliveries() == {}

    async def test_is_rejected_when_nobody_is_there_to_hear_it(self, nobody_there: Flutterwave) -> None:
        assert await nobody_there.vend(light()) == Rejected("vendor-unreachable")

    async def test_is_rejected_for_a_number_that_fails(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        assert await second_vendor.vend(airtime("08022222222")) == Rejected("failed")
        assert set((await flutterwave_script.deliveries()).values()) == {0}

    @pytest.mark.parametrize(
        ("kind", "reason"), [("refuse", "vendor-float-short"), ("account-refused", "vendor-product-refused")]
    )
    async def test_is_rejected_where_flutterwave_says_that_it_did_not_buy(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl, kind: str, reason: str
    ) -> None:
        await flutterwave_script.next(kind)

        assert await second_vendor.vend(airtime()) == Rejected(reason)

    async def test_is_rejected_when_the_balance_is_short(
        self, second_vendor: Flutterwave, flutterwave_world: World
    ) -> None:
        flutterwave_world.float_kobo = 0

        assert await second_vendor.vend(airtime()) == Rejected("vendor-float-short")

    @pytest.mark.parametrize(
        ("kind", "deliveries"),
        [
            ("never", None),
            ("drop", None),
            ("deliver-then-timeout", 1),
            ("deliver-then-drop", 1),
            ("late", 1),
            ("garbage", 1),
            ("garbage-undelivered", 0),
            ("empty", 1),
            ("503", 1),
            ("503-undelivered", 0),
            ("pending", 0),
            ("duplicate", 1),
            ("unlisted", 1),
            ("throttled", None),
        ],
    )
    async def test_is_in_doubt_and_asked_once(
        self,
        kind: str,
        deliveries: int | None,
        impatient_second_vendor: Flutterwave,
        flutterwave_script: FlutterwaveControl,
        flutterwave_world: World,
    ) -> None:
        await flutterwave_script.next(kind)
        request = airtime()

        outcome = await impatient_second_vendor.vend(request)

        assert isinstance(outcome, Unresolved)
        assert flutterwave_world.calls["payment"] == 1
        expected = {} if deliveries is None else {request.request_id: deliveries}
        assert await flutterwave_script.deliveries() == expected

    @pytest.mark.parametrize("number", ["201000000000", "500000000000", "400000000000", "300000000000"])
    async def test_is_in_doubt_for_the_magic_numbers(
        self, number: str, impatient_second_vendor: Flutterwave
    ) -> None:
        assert isinstance(await impatient_second_vendor.vend(airtime(number)), Unresolved)

    async def test_is_delivered_once_although_sent_twice(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        request = airtime()
        await second_vendor.vend(request)

        again = await second_vendor.vend(request)

        assert again == Unresolved("duplicate-reference")
        assert await flutterwave_script.deliveries() == {request.request_id: 1}

    @pytest.mark.parametrize("kind", ["garbage", "drop", "503", "unlisted", "throttled"])
    async def test_is_delivered_although_its_cost_can_not_be_learnt(
        self, kind: str, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        await flutterwave_script.next(kind, call="status", times=2)

        outcome = await second_vendor.vend(light())

        assert isinstance(outcome, Delivered)
        assert outcome.cost is None
        assert len(outcome.delivery.tokens) == 1

    async def test_learns_its_cost_by_flutterwaves_own_reference_where_ours_is_not_known(
        self, second_vendor: Flutterwave, flutterwave_world: World
    ) -> None:
        flutterwave_world.finds_by_our_reference = False

        assert await second_vendor.vend(airtime()) == Delivered(cost=naira(485))

    async def test_is_in_doubt_when_what_was_bought_is_said_to_have_failed(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        await flutterwave_script.next("deliver", call="status", message="Bill payment failed")

        assert await second_vendor.vend(airtime()) == Unresolved("bought-but-failed")

    async def test_is_rejected_with_a_wrong_key(self, outside: str, flutterwave_world: World) -> None:
        stranger = Flutterwave(f"{outside}/flutterwave/v3", "FLWSECK_TEST-other", lambda: NOON)

        assert await stranger.vend(airtime()) == Rejected("vendor-unreachable")
        assert "payment" not in flutterwave_world.calls
        with pytest.raises(VendorUnavailable):
            await stranger.float_balance()
        await stranger.close()


class TestARequery:
    @pytest.mark.parametrize(
        "kind", ["deliver-then-timeout", "deliver-then-drop", "garbage", "503", "duplicate"]
    )
    async def test_finds_what_was_delivered_unheard(
        self,
        kind: str,
        impatient_second_vendor: Flutterwave,
        flutterwave_script: FlutterwaveControl,
    ) -> None:
        await flutterwave_script.next(kind)
        await impatient_second_vendor.vend(light())

        outcome = await impatient_second_vendor.requery(light())

        assert isinstance(outcome, Delivered)
        assert (len(outcome.delivery.tokens), outcome.cost) == (1, naira(5_060))

    async def test_finds_what_failed_unheard(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        await flutterwave_script.next("503-undelivered")
        await second_vendor.vend(airtime())

        assert await second_vendor.requery(airtime()) == Rejected("failed")

    async def test_believes_that_nothing_arrived_once_a_bill_was_found_by_our_reference(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        lost = airtime(order="order-2")
        await flutterwave_script.next("drop")
        await second_vendor.vend(lost)

        at_first = await second_vendor.requery(lost)
        await second_vendor.vend(airtime())
        later = await second_vendor.requery(lost)

        assert at_first == Unresolved("not-found-by-our-reference")
        assert later == NotFound()

    async def test_never_calls_a_delivery_lost_where_only_flutterwaves_reference_is_known(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl, flutterwave_world: World
    ) -> None:
        flutterwave_world.finds_by_our_reference = False
        await second_vendor.vend(airtime(order="order-2"))
        await flutterwave_script.next("503")
        await second_vendor.vend(airtime())

        assert await second_vendor.requery(airtime()) == Unresolved("not-found-by-our-reference")

    async def test_follows_a_pending_vend_to_its_end(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl, flutterwave_world: World
    ) -> None:
        await flutterwave_script.next("pending", settles_as="delivered", settles_after_s=30)

        assert isinstance(await second_vendor.vend(light()), Unresolved)
        assert isinstance(await second_vendor.requery(light()), Unresolved)
        flutterwave_world.clock_offset_s += 31
        assert isinstance(await second_vendor.requery(light()), Delivered)
        assert await flutterwave_script.deliveries() == {light().request_id: 1}

    @pytest.mark.parametrize("kind", ["drop", "garbage", "empty", "503", "throttled", "unlisted"])
    async def test_in_trouble_says_nothing_of_the_vend(
        self, kind: str, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        await second_vendor.vend(airtime())
        await flutterwave_script.next(kind, call="status")

        assert isinstance(await second_vendor.requery(airtime()), Unresolved)
        assert isinstance(await second_vendor.requery(airtime()), Delivered)

    async def test_with_nobody_there_says_nothing_of_the_vend(self, nobody_there: Flutterwave) -> None:
        assert await nobody_there.requery(airtime()) == Unresolved("vendor-unreachable")

    async def test_needs_neither_catalogue_nor_biller(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        await second_vendor.vend(airtime())
        await flutterwave_script.next("garbage", call="items", times=9)

        assert await second_vendor.requery(replace(airtime(), service="")) == Delivered(cost=naira(485))


class TestTheLastWord:
    async def test_is_what_really_happened_whatever_was_said_before(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl, flutterwave_world: World
    ) -> None:
        truth = {"deliver": 3, "garbage": 1, "drop": 1, "503": 1, "unlisted": 1, "throttled": 1}
        await flutterwave_script.chaos(
            7, dict.fromkeys(KINDS, 1), status_weights=truth, delay_s=0.02, silence_s=0.05
        )
        requests = [airtime(f"0803{n:07}", order=f"order-{n}") for n in range(150)]

        first_words = await asyncio.gather(*(second_vendor.vend(request) for request in requests))
        flutterwave_world.clock_offset_s += 61
        last_words = await asyncio.gather(*(last_word(second_vendor, request) for request in requests))

        delivered = await flutterwave_script.deliveries()
        assert len({type(word) for word in first_words}) == 3
        for request, first, last in zip(requests, first_words, last_words, strict=True):
            really = delivered.get(request.request_id, 0)
            assert isinstance(last, Delivered) == (really == 1), (first, last)
            assert not (isinstance(first, Rejected) and really)
            assert not (isinstance(first, Delivered) and not really)


async def last_word(vendor: Flutterwave, request: VendRequest) -> RequeryOutcome:
    """Ask until there is an answer that is no doubt; what stays pending is given up after a while."""
    outcome: RequeryOutcome = Unresolved("never asked")
    for _ in range(40):
        outcome = await vendor.requery(request)
        if not isinstance(outcome, Unresolved):
            break
    return outcome
