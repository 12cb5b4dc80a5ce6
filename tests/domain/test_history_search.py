"""What people type to find a payment or a month."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billers import KINDS, Biller
from domain.history_search import EVERY_SORT, Search, Sort, UnknownSearch, read_search
from domain.money import naira
from domain.months import Month, NotAMonth, read_month
from domain.vendors import Category
from tests.builders import NOON, a_payment, an_order

NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


def a_biller(biller_id: str, name: str, short: str, category: Category, kind: str) -> Biller:
    return Biller(biller_id, name, short, category, KINDS[kind], naira(50), naira(5_000), {})


BILLERS = (
    a_biller("mtn", "MTN", "MTN", Category.AIRTIME, "airtime"),
    a_biller("mtn-data", "MTN Data", "MTN", Category.DATA, "data"),
    a_biller("ikeja-electric", "Ikeja Electric", "Ikeja", Category.ELECTRICITY, "power"),
    a_biller("eko-electric", "Eko Electricity", "Eko", Category.ELECTRICITY, "power"),
    a_biller("waec", "WAEC result checker", "WAEC result", Category.EDUCATION, "exam-pin"),
)


NAMES = {"Mama": "08031234567", "Mama Put": "08050000001", "June": "45012345678"}


def look_for(text: str) -> Search:
    return read_search(text, BILLERS, now=NOW)


def lagos(year: int, month: int, day: int = 1) -> datetime:
    """Midnight in Lagos."""
    return datetime(year, month, day, tzinfo=UTC) - (NOON.replace(hour=1) - NOON.replace(hour=0))


class TestASearch:
    def test_for_a_kind_of_bill_in_a_month(self) -> None:
        found = look_for("light june")

        assert found.category is Category.ELECTRICITY
        assert (found.since, found.until) == (lagos(2026, 6), lagos(2026, 7))
        assert found.biller_ids is None

    def test_for_a_month_that_has_not_come_means_that_of_last_year(self) -> None:
        assert look_for("december").since == lagos(2025, 12)
        assert look_for("December 2024").since == lagos(2024, 12)

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("mama", "08031234567"),
            ("for MAMA'S", "08031234567"),
            ("mama put last month", "08050000001"),
            ("june", "45012345678"),  # her own names come before ours
        ],
    )
    def test_for_a_saved_name_means_its_number_at_any_company(self, text: str, number: str) -> None:
        found = read_search(text, BILLERS, NAMES, now=NOW)

        assert found.recipients == tuple((each.id, number) for each in BILLERS)

    def test_for_a_saved_name_is_narrowed_by_what_else_is_said(self) -> None:
        found = read_search("data mama last month", BILLERS, NAMES, now=NOW)

        assert found.recipients is not None
        assert found.category is Category.DATA
        assert found.since == lagos(2026, 10)

    def test_for_a_part_of_a_saved_name_is_none_for_it(self) -> None:
        with pytest.raises(UnknownSearch):
            read_search("mamas-put-on", BILLERS, NAMES, now=NOW)

    @pytest.mark.parametrize(
        ("text", "since", "until"),
        [
            ("2025", lagos(2025, 1), lagos(2026, 1)),
            ("2026-06", lagos(2026, 6), lagos(2026, 7)),
            ("last month", lagos(2026, 10), lagos(2026, 11)),
            ("mtn this month", lagos(2026, 11), lagos(2026, 12)),
            ("today", lagos(2026, 11, 18), lagos(2026, 11, 19)),
            ("Yesterday", lagos(2026, 11, 17), lagos(2026, 11, 18)),
        ],
    )
    def test_for_a_time(self, text: str, since: datetime, until: datetime) -> None:
        found = look_for(text)

        assert (found.since, found.until) == (since, until)

    def test_for_a_company_finds_all_that_it_sells(self) -> None:
        assert look_for("mtn").biller_ids == ("mtn", "mtn-data")
        assert look_for("MTN data").category is Category.DATA
        assert look_for("ikeja electric").biller_ids == ("ikeja-electric",)
        assert look_for("waec result").biller_ids == ("waec",)

    @pytest.mark.parametrize("text", ["08031234567", "0803 123 4567", "+234 803 123 4567", "0803-123-4567"])
    def test_for_a_phone_number_however_it_is_written(self, text: str) -> None:
        recipients = look_for(text).recipients

        assert recipients is not None
        assert ("mtn", "08031234567") in recipients
        assert ("ikeja-electric", "08031234567") in recipients

    def test_for_a_meter_with_a_word_beside_it(self) -> None:
        found = look_for("light 45012345678")

        assert found.category is Category.ELECTRICITY
        assert found.recipients is not None
        assert ("eko-electric", "45012345678") in found.recipients

    def test_for_a_part_of_a_number(self) -> None:
        found = look_for("…4567")

        assert (found.part, found.recipients) == ("4567", None)
        assert found.fits_part(a_payment(an_order(to="08031234567")))
        assert not found.fits_part(a_payment(an_order(to="08031234568")))

    @pytest.mark.parametrize(
        ("text", "sorts"),
        [
            ("june", EVERY_SORT),
            ("sent", {Sort.SENT}),
            ("money sent", {Sort.SENT}),
            ("transfers last month", {Sort.SENT, Sort.RECEIVED}),
            ("received 0803 123 4567", {Sort.RECEIVED}),
            ("withdrawals november", {Sort.WITHDRAWN}),
            ("money added today", {Sort.ADDED}),
            ("withdrawn added", {Sort.WITHDRAWN, Sort.ADDED}),
            ("mtn", {Sort.BILL}),
            ("light june", {Sort.BILL}),
        ],
    )
    def test_for_money_that_moved_too(self, text: str, sorts: set[Sort]) -> None:
        assert look_for(text).sorts == sorts

    def test_for_what_we_do_not_know_says_so(self) -> None:
        with pytest.raises(UnknownSearch) as refused:
            look_for("light jollof june")

        assert refused.value.values == {"word": "jollof"}

    @given(st.text(max_size=80))
    def test_never_breaks(self, text: str) -> None:
        with contextlib.suppress(UnknownSearch):
            assert isinstance(look_for(text), Search)


class TestAMonth:
    @pytest.mark.parametrize(
        ("text", "year", "number"),
        [
            ("", 2026, 11),
            ("June", 2026, 6),
            ("jun", 2026, 6),
            ("2025 sept", 2025, 9),
            ("december", 2025, 12),
            ("2026-06", 2026, 6),
            ("last month", 2026, 10),
        ],
    )
    def test_is_read(self, text: str, year: int, number: int) -> None:
        assert read_month(text, now=NOW) == Month(year, number)

    @pytest.mark.parametrize("text", ["jollof", "june july", "2026", "13", "2026-13", "june 2025 2026"])
    def test_is_not_read_where_there_is_none(self, text: str) -> None:
        with pytest.raises(NotAMonth):
            read_month(text, now=NOW)

    def test_begins_at_midnight_in_lagos(self) -> None:
        assert Month(2026, 6).since == datetime(2026, 5, 31, 23, 0, tzinfo=UTC)
        assert Month.of(datetime(2026, 5, 31, 23, 0, tzinfo=UTC)) == Month(2026, 6)
        assert Month.of(datetime(2026, 5, 31, 22, 59, tzinfo=UTC)) == Month(2026, 5)

    @given(st.integers(2000, 2099), st.integers(1, 12))
    def test_ends_where_the_next_begins(self, year: int, number: int) -> None:
        month = Month(year, number)

        assert month.until == month.next.since
        assert month.next.before == month
        assert read_month(str(month), now=NOW) == month
