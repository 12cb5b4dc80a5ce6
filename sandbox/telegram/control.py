"""The scripting API's controls: people, chats, waiting, faults, clock, limits and odd updates.

All under `/telegram-sandbox`; `?bot=<id>` picks a bot where there are several.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime
from pathlib import Path

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, PlainTextResponse, StreamingResponse

from sandbox.settings import BotProfile
from sandbox.telegram.faults import Fault
from sandbox.telegram.load import create_load_router
from sandbox.telegram.scripting import bot_of, create_acts_router, json_body, json_response
from sandbox.telegram.state import Person, World
from sandbox.telegram.views import chat_view, summary, transcript

PAGE = Path(__file__).parent / "page"
_FIRST_PERSON = 7_000_001
_LONGEST_WAIT_S = 60.0
_FRESH = {"Cache-Control": "no-cache"}


def create_router(world: World) -> APIRouter:
    """Build everything under `/telegram-sandbox`."""
    router = APIRouter(prefix="/telegram-sandbox")
    for part in (
        create_load_router(world),
        _people_router(world),
        _chats_router(world),
        _controls_router(world),
        create_acts_router(world),
    ):
        router.include_router(part)
    return router


def _people_router(world: World) -> APIRouter:
    router = APIRouter()

    @router.get("/people")
    async def people(request: Request) -> Response:
        bot = bot_of(world, request)
        profile = {"id": bot.id, "first_name": bot.profile.first_name, "username": bot.profile.username}
        shown = [summary(world, bot, person) for person in world.people.values()]
        return json_response({"bot": profile, "people": shown, "change": world.changes.number})

    @router.post("/people")
    async def add_person(request: Request) -> Response:
        given = await json_body(request)
        person_id = given.get("id") or max([_FIRST_PERSON - 1, *world.people]) + 1
        known = ("first_name", "last_name", "username", "language_code", "phone")
        person = Person(
            id=int(person_id), **{"first_name": "Ada", **{k: given[k] for k in known if given.get(k)}}
        )
        world.people[person.id] = person
        world.private_chat(bot_of(world, request), person.id)
        world.changes.bump()
        return json_response({"id": person.id, **{k: getattr(person, k) for k in known}})

    return router


def _chats_router(world: World) -> APIRouter:
    router = APIRouter()

    @router.get("/chats/{chat_id}")
    async def chat(request: Request) -> Response:
        bot = bot_of(world, request)
        found = bot.chats.get(int(request.path_params["chat_id"]))
        if found is None:
            return json_response({"trouble": "no such chat"}, 404)
        return json_response(chat_view(world, bot, found, after=int(request.query_params.get("after", 0))))

    @router.get("/chats/{chat_id}/transcript")
    async def chat_transcript(request: Request) -> Response:
        found = bot_of(world, request).chats.get(int(request.path_params["chat_id"]))
        return PlainTextResponse(transcript(found) if found else "", 200 if found else 404)

    @router.get("/wait")
    async def wait(request: Request) -> Response:
        """Answer when the chat (or anything) has changed after `after`, or after `timeout` seconds."""
        query = request.query_params
        after, timeout_s = int(query.get("after", 0)), float(query.get("timeout", 10))
        if "chat" not in query:
            changed = await world.changes.until(lambda: world.changes.number > after, timeout_s)
            return json_response({"changed": changed, "change": world.changes.number})
        bot = bot_of(world, request)
        chat_id = int(query["chat"])

        def reached() -> bool:
            found = bot.chats.get(chat_id)
            return found is not None and found.change > after

        changed = await world.changes.until(reached, min(timeout_s, _LONGEST_WAIT_S))
        found = bot.chats.get(chat_id)
        view = chat_view(world, bot, found, after=after) if found else {"messages": [], "change": 0}
        return json_response({"changed": changed, **view})

    @router.get("/events")
    async def events(request: Request) -> Response:
        """Tell the page whenever something changed (server-sent events)."""

        async def stream() -> AsyncGenerator[bytes]:
            yield b"data: {}\n\n"
            while not world.changes.closed:
                await world.changes.next(within_s=15.0)
                yield b"data: " + orjson.dumps({"change": world.changes.number}) + b"\n\n"

        return StreamingResponse(
            stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    @router.get("/files/{file_id}")
    async def file(request: Request) -> Response:
        stored = bot_of(world, request).files.get(request.path_params["file_id"])
        if stored is None:
            return json_response({"trouble": "no such file"}, 404)
        name = orjson.dumps(stored.name.encode("ascii", "replace").decode()).decode()
        kind = "inline" if stored.mime_type.startswith("image/") else "attachment"
        headers = {"Content-Disposition": f"{kind}; filename={name}"}
        return Response(stored.content, media_type=stored.mime_type, headers=headers)

    return router


def _controls_router(world: World) -> APIRouter:
    router = APIRouter()

    @router.post("/faults")
    async def order_fault(request: Request) -> Response:
        world.faults.order(Fault(**await json_body(request)))
        return json_response({})

    @router.delete("/faults")
    async def clear_faults() -> Response:
        world.faults.clear()
        return json_response({})

    @router.post("/clock")
    async def set_clock(request: Request) -> Response:
        """Move the clock: `offset` and `forward` in seconds, or `now` as ISO 8601."""
        given = await json_body(request)
        if "now" in given:
            world.clock.set(datetime.fromisoformat(given["now"]).timestamp())
        world.clock.offset = float(given.get("offset", world.clock.offset)) + float(given.get("forward", 0))
        return json_response({"offset": world.clock.offset, "now": world.clock.now()})

    @router.post("/limits")
    async def set_limits(request: Request) -> Response:
        for name, value in (await json_body(request)).items():
            setattr(world.limits, name, value)
        return json_response({"enabled": world.limits.enabled})

    @router.get("/limits")
    async def how_fast() -> Response:
        """Return how fast the bot was since the limits were switched on, and how often it was too fast."""
        limits = world.limits
        return json_response(
            {
                "most_in_a_second": limits.most_in_a_second,
                "closest_s": limits.closest_s,
                "most_in_a_group": limits.most_in_a_group,
                "refused": limits.refused,
            }
        )

    @router.post("/webhook-patience")
    async def set_webhook_patience(request: Request) -> Response:
        world.webhook_patience = float((await json_body(request))["factor"])
        return json_response({})

    @router.post("/updates")
    async def inject_update(request: Request) -> Response:
        """Queue an update exactly as given (`update_id` is set here)."""
        given = await json_body(request)
        update_id = bot_of(world, request).updates.add_raw(given, queue=0)
        return json_response({"update_id": update_id})

    @router.post("/updates/{update_id}/repeat")
    async def repeat_update(request: Request) -> Response:
        """Deliver an update again: under its own id, or with `{"new_id": true}` as a new one."""
        updates = bot_of(world, request).updates
        update_id = int(request.path_params["update_id"])
        original = next((update for update in updates.history if update.id == update_id), None)
        if original is None:
            return json_response({"trouble": "no such update"}, 404)
        if (await json_body(request)).get("new_id"):
            payload = orjson.loads(original.raw)[original.kind]
            lives_s = original.expires_at - world.clock.now()
            update_id = updates.add(original.kind, payload, queue=original.queue, lives_s=lives_s) or 0
        else:
            updates.repeat(update_id)
        return json_response({"update_id": update_id})

    @router.get("/updates")
    async def updates(request: Request) -> Response:
        """Show how many updates wait, and the last ones there were."""
        queue = bot_of(world, request).updates
        history = [orjson.Fragment(update.raw) for update in queue.history]
        return json_response({"waiting": queue.waiting(), "next_id": queue.next_id, "history": history})

    @router.post("/bots")
    async def add_bot(request: Request) -> Response:
        bot = world.add_bot(BotProfile(**await json_body(request)))
        return json_response({"id": bot.id})

    @router.post("/reset")
    async def reset() -> Response:
        world.forget()
        return json_response({})

    @router.get("/unknown-methods")
    async def unknown_methods() -> Response:
        return json_response({"methods": world.unknown_methods})

    return router


def create_page_router() -> APIRouter:
    """Serve the chat page at `/`."""
    router = APIRouter()

    @router.get("/")
    async def page() -> Response:
        return FileResponse(PAGE / "index.html", media_type="text/html", headers=_FRESH)

    @router.get("/page/{name}")
    async def asset(name: str) -> Response:
        path = PAGE / name
        if "/" in name or not path.is_file():
            return json_response({"trouble": "no such file"}, 404)
        return FileResponse(path, headers=_FRESH)

    return router
