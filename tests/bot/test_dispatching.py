"""Finding the handler: neighbours asked as one, in their order, and of a tap only who may want it."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import F, Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, User

from bot.dispatching import join_neighbours

ADA = User(id=5, is_bot=False, first_name="Ada")


class Go(CallbackData, prefix="go"):
    """A place."""

    to: str


class Odd(CallbackData, prefix="odd", sep="|"):
    """What is written in another way."""

    to: str


class Bare(CallbackData, prefix="bare"):
    """What says nothing more."""


def a_message(text: str) -> Message:
    return Message.model_validate(
        {"message_id": 1, "date": 0, "chat": Chat(id=5, type="private"), "from": ADA, "text": text}
    )


def a_tap(data: str) -> CallbackQuery:
    return CallbackQuery.model_validate({"id": "1", "from": ADA, "chat_instance": "1", "data": data})


class Asked(Filter):
    """Says that it was asked, and whether it agrees."""

    def __init__(self, log: list[str], name: str, answer: bool | dict[str, Any] = True) -> None:
        self.log, self.name, self.answer = log, name, answer

    async def __call__(self, _: TelegramObject) -> bool | dict[str, Any]:
        self.log.append(self.name)
        return self.answer


def saying(words: str) -> Any:
    async def say(_: TelegramObject) -> str:
        return words

    return say


async def skip(_: TelegramObject) -> None:
    raise SkipHandler


def a_tree(*branches: Router) -> Router:
    root = Router(name="root")
    root.include_routers(*branches)
    join_neighbours(root)
    return root


async def sent(root: Router, event: TelegramObject, **given: object) -> object:
    kind = "message" if isinstance(event, Message) else "callback_query"
    return await root.propagate_event(kind, event, **given)


@pytest.fixture
def log() -> list[str]:
    return []


class TestNeighbours:
    async def test_are_asked_as_one_in_their_order(self, log: list[str]) -> None:
        first, second = Router(name="first"), Router(name="second")
        first.message.register(saying("first"), Asked(log, "first", answer=False))
        second.message.register(saying("second"), Asked(log, "second"))

        root = a_tree(first, second)

        assert [router.name for router in root.sub_routers] == ["first+second"]
        assert await sent(root, a_message("hello")) == "second"
        assert log == ["first", "second"]

    async def test_with_something_of_their_own_keep_their_place(self) -> None:
        before, strict, after = Router(name="before"), Router(name="strict"), Router(name="after")
        before.message.register(saying("before"), F.text == "before")
        strict.message.filter(F.text == "strict")
        strict.message.register(saying("strict"))
        after.message.register(saying("after"))

        root = a_tree(before, strict, after)

        assert [router.name for router in root.sub_routers] == ["before", "strict", "after"]
        assert [await sent(root, a_message(text)) for text in ("before", "strict", "after")] == [
            "before",
            "strict",
            "after",
        ]

    async def test_further_down_are_joined_too_and_keep_the_middlewares_above(self, log: list[str]) -> None:
        async def around(handler: Any, event: TelegramObject, data: dict[str, Any]) -> Any:
            log.append("around")
            return await handler(event, data)

        above, first, second = Router(name="above"), Router(name="first"), Router(name="second")
        above.message.middleware(around)
        above.include_routers(first, second)
        second.message.register(saying("second"))

        root = a_tree(above)

        assert [router.name for router in above.sub_routers] == ["first+second"]
        assert await sent(root, a_message("hello")) == "second"
        assert log == ["around"]


class TestAHandler:
    async def test_gets_what_its_filters_found_and_what_it_asks_for(self) -> None:
        async def handle(_: Message, found: int, clock: str) -> tuple[int, str]:
            return found, clock

        router = Router()
        router.message.register(handle, Asked([], "", answer={"found": 7}))

        assert await sent(a_tree(router), a_message("x"), clock="noon", more="of it") == (7, "noon")

    async def test_that_skips_leaves_it_to_the_next(self) -> None:
        router = Router()
        router.message.register(skip)
        router.message.register(saying("next"))

        assert await sent(a_tree(router), a_message("x")) == "next"

    async def test_is_none_where_nobody_wants_it(self, log: list[str]) -> None:
        router = Router()
        router.message.register(saying("never"), Asked(log, "asked", answer=False))

        assert await sent(a_tree(router), a_message("x")) is UNHANDLED


class TestATap:
    @pytest.fixture
    def root(self, log: list[str]) -> Router:
        router = Router()
        router.callback_query.register(saying("home"), Go.filter(F.to == "home"))
        router.callback_query.register(saying("odd"), Odd.filter())
        router.callback_query.register(saying("bare"), Bare.filter())
        router.callback_query.register(saying("looked"), Asked(log, "looked", answer=False))
        router.callback_query.register(saying("any place"), Go.filter())
        router.callback_query.register(saying("rest"))
        return a_tree(router)

    @pytest.mark.parametrize(
        ("data", "answer"),
        [
            ("go:home", "home"),
            ("go:elsewhere", "any place"),
            ("odd|x", "odd"),
            ("bare", "bare"),
            ("gone:home", "rest"),
            ("go", "rest"),
            ("", "rest"),
        ],
    )
    async def test_comes_to_the_first_that_wants_its_data(self, root: Router, data: str, answer: str) -> None:
        for _ in range(2):
            assert await sent(root, a_tap(data)) == answer

    async def test_is_looked_at_by_those_who_look_at_all(self, root: Router, log: list[str]) -> None:
        await sent(root, a_tap("go:elsewhere"))

        assert log == ["looked"]

    async def test_is_not_shown_to_those_who_want_another_kind(self, log: list[str]) -> None:
        router = Router()
        router.callback_query.register(saying("bare"), Bare.filter(), Asked(log, "bare"))
        router.callback_query.register(saying("rest"), Asked(log, "rest"))

        assert await sent(a_tree(router), a_tap("go:home")) == "rest"
        assert log == ["rest"]
