"""New messages of the bot: texts, pictures, documents, and the signs that something is coming."""

from __future__ import annotations

from typing import Any

from sandbox.telegram import files
from sandbox.telegram.markup import Markup, read_markup
from sandbox.telegram.parameters import Call
from sandbox.telegram.reaching import chat_of, writable_chat
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.state import Bot, Chat, Json, Message, StoredFile, World
from sandbox.telegram.text import MOST_CAPTION, formatted

_ACTION_LASTS_S = 5
_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def post(world: World, bot: Bot, chat: Chat, body: Json, markup: Markup, *, silent: bool = False) -> Message:
    """Put a message of the bot into the chat."""
    message_id = bot.next_message_id()
    full: Json = {
        "message_id": message_id,
        "from": bot.as_user(),
        "chat": world.chat_json(chat),
        "date": world.clock.date(),
        **body,
    }
    if markup.inline:
        full["reply_markup"] = markup.inline
    message = chat.messages[message_id] = Message(full, True, 0, markup.keyboard, silent)
    if markup.keyboard is not None and "force_reply" not in markup.keyboard:
        chat.keyboard = None if markup.keyboard.get("remove_keyboard") else markup.keyboard
    chat.action = ""
    world.touched(chat, message)
    return message


def _reply(call: Call, chat: Chat) -> Json:
    """Return what a message shows of the one it answers."""
    given = call.json("reply_parameters")
    if not isinstance(given, dict):
        return {}
    found = chat.live(int(given.get("message_id", 0)))
    if found is None:
        if given.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in found.body.items() if k != "reply_to_message"}}


def _options(call: Call) -> Json:
    options: Json = {}
    if call.flag("protect_content"):
        options["has_protected_content"] = True
    if effect := call.text("message_effect_id"):
        options["effect_id"] = effect
    return options


def _send(call: Call, chat: Chat, content: Json) -> Json:
    markup = read_markup(call.params.get("reply_markup"), private=chat.kind == "private")
    body = {**_reply(call, chat), **content, **_options(call)}
    return post(call.world, call.bot, chat, body, markup, silent=call.flag("disable_notification")).body


def text_content(call: Call) -> Json:
    """Read text, parse mode and entities into the fields of a message."""
    text, entities = formatted(call.text("text"), call.text("parse_mode"), call.json("entities"))
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    preview = call.json("link_preview_options")
    if isinstance(preview, dict) and preview:
        content["link_preview_options"] = preview
    return content


def caption_content(call: Call) -> Json:
    """Read a caption into the fields of a message; there may be none."""
    text, entities = formatted(
        call.text("caption"),
        call.text("parse_mode"),
        call.json("caption_entities"),
        most=MOST_CAPTION,
        caption=True,
    )
    content: Json = {}
    if text:
        content["caption"] = text
    if entities:
        content["caption_entities"] = entities
    if call.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def send_message(call: Call) -> Json:
    content = text_content(call)
    return _send(call, writable_chat(call), content)


def send_photo(call: Call) -> Json:
    chat = writable_chat(call)
    content = caption_content(call)
    content["photo"] = files.photo_sizes(call.bot, _file(call, "photo", files.MOST_PHOTO))
    if call.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return _send(call, chat, content)


def send_document(call: Call) -> Json:
    chat = writable_chat(call)
    content = caption_content(call)
    content["document"] = files.document(_file(call, "document", files.MOST_UPLOAD))
    return _send(call, chat, content)


def _file(call: Call, kind: str, most: int) -> StoredFile:
    given = call.text(kind)
    part = given.removeprefix("attach://") if given.startswith("attach://") else kind
    upload = call.files.get(part)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > most:
            raise bad_request(f"file is too big for a {kind}")
        return files.keep(call.bot, kind, upload.name, upload.mime_type, upload.content)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    stored = call.bot.files.get(given)
    if stored is None:
        # Links are not fetched here: nothing leaves this machine.
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored


def send_chat_action(call: Call) -> bool:
    chat = chat_of(call)
    action = call.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action = action
    chat.action_until = call.world.clock.now() + _ACTION_LASTS_S
    call.world.changed(chat)
    return True


def get_file(call: Call) -> Json:
    stored = call.bot.files.get(call.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id" if call.text("file_id") else "file_id not specified")
    if len(stored.content) > files.MOST_DOWNLOAD:
        raise bad_request("file is too big")
    shown: dict[str, Any] = {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
        "file_path": stored.path,
    }
    return shown
