"""What Flutterwave shouts, as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.flutterwave_names import human_name


class TestAName:
    @pytest.mark.parametrize(
        ("shouted", "written"),
        [
            ("DSTV COMPACT PLUS", "DStv Compact Plus"),
            ("GOTV SUPA PLUS - MONTHLY", "GOtv Supa Plus - Monthly"),
            ("NOVA (DISH) - 1 MONTH", "Nova (Dish) - 1 month"),
            ("STARTIMES EWALLET PAYMENTS", "StarTimes eWallet Payments"),
            ("3GB BIGGA FOR 30 DAYS", "3GB Bigga for 30 days"),
            ("MTN 1.5GB MONTHLY DATA BUNDLE", "MTN 1.5GB Monthly Data Bundle"),
            ("9MOBILE 500MB SME 24HRS", "9mobile 500MB SME 24hrs"),
            ("GLO 2GB+2GB NIGHT - 14 DAYS", "Glo 2GB+2GB Night - 14 days"),
            ("N1,000 AIRTEL DATA N500", "N1,000 Airtel Data N500"),
            ("THE 2IN1 OF THE WEEK, 7 NIGHTS", "The 2in1 of the Week, 7 nights"),
            ("DSTV HDPVR ACCESS/EXTRAVIEW", "DStv HDPVR Access/Extraview"),
            ("WHATSAPP & YOUTUBE BUNDLE", "WhatsApp & YouTube Bundle"),
            ("AIRTEL'S 4G LTE", "Airtel's 4G LTE"),
            ("MTN VTU", "MTN VTU"),
            ("1GB", "1GB"),
            ("", ""),
        ],
    )
    def test_that_shouts_is_written_like_people_do(self, shouted: str, written: str) -> None:
        assert human_name(shouted) == written

    @pytest.mark.parametrize("name", ["N1000 1.5GB - 30 days", "Smile Bigga 3GB", "DSTV Padi", "MTN data"])
    def test_that_has_small_letters_is_left_alone(self, name: str) -> None:
        assert human_name(name) == name

    @given(st.text())
    def test_says_the_same_as_before(self, name: str) -> None:
        written = human_name(name)

        assert written.casefold() == name.casefold()
        assert human_name(written) == written
