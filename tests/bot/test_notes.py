"""What a vendor adds to a delivery, on the receipt."""

import pytest

from bot.screens.notes import notes
from bot.text import translator

EN = translator("en")


class TestANote:
    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("697.6744", "VAT in the price ₦697.67"),
            ("697.675", "VAT in the price ₦697.68"),
            ("1,069.5", "VAT in the price ₦1,069.50"),
            ("₦ 70", "VAT in the price ₦70"),
            ("N70 naira", "VAT in the price ₦70"),
            ("7.5%", "VAT in the price 7.5%"),
            ("see bill", "VAT in the price see bill"),
        ],
    )
    def test_of_money_is_written_as_ours_where_it_can_be_read(self, written: str, shown: str) -> None:
        assert notes(EN, [("vat", written)]) == [shown]

    @pytest.mark.parametrize("nothing", ["0", "0.00", "₦0", "NGN 0.0"])
    def test_of_nothing_is_left_out(self, nothing: str) -> None:
        assert notes(EN, [("debt", nothing), ("tariff", "R2")]) == ["Tariff R2"]

    def test_that_is_no_amount_stays_as_it_is(self) -> None:
        assert notes(EN, [("tariff", "68.5"), ("receipt", "00123")]) == [
            "Tariff 68.5",
            "Company receipt 00123",
        ]

    def test_of_another_kind_is_not_shown(self) -> None:
        assert notes(EN, [("internal", "x")]) == []
