"""Everything that VTpass sells from a list, over real HTTP: listed, validated, ordered, delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.money import Money, naira
from domain.vendors import (
    Category,
    Delivered,
    Delivery,
    Rejected,
    Renewal,
    UnknownReference,
    Unresolved,
    Validated,
    ValidationUnavailable,
    VendorPlan,
    VendorUnavailable,
    VendRequest,
)
from gateways.vtpass import Vtpass
from sandbox.vtpass import World
from tests.companies import VtpassControl
from tests.gateways.requests import (
    A_PROFILE,
    A_SMARTCARD,
    A_SMILE_ACCOUNT,
    a_request_id,
    from_list,
    package,
    voucher,
)

LISTED = (
    *("mtn-data", "airtel-data", "glo-data", "glo-sme-data", "etisalat-data", "smile-direct", "spectranet"),
    *("dstv", "gotv", "startimes", "showmax", "waec", "waec-registration", "jamb"),
)
VOUCHERS = [
    pytest.param(voucher("showmax", "full_3", amount=naira(8_400)), id="showmax"),
    pytest.param(voucher("waec", "waecdirect", amount=naira(4_000)), id="waec"),
    pytest.param(voucher("waec-registration", "waec-registraion", amount=naira(28_500)), id="registration"),
    pytest.param(voucher("jamb", "utme", A_PROFILE, amount=naira(7_200)), id="jamb"),
    pytest.param(voucher("spectranet", "vt-1000", A_SMARTCARD), id="spectranet"),
]
WITHOUT_VOUCHER = [
    pytest.param(from_list("mtn-data", "mtn-1gb-1d-450", amount=naira(450)), id="data"),
    pytest.param(package("dstv", "dstv-padi", amount=naira(4_400)), id="package"),
    pytest.param(package("gotv", None, renews=True, amount=naira(8_500)), id="renewal"),
    pytest.param(package("startimes", "nova", amount=naira(2_100)), id="startimes"),
    pytest.param(from_list("smile-direct", "624", A_SMILE_ACCOUNT), id="smile"),
]


def fresh(request: VendRequest, order: str) -> VendRequest:
    """Return the same under an id of this moment: the table above may have been written yesterday."""
    return replace(request, request_id=a_request_id(order))


class TestTheLists:
    @pytest.mark.parametrize(
        ("category", "services"),
        [
            (Category.DATA, {"mtn-data", "airtel-data", "glo-data", "glo-sme-data", "etisalat-data"}),
            (Category.TV, {"dstv", "gotv", "startimes", "showmax"}),
            (Category.INTERNET, {"smile-direct", "spectranet"}),
            (Category.EDUCATION, {"waec", "waec-registration", "jamb"}),
            (Category.WATER, set()),
        ],
    )
    async def test_are_found_by_category(
        self, category: Category, services: set[str], vendor: Vtpass
    ) -> None:
        assert {row.service for row in await vendor.services(category)} == services

    @pytest.mark.parametrize("service", LISTED)
    async def test_have_something_to_choose_from(self, service: str, vendor: Vtpass) -> None:
        plans = await vendor.plans(service)

        assert plans
        assert len({plan.code for plan in plans}) == len(plans)

    async def test_are_long_and_without_the_code_that_is_there_twice(
        self, vendor: Vtpass, vtpass_world: World
    ) -> None:
        codes = [plan.code for plan in await vendor.plans("mtn-data")]

        assert len(codes) == len(vtpass_world.lists.of("mtn-data")) - 2 > 250
        assert "mtn-xtratalk-300" not in codes

    async def test_have_open_prices(self, vendor: Vtpass) -> None:
        assert VendorPlan("ewallet", "EWALLET PAYMENTS", None) in await vendor.plans("startimes")
        assert VendorPlan("airtime", "Buy Airtime", None) in await vendor.plans("smile-direct")

    async def test_change(self, vendor: Vtpass, script: VtpassControl) -> None:
        await script.list_plan("dstv", "dstv-padi", naira=4_900)
        await script.list_plan("dstv", "dstv-new", name="DStv New", naira=7_000)
        await script.remove_plan("dstv", "dstv-yanga")
        await script.repeat_plan("dstv", "dstv-confam", naira=12_000)

        plans = {plan.code: plan for plan in await vendor.plans("dstv")}

        assert plans["dstv-padi"].amount == naira(4_900)
        assert plans["dstv-new"] == VendorPlan("dstv-new", "DStv New", naira(7_000))
        assert not {"dstv-yanga", "dstv-confam"} & set(plans)

    @pytest.mark.parametrize("kind", ["garbage", "500", "drop", "empty", "refuse"])
    async def test_are_unavailable_rather_than_empty(
        self, kind: str, vendor: Vtpass, script: VtpassControl
    ) -> None:
        await script.next(kind, call="service-variations")

        with pytest.raises(VendorUnavailable):
            await vendor.plans("dstv")

    async def test_of_a_service_that_does_not_exist_are_unavailable(self, vendor: Vtpass) -> None:
        with pytest.raises(VendorUnavailable):
            await vendor.plans("mtn-dada")


class TestAValidation:
    @pytest.mark.parametrize("service", ["dstv", "gotv", "startimes", "spectranet"])
    async def test_knows_the_magic_smartcard(self, service: str, vendor: Vtpass) -> None:
        outcome = await vendor.validate(service, A_SMARTCARD)

        assert isinstance(outcome, Validated)
        assert outcome.renewal is None or outcome.renewal.amount is None

    @pytest.mark.parametrize("service", ["dstv", "gotv", "startimes", "spectranet", "smile-direct"])
    async def test_knows_nobody_else(self, service: str, vendor: Vtpass) -> None:
        assert await vendor.validate(service, "7023456789") == UnknownReference("wrong-number")

    @pytest.mark.parametrize("service", ["dstv", "gotv"])
    @pytest.mark.parametrize("card", ["1212121213", "1212121214"])
    async def test_tells_a_package_in_each_spelling(
        self, service: str, card: str, vendor: Vtpass, vtpass_world: World
    ) -> None:
        outcome = await vendor.validate(service, card)

        assert isinstance(outcome, Validated)
        assert outcome.renewal is not None
        prices = {row.name: Money(row.kobo) for row in vtpass_world.lists.of(service)}
        assert outcome.renewal.package is not None
        assert outcome.renewal.amount == prices[outcome.renewal.package]
        assert outcome.renewal.due_on is not None
        assert timedelta(-1) <= outcome.renewal.due_on - datetime.now(UTC).date() < timedelta(days=29)

    @pytest.mark.parametrize(("card", "reason"), [("1212121216", "wrong-number"), ("1212121217", "no-name")])
    async def test_survives_odd_answers(self, card: str, reason: str, vendor: Vtpass) -> None:
        assert await vendor.validate("dstv", card) == UnknownReference(reason)

    async def test_of_a_decoder_that_owes_nothing_has_no_price(self, vendor: Vtpass) -> None:
        outcome = await vendor.validate("gotv", "1212121215")

        assert isinstance(outcome, Validated)
        assert isinstance(outcome.renewal, Renewal)
        assert outcome.renewal.amount is None

    @pytest.mark.parametrize(
        ("asked", "references"),
        [
            ("tester@sandbox.com", ["1402000567"]),
            ("family@sandbox.com", ["1402000568", "1402000569"]),
            ("08011111111", ["1402000567"]),
            (A_SMILE_ACCOUNT, []),
        ],
    )
    async def test_finds_accounts_at_smile(self, asked: str, references: list[str], vendor: Vtpass) -> None:
        outcome = await vendor.validate("smile-direct", asked)

        assert isinstance(outcome, Validated)
        assert [one.reference for one in outcome.references] == references
        for found in references:
            assert isinstance(await vendor.vend(from_list("smile-direct", "airtime", found)), Delivered)

    async def test_finds_no_account_behind_an_empty_address(self, vendor: Vtpass) -> None:
        assert await vendor.validate("smile-direct", "empty@sandbox.com") == UnknownReference("no-account")

    async def test_of_a_profile_is_good_for_one_exam(self, vendor: Vtpass) -> None:
        assert isinstance(await vendor.validate("jamb", A_PROFILE, plan="utme-mock"), Validated)
        assert isinstance(await vendor.validate("jamb", "0123456788", plan="de"), Validated)
        assert await vendor.validate("jamb", "0123456788", plan="utme") == UnknownReference("wrong-number")

    async def test_of_a_profile_is_unavailable_without_its_exam(self, vendor: Vtpass) -> None:
        assert isinstance(await vendor.validate("jamb", A_PROFILE), ValidationUnavailable)


class TestAVend:
    @pytest.mark.parametrize("request_", WITHOUT_VOUCHER)
    async def test_delivers_without_a_voucher(self, request_: VendRequest, vendor: Vtpass) -> None:
        request = fresh(request_, "plain")

        outcome = await vendor.vend(request)

        assert isinstance(outcome, Delivered)
        assert outcome.delivery == Delivery()
        assert outcome.cost is not None
        assert outcome.cost < request.amount
        assert await vendor.requery(request) == outcome

    @pytest.mark.parametrize("request_", VOUCHERS)
    async def test_delivers_a_voucher_and_the_same_when_asked_again(
        self, request_: VendRequest, vendor: Vtpass
    ) -> None:
        request = fresh(request_, "voucher")

        outcome = await vendor.vend(request)

        assert isinstance(outcome, Delivered)
        assert len(outcome.delivery.vouchers) == 1
        assert await vendor.requery(request) == outcome

    @pytest.mark.parametrize("request_", VOUCHERS)
    async def test_may_deliver_the_voucher_only_on_asking_again(
        self, request_: VendRequest, vendor: Vtpass, script: VtpassControl
    ) -> None:
        await script.next("without-token")
        request = fresh(request_, "later")

        at_first, later = await vendor.vend(request), await vendor.requery(request)

        assert isinstance(at_first, Delivered)
        assert isinstance(later, Delivered)
        assert at_first.delivery == Delivery()
        assert len(later.delivery.vouchers) == 1
        assert at_first.cost == later.cost

    async def test_of_cards_tells_serial_number_and_last_day(self, vendor: Vtpass) -> None:
        exam = await vendor.vend(fresh(voucher("waec", "waecdirect"), "exam"))
        internet = await vendor.vend(fresh(voucher("spectranet", "vt-1000", A_SMARTCARD), "internet"))

        assert isinstance(exam, Delivered)
        assert isinstance(internet, Delivered)
        assert (exam.delivery.vouchers[0].serial or "").startswith("WRN")
        card = internet.delivery.vouchers[0]
        assert card.serial is not None
        assert card.expires_on is not None
        assert card.expires_on > date(2026, 1, 1)

    @pytest.mark.parametrize(
        ("request_", "cost"),
        [
            (voucher("showmax", "full_3", amount=naira(8_400)), naira(8_416)),  # a fee of theirs on top
            (voucher("waec", "waecdirect", amount=naira(4_000)), naira(3_750)),
            (package("dstv", "dstv-padi", amount=naira(4_400)), naira(4_334)),
        ],
    )
    async def test_costs_what_the_float_paid(
        self, request_: VendRequest, cost: Money, vendor: Vtpass, vtpass_world: World
    ) -> None:
        before = vtpass_world.float_kobo

        outcome = await vendor.vend(fresh(request_, "cost"))

        assert isinstance(outcome, Delivered)
        assert outcome.cost == cost
        assert before - vtpass_world.float_kobo == cost.kobo

    async def test_tops_a_decoder_up_with_the_price_of_its_new_package(
        self, vendor: Vtpass, script: VtpassControl
    ) -> None:
        await vendor.vend(fresh(package("dstv", "dstv79", amount=naira(1_000)), "change"))

        (vend,) = await script.vends()
        assert (vend["amount_kobo"], vend["renews"]) == (19_000_00, False)

    async def test_renews_for_the_amount_that_was_told(self, vendor: Vtpass, script: VtpassControl) -> None:
        await vendor.vend(fresh(package("gotv", None, renews=True, amount=naira(8_500)), "renew"))

        (vend,) = await script.vends()
        assert (vend["amount_kobo"], vend["renews"], vend["variation"]) == (8_500_00, True, "")

    async def test_pays_any_amount_into_an_open_plan(self, vendor: Vtpass, script: VtpassControl) -> None:
        await vendor.vend(fresh(package("startimes", "ewallet", amount=Money(750_50)), "open"))

        (vend,) = await script.vends()
        assert vend["amount_kobo"] == 750_50

    async def test_is_rejected_where_the_plan_has_vanished(
        self, vendor: Vtpass, script: VtpassControl
    ) -> None:
        await script.remove_plan("dstv", "dstv-padi")

        assert await vendor.vend(fresh(package("dstv", "dstv-padi"), "gone")) == Rejected("unknown-plan")
        assert await script.vends() == []

    async def test_is_not_even_sent_without_a_plan(self, vendor: Vtpass, vtpass_world: World) -> None:
        assert await vendor.vend(fresh(from_list("mtn-data", None), "none")) == Rejected("unknown-plan")
        assert "pay" not in vtpass_world.calls

    @pytest.mark.parametrize("request_", [*WITHOUT_VOUCHER, *VOUCHERS])
    async def test_is_rejected_as_a_twin_within_30_seconds(
        self, request_: VendRequest, vendor: Vtpass
    ) -> None:
        assert isinstance(await vendor.vend(fresh(request_, "first")), Delivered)
        assert await vendor.vend(fresh(request_, "second")) == Rejected("twin-purchase")

    @pytest.mark.parametrize(
        "request_",
        [
            from_list("mtn-data", "mtn-1gb-1d-450", "08022222222"),
            package("dstv", "dstv-padi", "7023456789"),
            package("startimes", "nova", "7023456789"),
            from_list("smile-direct", "624", "7023456789"),
            voucher("spectranet", "vt-500", "7023456789"),
            voucher("jamb", "utme", "7023456789"),
            voucher("showmax", "full", "08022222222"),
        ],
    )
    async def test_is_rejected_for_a_number_that_fails(
        self, request_: VendRequest, vendor: Vtpass, script: VtpassControl
    ) -> None:
        assert await vendor.vend(fresh(request_, "failing")) == Rejected("failed")
        assert set((await script.deliveries()).values()) == {0}

    @pytest.mark.parametrize("number", ["201000000000", "500000000000", "400000000000", "300000000000"])
    @pytest.mark.parametrize(
        ("service", "plan"), [("mtn-data", "mtn-1gb-1d-450"), ("dstv", "dstv-padi"), ("jamb", "utme")]
    )
    async def test_is_in_doubt_for_the_magic_numbers(
        self, service: str, plan: str, number: str, impatient_vendor: Vtpass
    ) -> None:
        outcome = await impatient_vendor.vend(fresh(from_list(service, plan, number), "magic"))

        assert isinstance(outcome, Unresolved)
