"""How amounts, times, numbers and names are written for people."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import text
from bot.text import translator
from domain.masking import masked_address, masked_name, masked_phone
from domain.money import Money, naira
from domain.phones import read_phone

NOON = datetime(2026, 6, 3, 11, 0, tzinfo=UTC)
EN = translator("en")


class TestAnAmount:
    @pytest.mark.parametrize(
        ("amount", "long", "short"),
        [
            (naira(500), "₦500", "₦500"),
            (naira(1_250), "₦1,250", "₦1,250"),
            (naira("1250.5"), "₦1,250.50", "₦1,250.50"),
            (naira(-500), "−₦500", "−₦500"),
            (Money(-1), "−₦0.01", "−₦0.01"),
            (Money(0), "₦0", "₦0"),
            (naira(10_000), "₦10,000", "₦10k"),
            (naira(1_500), "₦1,500", "₦1.5k"),
            (naira(999), "₦999", "₦999"),
            (naira("1000.01"), "₦1,000.01", "₦1,000.01"),
            (naira(1_000_000), "₦1,000,000", "₦1m"),
        ],
    )
    def test_is_written_as_nigerians_write_it(self, amount: Money, long: str, short: str) -> None:
        assert text.naira_text(amount) == long
        assert text.short_naira(amount) == short

    @given(st.integers(min_value=0, max_value=10**12))
    def test_says_every_kobo(self, kobo: int) -> None:
        said = text.naira_text(Money(kobo)).removeprefix("₦").replace(",", "")

        assert naira(said) == Money(kobo)


class TestATime:
    def test_is_lagos_time_however_it_came(self) -> None:
        assert text.date_and_clock(NOON) == "Wed 3 Jun, 12:00\N{NO-BREAK SPACE}pm"
        assert text.clock(datetime(2026, 6, 3, 23, 5, tzinfo=UTC)) == "12:05\N{NO-BREAK SPACE}am"

    def test_is_said_as_today_and_tomorrow(self) -> None:
        assert EN.when(NOON + timedelta(hours=1), now=NOON).startswith("today, 1:00")
        assert EN.when(NOON + timedelta(days=1), now=NOON).startswith("tomorrow, 12:00")
        assert EN.when(NOON - timedelta(days=1), now=NOON).startswith("Tue 2 Jun")
        # Half past eleven at night in London is tomorrow in Lagos.
        assert EN.when(datetime(2026, 6, 3, 23, 30, tzinfo=UTC), now=NOON).startswith("tomorrow, 12:30")


class TestANumber:
    def test_is_written_in_groups(self) -> None:
        assert text.phone_text(read_phone("08031234567")) == "0803 123 4567"
        assert text.reference_text("1111111111111") == "1111 1111 1111 1"
        assert text.reference_text("AB/12-3") == "AB/12-3"
        assert text.token_text("12345678901234567890") == "1234 5678 9012 3456 7890"

    def test_is_masked_in_lists(self) -> None:
        assert masked_phone(read_phone("08031234567")) == "0803•••4567"
        assert text.masked_reference("01012345678") == "…\N{WORD JOINER}5678"


class TestAName:
    @pytest.mark.parametrize(
        ("name", "masked"),
        [
            ("ADEBAYO OLUWASEUN", "ADEB*** O."),
            ("Ada", "A***"),
            ("Jo Li", "J*** L."),
            ('<&>"', "<&***"),
            ("", "***"),
            ("A B C D E", "A*** B. C."),
        ],
    )
    def test_is_masked(self, name: str, masked: str) -> None:
        assert masked_name(name) == masked

    def test_of_a_street_is_masked(self) -> None:
        assert masked_address("12 Allen Street, Ikeja") == "12 Al***n Street, Ikeja"
        assert masked_address("48 Aba Road") == "48 A***a Road"
        assert masked_address("7") == "7"


class TestATranslator:
    def test_escapes_values_in_messages_but_not_on_buttons(self) -> None:
        assert EN("pay-delivered") == "✅ <b>Delivered</b>"
        assert EN("light-owner", name="<&>") == "<b>&lt;&amp;&gt;</b>"
        assert EN.plain("airtime-network", biller="<&>") == "<&> ▾"

    def test_speaks_english_where_it_does_not_know_the_language(self) -> None:
        assert translator("xx").language == "en"

    def test_refuses_values_that_have_no_words(self) -> None:
        with pytest.raises(TypeError):
            EN("light-owner", name=1.5)

    def test_knows_only_messages_that_exist(self) -> None:
        with pytest.raises(LookupError):
            EN("no-such" + "-message")

    def test_says_how_long(self) -> None:
        assert EN("pay-usually", usually=timedelta(seconds=30)).startswith("Usually takes 30 seconds")
        assert EN("pay-usually", usually=timedelta(minutes=1)).startswith("Usually takes 1 minute.")
        assert EN("pay-usually", usually=timedelta(hours=2)).startswith("Usually takes 2 hours")


class TestAMoment:
    def test_is_shown_in_the_zone_of_whoever_reads_it_and_else_in_lagos_time(self) -> None:
        t, moment = translator("en"), datetime(2026, 11, 23, 13, 14, tzinfo=UTC)
        when = t.when(moment, now=moment)

        said = t("pay-sent", biller="MTN", at=when)

        assert '<tg-time unix="1795439640" format="Dt">today, 2:14\N{NO-BREAK SPACE}pm</tg-time>' in said
        assert "<" not in t.plain("pay-sent", biller="MTN", at=when).replace("<b>", "").replace("</b>", "")
