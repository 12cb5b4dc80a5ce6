"""How everything works, as staff read it."""

from __future__ import annotations

from datetime import timedelta

from bot.screens.staff.health import health
from bot.system_health import Condition
from bot.text import translator
from domain.outages import BillerState
from domain.vendor_health import Standing
from tests.builders import NOON
from web.edge import Part

QUEUE = Part(well=False, figures={"waiting": 3, "oldest_seconds": 400})


class TestHealth:
    def test_says_of_each_part_whether_it_is_well(self) -> None:
        condition = Condition({"outbox": QUEUE}, timedelta(milliseconds=4), NOON, NOON, 2)
        vendors = {"vtpass": Standing(20, 9_700, timedelta(seconds=14), ("ikeja-electric",), ())}

        text = health(
            translator("en"), condition, vendors, {"ikeja-electric": BillerState.PAUSED}, None, now=NOON
        ).text

        assert "🟢 Database: answers in 4 ms" in text
        assert "🔴 To customers: 3 waiting, the oldest for 6 minutes" in text
        assert "🟢 Clock: ticked" in text
        assert "2 problems" in text
        assert "🟡 vtpass: 97.0 % of 20 calls, p95 14 seconds, held back: ikeja-electric" in text
        assert "🔴 ikeja-electric" in text

    def test_says_that_the_clock_stands_still(self) -> None:
        for ticked in (None, NOON - timedelta(minutes=2)):
            condition = Condition({}, timedelta(), ticked, None, 0)

            assert "🔴 Clock" in health(translator("en"), condition, {}, {}, None, now=NOON).text
