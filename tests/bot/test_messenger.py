"""Telling people what the outbox owes them, over the real protocol."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Router
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from sqlalchemy import text

from bot.app import App
from bot.notice_pace import A_SECOND_APART
from bot.screen import Screen
from bot.services import Services
from bot.text import Translator
from domain.notices import Notice, NoticeKind
from domain.phones import Phone
from tests.bot.engine import an_engine, said, until
from tests.telegram_client import TelegramClient

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
A_BUTTON = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Home", callback_data="go:home")]]
)


@dataclass
class Words:
    """What each notice says, instead of the screens of the conversations."""

    screens: dict[str, Screen | None] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    async def render(self, notice: Notice, services: Services, t: Translator, now: datetime) -> Screen | None:
        if notice.subject_id in self.broken:
            raise LookupError("no words")
        return self.screens.get(notice.subject_id, Screen(f"about {notice.subject_id}", A_BUTTON))


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Words:
    words = Words()
    monkeypatch.setattr("bot.roles.bot.render", words.render)
    return words


@dataclass
class Office:
    """A running bot, and people who are its customers."""

    telegram: TelegramClient
    app: App

    async def customer(self, name: str) -> int:
        """Add a person who has spoken to the bot and registered."""
        person = await self.telegram.add_person(name)
        await self.telegram.says(person, "/start")
        number = f"+23480{person % 100_000_000:08}"
        await self.app.services.customers.register(
            f"{person:032x}",
            telegram_id=person,
            name=name,
            phone=Phone(number),
            language="en",
            pin="2580",
            now=NOW,
        )
        return person

    async def owes(self, person: int | None, *subjects: str) -> None:
        """Put messages into the outbox, in this order."""
        began = self.app.clock() - timedelta(minutes=1)
        async with self.app.database.begin() as books:
            for place, subject in enumerate(subjects):
                await books.outbox.add(
                    Notice(
                        f"test:{subject}",
                        NoticeKind.PAYMENT_DELIVERED,
                        subject,
                        f"{person:032x}" if person is not None else None,
                        began + timedelta(milliseconds=place),
                    )
                )
        self.app.notices_waiting()

    async def marks(self) -> dict[str, tuple[bool, str | None]]:
        """Return for each message whether it is done with, and why it failed if it did."""
        async with self.app.database.begin() as books:
            rows = await books.connection.execute(text("SELECT subject_id, sent_at, failure FROM outbox"))
            return {row.subject_id: (row.sent_at is not None, row.failure) for row in rows}

    async def is_done(self, *subjects: str) -> None:
        async def done() -> bool:
            marks = await self.marks()
            return all(marks[subject][0] for subject in subjects)

        await until(done)


@asynccontextmanager
async def an_office(
    database_url: str, *, rate_limits: bool = False, **given: object
) -> AsyncIterator[Office]:
    async with an_engine(database_url, Router(), rate_limits=rate_limits, **given) as (telegram, app):
        yield Office(telegram, app)


class TestMessages:
    async def test_come_in_the_order_of_what_happened(self, database_url: str, words: Words) -> None:
        async with an_office(database_url) as office:
            ada = await office.customer("Ada")

            await office.owes(ada, "one", "two", "three")

            assert await said(office.telegram, ada, count=3) == ["about one", "about two", "about three"]
            await office.is_done("one", "two", "three")

    async def test_are_told_once(self, database_url: str, words: Words) -> None:
        async with an_office(database_url) as office:
            ada = await office.customer("Ada")
            await office.owes(ada, "one")
            await office.is_done("one")

            await office.owes(ada, "one", "two")

            await office.is_done("two")
            assert await said(office.telegram, ada) == ["about one", "about two"]

    async def test_about_what_is_over_are_not_sent(self, sqlite_url: str, words: Words) -> None:
        words.screens["old"] = None
        async with an_office(sqlite_url) as office:
            ada = await office.customer("Ada")

            await office.owes(ada, "old", "new")

            await office.is_done("old", "new")
            assert await said(office.telegram, ada) == ["about new"]

    async def test_take_the_place_of_the_card(self, sqlite_url: str, words: Words) -> None:
        async with an_office(sqlite_url) as office:
            ada = await office.customer("Ada")
            card = (await office.app.bot.send_message(ada, "paying")).message_id
            words.screens["one"] = Screen("paid", A_BUTTON, edit=card)

            await office.owes(ada, "one")

            await office.is_done("one")
            assert await said(office.telegram, ada) == ["paid"]

    async def test_that_are_there_already_are_done(self, sqlite_url: str, words: Words) -> None:
        async with an_office(sqlite_url) as office:
            ada = await office.customer("Ada")
            card = (await office.app.bot.send_message(ada, "paid", reply_markup=A_BUTTON)).message_id
            words.screens["one"] = Screen("paid", A_BUTTON, edit=card)

            await office.owes(ada, "one")

            await office.is_done("one")
            assert await said(office.telegram, ada) == ["paid"]

    async def test_come_anew_where_the_card_was_deleted(self, sqlite_url: str, words: Words) -> None:
        async with an_office(sqlite_url) as office:
            ada = await office.customer("Ada")
            card = (await office.app.bot.send_message(ada, "paying")).message_id
            await office.telegram.deletes(ada, card)
            words.screens["one"] = Screen("paid", A_BUTTON, edit=card)

            await office.owes(ada, "one")

            await office.is_done("one")
            assert await said(office.telegram, ada) == ["paid"]

    async def test_to_staff_go_to_everybody_there(self, sqlite_url: str, words: Words) -> None:
        async with an_office(sqlite_url, admin_telegram_ids="9001,9002,9003") as office:
            for staff in (9001, 9003):  # 9002 never spoke to the bot
                await office.telegram.add_person("Staff", id=staff)
                await office.telegram.says(staff, "/start")

            await office.owes(None, "a case")

            assert await said(office.telegram, 9001) == ["about a case"]
            assert await said(office.telegram, 9003) == ["about a case"]
            await office.is_done("a case")


class TestTrouble:
    async def test_of_telegram_is_waited_out(self, database_url: str, words: Words) -> None:
        async with an_office(database_url) as office:
            ada = await office.customer("Ada")
            await office.telegram.order_fault("sendMessage", code=500, times=4)

            await office.owes(ada, "one", "two")

            assert await said(office.telegram, ada, count=2) == ["about one", "about two"]

    async def test_with_the_pace_is_heeded_for_that_chat_alone(self, sqlite_url: str, words: Words) -> None:
        async with an_office(sqlite_url) as office:
            ada, bola = await office.customer("Ada"), await office.customer("Bola")
            await office.telegram.order_fault("sendMessage", code=429, retry_after=2, times=1, chat_id=ada)

            await office.owes(ada, "one")
            await office.owes(bola, "two")

            assert await said(office.telegram, bola) == ["about two"]
            assert (await office.marks())["one"] == (False, None)
            assert await said(office.telegram, ada) == ["about one"]

    async def test_with_one_message_does_not_hold_up_other_people(
        self, sqlite_url: str, words: Words
    ) -> None:
        words.broken.add("unspeakable")
        async with an_office(sqlite_url) as office:
            ada, bola = await office.customer("Ada"), await office.customer("Bola")

            await office.owes(ada, "unspeakable", "after it")
            await office.owes(bola, "two")
            assert await said(office.telegram, bola) == ["about two"]
            words.broken.clear()

            assert await said(office.telegram, ada, count=2) == ["about unspeakable", "about after it"]

    async def test_is_given_up_in_the_end(
        self, sqlite_url: str, words: Words, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.messenger._FIRST_PAUSE", 0.01)
        words.broken.add("unspeakable")
        async with an_office(sqlite_url) as office:
            ada = await office.customer("Ada")

            await office.owes(ada, "unspeakable", "after it")

            await office.is_done("unspeakable", "after it")
            assert await said(office.telegram, ada) == ["about after it"]
            assert (await office.marks())["unspeakable"] == (True, "LookupError")


class TestSomebodyWhoBlockedTheBot:
    async def test_is_left_alone_and_told_on_coming_back(self, database_url: str, words: Words) -> None:
        async with an_office(database_url) as office:
            ada = await office.customer("Ada")
            await office.telegram.blocks(ada)

            await office.owes(ada, "one", "two", "three")
            await office.is_done("one", "two", "three")
            assert set((await office.marks()).values()) == {(True, "unreachable")}
            await office.telegram.unblocks(ada)

            assert await said(office.telegram, ada, count=3) == ["about one", "about two", "about three"]


class TestThePace:
    async def test_is_one_notice_a_second_in_a_chat_and_no_answer_waits_for_it(
        self, sqlite_url: str, words: Words
    ) -> None:
        async with an_office(sqlite_url, rate_limits=True) as office:
            ada = await office.customer("Ada")
            await office.telegram.set_limits(enabled=True, burst=1)
            clock = asyncio.get_running_loop().time

            await office.owes(ada, "one", "two", "three")
            await said(office.telegram, ada)
            told_one = clock()
            await said(office.telegram, ada, count=2)
            measured = await office.telegram.how_fast()
            await office.telegram.set_limits(enabled=False)
            began = clock()
            await office.app.bot.send_message(ada, "an answer")
            answered_after = clock() - began

            assert (await said(office.telegram, ada, count=4))[-1] == "about three"
            assert clock() - told_one >= 2 * A_SECOND_APART - 0.1
            assert measured["closest_s"] >= A_SECOND_APART
            assert measured["refused"] == 0
            assert answered_after < A_SECOND_APART / 2
