"""What VTpass is told: for each product the fields that it wants, and none that would change the order."""

from __future__ import annotations

import pytest

from domain.money import Money, naira
from domain.vendors import Category, MeterKind, VendRequest
from gateways.vtpass_orders import order, question, verify_path
from tests.gateways.requests import (
    A_LINE,
    A_METER,
    A_PROFILE,
    A_SMARTCARD,
    A_SMILE_ACCOUNT,
    airtime,
    electricity,
    from_list,
    package,
    voucher,
)

ID = "202611230400abcdef"
LINE = "08031234567"


def body(request: VendRequest) -> dict[str, object]:
    """What differs by product; every order names itself, the service and a phone."""
    said = order(request)
    assert said is not None
    assert said.pop("request_id") == ID
    assert said.pop("serviceID") == request.service
    return said


class TestAnOrder:
    def test_of_airtime_is_for_the_phone(self) -> None:
        assert body(airtime(LINE, amount=naira(500), request_id=ID)) == {"amount": "500", "phone": LINE}

    def test_of_light_names_the_kind_of_meter(self) -> None:
        said = body(electricity(kind=MeterKind.POSTPAID, amount=Money(5_000_50), request_id=ID))

        assert said == {
            "billersCode": A_METER,
            "variation_code": "postpaid",
            "amount": "5000.50",
            "phone": A_LINE,
        }

    def test_of_data_names_the_line_and_the_plan(self) -> None:
        said = body(from_list("mtn-data", "mtn-1gb", LINE, request_id=ID))

        assert said == {"billersCode": LINE, "variation_code": "mtn-1gb", "amount": "1000", "phone": A_LINE}

    @pytest.mark.parametrize("service", ["dstv", "gotv"])
    def test_of_another_package_has_no_amount_that_the_decoder_would_be_topped_up_with(
        self, service: str
    ) -> None:
        assert body(package(service, "dstv-padi", request_id=ID)) == {
            "billersCode": A_SMARTCARD,
            "variation_code": "dstv-padi",
            "subscription_type": "change",
            "phone": A_LINE,
        }

    @pytest.mark.parametrize("service", ["dstv", "gotv"])
    def test_of_the_same_package_has_the_amount_and_no_plan(self, service: str) -> None:
        assert body(package(service, None, renews=True, amount=naira(19_000), request_id=ID)) == {
            "billersCode": A_SMARTCARD,
            "subscription_type": "renew",
            "amount": "19000",
            "phone": A_LINE,
        }

    @pytest.mark.parametrize(("service", "plan"), [("startimes", "nova"), ("startimes", "ewallet")])
    def test_of_startimes_has_the_amount_for_plans_that_have_none(self, service: str, plan: str) -> None:
        assert body(package(service, plan, request_id=ID)) == {
            "billersCode": A_SMARTCARD,
            "variation_code": plan,
            "amount": "1000",
            "phone": A_LINE,
        }

    def test_of_showmax_is_for_a_phone(self) -> None:
        said = body(package("showmax", "full_3", LINE, owes_voucher=True, request_id=ID))

        assert (said["billersCode"], said["variation_code"]) == (LINE, "full_3")

    @pytest.mark.parametrize(
        ("service", "plan"), [("waec", "waecdirect"), ("waec-registration", "waec-registraion")]
    )
    def test_of_an_exam_card_is_for_nobody(self, service: str, plan: str) -> None:
        assert body(voucher(service, plan, request_id=ID)) == {
            "variation_code": plan,
            "amount": "1000",
            "phone": A_LINE,
        }

    def test_of_jamb_names_the_profile(self) -> None:
        said = body(voucher("jamb", "utme", A_PROFILE, request_id=ID))

        assert (said["billersCode"], said["variation_code"]) == (A_PROFILE, "utme")

    def test_of_smile_names_the_account(self) -> None:
        said = body(
            from_list("smile-direct", "624", A_SMILE_ACCOUNT, category=Category.INTERNET, request_id=ID)
        )

        assert (said["billersCode"], said["variation_code"]) == (A_SMILE_ACCOUNT, "624")

    def test_of_spectranet_says_how_many_cards(self) -> None:
        assert body(voucher("spectranet", "vt-500", A_SMARTCARD, request_id=ID))["quantity"] == 1

    @pytest.mark.parametrize(
        "request_",
        [
            from_list("mtn-data", None),
            from_list("mtn-data", ""),
            package("dstv", None),
            package("startimes", None, renews=True),
            voucher("waec", ""),
        ],
    )
    def test_does_not_exist_without_what_was_chosen(self, request_: VendRequest) -> None:
        assert order(request_) is None


class TestAQuestion:
    @pytest.mark.parametrize(
        ("service", "reference", "kind", "plan", "said"),
        [
            ("ikeja-electric", A_METER, MeterKind.PREPAID, None, {"type": "prepaid"}),
            ("dstv", A_SMARTCARD, None, None, {}),
            ("jamb", A_PROFILE, None, "utme-mock", {"type": "utme-mock"}),
        ],
    )
    def test_has_a_type_where_one_is_wanted(
        self, service: str, reference: str, kind: MeterKind | None, plan: str | None, said: dict[str, object]
    ) -> None:
        assert question(service, reference, kind, plan) == {
            "billersCode": reference,
            "serviceID": service,
            **said,
        }

    def test_by_email_is_asked_elsewhere(self) -> None:
        assert verify_path("smile-direct", "tester@sandbox.com") == "merchant-verify/smile/email"
        assert verify_path("smile-direct", A_SMILE_ACCOUNT) == "merchant-verify"
        assert verify_path("dstv", "a@b") == "merchant-verify"
