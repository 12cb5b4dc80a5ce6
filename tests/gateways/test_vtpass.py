"""The VTpass gateway over real HTTP: every way in which a vend can end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime

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
    Reversed,
    TokenKind,
    UnknownReference,
    Unresolved,
    Validated,
    ValidationUnavailable,
    VendorGateway,
    VendorUnavailable,
    VendRequest,
)
from gateways.vtpass import Vtpass, VtpassKeys
from sandbox.vtpass import World
from sandbox.vtpass.mischief import KINDS
from tests.companies import VtpassControl
from tests.gateways.conftest import PATIENCE
from tests.gateways.requests import (
    A_METER,
    A_POSTPAID_ACCOUNT,
    NOBODY,
    a_request_id,
    airtime,
    electricity,
)


@pytest.fixture
async def nobody_there() -> AsyncIterator[Vtpass]:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    gateway = Vtpass(f"http://127.0.0.1:{port}/api", VtpassKeys("a", "b", "c"), patience=PATIENCE)
    yield gateway
    await gateway.close()


class TestARequestId:
    def test_starts_with_the_minute_in_lagos(self) -> None:
        just_before_midnight_utc = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)

        assert NOBODY.mint_request_id("o", 1, now=just_before_midnight_utc).startswith("202701010059")

    def test_is_the_same_for_the_same_attempt_only(self) -> None:
        now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

        ids = {
            NOBODY.mint_request_id(f"order-{n}", attempt, now=now) for n in range(50) for attempt in (1, 2)
        }

        assert len(ids) == 100
        assert NOBODY.mint_request_id("order-7", 2, now=now) in ids

    @given(st.text(min_size=1, max_size=64), st.integers(1, 99))
    def test_is_letters_and_digits_of_a_length_that_everybody_takes(self, order: str, attempt: int) -> None:
        minted = NOBODY.mint_request_id(order, attempt, now=datetime(2026, 3, 1, tzinfo=UTC))

        assert len(minted) == 32
        assert minted.isascii()
        assert minted.isalnum()


class TestAVend:
    def test_is_what_the_domain_asks_for(self, vendor: Vtpass) -> None:
        gateway: VendorGateway = vendor

        assert gateway.name == "vtpass"
        assert gateway.patience == PATIENCE

    def test_renews_decoders_of_two_companies(self, vendor: Vtpass) -> None:
        assert vendor.can_renew("dstv")
        assert vendor.can_renew("gotv")
        assert not vendor.can_renew("startimes")

    async def test_delivers_airtime_at_the_price_of_the_float(
        self, vendor: Vtpass, vtpass_world: World
    ) -> None:
        before = vtpass_world.float_kobo

        outcome = await vendor.vend(airtime(amount=naira(500)))

        assert outcome == Delivered(cost=Money(48_250))
        assert vtpass_world.float_kobo == before - 48_250

    async def test_delivers_kobo_exactly(self, vendor: Vtpass, vtpass_world: World) -> None:
        request = airtime(amount=Money(100_55))

        await vendor.vend(request)

        assert vtpass_world.transactions[request.request_id].purchase.amount_kobo == 100_55

    async def test_delivers_a_token_in_ikeja_style(self, vendor: Vtpass) -> None:
        outcome = await vendor.vend(electricity(service="ikeja-electric"))

        assert isinstance(outcome, Delivered)
        assert [token.kind for token in outcome.delivery.tokens] == [TokenKind.ENERGY]
        assert len(outcome.delivery.tokens[0].digits) == 20
        assert outcome.delivery.units == "80.6 kWh"

    async def test_delivers_key_changes_first_in_eko_style(self, vendor: Vtpass) -> None:
        outcome = await vendor.vend(electricity(service="eko-electric"))

        assert isinstance(outcome, Delivered)
        assert [token.kind.value for token in outcome.delivery.tokens] == ["kct1", "kct2", "energy"]

    async def test_may_deliver_a_token_only_on_asking_again(self, vendor: Vtpass) -> None:
        request = electricity(service="abuja-electric")

        at_first = await vendor.vend(request)
        later = await vendor.requery(request)

        assert isinstance(at_first, Delivered)
        assert at_first.delivery.tokens == ()
        assert isinstance(later, Delivered)
        assert [len(token.digits) for token in later.delivery.tokens] == [20]
        assert at_first.cost == later.cost

    async def test_delivers_to_a_postpaid_account_without_a_token(self, vendor: Vtpass) -> None:
        outcome = await vendor.vend(electricity(A_POSTPAID_ACCOUNT, kind=MeterKind.POSTPAID))

        assert isinstance(outcome, Delivered)
        assert outcome.delivery.tokens == ()

    async def test_is_rejected_when_nobody_is_there_to_hear_it(self, nobody_there: Vtpass) -> None:
        assert await nobody_there.vend(airtime()) == Rejected("vendor-unreachable")

    async def test_is_rejected_for_a_number_that_fails(self, vendor: Vtpass, script: VtpassControl) -> None:
        assert await vendor.vend(airtime("08022222222")) == Rejected("failed")
        assert set((await script.deliveries()).values()) == {0}

    @pytest.mark.parametrize(
        ("kind", "deliveries"),
        [
            ("never", {}),
            ("drop", {}),
            ("deliver-then-timeout", 1),
            ("deliver-then-drop", 1),
            ("late", 1),
            ("garbage", 1),
            ("garbage-undelivered", 0),
            ("empty", 1),
            ("500", 1),
            ("500-undelivered", 0),
            ("pending", 0),
            ("pending-status", 0),
            ("duplicate", 1),
            ("unlisted", 1),
        ],
    )
    async def test_is_in_doubt_and_asked_once(
        self,
        kind: str,
        deliveries: object,
        impatient_vendor: Vtpass,
        script: VtpassControl,
        vtpass_world: World,
    ) -> None:
        await script.next(kind)
        request = airtime()

        outcome = await impatient_vendor.vend(request)

        assert isinstance(outcome, Unresolved)
        assert vtpass_world.calls["pay"] == 1
        assert await script.deliveries() == (
            deliveries if deliveries == {} else {request.request_id: deliveries}
        )

    @pytest.mark.parametrize("number", ["201000000000", "500000000000", "400000000000", "300000000000"])
    async def test_is_in_doubt_for_the_magic_numbers(self, number: str, impatient_vendor: Vtpass) -> None:
        assert isinstance(await impatient_vendor.vend(airtime(number)), Unresolved)

    async def test_is_in_doubt_for_a_magic_meter(self, vendor: Vtpass) -> None:
        assert isinstance(await vendor.vend(electricity("201000000000")), Unresolved)

    async def test_is_delivered_once_although_sent_twice(
        self, vendor: Vtpass, script: VtpassControl, vtpass_world: World
    ) -> None:
        request = airtime()
        await vendor.vend(request)

        again = await vendor.vend(request)

        assert again == Unresolved("code-014")
        assert await script.deliveries() == {request.request_id: 1}
        assert vtpass_world.transactions[request.request_id].asked == 2

    async def test_is_rejected_for_each_fault_of_ours(self, vendor: Vtpass, vtpass_world: World) -> None:
        assert await vendor.vend(airtime(amount=naira(10))) == Rejected("below-minimum")
        assert await vendor.vend(airtime(amount=naira(60_000))) == Rejected("above-maximum")
        assert await vendor.vend(airtime(service="9mobile")) == Rejected("unknown-service")
        assert await vendor.vend(airtime(request_id="202001011200abc")) == Rejected("bad-request-id")
        vtpass_world.float_kobo = 0
        assert await vendor.vend(airtime()) == Rejected("vendor-float-short")

    async def test_is_rejected_as_a_twin_within_30_seconds(self, vendor: Vtpass) -> None:
        first, second = airtime(), airtime(request_id=a_request_id("another"))

        assert isinstance(await vendor.vend(first), Delivered)
        assert await vendor.vend(second) == Rejected("twin-purchase")

    async def test_is_rejected_with_wrong_keys(self, outside: str) -> None:
        stranger = Vtpass(f"{outside}/vtpass/api", VtpassKeys("a", "b", "c"), patience=PATIENCE)

        assert await stranger.vend(airtime()) == Rejected("vendor-keys-refused")
        with pytest.raises(VendorUnavailable):
            await stranger.float_balance()
        await stranger.close()


class TestARequery:
    @pytest.mark.parametrize(
        "kind", ["deliver-then-timeout", "deliver-then-drop", "garbage", "500", "duplicate"]
    )
    async def test_finds_what_was_delivered_unheard(
        self, kind: str, impatient_vendor: Vtpass, vendor: Vtpass, script: VtpassControl
    ) -> None:
        await script.next(kind)
        request = electricity()
        await impatient_vendor.vend(request)

        outcome = await vendor.requery(request)

        assert isinstance(outcome, Delivered)
        assert len(outcome.delivery.tokens) == 1
        assert outcome.cost == naira(4_925)

    async def test_finds_what_failed_unheard(self, vendor: Vtpass, script: VtpassControl) -> None:
        await script.next("500-undelivered")
        request = airtime()
        await vendor.vend(request)

        assert await vendor.requery(request) == Rejected("failed")

    async def test_does_not_find_what_never_arrived(self, vendor: Vtpass, script: VtpassControl) -> None:
        await script.next("drop")
        request = airtime()
        await vendor.vend(request)

        assert await vendor.requery(request) == NotFound()

    async def test_may_not_find_what_arrives_late(
        self, vendor: Vtpass, script: VtpassControl, vtpass_world: World
    ) -> None:
        await script.next("arrives-late", unseen_s=60)
        request = airtime()
        await vendor.vend(request)

        assert await vendor.requery(request) == NotFound()
        vtpass_world.clock_offset_s += 61
        assert isinstance(await vendor.requery(request), Delivered)

    async def test_tells_of_a_reversal_after_a_delivery(
        self, vendor: Vtpass, script: VtpassControl, vtpass_world: World
    ) -> None:
        before = vtpass_world.float_kobo
        request = airtime()
        await vendor.vend(request)

        await script.settle(request.request_id, "reversed", webhook=False)

        assert await vendor.requery(request) == Reversed()
        assert vtpass_world.float_kobo == before

    @pytest.mark.parametrize("kind", ["never", "drop", "garbage", "empty", "500", "late"])
    async def test_in_trouble_says_nothing_of_the_vend(
        self, kind: str, vendor: Vtpass, impatient_vendor: Vtpass, script: VtpassControl
    ) -> None:
        request = airtime()
        await vendor.vend(request)
        await script.next(kind, call="requery")

        assert isinstance(await impatient_vendor.requery(request), Unresolved)
        assert isinstance(await vendor.requery(request), Delivered)

    async def test_with_nobody_there_says_nothing_of_the_vend(self, nobody_there: Vtpass) -> None:
        assert await nobody_there.requery(airtime()) == Unresolved("vendor-unreachable")

    async def test_follows_a_pending_vend_to_its_end(
        self, vendor: Vtpass, script: VtpassControl, vtpass_world: World
    ) -> None:
        await script.next("pending", settles_as="delivered", settles_after_s=30)
        request = electricity()

        assert isinstance(await vendor.vend(request), Unresolved)
        assert isinstance(await vendor.requery(request), Unresolved)
        vtpass_world.clock_offset_s += 31
        assert isinstance(await vendor.requery(request), Delivered)
        assert await script.deliveries() == {request.request_id: 1}


class TestTheLastWord:
    async def test_is_what_really_happened_whatever_was_said_before(
        self, vendor: Vtpass, script: VtpassControl, vtpass_world: World
    ) -> None:
        kinds = sorted(set(KINDS) - {"refuse"})
        when_asked = {"deliver": 3, "garbage": 1, "drop": 1, "500": 1, "unlisted": 1}
        await script.chaos(
            11, dict.fromkeys(kinds, 1), requery_weights=when_asked, delay_s=0.02, silence_s=0.05
        )
        requests = [airtime(f"0803{n:07}", request_id=a_request_id(f"order-{n}")) for n in range(150)]

        first_words = await asyncio.gather(*(vendor.vend(request) for request in requests))
        vtpass_world.clock_offset_s += 61
        last_words = await asyncio.gather(*(last_word(vendor, request) for request in requests))

        delivered = await script.deliveries()
        assert len({type(word) for word in first_words}) == 3
        for request, first, last in zip(requests, first_words, last_words, strict=True):
            really = delivered.get(request.request_id, 0)
            assert isinstance(last, Delivered) == (really == 1), (first, last)
            assert not (isinstance(first, Rejected) and really)
            assert not (isinstance(first, Delivered) and not really)


async def last_word(vendor: Vtpass, request: VendRequest) -> RequeryOutcome:
    """Ask until there is an answer that is no doubt; what stays pending is given up after a while."""
    outcome: RequeryOutcome = Unresolved("never asked")
    for _ in range(40):
        outcome = await vendor.requery(request)
        if not isinstance(outcome, Unresolved):
            break
    return outcome


class TestAValidation:
    async def test_finds_the_house_behind_a_meter(self, vendor: Vtpass) -> None:
        outcome = await vendor.validate("ikeja-electric", A_METER, MeterKind.PREPAID)

        assert outcome == Validated("TESTMETER1", "ABULE - EGBA BU ABULE", meter_kind=MeterKind.PREPAID)

    async def test_finds_nobody_behind_a_wrong_number(self, vendor: Vtpass) -> None:
        outcome = await vendor.validate("ikeja-electric", "45012345678", MeterKind.PREPAID)

        assert outcome == UnknownReference("wrong-number")

    @pytest.mark.parametrize(
        ("meter", "expected"),
        [
            ("1111111111116", Validated('<&>"', "1 Ampersand Close", meter_kind=MeterKind.PREPAID)),
            ("1111111111117", UnknownReference("may-not-buy")),
            (
                "1111111111118",
                Validated(
                    "GRACE DANJUMA",
                    "3 High Street",
                    minimum=naira(5_000),
                    arrears=Money(1_250_50),
                    meter_kind=MeterKind.PREPAID,
                ),
            ),
            ("1111111111119", UnknownReference("wrong-number")),
            ("1111111111120", UnknownReference("no-name")),
            ("1111111111121", Validated("PATIENCE EKPO", "6 Odd Flag Road", meter_kind=MeterKind.PREPAID)),
        ],
    )
    async def test_survives_odd_answers(self, meter: str, expected: object, vendor: Vtpass) -> None:
        assert await vendor.validate("ikeja-electric", meter, MeterKind.PREPAID) == expected

    @pytest.mark.parametrize("kind", ["drop", "garbage", "500", "refuse"])
    async def test_may_be_unavailable(self, kind: str, vendor: Vtpass, script: VtpassControl) -> None:
        await script.next(kind, call="merchant-verify")

        outcome = await vendor.validate("ikeja-electric", A_METER, MeterKind.PREPAID)

        assert isinstance(outcome, ValidationUnavailable)

    async def test_is_unavailable_with_nobody_there(self, nobody_there: Vtpass) -> None:
        outcome = await nobody_there.validate("ikeja-electric", A_METER, MeterKind.PREPAID)

        assert outcome == ValidationUnavailable("vendor-unreachable")


class TestTheCatalogueAndTheFloat:
    async def test_lists_services_with_their_limits(self, vendor: Vtpass) -> None:
        airtime_rows = {row.service: row for row in await vendor.services(Category.AIRTIME)}
        electricity_rows = await vendor.services(Category.ELECTRICITY)

        assert set(airtime_rows) == {"mtn", "glo", "airtel", "etisalat"}
        assert (airtime_rows["mtn"].minimum, airtime_rows["mtn"].maximum) == (naira(50), naira(50_000))
        assert len(electricity_rows) == 12

    async def test_tells_the_balance(self, vendor: Vtpass, vtpass_world: World) -> None:
        vtpass_world.float_kobo = 108_182

        assert await vendor.float_balance() == Money(108_182)

    async def test_is_unavailable_with_nobody_there(self, nobody_there: Vtpass) -> None:
        with pytest.raises(VendorUnavailable):
            await nobody_there.float_balance()
        with pytest.raises(VendorUnavailable):
            await nobody_there.services(Category.AIRTIME)

    async def test_is_unavailable_where_the_answer_is_garbage(
        self, vendor: Vtpass, script: VtpassControl
    ) -> None:
        await script.next("garbage", call="balance")

        with pytest.raises(VendorUnavailable):
            await vendor.float_balance()


class TestSecrets:
    async def test_stay_out_of_logs_and_representations(
        self,
        vendor: Vtpass,
        script: VtpassControl,
        vtpass_world: World,
        logged: Callable[[], str],
    ) -> None:
        request = replace(electricity(), phone="08031234567")
        await script.next("garbage")

        await vendor.vend(request)
        await vendor.validate("ikeja-electric", A_METER, MeterKind.PREPAID)
        printed = logged()

        seen = printed + repr(VtpassKeys("k1-secret", "k2-secret", "k3-secret"))
        for secret in (vtpass_world.secret_key, vtpass_world.api_key, A_METER, "08031234567", "k3-secret"):
            assert secret not in seen
        assert "outside call" in seen
