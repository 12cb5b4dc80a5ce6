"""Meter Brain: when the light on a meter will be used up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.meter_brain import simulated
from domain.meter_brain import (
    FEWEST,
    Bought,
    Forecast,
    MeterReading,
    NotAMeterReading,
    forecast,
    read_meter,
    read_units,
)
from domain.money import naira
from domain.rules import LightRules

BEGAN = datetime(2026, 3, 2, 11, tzinfo=UTC)
RULES = LightRules(remind_before=timedelta(days=3), remind_at_hour=9)
KWH = 1_000


def purchases(*bought: tuple[int, int], tells_units: bool = True) -> list[Bought]:
    """Return purchases of (day, kWh), a kWh for ₦100."""
    return [
        Bought(BEGAN + timedelta(days=day), naira(100 * kwh), KWH * kwh if tells_units else None)
        for day, kwh in bought
    ]


def foreseen(bought: Sequence[Bought], reading: MeterReading | None = None) -> Forecast:
    found = forecast(bought, reading)
    assert found is not None
    return found


def days_after(moment: datetime, since: int) -> float:
    return (moment - BEGAN) / timedelta(days=1) - since


class TestAForecast:
    def test_needs_some_purchases(self) -> None:
        regular = purchases((0, 50), (10, 50), (20, 50), (30, 50))

        assert forecast(regular[: FEWEST - 1]) is None
        assert forecast(regular) is not None
        assert forecast([regular[0]] * FEWEST) is None  # all at once say nothing of use

    @pytest.mark.parametrize(
        ("bought", "lasts"),
        [
            pytest.param([(0, 50), (10, 50), (20, 50), (30, 50)], 11, id="regular, and a tenth is added"),
            pytest.param([(0, 50), (10, 25), (15, 50), (25, 25), (30, 50)], 11, id="of varied size"),
            pytest.param([(0, 50), (10, 50), (20, 50), (22, 50)], 19.8, id="eight days are left"),
            pytest.param([(0, 50), (10, 50), (14, 50), (30, 50), (40, 20)], 4.4, id="an early one before"),
            pytest.param([(30, 50), (0, 50), (20, 50), (10, 50)], 11, id="in any order"),
        ],
    )  # fmt: skip
    def test_reckons_with_what_was_left_when_it_was_bought(
        self, bought: list[tuple[int, int]], lasts: float
    ) -> None:
        found = foreseen(purchases(*bought))

        assert days_after(found.runs_out_at, max(day for day, _ in bought)) == pytest.approx(lasts, abs=0.01)
        assert found.watt_hours_a_day == 5 * KWH

    def test_reckons_in_money_where_no_vendor_tells_units(self) -> None:
        bought = [(0, 50), (10, 25), (15, 50), (25, 50)]
        told, untold = foreseen(purchases(*bought)), foreseen(purchases(*bought, tells_units=False))
        partly = foreseen([*purchases(*bought)[:2], *purchases(*bought, tells_units=False)[2:]])

        assert untold.runs_out_at == told.runs_out_at == partly.runs_out_at
        assert (untold.watt_hours_a_day, partly.watt_hours_a_day) == (None, 5 * KWH)

    def test_is_not_sure_of_what_lies_far_ahead(self) -> None:
        assert foreseen(purchases((0, 50), (10, 50), (20, 50), (30, 65))).is_sure
        assert not foreseen(purchases((0, 50), (10, 50), (20, 50), (30, 70))).is_sure

    @given(
        st.lists(st.tuples(st.integers(1, 60), st.integers(1, 500)), min_size=FEWEST, max_size=12),
        st.booleans(),
        st.integers(0, 2_000),
    )
    def test_never_fails_nor_ends_before_it_begins(
        self, gaps: list[tuple[int, int]], tells_units: bool, shown: int
    ) -> None:
        days = [sum(gap for gap, _ in gaps[: place + 1]) for place in range(len(gaps))]
        bought = purchases(
            *((day, kwh) for day, (_, kwh) in zip(days, gaps, strict=True)), tells_units=tells_units
        )

        for reading in (None, MeterReading(bought[-1].at + timedelta(hours=5), shown * KWH)):
            found = foreseen(bought, reading)
            at = found.remind_at(RULES)

            assert found.runs_out_at >= found.known_at >= bought[-1].at
            assert at is None or at > found.known_at


class TestAReading:
    BOUGHT = purchases((0, 50), (10, 50), (20, 50), (30, 50))

    def test_is_believed_to_the_day(self) -> None:
        found = foreseen(self.BOUGHT, MeterReading(BEGAN + timedelta(days=32), 60 * KWH))

        assert (days_after(found.runs_out_at, 32), found.is_sure) == (12, True)

    def test_before_the_last_purchase_is_reckoned_on_from(self) -> None:
        found = foreseen(self.BOUGHT, MeterReading(BEGAN + timedelta(days=28), 30 * KWH))

        assert days_after(found.runs_out_at, 30) == 14  # 20 kWh were left of it

    def test_of_long_ago_counts_no_more(self) -> None:
        old = MeterReading(BEGAN + timedelta(days=15), 500 * KWH)

        assert foreseen(self.BOUGHT, old) == foreseen(self.BOUGHT)

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [("44.1", 44_100), (" 44.1 kWh", 44_100), ("0", 0), ("1,204.75 units", 1_204_750), (".5", 500)],
    )
    def test_is_read_as_it_is_typed(self, typed: str, shown: int) -> None:
        assert read_meter(typed) == shown

    @pytest.mark.parametrize("typed", ["", "low", "-3", "44.1.2", "10001", "₦5,000", "5k"])
    def test_is_refused_if_no_meter_shows_it(self, typed: str) -> None:
        with pytest.raises(NotAMeterReading):
            read_meter(typed)


class TestUnits:
    @pytest.mark.parametrize(
        ("written", "watt_hours"),
        [("79.9 kWh", 79_900), ("79.9", 79_900), ("1,079.90KWH", 1_079_900), ("0", None), (None, None)],
    )
    def test_are_read_as_vendors_write_them(self, written: str | None, watt_hours: int | None) -> None:
        assert read_units(written) == watt_hours


class TestAReminder:
    @pytest.mark.parametrize(
        ("lasts", "after"),
        [(14, 11), (7, 4), (6, 3), (4, 2), (2, 1)],
    )
    def test_comes_in_the_morning_three_days_before(self, lasts: int, after: int) -> None:
        known = datetime(2026, 3, 2, 11, tzinfo=UTC)
        at = Forecast(known + timedelta(days=lasts), True, None, known).remind_at(RULES)

        assert at == datetime(2026, 3, 2 + after, 8, tzinfo=UTC)  # nine in Lagos

    def test_does_not_come_right_after_buying(self) -> None:
        assert Forecast(BEGAN + timedelta(hours=47), True, None, BEGAN).remind_at(RULES) is None

    @pytest.mark.parametrize(("hours", "days"), [(-5, 0), (0, 0), (11, 0), (12, 1), (60, 3), (83, 3)])
    def test_counts_whole_days(self, hours: int, days: int) -> None:
        assert Forecast(BEGAN + timedelta(hours=hours), True, None, BEGAN).days_left(BEGAN) == days

    def test_is_of_use_three_times_in_four(self) -> None:
        outcome = simulated(homes=25, seed=7)

        assert outcome.brain.share >= 0.75
        assert outcome.brain.share > outcome.median_gap.share + 0.15 > outcome.calendar.share
        assert len(outcome.asked.before) * 4 < len(outcome.brain.before)
