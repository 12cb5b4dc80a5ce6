from __future__ import annotations

from decimal import Decimal

import pytest

from domain.money import naira
from domain.phones import Phone
from domain.typed_numbers import Numbers, Validity, read_size, take_numbers
from domain.typed_text import Line, folded

ADA = Phone("+2348031234567")


def numbers(text: str) -> Numbers:
    return take_numbers(Line(text))


class TestFolding:
    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            ("Ẹ jọ̀ọ́, ra INÁ", "e joo, ra ina"),
            ("ụgwọ ọkụ", "ugwo oku"),
            ("ƙudin Wutar ɗaki", "kudin wutar daki"),
            ("  plEEEEase\n now ", "pleease now"),
            ("zero\u200bwidth\u00a0space", "zerowidth space"),
        ],
    )
    def test_leaves_plain_letters(self, text: str, plain: str) -> None:
        assert folded(text) == plain

    def test_makes_no_digit_of_a_superscript(self) -> None:
        assert numbers("5² gifts").amounts == ()


class TestAnAmount:
    @pytest.mark.parametrize(
        ("text", "amount"),
        [
            *(("500", "500"), ("₦1,500.50", "1500.50"), ("5k", "5000"), ("1.5k", "1500"), ("N200", "200")),
            *(
                ("#100", "100"),
                ("500 naira", "500"),
                ("500naira", "500"),
                ("1m", "1000000"),
                ("10k.", "10000"),
            ),
            *(("2 thousand", "2000"), ("NGN 700", "700"), ("1,000,000", "1000000")),
            *(
                ("five hundred", "500"),
                ("two thousand five hundred", "2500"),
                ("one hundred and fifty", "150"),
            ),
            *(("dari biyar", "500"), ("dubu biyu da dari biyar", "2500"), ("dubu", "1000")),
            *(("puku abụọ", "2000"), ("narị ise", "500"), ("ẹgbẹ̀rún méjì", "2000"), ("ẹ̀ẹ́dẹ́gbẹ̀ta", "500")),
        ],
    )
    def test_may_be_written_in_many_ways(self, text: str, amount: str) -> None:
        assert numbers(f"card {text} abeg").amounts == (naira(Decimal(amount)),)

    @pytest.mark.parametrize(
        "text",
        ["-500", "20th", "5pm", "10:30", "50%", "1.234.567", "two pins", "3 children", "E16", "0", "007"],
    )
    def test_is_not_every_number(self, text: str) -> None:
        assert numbers(f"card {text} abeg").amounts == ()


class TestAPhoneNumber:
    @pytest.mark.parametrize(
        "text",
        [
            *("08031234567", "8031234567", "+2348031234567", "234 803 123 4567", "0803-123-4567"),
            *("(0803) 123 4567", "+234 (0) 803 123 4567", "0803.123.4567"),
        ],
    )
    def test_may_be_grouped(self, text: str) -> None:
        found = numbers(f"500 to {text} please")

        assert [typed.phone for typed in found.phones] == [ADA]
        assert found.amounts == (naira(500),)

    @pytest.mark.parametrize(
        "code",
        ["*500*08031234567#", "*737*500*08031234567#", "*737*1*500*0803 123 4567#", "*08031234567*500#"],
    )
    def test_may_stand_in_a_code_of_a_bank(self, code: str) -> None:
        found = numbers(code)

        assert [typed.phone for typed in found.phones] == [ADA]
        assert found.amounts == (naira(500),)


class TestAReference:
    @pytest.mark.parametrize(
        ("text", "reference"),
        [
            ("45012345678", "45012345678"),
            ("0101 234 5678", "01012345678"),
            ("0101-2345-67890", "0101234567890"),
            ("0123/456-7a", "0123/456-7A"),
        ],
    )
    def test_may_be_grouped_or_have_letters(self, text: str, reference: str) -> None:
        found = numbers(f"light 5k {text}")

        assert found.references == (reference,)
        assert found.amounts == (naira(5_000),)

    @pytest.mark.parametrize(
        "text",
        ["1234 5678 9012 3456 7890", "12345678901234567890", "5399 1234 5678 9012", "12/03/2025", "2000000"],
    )
    def test_is_no_token_bank_card_date_or_sum(self, text: str) -> None:
        assert numbers(f"see {text} here").references == ()


class TestAPlan:
    @pytest.mark.parametrize(
        ("text", "size"),
        [
            ("1gb", 1_000),
            ("1.5 GB", 1_500),
            ("500mb", 500),
            ("2 gig", 2_000),
            ("two gigs", 2_000),
            ("1tb", 1_000_000),
        ],
    )
    def test_has_a_size(self, text: str, size: int) -> None:
        assert numbers(f"{text} mtn").sizes == (size,)
        assert read_size(f"MTN SME {text} - 30 days") == size

    @pytest.mark.parametrize(
        ("text", "validity"),
        [
            *(
                ("7 days", Validity.WEEK),
                ("1 week", Validity.WEEK),
                ("24hrs", Validity.DAY),
                ("one day", Validity.DAY),
            ),
            *(
                ("30 days", Validity.MONTH),
                ("a month", Validity.MONTH),
                ("1 year", Validity.YEAR),
                ("3 days", None),
            ),
        ],
    )
    def test_lasts_for_a_time(self, text: str, validity: Validity | None) -> None:
        found = numbers(f"1gb {text}")

        assert found.validity is validity
        assert found.amounts == ()
