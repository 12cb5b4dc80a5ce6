"""Nothing is kept longer than it is of use, and looks at customers' data are kept."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.housekeeping import Housekeeping
from domain.access_log import EVERYBODY, AccessLog, Shown
from storage.database import Database
from storage.tables import account_checks, freeze_tries, identity_tries, name_checks, text_messages
from tests.builders import NOON, Bank, new_id, opened

COUNTERS = (name_checks, freeze_tries, identity_tries, account_checks, text_messages)


async def _counted(database: Database, customer_id: str) -> None:
    """She asked about a name, an account, herself; somebody tried a freeze code; a text message went out."""
    day = NOON.date()
    async with database.begin() as books:
        run = books.connection.execute
        await run(name_checks.insert().values(customer_id=customer_id, day=day, recipient_index=b"x"))
        await run(freeze_tries.insert().values(telegram_id=7, day=day, tries=1))
        await run(
            identity_tries.insert().values(id=f"{customer_id}:{day}:number", customer_id=customer_id, tries=1)
        )
        await run(
            account_checks.insert().values(
                id=f"{customer_id}:{day}", customer_id=customer_id, checks=1, mismatches=0
            )
        )
        await run(
            text_messages.insert().values(
                vendor="termii",
                message_id="1",
                customer_id=customer_id,
                subject_id="c",
                segments=1,
                sent_at=NOON,
                status="sent",
            )
        )


async def _left(database: Database) -> list[int]:
    async with database.look() as books:
        return [
            (await books.connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in COUNTERS
        ]


class TestTidying:
    async def test_forgets_counts_after_a_week_and_text_messages_after_90_days(
        self, database_url: str
    ) -> None:
        async with opened(database_url) as database:
            customer = await Bank(database).customer()
            await _counted(database, customer.id)

            await Housekeeping(database, lambda: NOON + timedelta(days=6)).tidy()
            assert await _left(database) == [1, 1, 1, 1, 1]

            await Housekeeping(database, lambda: NOON + timedelta(days=8)).tidy()
            assert await _left(database) == [0, 0, 0, 0, 1]

            await Housekeeping(database, lambda: NOON + timedelta(days=91)).tidy()
            assert await _left(database) == [0, 0, 0, 0, 0]


class TestTheAccessLog:
    async def test_keeps_who_saw_what_newest_first(self, database_url: str) -> None:
        async with opened(database_url) as database:
            log = AccessLog(database, new_id, lambda: NOON)
            await log.shows("ada", Shown.TICKET, "1001")
            await log.shows("ada", Shown.WITHDRAWAL, "w", viewer="telegram:9")
            await log.shows("bola", Shown.TICKET, "1002")

            looks = await log.of("ada")

        assert [(each.viewer, each.what, each.subject_id) for each in looks] == [
            ("telegram:9", Shown.WITHDRAWAL, "w"),
            (EVERYBODY, Shown.TICKET, "1001"),
        ]
