"""What a handler's errors come to: a refusal explained, a surprise apologised for, nothing repeated."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.pacing import Buckets
from domain.errors import Refusal
from domain.money import naira
from domain.quotes import AmountTooSmall
from tests.bot.engine import an_engine, said, until
from tests.bot.test_intake import inbox

BUTTON = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Pay", callback_data="x:pay")]])


class Unheard(Refusal):
    """A refusal without words: a mistake of a programmer."""

    code: ClassVar[str] = "unheard"


def handlers() -> Router:
    router = Router()

    @router.message(F.text == "refuse")
    async def refuse(message: Message, state: FSMContext) -> None:
        await state.update_data(kept=True)
        raise AmountTooSmall(minimum=naira(50))

    @router.message(F.text == "break")
    async def break_down(message: Message) -> None:
        raise LookupError("nobody at 08031234567")

    @router.message(F.text == "button")
    async def show(message: Message) -> None:
        await message.answer("choose", reply_markup=BUTTON)

    @router.message(F.text == "the same")
    async def the_same(message: Message) -> None:
        sent = await message.answer("as it is")
        await sent.edit_text("as it is")
        await message.answer("and on")

    @router.message()
    async def anything(message: Message, state: FSMContext) -> None:
        await message.answer(f"kept {(await state.get_data()).get('kept', False)}")

    @router.callback_query()
    async def tapped(query: CallbackQuery) -> None:
        raise AmountTooSmall(minimum=naira(50))

    return router


class TestARefusal:
    async def test_is_explained_with_a_way_home_and_keeps_the_conversation(self, sqlite_url: str) -> None:
        async with an_engine(sqlite_url, handlers()) as (telegram, _):
            ada = await telegram.add_person("Ada")

            await telegram.says(ada, "refuse")
            await telegram.says(ada, "well?")

            explanation, kept = await said(telegram, ada, count=2)
            assert "₦50" in explanation
            assert kept == "kept True"
            view = await telegram.chat(ada)
            (rows,) = [m["markup"] for m in view["messages"] if "₦50" in m.get("text", "") and m["outgoing"]]
            assert "go:home" in str(rows)

    async def test_of_a_tap_ends_the_waiting_of_the_button(self, sqlite_url: str) -> None:
        async with an_engine(sqlite_url, handlers()) as (telegram, _):
            ada = await telegram.add_person("Ada")
            await telegram.says(ada, "button")
            await said(telegram, ada)

            tapped = await telegram.taps(ada, "Pay")

            assert not tapped.alert
            assert "₦50" in (await said(telegram, ada, count=2))[1]


class TestASurprise:
    async def test_is_apologised_for_and_logged_without_what_was_in_it(
        self, database_url: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with an_engine(database_url, handlers()) as (telegram, app):
            ada = await telegram.add_person("Ada")

            await telegram.says(ada, "break")

            assert "went wrong" in (await said(telegram, ada))[0]

            async def ended() -> bool:
                return [row["failure"] for row in await inbox(app)] == ["LookupError"]

            await until(ended)
            assert "a handler failed" in caplog.text
            assert "break_down" in caplog.text
            assert "08031234567" not in caplog.text

    async def test_does_not_come_again(self, sqlite_url: str) -> None:
        async with an_engine(sqlite_url, handlers()) as (telegram, _):
            ada = await telegram.add_person("Ada")

            await telegram.says(ada, "break")
            await telegram.says(ada, "well?")

            assert len(await said(telegram, ada, count=2)) == 2


class TestTelegramsOwnRefusals:
    async def test_that_do_not_matter_do_not_stop_anybody(self, sqlite_url: str) -> None:
        async with an_engine(sqlite_url, handlers()) as (telegram, _):
            ada = await telegram.add_person("Ada")

            await telegram.says(ada, "the same")
            await telegram.says(ada, "well?")

            assert await said(telegram, ada, count=2) == ["as it is", "kept False"]

    @pytest.mark.parametrize("fault", [{"code": 500}, {"code": 429, "retry_after": 1}, {"drop": True}])
    async def test_that_pass_are_waited_out(self, sqlite_url: str, fault: dict[str, object]) -> None:
        async with an_engine(sqlite_url, handlers()) as (telegram, _):
            ada = await telegram.add_person("Ada")
            await telegram.order_fault("sendMessage", times=1, **fault)

            await telegram.says(ada, "hello")

            assert await said(telegram, ada) == ["kept False"]

    async def test_that_stay_are_written_down_and_the_bot_goes_on(self, sqlite_url: str) -> None:
        async with an_engine(sqlite_url, handlers()) as (telegram, app):
            ada, bola = await telegram.add_person("Ada"), await telegram.add_person("Bola")
            await telegram.order_fault("sendMessage", code=403, times=1, chat_id=ada)

            await telegram.says(ada, "hello")
            await telegram.says(bola, "hello")

            assert await said(telegram, bola) == ["kept False"]

            async def ended() -> bool:
                return all(row["handled_at"] for row in await inbox(app))

            await until(ended)


class TestSomebodyTooFast:
    async def test_is_told_once_and_heard_again_later(
        self, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clock = Clock()
        monkeypatch.setattr("bot.roles.bot.Buckets", lambda _, per_second: Buckets(3, per_second, clock))
        monkeypatch.setattr("bot.pacing.CHAT_BURST", 100)
        async with an_engine(sqlite_url, handlers()) as (telegram, app):
            ada = await telegram.add_person("Ada")
            for _ in range(12):
                await telegram.says(ada, "hello")

            async def ended() -> bool:
                rows = await inbox(app)
                return len(rows) == 12 and all(row["handled_at"] for row in rows)

            await until(ended)
            heard = await said(telegram, ada)
            assert len([text for text in heard if "a lot at once" in text]) == 1

            clock.seconds += 60
            await telegram.says(ada, "hello")

            async def heard_again() -> bool:
                texts = await said(telegram, ada)
                return len(texts) > len(heard) and texts[-1] == "kept False"

            await until(heard_again)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds
