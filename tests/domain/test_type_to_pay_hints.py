from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.typed_hints import NearlySaved, WrongCheckDigit, has_check_digit, hint_for

HOME = "04123456785"


def with_check_digit(number: str) -> str:
    return next(number + digit for digit in "0123456789" if has_check_digit(number + digit))


meters = st.from_regex(r"[0-9]{10}", fullmatch=True).map(with_check_digit)


class TestAMistypedNumber:
    @pytest.mark.parametrize(
        "typed",
        [
            "04123456795",  # another digit
            "04132456785",  # two swapped
            "0412346785",  # one left out
            "041234567885",  # one too many
            "0412 345 6795",
        ],
    )
    def test_reminds_of_the_saved_one(self, typed: str) -> None:
        assert hint_for(typed, ["45012345678", HOME]) == NearlySaved(HOME)

    @pytest.mark.parametrize("typed", [HOME, "0412 3456 785", "0412-3456-785"])
    def test_is_none_that_is_saved(self, typed: str) -> None:
        assert hint_for(typed, [HOME]) is None

    def test_may_be_told_by_its_check_digit(self) -> None:
        assert hint_for("79927398713", []) is None
        assert hint_for("79927398710", []) == WrongCheckDigit()

    @pytest.mark.parametrize("typed", ["2012345678", "0123/456-7A", "", "٠٤١٢٣٤٥٦٧٨٩"])
    def test_has_no_check_digit_where_it_is_no_prepaid_meter(self, typed: str) -> None:
        assert hint_for(typed, []) is None

    @given(meters, st.integers(0, 10), st.sampled_from("0123456789"))
    def test_is_always_noticed_when_one_digit_is_wrong(self, meter: str, place: int, digit: str) -> None:
        assume(meter[place] != digit)
        typed = meter[:place] + digit + meter[place + 1 :]

        assert hint_for(typed, []) == WrongCheckDigit()
        assert hint_for(typed, [meter]) == NearlySaved(meter)

    @given(meters)
    def test_is_never_seen_in_a_right_one(self, meter: str) -> None:
        assert hint_for(meter, []) is None
