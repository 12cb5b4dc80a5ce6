from __future__ import annotations

from contextlib import suppress
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import NotAnAmount, read_amount
from domain.money import Money, naira

AMOUNTS = st.integers(0, 10**15)
SHARES = st.integers(0, 10_000)


class TestAShare:
    @given(AMOUNTS, SHARES)
    def test_is_rounded_down_where_we_pay(self, kobo: int, basis_points: int) -> None:
        exact = Decimal(kobo) * basis_points / 10_000

        assert Money(kobo).share(basis_points).kobo == exact.to_integral_value(ROUND_FLOOR)

    @given(AMOUNTS, SHARES)
    def test_is_rounded_half_up_where_we_are_paid(self, kobo: int, basis_points: int) -> None:
        exact = Decimal(kobo) * basis_points / 10_000

        assert Money(kobo).share_half_up(basis_points).kobo == exact.to_integral_value(ROUND_HALF_UP)


class TestAnAmountOfNaira:
    def test_is_kept_in_whole_kobo(self) -> None:
        assert naira("0.01") == Money(1)
        assert naira(1_500) == Money(150_000)

    @pytest.mark.parametrize("broken", ["0.001", "1e-3"])
    def test_has_no_fractions_of_a_kobo(self, broken: str) -> None:
        with pytest.raises(ValueError, match="whole number of kobo"):
            naira(broken)


class TestReadingAnAmount:
    @pytest.mark.parametrize(
        ("typed", "kobo"),
        [
            ("500", 50_000),
            (" 500 ", 50_000),
            ("5k", 500_000),
            ("5K", 500_000),
            ("1.5k", 150_000),
            ("2m", 200_000_000),
            ("1,500.50", 150_050),
            ("₦1,500.50", 150_050),
            ("₦ 2k", 200_000),
            ("N500", 50_000),
            ("NGN 500", 50_000),
            ("500 naira", 50_000),
            ("1,000,000", 100_000_000),
            ("0.01", 1),
            ("007", 700),
        ],
    )
    def test_takes_what_people_type(self, typed: str, kobo: int) -> None:
        assert read_amount(typed) == Money(kobo)

    @pytest.mark.parametrize(
        "typed",
        [
            *(
                "0",
                "0.00",
                "0k",
                "-5",
                "+5",
                "1e9",
                "abc",
                "",
                " ",
                "₦",
                "k",
                "5 k k",
                "5kk",
                "1,50",
                "1,5000",
            ),
            *(
                "1.234",
                "1.",
                ".5",
                "1.5.5",
                "5 5",
                "inf",
                "nan",
                "0x10",
                "1_000",
                "5000000000000",
                "50%",
                "½",
            ),
            *("5;drop table", "5\n6", "₦₦5", "five"),
        ],
    )
    def test_refuses_the_rest(self, typed: str) -> None:
        with pytest.raises(NotAnAmount):
            read_amount(typed)

    @given(st.text(max_size=20))
    def test_never_fails_in_another_way(self, typed: str) -> None:
        with suppress(NotAnAmount):
            assert read_amount(typed).kobo > 0

    @given(st.integers(1, 10**11))
    def test_reads_back_what_is_written_with_commas(self, kobo: int) -> None:
        assert read_amount(f"₦{Decimal(kobo) / 100:,.2f}") == Money(kobo)
