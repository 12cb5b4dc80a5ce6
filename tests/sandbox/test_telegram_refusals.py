"""Telegram's refusals, word for word. Their traffic is not recorded: it is wrong on purpose."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from sandbox.app import Worlds
from tests.sandbox.telegram_bots import RawBot
from tests.servers import a_sandbox
from tests.telegram_client import Json, TelegramClient

ADA = 7_000_001


@dataclass(frozen=True, slots=True)
class Scene:
    """A bot and Ada, who has started it: her /start is message 1, the bot's answer with a button is 2."""

    bot: RawBot
    people: TelegramClient
    worlds: Worlds


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with a_sandbox(traffic=None, strict=False) as (people, worlds), httpx.AsyncClient() as http:
        bot = RawBot(http, people.address)
        await people.add_person("Ada")
        await people.add_person("Bola")
        await people.says(ADA, "/start")
        await bot.call(
            "sendMessage", chat_id=ADA, text="Hi", reply_markup=inline(text="Go", callback_data="go")
        )
        yield Scene(bot, people, worlds)


def inline(**button: Any) -> Json:
    return {"inline_keyboard": [[button]]}


def keyboard(**key: Any) -> Json:
    return {"keyboard": [[key]]}


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
REFUSALS: list[tuple[str, Json, str]] = [
    ("sendMessage", {"text": "a"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": 99, "text": "a"}, "chat not found"),
    ("sendMessage", {"chat_id": "@nobody", "text": "a"}, "chat not found"),
    ("sendMessage", {"chat_id": 7_000_002, "text": "a"}, "chat not found"),
    ("sendMessage", {"chat_id": ADA}, "message text is empty"),
    ("sendMessage", {"chat_id": ADA, "text": " \n "}, "text must be non-empty"),
    ("sendMessage", {"chat_id": ADA, "text": "a" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": ADA, "text": "₦" * 11_000}, "text is too long"),
    ("sendMessage", {"chat_id": ADA, "text": "a", "parse_mode": "XML"}, "unsupported parse_mode"),
    (
        "sendMessage",
        {"chat_id": ADA, "text": "<b>a", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        "sendMessage",
        {"chat_id": ADA, "text": "a", "reply_markup": "{"},
        "can't parse reply keyboard markup JSON object",
    ),
    ("sendMessage", {"chat_id": ADA, "text": "a", "reply_markup": [1]}, "object expected as reply markup"),
    (
        "sendMessage",
        {"chat_id": ADA, "text": "a", "reply_markup": {"inline_keyboard": [{"text": "x"}]}},
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ),
    (
        "sendMessage",
        {"chat_id": ADA, "text": "a", "reply_markup": inline(text="x")},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        {"chat_id": ADA, "text": "a", "reply_markup": inline(text="", callback_data="x")},
        "inline keyboard button text must be non-empty",
    ),
    (
        "sendMessage",
        {"chat_id": ADA, "text": "a", "reply_markup": inline(text="x", callback_data="ẹ" * 22)},
        "BUTTON_DATA_INVALID",
    ),
    (
        "sendMessage",
        {"chat_id": ADA, "text": "a", "reply_markup": inline(text="x", copy_text={"text": "1" * 257})},
        "BUTTON_COPY_TEXT_INVALID",
    ),
    (
        "sendMessage",
        {"chat_id": ADA, "text": "a", "reply_markup": inline(text="x", url="ftp://a")},
        "inline keyboard button URL 'ftp://a' is invalid: Wrong HTTP URL",
    ),
    (
        "sendMessage",
        {
            "chat_id": ADA,
            "text": "a",
            "reply_markup": {"inline_keyboard": [[{"text": "x" * 300, "callback_data": "y"}]] * 40},
        },
        "reply markup is too long",
    ),
    (
        "sendMessage",
        {"chat_id": ADA, "text": "a", "reply_parameters": {"message_id": 77}},
        "message to be replied not found",
    ),
    ("sendDocument", {"chat_id": ADA}, "there is no document in the request"),
    ("sendPhoto", {"chat_id": ADA, "photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"chat_id": ADA, "photo": "x", "caption": "a" * 1025}, "message caption is too long"),
    ("getFile", {"file_id": "nonsense"}, "invalid file_id"),
    ("sendChatAction", {"chat_id": ADA, "action": "dance"}, "wrong parameter action in request"),
    ("editMessageText", {"chat_id": ADA, "text": "a"}, "message identifier is not specified"),
    ("editMessageText", {"chat_id": ADA, "message_id": 77, "text": "a"}, "message to edit not found"),
    ("editMessageText", {"chat_id": ADA, "message_id": 1, "text": "a"}, "message can't be edited"),
    ("editMessageCaption", {"chat_id": ADA, "message_id": 2}, "there is no caption in the message to edit"),
    (
        "editMessageText",
        {
            "chat_id": ADA,
            "message_id": 2,
            "text": "Hi",
            "reply_markup": inline(text="Go", callback_data="go"),
        },
        NOT_MODIFIED,
    ),
    ("deleteMessage", {"chat_id": ADA, "message_id": 77}, "message to delete not found"),
    ("deleteMessages", {"chat_id": ADA, "message_ids": []}, "message identifiers are not specified"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("setMyCommands", {"commands": [{"command": "Menu", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "planet"}},
        "can't parse BotCommandScope: Unsupported type specified",
    ),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 99}}, "chat not found"),
    ("setWebhook", {"url": "nonsense"}, "invalid webhook URL specified"),
    ("setWebhook", {"url": "http://a.ng"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    (
        "setWebhook",
        {"url": "https://a.ng", "secret_token": "a b"},
        "secret token contains unallowed characters",
    ),
]


class TestRefusals:
    async def test_are_telegrams_own_words(self, scene: Scene) -> None:
        for method, params, reason in REFUSALS:
            reply = await scene.bot.call(method, **params)

            assert (reply.status, reply.body.get("description")) == (400, f"Bad Request: {reason}"), (
                method,
                params,
            )
            assert reply.body["error_code"] == 400

    async def test_are_the_same_for_form_parameters(self, scene: Scene) -> None:
        url = f"{scene.bot.address}/bot{scene.bot.token}/sendMessage"
        markup = json.dumps(inline(text="x"))

        answer = await scene.bot.http.post(
            url, data={"chat_id": str(ADA), "text": "a", "reply_markup": markup}
        )

        assert "Text buttons are unallowed" in answer.json()["description"]

    async def test_meet_unknown_bots_and_methods(self, scene: Scene) -> None:
        stranger = RawBot(scene.bot.http, scene.bot.address, "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        nonsense = RawBot(scene.bot.http, scene.bot.address, "nonsense")

        assert (await stranger.call("getMe")).body == {
            "ok": False,
            "error_code": 401,
            "description": "Unauthorized",
        }
        assert (await nonsense.call("getMe")).refusal == "Unauthorized: invalid token specified"
        assert (await scene.bot.call("sendDice")).refusal == "Not Found: method not found"
        assert (await scene.bot.call("GETME")).result["is_bot"] is True

    async def test_tell_a_bot_that_it_was_blocked_or_never_met(self, scene: Scene) -> None:
        group = await scene.people.creates_group(ADA, "Family", 7_000_002)
        await scene.people.blocks(ADA)

        blocked = await scene.bot.call("sendMessage", chat_id=ADA, text="a")
        unmet = await scene.bot.call("sendMessage", chat_id=7_000_002, text="a")
        asked = await scene.bot.call(
            "sendMessage", chat_id=group, text="a", reply_markup=keyboard(text="n", request_contact=True)
        )

        assert blocked.refusal == "Forbidden: bot was blocked by the user"
        assert unmet.refusal == "Forbidden: bot can't initiate conversation with a user"
        assert asked.refusal == "Bad Request: phone number can be requested in private chats only"

    async def test_keep_a_message_from_being_deleted_after_two_days(self, scene: Scene) -> None:
        await scene.people.move_clock(forward=49 * 3600)

        refused = await scene.bot.call("deleteMessage", chat_id=ADA, message_id=2)

        assert refused.refusal == "Bad Request: message can't be deleted"

    async def test_slow_a_bot_down_that_writes_too_much(self, scene: Scene) -> None:
        await scene.people.set_limits(enabled=True, burst=2)
        for _ in range(2):
            assert (await scene.bot.call("sendMessage", chat_id=ADA, text="a")).status == 200

        refused = await scene.bot.call("editMessageText", chat_id=ADA, message_id=2, text="b")

        assert (refused.status, refused.refusal) == (429, "Too Many Requests: retry after 1")
        assert refused.body["parameters"] == {"retry_after": 1}
        tapped = scene.people.taps(ADA, "Go", wait_ms=0)
        await tapped
        [update] = [u for u in await scene.bot.updates() if "callback_query" in u]
        query = update["callback_query"]["id"]
        assert (await scene.bot.call("answerCallbackQuery", callback_query_id=query)).result is True
        await scene.people.move_clock(forward=1.5)
        assert (await scene.bot.call("sendMessage", chat_id=ADA, text="a")).status == 200
        await scene.people.set_limits(enabled=False)


class TestFaults:
    async def test_meet_the_calls_they_were_ordered_for(self, scene: Scene) -> None:
        await scene.people.order_fault("sendMessage", code=429, retry_after=7, contains="token")
        await scene.people.order_fault("sendMessage", code=500, chat_id=ADA, times=2)

        waiting = await scene.bot.call("sendMessage", chat_id=ADA, text="your token")
        broken = [await scene.bot.call("sendMessage", chat_id=ADA, text="a") for _ in range(2)]
        well = await scene.bot.call("sendMessage", chat_id=ADA, text="your token")

        assert waiting.body["parameters"] == {"retry_after": 7}
        assert [reply.refusal for reply in broken] == ["Internal Server Error"] * 2
        assert well.status == 200

    async def test_can_lose_the_answer_to_a_message_that_was_sent(self, scene: Scene) -> None:
        await scene.people.order_fault("sendMessage", drop=True, executed=True)

        with pytest.raises(httpx.TransportError):
            await scene.bot.call("sendMessage", chat_id=ADA, text="did it arrive?")

        assert "did it arrive?" in await scene.people.transcript(ADA)
