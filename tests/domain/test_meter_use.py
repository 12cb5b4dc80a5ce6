"""What purchases tell of use: said where the numbers carry it, and not else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.meter_brain import Bought
from domain.meter_use import Change, Shortfall, change_of_use, shortfall
from domain.money import naira

MAY = datetime(2026, 5, 1, 11, tzinfo=UTC)
NOW = datetime(2026, 7, 30, 12, tzinfo=UTC)


def every(days: int, *, begin: datetime, times: int, kwh: int = 20, tells: bool = True) -> list[Bought]:
    """Return so many purchases, a kWh for ₦200."""
    return [
        Bought(begin + timedelta(days=days * n), naira(200 * kwh), kwh * 1_000 if tells else None)
        for n in range(times)
    ]


class TestTheUseLately:
    def test_is_compared_with_the_newest_month_that_can_be(self) -> None:
        bought = every(6, begin=MAY, times=5) + every(5, begin=datetime(2026, 7, 1, 11, tzinfo=UTC), times=6)

        assert change_of_use(bought, now=NOW) == Change(20, date(2026, 5, 1))
        assert change_of_use(bought[::-1], now=NOW) == Change(20, date(2026, 5, 1))

    @pytest.mark.parametrize(
        "bought",
        [
            pytest.param([], id="nothing"),
            pytest.param(
                every(7, begin=MAY, times=4) + every(5, begin=NOW - timedelta(days=30), times=6),
                id="too few then",
            ),
            pytest.param(
                every(6, begin=MAY, times=5) + every(8, begin=NOW - timedelta(days=30), times=4),
                id="too few now",
            ),
            pytest.param(every(6, begin=MAY, times=15), id="no change"),
            pytest.param(
                every(6, begin=MAY, times=5, tells=False)
                + every(5, begin=NOW - timedelta(days=30), times=6, tells=False),
                id="sums of money alone",
            ),
        ],
    )
    def test_is_not_compared_where_the_numbers_do_not_carry_it(self, bought: list[Bought]) -> None:
        assert change_of_use(bought, now=NOW) is None


class TestAPurchase:
    def test_that_gave_fewer_units_than_usual_says_what_they_cost(self) -> None:
        bought = [*every(7, begin=MAY, times=3), Bought(MAY + timedelta(days=21), naira(10_000), 41_000)]

        assert shortfall(bought) == Shortfall(9_000, naira(1_800))

    @pytest.mark.parametrize(
        "bought",
        [
            pytest.param(every(7, begin=MAY, times=3), id="too few"),
            pytest.param(every(7, begin=MAY, times=6), id="as usual"),
            pytest.param(
                [*every(7, begin=MAY, times=3), Bought(NOW, naira(10_000), 46_000)],
                id="rounding and small dues",
            ),
            pytest.param(
                [*every(7, begin=MAY, times=2), *(Bought(NOW, naira(10_000), 40_000) for _ in range(2))],
                id="the price of a unit has changed",
            ),
            pytest.param(
                [*every(7, begin=MAY, times=3), Bought(NOW, naira(10_000), 60_000)], id="more than usual"
            ),
            pytest.param([*every(7, begin=MAY, times=4, tells=False)], id="sums of money alone"),
        ],
    )
    def test_that_is_as_usual_or_nobody_can_judge_says_nothing(self, bought: list[Bought]) -> None:
        assert shortfall(bought) is None
