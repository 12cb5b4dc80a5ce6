"""How calls to Telegram are written, and how their answers are read."""

from datetime import UTC, datetime

import orjson
import pytest
from aiogram import Bot
from aiogram.client.default import Default
from aiogram.methods import EditMessageText, GetMe, SendDocument, SendMessage, TelegramMethod
from aiogram.types import BufferedInputFile, Message

from bot.buttons import Go, button, copying, keyboard
from bot.calls import HasFile, NotPlain, read, written
from bot.telegram import open_bot
from bot.updates import GetRawUpdates

BOT = open_bot("8080:a-bot-of-the-tests-0000000000000000000", "http://127.0.0.1:1", rate_limits=False)
SENT = {
    "message_id": 7,
    "date": 1_700_000_000,
    "chat": {"id": 5, "type": "private", "first_name": "Ada"},
    "text": "x",
}


def an_answer(**fields: object) -> bytes:
    return orjson.dumps({"ok": True, **fields})


class TestACall:
    def test_says_what_was_given_and_what_the_bot_does_by_default(self) -> None:
        keys = keyboard([button("Home", Go(to="home")), copying("Copy", "1234")])

        said = orjson.loads(written(SendMessage(chat_id=5, text="<b>₦500</b>", reply_markup=keys), BOT))

        assert said == {
            "chat_id": 5,
            "text": "<b>₦500</b>",
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": {
                "inline_keyboard": [
                    [
                        {"text": "Home", "callback_data": "go:home"},
                        {"text": "Copy", "copy_text": {"text": "1234"}},
                    ]
                ]
            },
        }

    def test_leaves_out_what_nobody_has_decided(self) -> None:
        nobody = Bot(BOT.token)

        said = orjson.loads(
            written(SendMessage(chat_id=5, text="x", parse_mode=Default("parse_mode")), nobody)
        )

        assert said == {"chat_id": 5, "text": "x"}

    def test_with_a_file_is_not_for_json(self) -> None:
        receipt = BufferedInputFile(b"%PDF", "receipt.pdf")

        with pytest.raises(HasFile):
            written(SendDocument(chat_id=5, document=receipt), BOT)


class TestAnAnswer:
    @pytest.mark.parametrize("method", [SendMessage(chat_id=5, text="x"), EditMessageText(text="x")])
    def test_with_a_message_gives_its_id_and_what_can_be_done_with_it(
        self, method: TelegramMethod[Message]
    ) -> None:
        message: Message = read(method, BOT, 200, an_answer(result=SENT))

        assert (message.message_id, message.chat.id, message.chat.type) == (7, 5, "private")
        assert message.date == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
        assert message.bot is BOT

    def test_of_one_message_is_not_that_of_another(self) -> None:
        method = SendMessage(chat_id=5, text="x")

        first, second = (read(method, BOT, 200, an_answer(result={**SENT, "message_id": n})) for n in (1, 2))

        assert (first.message_id, second.message_id) == (1, 2)

    def test_that_is_a_yes_is_a_yes(self) -> None:
        assert read(EditMessageText(text="x"), BOT, 200, an_answer(result=True)) is True

    def test_with_updates_gives_them_as_they_came(self) -> None:
        assert read(GetRawUpdates(), BOT, 200, an_answer(result=[{"strange": 1}])) == [{"strange": 1}]

    @pytest.mark.parametrize(
        ("method", "status", "content"),
        [
            (SendMessage(chat_id=5, text="x"), 429, b'{"ok":false,"parameters":{"retry_after":3}}'),
            (SendMessage(chat_id=5, text="x"), 200, b'{"ok":false}'),
            (SendMessage(chat_id=5, text="x"), 200, an_answer(result={"message_id": "seven"})),
            (SendMessage(chat_id=5, text="x"), 200, b"<html>"),
            (GetMe(), 200, an_answer(result={"id": 1, "is_bot": True, "first_name": "Vision"})),
        ],
    )
    def test_that_is_anything_else_is_left_to_aiogram(
        self, method: TelegramMethod[object], status: int, content: bytes
    ) -> None:
        with pytest.raises(NotPlain):
            read(method, BOT, status, content)
