"""Delivery of updates: numbering, confirmation, time to live, conflicts, repeats and webhooks."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import orjson
import pytest

from sandbox.app import Worlds, create_app
from sandbox.settings import DEMO_TOKEN
from tests.sandbox.receiver import Receiver
from tests.sandbox.telegram_bots import RawBot
from tests.servers import a_sandbox, running, sandbox_settings
from tests.telegram_client import CannotDo, Json, TelegramClient

ADA = 7_000_001
BOLA = 7_000_002


@dataclass(frozen=True, slots=True)
class Scene:
    """A bot, and Ada and Bola who have not written to it yet."""

    bot: RawBot
    people: TelegramClient
    worlds: Worlds


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with a_sandbox() as (people, worlds), httpx.AsyncClient(timeout=20) as http:
        worlds.telegram.webhook_patience = 0.02
        await people.add_person("Ada")
        await people.add_person("Bola")
        yield Scene(RawBot(http, people.address), people, worlds)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver(usual=b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    server = await asyncio.start_server(receiver.take, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    async with server:
        yield receiver


async def a_waiting_call(scene: Scene) -> None:
    """Wait until a getUpdates call waits."""
    async with asyncio.timeout(10):
        while not scene.worlds.telegram.main_bot.updates.is_polled:  # noqa: ASYNC110 - nobody is told of it
            await asyncio.sleep(0)


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


class TestPolling:
    async def test_gives_updates_in_order_until_they_are_confirmed(self, scene: Scene) -> None:
        for words in ("one", "two", "three"):
            await scene.people.says(ADA, words)

        first = await scene.bot.updates(limit=2)
        again = await scene.bot.updates(offset=first[0]["update_id"])
        rest = await scene.bot.updates(offset=first[-1]["update_id"] + 1)

        assert texts(first) == ["one", "two"]
        assert texts(again) == ["one", "two", "three"]
        assert texts(rest) == ["three"]
        assert [u["update_id"] - first[0]["update_id"] for u in again] == [0, 1, 2]

    async def test_waits_for_the_next_update(self, scene: Scene) -> None:
        waiting = asyncio.create_task(scene.bot.updates(timeout=20))

        await scene.people.says(ADA, "hello")

        assert texts(await waiting) == ["hello"]

    async def test_forgets_all_but_the_last_for_a_negative_offset(self, scene: Scene) -> None:
        for words in ("one", "two", "three"):
            await scene.people.says(ADA, words)

        assert texts(await scene.bot.updates(offset=-1)) == ["three"]
        assert (await scene.people.updates())["waiting"] == 1

    async def test_slows_down_a_bot_that_asks_the_same_again_and_again(self, scene: Scene) -> None:
        for words in ("one", "two"):
            await scene.people.says(ADA, words)
        await scene.bot.updates(offset=5)

        assert texts(await scene.bot.updates(offset=5)) == ["one"]

    async def test_keeps_taps_for_150_seconds_and_messages_for_a_day(self, scene: Scene) -> None:
        await scene.people.says(ADA, "hello")
        await scene.people.taps(ADA, data="old", message=1, wait_ms=0)
        await scene.people.move_clock(forward=149)
        assert len(await scene.bot.updates(offset=-2)) == 2

        await scene.people.move_clock(forward=2)
        after_a_while = await scene.bot.updates(offset=-3)
        await scene.people.move_clock(forward=86_400)

        assert texts(after_a_while) == ["hello"]
        assert await scene.bot.updates(offset=-4) == []

    async def test_gives_only_the_kinds_that_were_allowed_when_they_happened(self, scene: Scene) -> None:
        await scene.bot.updates(allowed_updates=["callback_query"])
        await scene.people.says(ADA, "unheard")
        await scene.bot.updates(offset=-1, allowed_updates=[])
        await scene.people.says(ADA, "heard")

        assert texts(await scene.bot.updates(offset=-2)) == ["heard"]

    async def test_ends_the_older_of_two_calls_with_a_conflict(self, scene: Scene) -> None:
        older = asyncio.create_task(scene.bot.call("getUpdates", timeout=20))
        await a_waiting_call(scene)

        await scene.bot.call("getUpdates", offset=-1)

        assert (await older).refusal == (
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        assert (await older).status == 409

    async def test_is_refused_while_a_webhook_is_set(self, scene: Scene, receiver: Receiver) -> None:
        waiting = asyncio.create_task(scene.bot.call("getUpdates", timeout=20))
        await a_waiting_call(scene)
        await scene.bot.call("setWebhook", url=receiver.url)

        assert (await waiting).refusal == "Conflict: terminated by setWebhook request"
        await scene.bot.call("deleteWebhook")
        assert (await scene.bot.call("getWebhookInfo")).result["url"] == ""

    async def test_gives_a_repeated_update_under_the_same_or_a_new_id(self, scene: Scene) -> None:
        await scene.people.says(ADA, "once")
        [update] = await scene.bot.updates()
        assert await scene.bot.updates(offset=update["update_id"] + 1) == []

        await scene.people.repeat_update(update["update_id"])
        new_id = await scene.people.repeat_update(update["update_id"], new_id=True)
        repeated = await scene.bot.updates(offset=-5)

        assert [u["update_id"] for u in repeated] == [update["update_id"], new_id]
        assert texts(repeated) == ["once", "once"]

    async def test_gives_an_injected_update_as_it_is(self, scene: Scene) -> None:
        update_id = await scene.people.inject_update(message={"forward_origin": {"type": "planet"}})

        assert await scene.bot.updates() == [
            {"update_id": update_id, "message": {"forward_origin": {"type": "planet"}}}
        ]

    async def test_goes_on_counting_after_a_reset(self, scene: Scene) -> None:
        await scene.people.says(ADA, "before")
        [before] = await scene.bot.updates()
        await scene.people.reset()
        await scene.people.add_person("Ada")
        await scene.people.says(ADA, "after")

        [after] = await scene.bot.updates(offset=-1)

        assert after["update_id"] == before["update_id"] + 1


class TestTaps:
    async def a_tap(self, scene: Scene) -> Json:
        await scene.people.says(ADA, "/start")
        button = {"text": "Go", "callback_data": "go"}
        markup = {"inline_keyboard": [[button]]}
        await scene.bot.call("sendMessage", chat_id=ADA, text="Hi", reply_markup=markup)
        await scene.people.taps(ADA, "Go", wait_ms=0)
        query: Json = (await scene.bot.updates(offset=-1))[0]["callback_query"]
        return query

    async def test_are_answered_once(self, scene: Scene) -> None:
        query = await self.a_tap(scene)

        first = await scene.bot.call("answerCallbackQuery", callback_query_id=query["id"])
        second = await scene.bot.call("answerCallbackQuery", callback_query_id=query["id"])

        assert first.result is True
        assert second.refusal.startswith("Bad Request: query is too old")
        assert isinstance(query["chat_instance"], str)
        assert query["message"]["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "go"

    async def test_can_be_answered_too_late(self, scene: Scene) -> None:
        query = await self.a_tap(scene)
        await scene.people.move_clock(forward=151)

        assert (await scene.bot.call("answerCallbackQuery", callback_query_id=query["id"])).status == 400

    async def test_on_a_deleted_message_carry_only_its_number(self, scene: Scene) -> None:
        query = await self.a_tap(scene)
        message_id = query["message"]["message_id"]
        await scene.bot.call("deleteMessage", chat_id=ADA, message_id=message_id)

        await scene.people.taps(ADA, data="go", message=message_id, wait_ms=0)
        late = (await scene.bot.updates(offset=-2))[-1]["callback_query"]

        assert late["message"] == {"chat": query["message"]["chat"], "message_id": message_id, "date": 0}
        with pytest.raises(CannotDo, match="no button 'Go'"):
            await scene.people.taps(ADA, "Go")


class TestWebhooks:
    async def test_carry_the_secret_and_repeat_what_was_not_taken(
        self, scene: Scene, receiver: Receiver
    ) -> None:
        receiver.answers = [b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", b"nonsense\r\n\r\n"]
        await scene.bot.call("setWebhook", url=receiver.url, secret_token="s3cret_-")
        await scene.people.says(ADA, "hello")

        await receiver.has(3)

        assert [header["x-telegram-bot-api-secret-token"] for header in receiver.headers] == ["s3cret_-"] * 3
        assert len(set(receiver.bodies)) == 1
        info = (await scene.bot.call("getWebhookInfo")).result
        assert info["url"] == receiver.url
        assert info["last_error_message"]

    async def test_hold_back_only_the_queue_that_fails(self, scene: Scene, receiver: Receiver) -> None:
        scene.worlds.telegram.webhook_patience = 100  # a refused update waits for longer than this test
        receiver.answers = [b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"] * 2
        await scene.bot.call("setWebhook", url=receiver.url)
        await scene.people.says(ADA, "first")
        await receiver.has(2)
        await scene.people.says(ADA, "second")
        await scene.people.says(BOLA, "from Bola")
        await receiver.has(3)
        await scene.people.taps(ADA, data="x", message=1, wait_ms=0)
        await receiver.has(4)

        kinds = [orjson.loads(body) for body in receiver.bodies]
        assert texts(kinds[:3]) == ["first", "first", "from Bola"]
        assert kinds[3]["callback_query"]["data"] == "x"

    async def test_are_carried_out_when_they_answer_with_a_method(
        self, scene: Scene, receiver: Receiver
    ) -> None:
        body = orjson.dumps({"method": "sendMessage", "chat_id": ADA, "text": "by answer"})
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        receiver.answers = [head % len(body) + body]
        await scene.bot.call("setWebhook", url=receiver.url)
        sent = await scene.people.says(ADA, "/start")

        view = await scene.people.wait(ADA, after=sent["change"])

        assert [message["text"] for message in view["messages"]] == ["by answer"]

    async def test_deliver_what_waited_before_they_were_set(self, scene: Scene, receiver: Receiver) -> None:
        await scene.people.says(ADA, "early")

        await scene.bot.call("setWebhook", url=receiver.url)
        await receiver.has(1)

        assert texts([orjson.loads(receiver.bodies[0])]) == ["early"]

    async def test_can_be_set_once_a_second(self, scene: Scene, receiver: Receiver) -> None:
        await scene.bot.call("setWebhook", url=receiver.url)

        assert (await scene.bot.call("setWebhook", url=receiver.url)).body["parameters"] == {"retry_after": 1}


class TestLoad:
    async def test_measures_round_trips_of_people_side_by_side(self, scene: Scene) -> None:
        async def echo() -> None:
            offset = 0
            while True:
                for update in await scene.bot.updates(offset=offset, timeout=20):
                    offset = update["update_id"] + 1
                    chat_id = update["message"]["chat"]["id"]
                    await scene.bot.call("sendMessage", chat_id=chat_id, text="echo")

        echoing = asyncio.create_task(echo())
        measured = await scene.people.load([ADA, BOLA], rounds=5, texts=["a", "b"])
        echoing.cancel()

        assert (measured["lost"], len(measured["latencies_ms"])) == (0, 10)
        assert measured["per_s"] > 0


class TestGroups:
    async def test_show_the_bot_only_what_is_meant_for_it(self, scene: Scene) -> None:
        group = await scene.people.creates_group(ADA, "Family", BOLA)
        await scene.people.says(BOLA, "between us", chat=group)
        await scene.people.says(BOLA, "/help@vision_demo_bot", chat=group)

        updates = await scene.bot.updates()

        assert [next(k for k in u if k != "update_id") for u in updates] == [
            "my_chat_member",
            "message",
            "message",
        ]
        assert updates[1]["message"]["group_chat_created"] is True
        assert updates[2]["message"]["text"] == "/help@vision_demo_bot"
        assert updates[2]["message"]["chat"] == {"id": group, "title": "Family", "type": "group"}


class TestRestarts:
    async def test_keep_people_chats_files_and_waiting_updates(self, tmp_path: Path) -> None:
        settings = sandbox_settings(state_dir=tmp_path)
        hook = "http://127.0.0.1:9/hook"
        async with running(create_app(settings)) as address, TelegramClient(address) as people:
            ada = await people.add_person("Ada", phone="2348031234567")
            await people.says(ada, "/start")
            async with httpx.AsyncClient() as http:
                url = f"{address}/bot{DEMO_TOKEN}/sendDocument"
                keyboard = '{"keyboard": [[{"text": "Menu"}]]}'
                data = {"chat_id": str(ada), "reply_markup": keyboard}
                sent = (await http.post(url, data=data, files={"document": ("a.txt", b"kept")})).json()[
                    "result"
                ]
                await RawBot(http, address).call("setWebhook", url=hook)

        async with (
            running(create_app(settings)) as address,
            TelegramClient(address) as people,
            httpx.AsyncClient() as http,
        ):
            bot = RawBot(http, address)
            assert (await bot.call("getWebhookInfo")).result["url"] == hook
            await bot.call("deleteWebhook")
            [update] = await bot.updates()
            path = (await bot.call("getFile", file_id=sent["document"]["file_id"])).result["file_path"]
            content = (await http.get(f"{address}/file/bot{DEMO_TOKEN}/{path}")).content
            await people.presses_key(ada, "Menu")
            [after] = await bot.updates(offset=update["update_id"] + 1)

        assert update["message"]["text"] == "/start"
        assert content == b"kept"
        assert after["update_id"] == update["update_id"] + 1
        assert after["message"]["message_id"] == sent["message_id"] + 1
