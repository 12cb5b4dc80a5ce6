"""Card, account and profile numbers, as people type them."""

import pytest

from domain.billers import Asks, NotAMeterNumber
from domain.references import NotAReference, read_reference


class TestAReference:
    @pytest.mark.parametrize(
        ("asks", "typed", "read"),
        [
            (Asks.SMARTCARD, " 1212 1212 12 ", "1212121212"),
            (Asks.SMARTCARD, "0212-1212-121", "02121212121"),
            (Asks.ACCOUNT, "1402 000 567", "1402000567"),
            (Asks.ACCOUNT, "LW/12-345", "LW/12-345"),
            (Asks.ACCOUNT, " ada.obi@example.com ", "ada.obi@example.com"),
            (Asks.PROFILE, "01234 56789", "0123456789"),
            (Asks.METER, "0101 2345 678", "01012345678"),
        ],
    )
    def test_is_read_however_it_is_written(self, asks: Asks, typed: str, read: str) -> None:
        assert read_reference(asks, typed) == read

    @pytest.mark.parametrize(
        ("asks", "typed"),
        [
            (Asks.SMARTCARD, "1234567"),
            (Asks.SMARTCARD, "1" * 15),
            (Asks.SMARTCARD, "my card"),
            (Asks.SMARTCARD, ""),
            (Asks.ACCOUNT, "smile"),
            (Asks.ACCOUNT, "ab1"),
            (Asks.ACCOUNT, "1402000567!"),
            (Asks.ACCOUNT, "ada@obi"),
            (Asks.ACCOUNT, f"{'a' * 60}@{'b' * 60}.com"),
            (Asks.SMARTCARD, "ada@example.com"),
            (Asks.PROFILE, "123456789"),
            (Asks.PROFILE, "12345678901"),
            (Asks.PROFILE, "٠١٢٣٤٥٦٧٨٩"),
        ],
    )
    def test_is_refused_when_it_can_not_be_one(self, asks: Asks, typed: str) -> None:
        with pytest.raises(NotAReference):
            read_reference(asks, typed)

    def test_of_a_meter_is_refused_in_the_words_for_meters(self) -> None:
        with pytest.raises(NotAMeterNumber):
            read_reference(Asks.METER, "12")
