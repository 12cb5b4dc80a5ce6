"""Updates, messages and conversations as they are kept: once, sealed, and erased when they are done."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.lanes import Ended, Kept
from domain.notices import Notice, NoticeKind
from storage.conversations import RedisConversations
from storage.database import Database
from storage.outbox import UNREACHABLE
from storage.redis import answers, open_redis
from tests.builders import KEYS, NOON, Bank, a_keyring, opened
from tests.storage.test_keyring import SECOND

LATER = NOON + timedelta(hours=1)


def a_notice(key: str, customer_id: str | None = None, *, minutes: int = 0) -> Notice:
    """Return a message about the payment "p", due at noon or later."""
    return Notice(key, NoticeKind.PAYMENT_SENT, "p", customer_id, NOON + timedelta(minutes=minutes))


async def kept(database: Database, *updates: tuple[int, int, bytes]) -> Kept:
    """Keep updates as the one process that is there."""
    await database.talk.lanes.beat("us", "", 1)
    return await database.talk.keep(updates, holder="us", claims=True, now=NOON)


async def handled(
    database: Database, by: Kept, lane: int, update: int, *, failure: str | None = None
) -> None:
    """Say of an update that it was handled."""
    ended = Ended(lane, by.held[lane].claim, None, update, failure)
    await database.talk.end([ended], holder="us", now=NOON)


async def remember(database: Database, **conversations: bytes | None) -> None:
    """Keep conversations with `_7` and others."""
    for name, content in conversations.items():
        lane = int(name.removeprefix("_"))
        held = (await kept(database, (0, lane, b""))).held[lane]
        ended = Ended(lane, held.claim, held.kept, None, None, str(lane), content)
        await database.talk.end([ended], holder="us", now=NOON)


class TestTheInbox:
    async def test_keeps_an_update_until_it_is_handled(self, database: Database) -> None:
        first = await kept(database, (1, 7, b"one"), (2, 7, b"two"))
        await handled(database, first, 7, 1)
        again = await kept(database, (1, 7, b"one"), (2, 7, b"other"), (3, 8, b"three"))

        assert (sorted(first.unhandled), sorted(again.unhandled)) == ([1, 2], [2, 3])
        waiting = await database.talk.lanes.waiting([7, 8], limit=9, now=NOON)
        assert [tuple(each) for each in waiting] == [(2, 7, b"two"), (3, 8, b"three")]

    async def test_erases_what_was_said_when_it_is_handled_and_still_knows_it(
        self, database: Database
    ) -> None:
        first = await kept(database, (1, 7, b"one"), (2, 7, b"two"))
        await handled(database, first, 7, 1)
        await handled(database, first, 7, 2, failure="a mistake")

        async with database.begin() as books:
            left = await books.connection.execute(text("SELECT payload FROM inbox"))
            assert list(left.scalars()) == [None, None]
            assert await books.inbox.size() == (0, None)
        assert (await kept(database, (1, 7, b"one"))).unhandled == frozenset()

    async def test_puts_aside_what_it_can_not_open_and_goes_on(self, database_url: str) -> None:
        async with opened(database_url, SECOND) as database:
            await kept(database, (1, 7, b"sealed by a key that is gone"))
        async with opened(database_url, KEYS) as database:
            await kept(database, (2, 7, b"two"))
            waiting = await database.talk.lanes.waiting([7], limit=9, now=NOON)
            async with database.begin() as books:
                assert await books.inbox.size() == (1, NOON)

        assert [each.update_id for each in waiting] == [2]

    async def test_forgets_late_enough(self, database: Database) -> None:
        first = await kept(database, *((n, 7, b"x") for n in (1, 2, 3)))
        await handled(database, first, 7, 1)
        moment = timedelta(microseconds=1)
        async with database.begin() as books:
            await books.inbox.put_aside(2, failure="odd", now=LATER)

            assert await books.inbox.clean(payloads_before=LATER, ids_before=NOON) == 0
            assert await books.inbox.clean(payloads_before=LATER + moment, ids_before=LATER) == 1

            left = await books.connection.execute(text("SELECT update_id, payload IS NULL FROM inbox"))
            assert sorted((id_, bool(erased)) for id_, erased in left) == [(2, True), (3, False)]


class TestTheOutbox:
    async def test_owes_a_message_once(self, database: Database) -> None:
        async with database.begin() as books:
            for _ in range(2):
                await books.outbox.add(a_notice("k"))

            assert len(await books.outbox.due(now=NOON, limit=9, urgent=True)) == 1

    async def test_is_in_the_order_of_telling_with_whom_to_tell(self, bank: Bank) -> None:
        ada = await bank.customer()
        async with bank.database.begin() as books:
            await books.outbox.add(a_notice("b", ada.id))
            await books.outbox.add(a_notice("a", ada.id))
            await books.outbox.add(a_notice("0", None, minutes=1))
            await books.outbox.add(a_notice("later", ada.id, minutes=61))

            due = await books.outbox.due(now=LATER, limit=9, urgent=True)

        assert [(each.notice.key, each.telegram_id) for each in due] == [
            ("a", ada.telegram_id),
            ("b", ada.telegram_id),
            ("0", None),
        ]

    async def test_owes_again_what_a_person_could_not_be_told_while_she_had_blocked_us(
        self, bank: Bank
    ) -> None:
        ada, bayo = await bank.customer(), await bank.customer("Bayo")
        async with bank.database.begin() as books:
            for key, whom in (("told", ada), ("blocked", ada), ("broken", ada), ("his", bayo)):
                await books.outbox.add(a_notice(key, whom.id))
            await books.outbox.sent([("told", 5)], now=NOON)
            await books.outbox.tried("blocked", tries=3, in_doubt=False)
            await books.outbox.given_up("blocked", failure=UNREACHABLE, in_doubt=False, now=NOON)
            await books.outbox.given_up("broken", failure="no words", in_doubt=False, now=NOON)
            await books.outbox.given_up("his", failure=UNREACHABLE, in_doubt=False, now=NOON)

            assert await books.outbox.revive(ada.telegram_id, since=LATER) == 0
            assert await books.outbox.revive(ada.telegram_id, since=NOON) == 1

            due = await books.outbox.due(now=NOON, limit=9, urgent=True)
            assert [(each.notice.key, each.tries) for each in due] == [("blocked", 0)]
            assert await books.outbox.size(now=NOON) == (1, NOON)
            assert await books.outbox.clean(before=LATER) == 3

    async def test_keeps_for_a_return_what_is_due_for_somebody_who_is_away(self, bank: Bank) -> None:
        ada, bayo = await bank.customer(), await bank.customer("Bayo")
        async with bank.database.begin() as books:
            await books.customers.reachable(ada.telegram_id, reachable=False)
            for key, whom, minutes in (("a", ada, 0), ("b", ada, 1), ("later", ada, 9), ("his", bayo, 0)):
                await books.outbox.add(a_notice(key, whom.id, minutes=minutes))

            for person in (ada, bayo):  # he is back already
                await books.outbox.keep_for_return(person.telegram_id, now=NOON + timedelta(minutes=5))

            due = await books.outbox.due(now=LATER, limit=9, urgent=True)
            assert [each.notice.key for each in due] == ["his", "later"]
            assert await books.outbox.revive(ada.telegram_id, since=NOON) == 2

    async def test_tells_money_before_reminders_and_knows_what_is_in_doubt(self, bank: Bank) -> None:
        ada = await bank.customer()
        async with bank.database.begin() as books:
            await books.outbox.add(Notice("reminder", NoticeKind.BILLER_BACK, "b", ada.id, NOON))
            for key in ("begun", "refused"):
                await books.outbox.add(a_notice(key, ada.id, minutes=1))
            await books.outbox.begun(["begun", "refused"], now=NOON)
            await books.outbox.tried("begun", tries=1, in_doubt=True)
            await books.outbox.tried("refused", tries=1, in_doubt=False)

            urgent = await books.outbox.due(now=LATER, limit=9, urgent=True)
            rest = await books.outbox.due(now=LATER, limit=9, urgent=False)

        assert [(each.notice.key, each.in_doubt) for each in urgent] == [("begun", True), ("refused", False)]
        assert [each.notice.key for each in rest] == ["reminder"]


class TestALease:
    async def test_is_had_by_one_until_it_ends_or_is_given_back(self, database: Database) -> None:
        lasts, moment = timedelta(seconds=6), timedelta(seconds=1)
        async with database.begin() as books:
            take = books.leases.take
            assert await take("outbox", "ours", lasts=lasts, now=NOON)
            assert not await take("outbox", "theirs", lasts=lasts, now=NOON + moment)
            assert await take("outbox", "ours", lasts=lasts, now=NOON + moment)
            assert not await take("outbox", "theirs", lasts=lasts, now=NOON + lasts)
            assert await take("outbox", "theirs", lasts=lasts, now=NOON + lasts + moment)
            await books.leases.give_back("outbox", "ours")
            assert not await take("outbox", "ours", lasts=lasts, now=NOON + lasts + moment)
            await books.leases.give_back("outbox", "theirs")
            assert await take("outbox", "ours", lasts=lasts, now=NOON + lasts + moment)

    async def test_of_a_clock_that_was_ahead_does_not_hold(self, database: Database) -> None:
        async with database.begin() as books:
            lasts = timedelta(seconds=6)
            assert await books.leases.take("outbox", "theirs", lasts=lasts, now=LATER)
            assert await books.leases.take("outbox", "ours", lasts=lasts, now=NOON)


class TestAConversation:
    async def test_is_kept_replaced_and_forgotten(self, database: Database) -> None:
        talk = database.talk
        await remember(database, _7=b"one", _8=b"other")
        await remember(database, _7=b"two", _8=None)

        assert (await talk.know([], ["7", "8", "9"], since=NOON))[1] == {"7": b"two"}
        assert (await talk.know([], ["7"], since=LATER))[1] == {}
        async with database.begin() as books:
            assert await books.conversations.clean(before=LATER) == 1
        assert (await talk.know([], ["7"], since=NOON))[1] == {}

    async def test_begins_anew_when_its_key_is_gone(self, database_url: str) -> None:
        async with opened(database_url, SECOND) as database:
            await remember(database, _7=b"one")

        async with opened(database_url, KEYS) as database:
            assert (await database.talk.know([], ["7"], since=NOON))[1] == {}


class TestACustomer:
    async def test_is_found_by_each_of_her_names(self, bank: Bank) -> None:
        ada = await bank.customer("Ada", phone="+2348031234567")
        async with bank.database.begin() as books:
            await books.customers.speak(ada.id, "pcm")
            found = [
                await books.customers.by_id(ada.id),
                await books.customers.by_telegram(ada.telegram_id),
                await books.customers.by_phone(ada.phone),
            ]
        known, _ = await bank.database.talk.know([ada.telegram_id, 1], [], since=NOON)

        assert known == {ada.telegram_id: found[0]}
        assert {each.language for each in found if each} == {"pcm"}
        assert {each.id for each in found if each} == {ada.id}
        assert all(found)


class TestNameChecks:
    async def check(self, database: Database, customer_id: str, reference: str, *, days: int = 0) -> bool:
        """Look at a name, with two allowed a day."""
        async with database.begin() as books:
            return await books.name_checks.count_unpaid(
                customer_id,
                day=NOON.date() + timedelta(days=days),
                biller_id="ikeja-electric",
                reference=reference,
                limit=2,
            )

    async def test_are_few_a_day_and_the_same_meter_counts_once(self, bank: Bank) -> None:
        ada, bayo = await bank.customer(), await bank.customer("Bayo")
        asked = ["1111", "1111", "2222", "3333", "1111"]

        told = [await self.check(bank.database, ada.id, reference) for reference in asked]

        assert told == [True, True, True, False, True]
        assert await self.check(bank.database, bayo.id, "3333")
        assert await self.check(bank.database, ada.id, "3333", days=1)

    async def test_of_one_meter_at_the_same_moment_count_once(self, bank: Bank) -> None:
        ada = await bank.customer()

        told = await asyncio.gather(*(self.check(bank.database, ada.id, "1111") for _ in range(5)))

        assert told == [True] * 5
        assert await self.check(bank.database, ada.id, "2222")


class TestAConversationInRedis:
    async def test_is_kept_sealed_replaced_and_forgotten(self, redis_url: str) -> None:
        client = open_redis(redis_url)
        conversations = RedisConversations(client, a_keyring(), timedelta(minutes=5))
        await conversations.save({"7": b"one secret", "8": b"other"}, {"7": 1, "8": 1})
        await conversations.save({"7": b"two secret", "8": None}, {"7": 1, "8": 2})
        await conversations.save({}, {})

        assert await conversations.load(["7", "8", "9"]) == {"7": b"two secret"}
        (key,) = await client.keys("vision:conversation:*")
        sealed = await client.get(key)
        assert isinstance(sealed, bytes)
        assert b"secret" not in sealed
        assert 0 < await client.ttl(key) <= 300
        assert await answers(client)
        await client.aclose()

    async def test_is_left_to_the_process_that_has_its_lane_now(self, redis_url: str) -> None:
        client = open_redis(redis_url)
        conversations = RedisConversations(client, a_keyring(), timedelta(minutes=5))
        await conversations.save({"7": b"of whoever took over", "8": None}, {"7": 3, "8": 3})
        await conversations.save({"7": b"of the one taken for dead", "8": b"the same"}, {"7": 2, "8": 2})

        assert await conversations.load(["7", "8"]) == {"7": b"of whoever took over"}
        await client.aclose()

    async def test_begins_anew_when_redis_is_gone(self) -> None:
        client = open_redis("redis://127.0.0.1:1/0")
        conversations = RedisConversations(client, a_keyring(), timedelta(minutes=5))

        await conversations.save({"7": b"one"}, {"7": 1})

        assert await conversations.load(["7"]) == {}
        assert not await answers(client)
        await client.aclose()


class TestTheCatalogue:
    @pytest.mark.parametrize("times", [1, 2])
    async def test_is_filled_once_and_left_to_staff(self, database: Database, times: int) -> None:
        async with database.begin() as books:
            added = [await books.billers.add_missing() for _ in range(times)]
            glo = await books.billers.get("glo")
            nobody = await books.billers.get("nobody")

        assert added[0] > 10
        assert added[1:] == [0] * (times - 1)
        assert glo is not None
        assert nobody is None

    async def test_is_filled_once_by_two_processes_that_start_at_once(
        self, database: Database, elsewhere: Database
    ) -> None:
        has_many_writers = database.engine.dialect.name == "postgresql"
        both_look = asyncio.Barrier(2 if has_many_writers else 1)

        async def fill(books_of: Database) -> int:
            async with books_of.begin() as books:
                await both_look.wait()
                return await books.billers.add_missing()

        added = await asyncio.gather(fill(database), fill(elsewhere))

        async with database.look() as books:
            assert sum(added) == len(await books.billers.all())
