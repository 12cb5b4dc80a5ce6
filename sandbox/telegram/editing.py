"""What a bot does to messages that exist, and its answers to button presses."""

from __future__ import annotations

from sandbox.telegram.markup import read_markup
from sandbox.telegram.parameters import Call
from sandbox.telegram.reaching import chat_of, message_in, writable_chat
from sandbox.telegram.refusals import NOT_MODIFIED, QUERY_TOO_OLD, bad_request
from sandbox.telegram.sending import caption_content, text_content
from sandbox.telegram.state import Chat, Json, Message
from sandbox.telegram.updates import TAP_LIVES_S

_DELETABLE_S = 48 * 3600
_TEXT_FIELDS = ("text", "entities", "link_preview_options")
_CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")


def _editable(call: Call) -> tuple[Chat, Message]:
    chat = writable_chat(call)
    message_id = call.integer("message_id", 0, low=0, high=2**31)
    if not message_id:
        raise bad_request("message identifier is not specified")
    message = message_in(chat, message_id, purpose="edit")
    if not message.outgoing or (message.keyboard and not message.keyboard.get("remove_keyboard")):
        raise bad_request("message can't be edited")
    return chat, message


def _edit(call: Call, chat: Chat, message: Message, replaced: tuple[str, ...], content: Json) -> Json:
    """Put new content and a new inline keyboard (or none) into a message."""
    markup = read_markup(call.params.get("reply_markup"), private=chat.kind == "private")
    kept = {
        k: v for k, v in message.body.items() if k not in replaced and k not in ("reply_markup", "edit_date")
    }
    body = {**kept, **content}
    if markup.inline:
        body["reply_markup"] = markup.inline
    if body == {k: v for k, v in message.body.items() if k != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    message.body = {**body, "edit_date": call.world.clock.date()}
    call.world.touched(chat, message)
    return message.body


def edit_message_text(call: Call) -> Json:
    content = text_content(call)
    chat, message = _editable(call)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(call, chat, message, _TEXT_FIELDS, content)


def edit_message_caption(call: Call) -> Json:
    content = caption_content(call)
    chat, message = _editable(call)
    if "photo" not in message.body and "document" not in message.body:
        raise bad_request("there is no caption in the message to edit")
    return _edit(call, chat, message, _CAPTION_FIELDS, content)


def edit_message_reply_markup(call: Call) -> Json:
    chat, message = _editable(call)
    return _edit(call, chat, message, (), {})


def _delete(call: Call, chat: Chat, message: Message) -> None:
    too_old = message.body["date"] < call.world.clock.now() - _DELETABLE_S
    if too_old or (not message.outgoing and chat.kind != "private"):
        raise bad_request("message can't be deleted")
    message.deleted = True
    call.world.touched(chat, message)


def delete_message(call: Call) -> bool:
    chat = chat_of(call)
    message_id = call.integer("message_id", 0, low=0, high=2**31)
    if not message_id:
        raise bad_request("message identifier is not specified")
    _delete(call, chat, message_in(chat, message_id, purpose="delete"))
    return True


def delete_messages(call: Call) -> bool:
    chat = chat_of(call)
    ids = call.json("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > 100:
        raise bad_request("too many message identifiers specified")
    for message_id in ids:
        message = chat.live(int(message_id))
        if message is not None:
            _delete(call, chat, message)
    return True


def answer_callback_query(call: Call) -> bool:
    """Answer a press: once, and within its time."""
    query = call.bot.queries.get(call.text("callback_query_id"))
    now = call.world.clock.now()
    if query is None or query.answer is not None or now - query.asked_at > TAP_LIVES_S:
        raise bad_request(QUERY_TOO_OLD)
    text = call.text("text")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: Json = {"text": text, "show_alert": call.flag("show_alert")}
    if url := call.text("url"):
        answer["url"] = url
    query.answer = answer
    if query.answered is not None and not query.answered.done():
        query.answered.set_result(answer)
    return True
