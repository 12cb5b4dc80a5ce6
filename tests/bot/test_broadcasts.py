"""News for many, over Telegram: a customer asks for them, staff write and send them, and stop at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.conversations.staff.broadcasts import number, when
from domain.staff import Role, RoleGrant
from domain.times import LAGOS
from storage.audit_chain import chain_problems
from tests.builders import Granted
from tests.chat import Clock, Person, Vision, running_vision

OLA, OGE = 9_200_001, 9_200_002
STAFF_PIN = "7391"


class TestArguments:
    @pytest.mark.parametrize("word", ["B-1204", "b-1204", "1204"])
    def test_numbers_are_read_as_people_call_broadcasts(self, word: str) -> None:
        assert number(word) == 1204

    @pytest.mark.parametrize("words", ["2026-12-24 09:00", "2026-12-24 9.00", "09:00"])
    def test_times_are_read_with_or_without_a_day(self, words: str) -> None:
        assert when(words)[1].hour == 9

    @pytest.mark.parametrize("words", ["25:00", "soon", "2026-13-01 09:00"])
    def test_times_are_not_guessed(self, words: str) -> None:
        with pytest.raises(ValueError, match=r".*"):
            when(words)


def a_morning() -> Clock:
    """The next ten o'clock in Lagos: by night no news is told."""
    now = datetime.now(UTC)
    local = now.astimezone(LAGOS)
    ten = local.replace(hour=10, minute=0, second=0, microsecond=0)
    return Clock((ten if ten > local else ten + timedelta(days=1)) - now)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(module_database_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with somebody of operations and an auditor."""
    async with running_vision(module_database_url, clock=a_morning(), rate_limits=False) as running:
        for telegram_id, role in ((OLA, Role.OPERATIONS), (OGE, Role.AUDITOR)):
            grant = RoleGrant(telegram_id, role, running.clock(), "test")
            await running.app.database.money.apply(Granted(grant))
        yield running
        assert await chain_problems(running.app.database) == []


async def somebody(vision: Vision, telegram_id: int, name: str) -> Person:
    """Somebody of the staff, with a PIN."""
    phone = f"+23480{telegram_id:08d}"
    person = await vision.telegram.add_person(name, phone=phone, id=telegram_id)
    await vision.app.services.staff_pins.set_first(f"telegram:{telegram_id}", STAFF_PIN)
    return Person(vision, person, name, phone)


async def ticks(vision: Vision) -> None:
    """The clock ticks, sooner than it would by itself."""
    await vision.app.services.broadcasts.advance(now=vision.clock())
    vision.app.notices_waiting()


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module")
class TestOverTelegram:
    async def test_news_go_to_who_asked_for_them_and_stop_at_once(self, vision: Vision) -> None:
        ada, bola = await vision.knows("Ada Obi"), await vision.knows("Bola")
        await ada.taps("Settings")
        await ada.taps("Notifications")
        await ada.taps("News and offers")
        await ada.sees("They are off")
        await ada.taps("Switch on")
        await ada.sees("They are on")
        ola = await somebody(vision, OLA, "Ola")

        await ola.says("/broadcast")
        await ola.sees("To whom?")
        await ola.taps("all")
        await ola.sees("1 person", "draft", "Nothing is written yet")
        await ola.taps("✍️ English")
        await ola.sees("Type the text in English")
        await ola.says("Light is <cheaper> today")
        draft = await ola.sees("Written in English")
        n = draft.text.partition("B-")[2].split()[0]
        await ola.taps("👁 Send to me")
        await ola.sees("Light is <cheaper> today", "because you asked for news")
        await ola.says(f"/sendbroadcast {n} ?")
        await ola.sees("send news", "draft → on", "You may do this alone", "nothing was done")
        await ola.says(f"/sendbroadcast {n}")
        await ola.enters_pin(STAFF_PIN)
        await ola.sees("done: send news", "Audit A-")
        await ticks(vision)

        await ada.sees("Light is <cheaper> today", "because you asked for news")
        await ola.says(f"/broadcasts {n}")
        await ola.taps("📡 Counter")
        await ola.sees("Told 1", "waiting 0")
        assert "cheaper" not in (await bola.newest()).text
        await ticks(vision)  # nobody is left
        services = vision.app.services
        await services.broadcast_counters.refresh(vision.app.bot, services.broadcasts, vision.clock())
        async with vision.app.database.look() as books:
            assert await books.broadcast_counters.all() == ()  # It is over: the message stays as it is.

        await ola.says("/broadcast all")
        await ola.sees("draft")
        second = (await ola.newest()).text.partition("B-")[2].split()[0]
        await ola.says(f"/stopbroadcast {second}")
        await ola.sees("stopped")
        await ola.says(f"/resumebroadcast {second}")
        await ola.sees("can't be done from where it is")

    async def test_who_may_only_look_neither_writes_nor_sends(self, vision: Vision) -> None:
        oge = await somebody(vision, OGE, "Oge")

        await oge.says("/broadcasts")
        await oge.sees("all", "stopped", "Audit A-")
        await oge.says("/broadcast all")
        await oge.sees("None of your roles may do that")
