"""Whatever people do, two clients that others wrote can read it; and what is written down of it."""

from pathlib import Path
from typing import Any

import httpx
import orjson
from aiogram.types import Update as AiogramUpdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Update as PtbUpdate

from sandbox.settings import BotProfile
from sandbox.telegram import scripting
from sandbox.telegram.people import Telegram
from sandbox.telegram.state import Person, World
from tests.sandbox.telegram_bots import RawBot
from tests.servers import a_sandbox

words = st.text(min_size=1, max_size=60).filter(str.strip)
languages = st.sampled_from(["en", "pcm", "ha", ""])
people = st.builds(
    Person,
    id=st.integers(1, 2**52 - 1).filter(lambda number: number != 8080),
    first_name=words,
    last_name=st.one_of(st.just(""), words),
    username=st.sampled_from(["", "ada_obi"]),
    language_code=languages,
    phone=st.from_regex(r"[0-9]{5,15}", fullmatch=True),
)
origins = st.sampled_from(["user", "hidden_user", "chat", "channel"])
acts = st.one_of(
    st.tuples(st.just("message"), st.fixed_dictionaries({"text": words})),
    st.tuples(st.just("forward"), st.fixed_dictionaries({"text": words, "origin": origins})),
    st.tuples(
        st.just("contact"),
        st.fixed_dictionaries(
            {"of": st.sampled_from(["own", "forged", "missing"]), "forwarded": st.booleans()}
        ),
    ),
    st.tuples(
        st.sampled_from(["photo", "document"]), st.fixed_dictionaries({"caption": words, "file_name": words})
    ),
    st.tuples(st.sampled_from(["voice", "location", "block", "unblock"]), st.just({})),
    st.tuples(st.just("sticker"), st.fixed_dictionaries({"emoji": st.sampled_from(["👍", "🙂"])})),
    st.tuples(st.just("group"), st.fixed_dictionaries({"title": words})),
)


@given(person=people, done=st.lists(acts, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_update_can_be_read_by_both_clients(
    person: Person, done: list[tuple[str, dict[str, Any]]]
) -> None:
    world = World((BotProfile(),))
    world.people[person.id] = person
    telegram = Telegram(world, world.main_bot)
    for name, given_ in done:
        scripting.ACTS[name](telegram, person, given_)

    assert world.main_bot.updates.waiting() or done[0][0] == "unblock"
    for update in world.main_bot.updates.pending:
        raw = orjson.loads(update.raw)
        assert b"null" not in update.raw or any("null" in str(given_) for _, given_ in done)
        read = AiogramUpdate.model_validate(raw)
        assert read.event_type == update.kind
        again = PtbUpdate.de_json(raw, None)
        assert again.update_id == update.id
        assert not again.api_kwargs


async def test_the_log_has_requests_results_and_updates(tmp_path: Path) -> None:
    log = tmp_path / "traffic.jsonl"
    async with a_sandbox(traffic=log) as (client, _), httpx.AsyncClient() as http:
        ada = await client.add_person("Ada")
        await client.says(ada, "/start")
        bot = RawBot(http, client.address)
        await bot.updates()
        await bot.call("sendMessage", chat_id=ada, text="Hi")
        await client.inject_update(message={"nonsense": True})
        await bot.updates(offset=-1)

    lines = [orjson.loads(line) for line in log.read_bytes().splitlines()]
    assert [next(iter(line)) for line in lines] == [
        "request",
        "update",
        "result",
        "request",
        "result",
        "request",
        "result",
    ]
    assert lines[3] == {"request": "sendMessage", "params": {"chat_id": ada, "text": "Hi"}, "files": []}
