"""Our floats, as they are used: until when they will do, and who is told in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import insert, select

from bot.screens.staff.health import floats as float_screen
from bot.text import translator
from domain.float_watch import FloatWatch
from domain.money import Money, naira
from domain.payments import PaymentStatus
from domain.vendor_floats import VendorFloats
from storage.tables import outbox, vend_attempts
from tests.builders import NOON, RULES, opened
from tests.storage.test_stats import sold


class Floats(VendorFloats):
    """Floats of which the test says what is left."""

    def __init__(self, left: dict[str, Money]) -> None:
        super().__init__({}, replace(RULES.floats, use_measured_over=timedelta(hours=1)))
        self.said = left

    def left(self, vendor: str) -> Money | None:
        return self.said.get(vendor)


class TestFloatWatch:
    async def test_knows_when_a_float_will_be_empty_and_says_it_once_in_a_while(
        self, database_url: str
    ) -> None:
        async with opened(database_url) as database:
            payment_id = await sold(
                database, PaymentStatus.DELIVERED, at=NOON - timedelta(minutes=5), n=30_030
            )
            attempt = {"payment_id": payment_id, "n": 1, "vendor": "vtpass", "request_id": "1"}
            async with database.begin() as books:
                await books.connection.execute(
                    insert(vend_attempts).values(marked_at=NOON, requeries=0, not_found=0, **attempt)
                )
            watch = FloatWatch(database, Floats({"vtpass": naira(60_000)}), ("vtpass", "flutterwave"))

            unknown, standing = await watch.standings(now=NOON)

            assert (unknown.left, unknown.is_short) == (None, False)
            assert (standing.an_hour, standing.empty_at) == (naira(30_000), NOON + timedelta(hours=2))
            assert standing.is_short
            text = float_screen(translator("en"), (unknown, standing), now=NOON).text
            assert "🔴 vtpass <b>₦60,000</b> · uses ₦30,000 an hour · empty" in text
            for minutes in (0, 1):
                await watch.warn(now=NOON + timedelta(minutes=minutes))
            async with database.look() as books:
                owed = (await books.connection.execute(select(outbox))).all()
            assert [(each.kind, each.subject_id) for each in owed] == [("staff-float", "vtpass")]
