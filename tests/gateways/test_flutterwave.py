"""The Flutterwave gateway over real HTTP: every way in which a vend can end, and what is never guessed."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

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
    TokenKind,
    UnknownReference,
    Unresolved,
    Validated,
    ValidationUnavailable,
    VendorGateway,
    VendorUnavailable,
    VendRequest,
)
from gateways.flutterwave import AFTERWARDS, PAY_PATIENCE, QUESTION_PATIENCE, Flutterwave
from gateways.flutterwave_answers import hinted_reference
from sandbox.flutterwave import World
from tests.companies import FlutterwaveControl
from tests.gateways.conftest import SHORT_PATIENCE
from tests.sandbox.receiver import Receiver, receiving

A_LINE, A_METER, A_POSTPAID_ACCOUNT, A_CARD = "08011111111", "1111111111111", "1010101010101", "0025401100"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOBODY = Flutterwave("http://127.0.0.1:9/v3", "FLWSECK_TEST-x", lambda: NOON)


def a_request(
    category: Category,
    service: str,
    customer: str,
    amount: Money,
    *,
    kind: MeterKind | None = None,
    plan: str | None = None,
    order: str = "order-1",
) -> VendRequest:
    request_id = NOBODY.mint_request_id(order, 1, now=NOON)
    return VendRequest(request_id, category, service, customer, kind, amount, A_LINE, plan=plan)


def airtime(phone: str = A_LINE, *, amount: Money | None = None, order: str = "order-1") -> VendRequest:
    return a_request(Category.AIRTIME, "AIRTIME/MTN NIGERIA", phone, amount or naira(500), order=order)


def light(
    meter: str = A_METER, kind: MeterKind = MeterKind.PREPAID, service: str = "IKEJA DISCO"
) -> VendRequest:
    return a_request(Category.ELECTRICITY, service, meter, naira(5_000), kind=kind)


def compact(amount: Money | None = None, plan: str = "CB141") -> VendRequest:
    return a_request(Category.TV, "DSTV", A_CARD, amount or naira(19_000), plan=plan)


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
        request = a_request(Category.WATER, "Lagos  Water", "1001001001", naira(2_500))

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


class TestTheCatalogue:
    async def test_finds_a_biller_by_its_name_whatever_its_code_is_today(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl, flutterwave_world: World
    ) -> None:
        await flutterwave_script.recode("LAGOS WATER", "BIL119")

        assert isinstance(await second_vendor.validate("Lagos Water", "1001001001"), Validated)

    async def test_is_remembered_for_a_while_and_then_read_anew(
        self, servers_address: str, flutterwave_world: World
    ) -> None:
        now = [NOON]
        gateway = Flutterwave(f"{servers_address}/flutterwave/v3", "FLWSECK_TEST-demo", lambda: now[0])

        for _ in range(3):
            await gateway.validate("DSTV", A_CARD)
        read_at_first = dict(flutterwave_world.calls)
        now[0] += timedelta(hours=1)
        await gateway.validate("DSTV", A_CARD)
        await gateway.close()

        assert read_at_first == {"categories": 1, "billers": 5, "items": 1, "validate": 3}
        assert flutterwave_world.calls["items"] == 2

    async def test_is_read_anew_after_a_rejection(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl, flutterwave_world: World
    ) -> None:
        await flutterwave_script.next("refuse")
        await second_vendor.vend(airtime())

        await second_vendor.vend(airtime())

        assert flutterwave_world.calls["items"] == 2

    async def test_lists_the_billers_of_a_category_by_names_that_are_found_again(
        self, second_vendor: Flutterwave
    ) -> None:
        listed = [service.service for service in await second_vendor.services(Category.DATA)]

        assert listed[0] == "MOBILEDATA/MTN NIGERIA"
        assert all([await second_vendor.plans(service) for service in listed])
        assert await second_vendor.services(Category.EDUCATION) == ()

    async def test_lists_what_a_biller_sells_with_open_amounts_open(self, second_vendor: Flutterwave) -> None:
        plans = await second_vendor.plans("STARTIMES")

        assert [(plan.code, plan.amount) for plan in plans][-2:] == [("CB212", naira(6_000)), ("CB213", None)]
        assert plans[0].name == "NOVA (DISH) - 1 MONTH"

    async def test_lists_always_the_newest_prices_and_leaves_out_what_is_listed_twice(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        await second_vendor.plans("GOTV")
        await flutterwave_script.put_item("GOTV", "CB190", amount=9_000)
        await flutterwave_script.put_item("GOTV", "CB188", amount=4_000, again=True)
        await flutterwave_script.remove_item("GOTV", "CB189")

        plans = {plan.code: plan.amount for plan in await second_vendor.plans("GOTV")}

        assert plans == {"CB187": naira(1_900), "CB190": naira(9_000), "CB191": naira(16_800)}

    @pytest.mark.parametrize("kind", ["garbage", "drop", "503", "unlisted"])
    async def test_may_be_unreadable(
        self, kind: str, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        await flutterwave_script.next(kind, call="items")

        with pytest.raises(VendorUnavailable):
            await second_vendor.plans("DSTV")

    async def test_of_nobody_is_not_an_empty_one(self, second_vendor: Flutterwave) -> None:
        with pytest.raises(VendorUnavailable, match="unknown-service"):
            await second_vendor.plans("NTEL")

    async def test_too_slow_to_read_sends_nothing(
        self, servers_address: str, flutterwave_script: FlutterwaveControl, flutterwave_world: World
    ) -> None:
        gateway = Flutterwave(
            f"{servers_address}/flutterwave/v3",
            "FLWSECK_TEST-demo",
            lambda: NOON,
            question_patience=SHORT_PATIENCE,
        )
        await flutterwave_script.next("never", call="billers")

        assert await gateway.vend(airtime()) == Rejected("vendor-unreachable")
        assert "payment" not in flutterwave_world.calls
        await gateway.close()


class TestAValidation:
    async def test_finds_the_house_behind_a_meter(self, second_vendor: Flutterwave) -> None:
        outcome = await second_vendor.validate("IKEJA DISCO", A_METER, MeterKind.PREPAID)

        assert outcome == Validated(
            "TESTMETER1", "ABULE - EGBA BU ABULE", minimum=naira(1_000), maximum=naira(500_000)
        )

    async def test_finds_the_viewer_behind_a_card_before_a_package_is_chosen(
        self, second_vendor: Flutterwave
    ) -> None:
        assert await second_vendor.validate("DSTV", A_CARD) == Validated("MTEST VIEWER")
        assert await second_vendor.validate("DSTV", A_CARD, plan="CB141") == Validated("MTEST VIEWER")

    async def test_finds_nobody_behind_a_wrong_number(self, second_vendor: Flutterwave) -> None:
        assert await second_vendor.validate("DSTV", "9999999999") == UnknownReference("wrong-number")

    @pytest.mark.parametrize(
        ("meter", "expected"),
        [
            ("1111111111117", UnknownReference("wrong-number")),
            ("1111111111119", UnknownReference("wrong-number")),
            ("1111111111120", UnknownReference("no-name")),
        ],
    )
    async def test_survives_odd_answers(
        self, meter: str, expected: object, second_vendor: Flutterwave
    ) -> None:
        assert await second_vendor.validate("IKEJA DISCO", meter, MeterKind.PREPAID) == expected

    async def test_tells_what_a_customer_must_buy_at_least(self, second_vendor: Flutterwave) -> None:
        outcome = await second_vendor.validate("EKO DISCO", "1111111111118", MeterKind.PREPAID)

        assert isinstance(outcome, Validated)
        assert outcome.minimum == naira(5_000)

    @pytest.mark.parametrize("kind", ["drop", "garbage", "503", "unlisted", "empty"])
    async def test_may_be_unavailable(
        self, kind: str, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        await flutterwave_script.next(kind, call="validate")

        assert isinstance(await second_vendor.validate("DSTV", A_CARD), ValidationUnavailable)

    async def test_is_unavailable_where_flutterwave_does_not_sell(self, second_vendor: Flutterwave) -> None:
        assert await second_vendor.validate("NTEL", A_CARD) == ValidationUnavailable("unknown-service")
        assert isinstance(
            await second_vendor.validate("DSTV", A_CARD, MeterKind.PREPAID), ValidationUnavailable
        )


class TestTheFloat:
    async def test_is_the_available_balance_in_naira(
        self, second_vendor: Flutterwave, flutterwave_world: World
    ) -> None:
        flutterwave_world.float_kobo = 1_081_82

        assert await second_vendor.float_balance() == Money(1_081_82)

    @pytest.mark.parametrize("kind", ["drop", "garbage", "503", "unlisted"])
    async def test_may_be_unreadable(
        self, kind: str, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        await flutterwave_script.next(kind, call="balance")

        with pytest.raises(VendorUnavailable):
            await second_vendor.float_balance()


class TestAWebhook:
    @pytest.fixture
    async def bot(self) -> AsyncIterator[Receiver]:
        async with receiving() as receiver:
            yield receiver

    async def test_names_the_vend_that_was_decided(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl, bot: Receiver
    ) -> None:
        await flutterwave_script.set(webhook_url=bot.url)

        await second_vendor.vend(airtime())
        await bot.has(1)

        assert hinted_reference(bot.bodies[0]) == airtime().request_id
        assert bot.headers[0]["verif-hash"] == "demo-webhook-hash"

    async def test_of_a_failure_may_name_nobody(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl, bot: Receiver
    ) -> None:
        await second_vendor.vend(airtime("08022222222"))
        await flutterwave_script.set(webhook_url=bot.url)

        await flutterwave_script.send_webhook(airtime().request_id, anonymous=True)

        assert hinted_reference(bot.bodies[0]) is None


class TestTheLog:
    async def test_holds_neither_numbers_nor_tokens_nor_keys(
        self, second_vendor: Flutterwave, flutterwave_world: World, logged: object
    ) -> None:
        request = light()
        await second_vendor.validate("IKEJA DISCO", A_METER, MeterKind.PREPAID)
        await second_vendor.vend(request)
        assert callable(logged)

        text = logged()

        token = flutterwave_world.bills[request.request_id].token or ""
        assert "outside call answered" in text
        assert not any(secret in text for secret in (A_METER, token, "FLWSECK", request.request_id))
