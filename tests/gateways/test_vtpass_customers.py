"""Whose reference it is, as VTpass tells it: a wrong number comes with the code of success."""

from __future__ import annotations

import pytest

from domain.money import Money, naira
from domain.vendors import MeterKind, UnknownReference, Validated, ValidationUnavailable
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
