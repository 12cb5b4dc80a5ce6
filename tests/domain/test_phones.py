from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billers import NotAMeterNumber, read_meter_number
from domain.phones import NotAPhoneNumber, Phone, read_phone

ADA = Phone("+2348031234567")


class TestReadingAPhoneNumber:
    @pytest.mark.parametrize(
        "typed",
        [
            *(
                "08031234567",
                "8031234567",
                "2348031234567",
                "+2348031234567",
                "23408031234567",
                "+23408031234567",
            ),
            *("0803 123 4567", "0803-123-4567", "+234 (0) 803 123 4567", "(0803) 123.4567", " 08031234567 "),
            "0803\u00a0123\u00a04567",
        ],
    )
    def test_takes_every_form_for_the_same_number(self, typed: str) -> None:
        assert read_phone(typed) == ADA

    @pytest.mark.parametrize(
        "typed",
        [
            *("", "0", "0803", "0803123456", "080312345678", "06031234567", "08231234567", "1234567890"),
            *("+14155550123", "00442079460000", "++2348031234567", "0803123456a", "hello", "0803+1234567"),
            *("234234803123456", "٠٨٠٣١٢٣٤٥٦٧", "0803١٢٣٤٥٦٧", "²³48031234567", "-08031234567-x"),
        ],
    )
    def test_refuses_the_rest(self, typed: str) -> None:
        with pytest.raises(NotAPhoneNumber):
            read_phone(typed)

    @given(st.text(max_size=20))
    def test_never_lets_anything_but_a_nigerian_mobile_through(self, typed: str) -> None:
        try:
            phone = read_phone(typed)
        except NotAPhoneNumber:
            return
        assert phone.e164.isascii()
        assert len(phone.e164) == len(ADA.e164)
        assert read_phone(phone.national) == phone

    def test_takes_a_test_number_only_where_it_is_let_through(self) -> None:
        test_number = "201000000000"

        assert read_phone(test_number, also=frozenset({test_number})).e164 == "+234201000000000"
        with pytest.raises(NotAPhoneNumber):
            read_phone(test_number)


class TestAPhoneNumber:
    @pytest.mark.parametrize(
        ("number", "network"),
        [
            ("08031234567", "mtn"),
            ("08021234567", "airtel"),
            ("08051234567", "glo"),
            ("08091234567", "9mobile"),
            ("07025123456", "mtn"),
            ("07026123456", "mtn"),
            ("07024123456", None),
            ("07001234567", None),
        ],
    )
    def test_tells_who_issued_it(self, number: str, network: str | None) -> None:
        assert read_phone(number).network == network

    def test_is_written_as_nigerians_do(self) -> None:
        assert ADA.national == "08031234567"


class TestReadingAMeterNumber:
    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("45012345678", "45012345678"),
            (" 4501 234 5678 ", "45012345678"),
            ("0101-23456/7", "0101-23456/7"),
        ],
    )
    def test_takes_meters_and_accounts(self, typed: str, number: str) -> None:
        assert read_meter_number(typed) == number

    @pytest.mark.parametrize(
        "typed", ["", "1234", "1" * 21, "abcdefgh", "45012345678;", "abc1234", "٤٥٠١٢٣٤٥"]
    )
    def test_refuses_the_rest(self, typed: str) -> None:
        with pytest.raises(NotAMeterNumber):
            read_meter_number(typed)
