"""The scripting API's acts: what a test, or the chat page, lets a person do.

Every route is `POST /telegram-sandbox/people/<id>/<act>` with a JSON object, and answers with JSON.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from sandbox.telegram import files
from sandbox.telegram.people import CannotDo, Telegram
from sandbox.telegram.state import Bot, Chat, Json, Message, Person, StoredFile, World, without_blanks
from sandbox.telegram.text import with_links
from sandbox.telegram.views import message_view

_ANSWER_WITHIN_MS = 10_000
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)

Act = Callable[[Telegram, Person, Json], Json | Awaitable[Json]]


def json_response(value: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status, media_type="application/json")


async def json_body(request: Request) -> Json:
    body = await request.body()
    value = orjson.loads(body) if body else {}
    if not isinstance(value, dict):
        raise CannotDo("a JSON object is expected")
    return value


def bot_of(world: World, request: Request) -> Bot:
    """Return the bot that `?bot=<id>` names, or the first one."""
    given = request.query_params.get("bot")
    return world.bot_by_id(int(given) if given else None)


def create_acts_router(world: World) -> APIRouter:
    router = APIRouter()

    async def act(request: Request) -> Response:
        telegram = Telegram(world, bot_of(world, request))
        name = request.path_params["act"]
        try:
            if name not in ACTS:
                raise CannotDo(f"nobody can {name}; they can {', '.join(ACTS)}")
            person = telegram.person(int(request.path_params["person_id"]))
            outcome = ACTS[name](telegram, person, await json_body(request))
            return json_response(outcome if isinstance(outcome, dict) else await outcome)
        except (CannotDo, KeyError, ValueError) as trouble:
            return json_response({"trouble": str(trouble)}, 409)

    router.add_api_route("/people/{person_id}/{act}", act, methods=["POST"])
    return router


def _sent(message: Message) -> Json:
    return message_view(message)


def say(telegram: Telegram, person: Person, given: Json) -> Json:
    content: Json = {"text": given["text"]}
    return _sent(telegram.send(person, content, chat_id=given.get("chat"), reply_to=given.get("reply_to")))


async def tap(telegram: Telegram, person: Person, given: Json) -> Json:
    """Tap an inline button by its label, or send the callback data of one by hand.

    The answer of the bot comes back, or `{"answer": null}` where it gave none in `wait_ms`.
    """
    chat = telegram.chat(person, given.get("chat"))
    message_id = given.get("message")
    data = given.get("data")
    if data is None:
        message, button = telegram.inline_button(chat, given["label"], message_id)
        message_id = message.id
        if "callback_data" not in button:
            return _without_bot(button, message_id)
        data = button["callback_data"]
    query = telegram.press(person, chat, int(message_id or 0), data)
    outcome = {"message_id": message_id, "query": query.id, "update_id": query.update_id, "data": data}
    if query.answered is None or given.get("wait_ms") == 0:
        return {**outcome, "answer": None}
    try:
        answer = await asyncio.wait_for(query.answered, given.get("wait_ms", _ANSWER_WITHIN_MS) / 1000)
    except TimeoutError:
        answer = None
    return {**outcome, "answer": answer}


def _without_bot(button: Json, message_id: int) -> Json:
    """Do what a button does inside the client, without telling the bot."""
    outcome: Json = {"message_id": message_id, "answer": None}
    if "url" in button:
        outcome["url"] = button["url"]
    elif "copy_text" in button:
        outcome["copied"] = button["copy_text"]["text"]
    elif "disabled" in button:
        outcome["disabled"] = True
    return outcome


def key(telegram: Telegram, person: Person, given: Json) -> Json:
    users = given.get("users", ())
    return _sent(telegram.press_reply_key(person, given["label"], chat_id=given.get("chat"), users=users))


def contact(telegram: Telegram, person: Person, given: Json) -> Json:
    """Share a contact card: `own`, `forged` (somebody else's id), `missing` (no id), perhaps `forwarded`."""
    whose = given.get("of", "own")
    user_id = {"own": person.id, "missing": None}.get(whose, given.get("user_id", person.id + 1))
    card = telegram.contact(person, phone=given.get("phone"), user_id=user_id)
    content: Json = {"contact": card}
    if given.get("forwarded"):
        content["forward_origin"] = _origin(telegram, person, given.get("origin", "user"))
    return _sent(telegram.send(person, content, chat_id=given.get("chat")))


def _origin(telegram: Telegram, person: Person, kind: str) -> Json:
    date = telegram.world.clock.date() - 60
    if kind == "hidden_user":
        return {"type": kind, "date": date, "sender_user_name": "Somebody"}
    if kind == "channel":
        chat = {"id": -1001234567890, "type": "channel", "title": "News"}
        return {"type": kind, "date": date, "chat": chat, "message_id": 7}
    if kind == "chat":
        group = {"id": -1001234567891, "type": "supergroup", "title": "Neighbours"}
        return {"type": kind, "date": date, "sender_chat": group}
    return {"type": "user", "date": date, "sender_user": person.as_user()}


def _upload(
    telegram: Telegram, kind: str, given: Json, name: str, mime_type: str, content: bytes
) -> StoredFile:
    if "content_base64" in given:
        content = base64.b64decode(given["content_base64"])
    return files.keep(
        telegram.bot, kind, given.get("file_name", name), given.get("mime_type", mime_type), content
    )


def _with_caption(given: Json) -> Json:
    caption = given.get("caption", "")
    return without_blanks(caption=caption, caption_entities=with_links(caption, []) or None)


def photo(telegram: Telegram, person: Person, given: Json) -> Json:
    stored = _upload(telegram, "photo", given, "photo.png", "image/png", _PIXEL)
    content = {"photo": files.photo_sizes(telegram.bot, stored), **_with_caption(given)}
    return _sent(telegram.send(person, content, chat_id=given.get("chat")))


def document(telegram: Telegram, person: Person, given: Json) -> Json:
    stored = _upload(telegram, "document", given, "notes.txt", "text/plain", b"a note\n")
    content = {"document": files.document(stored), **_with_caption(given)}
    return _sent(telegram.send(person, content, chat_id=given.get("chat")))


def voice(telegram: Telegram, person: Person, given: Json) -> Json:
    stored = _upload(telegram, "voice", given, "voice.ogg", "audio/ogg", b"OggS" + bytes(60))
    content = {"voice": files.voice(stored, int(given.get("seconds", 3)))}
    return _sent(telegram.send(person, content, chat_id=given.get("chat")))


def sticker(telegram: Telegram, person: Person, given: Json) -> Json:
    stored = _upload(telegram, "sticker", given, "sticker.webp", "image/webp", _PIXEL)
    content = {"sticker": files.sticker(stored, given.get("emoji", "👍"))}
    return _sent(telegram.send(person, content, chat_id=given.get("chat")))


def location(telegram: Telegram, person: Person, given: Json) -> Json:
    place = {"latitude": given.get("latitude", 6.4541), "longitude": given.get("longitude", 3.3947)}
    return _sent(telegram.send(person, {"location": place}, chat_id=given.get("chat")))


def forward(telegram: Telegram, person: Person, given: Json) -> Json:
    """Forward a message of the chat, or a text from elsewhere (`origin` says from what kind of sender)."""
    chat_id = given.get("chat")
    if "message" in given:
        return _sent(telegram.forward_message(person, given["message"], chat_id=chat_id))
    origin = _origin(telegram, person, given.get("origin", "user"))
    return _sent(telegram.forward(person, origin, {"text": given["text"]}, chat_id=chat_id))


def edit(telegram: Telegram, person: Person, given: Json) -> Json:
    return _sent(telegram.edit(person, given["message"], given["text"], chat_id=given.get("chat")))


def delete(telegram: Telegram, person: Person, given: Json) -> Json:
    telegram.delete(person, given["message"], chat_id=given.get("chat"))
    return {}


def block(telegram: Telegram, person: Person, given: Json) -> Json:
    telegram.block(person)
    return {}


def unblock(telegram: Telegram, person: Person, given: Json) -> Json:
    telegram.unblock(person)
    return {}


def read(telegram: Telegram, person: Person, given: Json) -> Json:
    """Mark everything in a chat as read."""
    chat: Chat = telegram.chat(person, given.get("chat"))
    newest = max(chat.messages, default=0)
    if newest > chat.read:
        chat.read = newest
        telegram.world.changed(chat)
    return {}


def group(telegram: Telegram, person: Person, given: Json) -> Json:
    chat = telegram.create_group(person, given["title"], given.get("members", ()))
    return {"id": chat.id}


ACTS: dict[str, Act] = {
    "message": say,
    "tap": tap,
    "key": key,
    "contact": contact,
    "photo": photo,
    "document": document,
    "voice": voice,
    "sticker": sticker,
    "location": location,
    "forward": forward,
    "edit": edit,
    "delete": delete,
    "block": block,
    "unblock": unblock,
    "read": read,
    "group": group,
}
