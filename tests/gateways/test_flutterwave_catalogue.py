"""What Flutterwave sells, whose reference it is, what is left there, and what its webhooks name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from domain.money import Money, naira
from domain.vendors import (
    Category,
    MeterKind,
    Rejected,
    UnknownReference,
    Validated,
    ValidationUnavailable,
    VendorUnavailable,
)
from gateways.flutterwave import Flutterwave
from gateways.flutterwave_answers import hinted_reference
from sandbox.flutterwave import World
from tests.companies import FlutterwaveControl
from tests.gateways.conftest import SHORT_PATIENCE
from tests.gateways.flutterwave_bills import A_CARD, A_METER, NOON, airtime, light
from tests.sandbox.receiver import Receiver, receiving


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

    async def test_that_is_remembered_does_not_wait_for_one_that_is_being_read(
        self, second_vendor: Flutterwave, flutterwave_script: FlutterwaveControl
    ) -> None:
        await second_vendor.validate("DSTV", A_CARD)
        await flutterwave_script.next("never", call="items")
        slow = asyncio.create_task(second_vendor.plans("GOTV"))
        await asyncio.sleep(0)

        async with asyncio.timeout(3):
            assert isinstance(await second_vendor.validate("DSTV", A_CARD), Validated)

        slow.cancel()

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
        assert plans[0].name == "Nova (Dish) - 1 month"

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
        self, second_vendor: Flutterwave, flutterwave_world: World, logged: Callable[[], str]
    ) -> None:
        request = light()
        await second_vendor.validate("IKEJA DISCO", A_METER, MeterKind.PREPAID)
        await second_vendor.vend(request)

        text = logged()

        token = flutterwave_world.bills[request.request_id].token or ""
        assert "outside call answered" in text
        assert not any(secret in text for secret in (A_METER, token, "FLWSECK", request.request_id))
