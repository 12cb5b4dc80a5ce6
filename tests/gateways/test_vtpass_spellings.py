"""Days and flags in the spellings of VTpass and the companies behind it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from gateways.vtpass_spellings import amount, day, is_false, is_true, naira


class TestADay:
    @pytest.mark.parametrize(
        "said",
        [
            "2025-02-06T00:00:00",
            "2025-02-06T00:00:00.000000Z",
            "2025-02-06 00:00:00",
            "2025-02-06",
            "2025/02/06",
            "06-FEB-25",
            "06-Feb-2025",
            "6 February 2025",
            "06/02/2025",
            "06-02-2025",
            " 06-feb-25 ",
        ],
    )
    def test_is_read_in_any_spelling(self, said: str) -> None:
        assert day(said) == date(2025, 2, 6)

    @pytest.mark.parametrize(
        "said",
        [
            None,
            "",
            "N/A",
            "soon",
            20250206,
            "2025-02-30",
            "31-NOV-25",
            "06-XYZ-25",
            "0000-00-00",
            "00-000-00",
            [],
        ],
    )
    def test_is_nothing_where_it_can_not_be_one(self, said: object) -> None:
        assert day(said) is None

    @given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
    def test_comes_back_as_each_company_writes_it(self, one: date) -> None:
        assert day(f"{one:%Y-%m-%dT00:00:00}") == one
        assert day(f"{one:%d-%b-%y}".upper()) == one

    @given(st.text())
    def test_never_fails(self, said: str) -> None:
        day(said)


class TestAFlag:
    @pytest.mark.parametrize("said", [True, 1, "true", "True", " YES ", "1"])
    def test_is_set(self, said: object) -> None:
        assert (is_true(said), is_false(said)) == (True, False)

    @pytest.mark.parametrize("said", [False, 0, "false", "No", "0"])
    def test_is_not_set(self, said: object) -> None:
        assert (is_true(said), is_false(said)) == (False, True)

    @pytest.mark.parametrize("said", [None, "", "maybe", 7, [], {}])
    def test_may_say_nothing(self, said: object) -> None:
        assert (is_true(said), is_false(said)) == (False, False)


class TestAnAmount:
    @given(st.integers(min_value=0, max_value=10**12))
    def test_comes_back_as_it_was_sent(self, kobo: int) -> None:
        assert amount(naira(Money(kobo))) == Money(kobo)
