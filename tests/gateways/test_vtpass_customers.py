"""Whose reference it is, as VTpass tells it: a wrong number comes with the code of success."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from domain.money import Money, naira
from domain.vendors import (
    MeterKind,
    NamedReference,
    Renewal,
    UnknownReference,
    Validated,
    ValidationUnavailable,
)
from gateways.http import Answered
from gateways.vtpass_customers import validation


def verified(**content: object) -> Answered:
    usual = {"Customer_Name": "ADA OBI", "Address": "1 Close", "WrongBillersCode": False}
    return Answered(200, {"code": "000", "content": {**usual, **content}})


class TestAValidation:
    def test_tells_the_name_and_the_address(self) -> None:
        assert validation(verified()) == Validated("ADA OBI", "1 Close")

    def test_accepts_the_code_of_a_confirmed_biller(self) -> None:
        said = {**verified().said, "code": "020"}

        assert isinstance(validation(Answered(200, said)), Validated)

    @pytest.mark.parametrize("flag", [True, "true", "True", " TRUE ", "1"])
    def test_finds_nobody_where_the_flag_says_so(self, flag: object) -> None:
        assert validation(verified(WrongBillersCode=flag)) == UnknownReference("wrong-number")

    @pytest.mark.parametrize("flag", [False, "false", "False", "", None, 0])
    def test_is_not_misled_by_a_flag_that_is_a_text(self, flag: object) -> None:
        assert isinstance(validation(verified(WrongBillersCode=flag)), Validated)

    def test_finds_nobody_where_an_error_comes_with_the_code_of_success(self) -> None:
        answer = Answered(200, {"code": "000", "content": {"error": "This meter is not correct"}})

        assert validation(answer) == UnknownReference("wrong-number")

    @pytest.mark.parametrize("name", ["", "   ", None, 7])
    def test_finds_nobody_without_a_name(self, name: object) -> None:
        assert validation(verified(Customer_Name=name)) == UnknownReference("no-name")

    def test_finds_nobody_who_may_not_buy(self) -> None:
        assert validation(verified(Can_Vend="no")) == UnknownReference("may-not-buy")
        assert isinstance(validation(verified(Can_Vend="yes")), Validated)
        assert isinstance(validation(verified(Can_Vend="")), Validated)

    def test_keeps_what_a_name_is_made_of(self) -> None:
        outcome = validation(verified(Customer_Name='  <&>"  \n O. '))

        assert outcome == Validated('<&>" O.', "1 Close")

    def test_takes_the_higher_of_two_minimums_and_reads_debts(self) -> None:
        outcome = validation(
            verified(
                Minimum_Amount="1,000.00",
                Min_Purchase_Amount="₦5,000",
                MAX_Purchase_Amount=200_000,
                Customer_Arrears="N1,250.50",
                Meter_Type="POSTPAID",
            )
        )

        assert isinstance(outcome, Validated)
        assert (outcome.minimum, outcome.maximum) == (naira(5_000), naira(200_000))
        assert outcome.arrears == Money(125_050)
        assert outcome.meter_kind is MeterKind.POSTPAID

    @pytest.mark.parametrize(
        ("said", "owed"), [("0.00", naira(0)), ("0", naira(0)), ("", None), ("N/A", None)]
    )
    def test_tells_no_debt_from_no_word_about_it(self, said: str, owed: Money | None) -> None:
        outcome = validation(verified(Customer_Arrears=said))

        assert isinstance(outcome, Validated)
        assert outcome.arrears == owed

    def test_reads_empty_texts_as_nothing(self) -> None:
        outcome = validation(
            verified(
                Minimum_Amount="", Min_Purchase_Amount="N/A", Customer_Arrears="", Address="", Meter_Type=""
            )
        )

        assert outcome == Validated("ADA OBI")

    @pytest.mark.parametrize("code", ["030", "011", "012", "087", "999", "", None])
    def test_says_that_nobody_could_be_asked_by_any_other_code(self, code: object) -> None:
        answer = Answered(200, {"code": code, "content": {"errors": "no"}})

        assert isinstance(validation(answer), ValidationUnavailable)

    @pytest.mark.parametrize("content", [None, [], "", "error"])
    def test_says_that_nobody_could_be_asked_where_there_is_no_content(self, content: object) -> None:
        assert isinstance(
            validation(Answered(200, {"code": "000", "content": content})), ValidationUnavailable
        )


def decoder(**content: object) -> Answered:
    return verified(Address=None, WrongBillersCode=None, Status="ACTIVE", Customer_Type="DSTV", **content)


class TestADecoder:
    def test_tells_what_it_has_and_what_the_same_costs_again(self) -> None:
        outcome = validation(
            decoder(
                Current_Bouquet="DStv Compact",
                Current_Bouquet_Code="dstv79",
                Renewal_Amount=19_000,
                Due_Date="2025-02-06T00:00:00",
            )
        )

        assert outcome == Validated(
            "ADA OBI", renewal=Renewal("DStv Compact", naira(19_000), date(2025, 2, 6))
        )

    @pytest.mark.parametrize(
        ("content", "renewal"),
        [
            ({"Due_Date": "02-FEB-25"}, Renewal(None, None, date(2025, 2, 2))),
            ({"DUE_DATE": "2025-02-06T00:00:00"}, Renewal(None, None, date(2025, 2, 6))),
            ({"Due_Date": "", "DUE_DATE": "06-FEB-25"}, Renewal(None, None, date(2025, 2, 6))),
            ({"Current_Bouquet": "GOtv Max", "Due_Date": "N/A"}, Renewal("GOtv Max", None)),
            ({"Renewal_Amount": "8,500.00"}, Renewal(None, naira(8_500))),
            ({"Renewal_Amount": Decimal("8500.50")}, Renewal(None, Money(8_500_50))),
            ({"Renewal_Amount": 0, "Current_Bouquet": "GOtv Max"}, Renewal("GOtv Max", None)),
            ({"Renewal_Amount": "N/A", "Current_Bouquet": "  "}, None),
            ({"Renewal_Amount": -5}, None),
            ({}, None),
        ],
    )
    def test_may_leave_out_any_part_of_it(self, content: dict[str, object], renewal: Renewal | None) -> None:
        assert validation(decoder(**content)) == Validated("ADA OBI", renewal=renewal)

    def test_is_unknown_by_an_error_without_a_flag(self) -> None:
        answer = Answered(200, {"code": "000", "content": {"error": "Smartcard number is not valid"}})

        assert validation(answer) == UnknownReference("wrong-number")

    def test_of_startimes_has_nothing_to_renew(self) -> None:
        content = {"Customer_Name": "ADA OBI", "Balance": 25, "Smartcard_Number": "02141234567"}
        answer = Answered(200, {"code": "000", "content": {**content, "WrongBillersCode": False}})

        assert validation(answer) == Validated("ADA OBI")


class TestASmileCustomer:
    @pytest.mark.parametrize(
        ("listed", "references"),
        [
            ({"AccountId": 1402000567, "FriendlyName": "Home"}, [("1402000567", "Home")]),
            ({"AccountId": "1402000567", "FriendlyName": ""}, [("1402000567", None)]),
            (
                [{"AccountId": 1, "FriendlyName": "Home"}, {"AccountId": 2, "FriendlyName": "Office"}],
                [("1", "Home"), ("2", "Office")],
            ),
            ([{"AccountId": 1}, {"FriendlyName": "no id"}, None, "text"], [("1", None)]),
        ],
    )
    def test_is_found_by_email_with_the_accounts_to_pay_to(
        self, listed: object, references: list[tuple[str, str | None]]
    ) -> None:
        outcome = validation(verified(AccountList={"Account": listed}), "ada@example.com")

        assert isinstance(outcome, Validated)
        assert outcome.references == tuple(NamedReference(*one) for one in references)

    @pytest.mark.parametrize(
        "accounts", [None, [], {}, {"Account": []}, {"Account": None}, {"Account": [{"AccountId": ""}]}]
    )
    def test_can_not_be_paid_to_by_email_alone(self, accounts: object) -> None:
        assert validation(verified(AccountList=accounts), "ada@example.com") == UnknownReference("no-account")

    def test_needs_no_list_where_the_account_was_asked_with(self) -> None:
        assert validation(verified(), "1402000567") == Validated("ADA OBI", "1 Close")
