"""What the outbox owes, with Telegram in trouble: every message once, in order, none lost, never too fast."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.notice_pace import A_SECOND_APART
from bot.pacing import MOST_A_SECOND
from bot.screen import Screen
from bot.text import translator
from domain.notices import Notice, NoticeKind
from domain.rules_messages import MessageRules
from tests.bot.engine import said, until
from tests.bot.test_messenger import Office, Words, an_office, words
from tests.builders import KEYS, LOOKUP_KEY, NOON, Bank, opened

__all__ = ["words"]  # a fixture

LOOKUP_KEY_TEXT = b64encode(LOOKUP_KEY).decode()
AGAIN = translator("en")("told-again")


async def all_told(office: Office, *, but: int = 0) -> None:
    async def done() -> bool:
        return sum(not is_done for is_done, _ in (await office.marks()).values()) == but

    await until(done, within=20)


class TestTelegramInTrouble:
    async def test_shows_everything_in_order_once_as_news_and_never_too_fast(
        self, sqlite_url: str, words: Words
    ) -> None:
        async with an_office(sqlite_url, rate_limits=True) as office:
            telegram = office.telegram
            people = [await office.customer(f"Person {number}") for number in range(13)]
            eager, blocked, lost, unheard, *_ = people
            await telegram.blocks(blocked)
            await telegram.set_limits(enabled=True)
            await telegram.order_fault("sendMessage", code=429, retry_after=1, chat_id=eager)
            await telegram.order_fault(
                "sendMessage", drop=True, executed=True, chat_id=lost
            )  # shown, unknown
            await telegram.order_fault("sendMessage", drop=True, chat_id=unheard)  # not shown, as unknown
            await telegram.order_fault("sendMessage", code=502, times=2, chat_id=people[-1])

            for number, person in enumerate(people):
                await office.owes(person, *(f"{number}-{place}" for place in "abc"))
            await office.is_done(*(f"1-{place}" for place in "abc"))
            await telegram.unblocks(blocked)
            await all_told(office)

            for number, person in enumerate(people):
                told = await said(telegram, person, count=3)
                news = [each for each in told if not each.startswith(AGAIN)]
                if person in (lost, unheard, people[-1]):
                    told = list(dict.fromkeys(each.removeprefix(AGAIN).strip() for each in told))
                    assert len(news) <= 3
                assert told == [f"about {number}-{place}" for place in "abc"]
            assert await said(telegram, lost) == [
                "about 2-a",
                f"{AGAIN}\n\nabout 2-a",
                "about 2-b",
                "about 2-c",
            ]
            measured = await telegram.how_fast()
            assert measured["most_in_a_second"] <= MOST_A_SECOND
            assert measured["closest_s"] >= A_SECOND_APART
            assert measured["refused"] == 0

    async def test_leaves_what_a_dead_process_began_in_doubt(self, sqlite_url: str, words: Words) -> None:
        async with opened(sqlite_url) as database:
            ada = await Bank(database).customer()
            async with database.begin() as books:
                for place, key in enumerate(("begun", "waiting")):
                    kind, due_at = NoticeKind.PIN_CHANGED, NOON + timedelta(seconds=place)
                    await books.outbox.add(Notice(key, kind, key, ada.id, due_at))
                await books.outbox.begun(["begun"], now=NOON)

        async with an_office(sqlite_url, encryption_keys=KEYS, lookup_key=LOOKUP_KEY_TEXT) as office:
            await office.telegram.add_person("Ada", id=ada.telegram_id)
            await office.telegram.says(ada.telegram_id, "/start")

            told = await said(office.telegram, ada.telegram_id, count=2)
            assert told == [f"{AGAIN}\n\nabout begun", "about waiting"]


class TestTheSender:
    async def test_changes_a_card_once_for_all_that_waits(self, sqlite_url: str, words: Words) -> None:
        async with an_office(sqlite_url) as office:
            ada = await office.customer("Ada")
            card = (await office.app.bot.send_message(ada, "paying")).message_id
            words.screens["paid"] = Screen("newest", edit=card)
            began = office.app.clock() - timedelta(minutes=1)
            async with office.app.database.begin() as books:
                for place, key in enumerate("abc"):
                    notice = Notice(key, NoticeKind.PAYMENT_SENT, "paid", f"{ada:032x}", began)
                    await books.outbox.add(replace(notice, due_at=began + timedelta(seconds=place)))

            office.app.notices_waiting()
            await all_told(office)

            async with office.app.database.begin() as books:
                begun = await books.connection.execute(text("SELECT count(begun_at) FROM outbox"))
                assert begun.scalar() == 0  # a change needs no mark: the same again is the same
            assert await said(office.telegram, ada) == ["newest"]

    async def test_holds_reminders_until_the_morning(
        self, sqlite_url: str, words: Words, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hours_to_go = [1]
        monkeypatch.setattr(MessageRules, "held_until", lambda _, now: now + timedelta(hours=hours_to_go[0]))
        async with an_office(sqlite_url) as office:
            ada = await office.customer("Ada")
            async with office.app.database.begin() as books:
                for kind in (NoticeKind.BILLER_BACK, NoticeKind.PAYMENT_SENT):
                    notice = Notice(kind.value, kind, kind.value, f"{ada:032x}", office.app.clock())
                    await books.outbox.add(notice)
            office.app.notices_waiting()
            await all_told(office, but=1)
            assert await said(office.telegram, ada) == ["about payment-sent"]

            hours_to_go[0] = 0
            office.app.notices_waiting()
            assert await said(office.telegram, ada, count=2) == ["about payment-sent", "about biller-back"]

    async def test_writes_to_who_writes_although_nobody_said_that_she_is_back(
        self, sqlite_url: str, words: Words
    ) -> None:
        async with an_office(sqlite_url) as office:
            ada = await office.customer("Ada")
            async with office.app.database.begin() as books:
                await books.customers.reachable(ada, reachable=False)
            await office.owes(ada, "one")
            await office.is_done("one")
            assert (await office.marks())["one"] == (True, "unreachable")

            await office.telegram.says(ada, "hello")

            assert await said(office.telegram, ada) == ["about one"]
