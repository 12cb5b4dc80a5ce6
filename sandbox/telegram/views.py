"""What a chat looks like: as JSON with everything raw, and as plain text the way a person reads it."""

from __future__ import annotations

import itertools
from typing import Any

from sandbox.telegram.menus import menu_for
from sandbox.telegram.state import Bot, Chat, Json, Message, Person, World

_STYLES = {"primary": "●", "success": "✓", "danger": "✕"}


def chat_view(world: World, bot: Bot, chat: Chat, *, after: int = 0) -> Json:
    """Show a chat and those of its messages that changed after `after`."""
    changed = itertools.takewhile(lambda message: message.change > after, reversed(chat.recent.values()))
    messages = [message_view(message) for message in sorted(changed, key=lambda message: message.id)]
    action = chat.action if chat.action and chat.action_until > world.clock.now() else ""
    return {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.title,
        "members": chat.members,
        "change": chat.change,
        "started": chat.started,
        "blocked": chat.blocked,
        "keyboard": chat.keyboard,
        "action": action,
        "unread": unread(chat),
        "messages": messages,
    }


def message_view(message: Message) -> Json:
    """Show a message: its Bot API form, and beside it what only the server knows."""
    if message.deleted:
        return {
            "message_id": message.id,
            "change": message.change,
            "deleted": True,
            "outgoing": message.outgoing,
        }
    return {
        **message.body,
        "change": message.change,
        "deleted": False,
        "outgoing": message.outgoing,
        "silent": message.silent,
        "markup": message.body.get("reply_markup") or message.keyboard,
    }


def unread(chat: Chat) -> int:
    """Count the bot's messages that the person has not seen, up to a hundred."""
    fresh = itertools.takewhile(lambda message: message.id > chat.read, reversed(chat.messages.values()))
    return sum(1 for _ in itertools.islice((m for m in fresh if m.outgoing and not m.deleted), 100))


def summary(world: World, bot: Bot, person: Person) -> Json:
    """Show a person with all their chats, for the list at the side of the page."""
    chats = []
    for chat in bot.chats.values():
        if person.id in chat.members:
            last = next((m for m in reversed(chat.messages.values()) if not m.deleted), None)
            chats.append(
                {
                    "id": chat.id,
                    "title": chat.title,
                    "change": chat.change,
                    "unread": unread(chat),
                    "blocked": chat.blocked,
                    "started": chat.started,
                    "last": words_of(last.body) if last else "",
                    "date": last.body["date"] if last else 0,
                }
            )
    private = world.private_chat(bot, person.id)
    return {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language_code": person.language_code,
        "phone": person.phone,
        "chats": chats,
        "commands": menu_for(bot, private, person),
        "menu_button": bot.menu_buttons.get(person.id) or bot.menu_buttons.get(0) or {"type": "default"},
    }


def words_of(body: Json) -> str:
    """Say in one line what a message is."""
    if "text" in body:
        return str(body["text"])
    caption = f" {body['caption']}" if "caption" in body else ""
    if "document" in body:
        return f"[document {body['document'].get('file_name', '')}]{caption}"
    if "contact" in body:
        return f"[contact {body['contact']['phone_number']}]"
    if "sticker" in body:
        return f"[sticker {body['sticker'].get('emoji', '')}]"
    for kind in ("photo", "voice", "location", "users_shared", "group_chat_created"):
        if kind in body:
            return f"[{kind}]{caption}"
    return "[message]"


def transcript(chat: Chat) -> str:
    """Write the chat down as text: who said what, with the buttons under it."""
    lines: list[str] = []
    for message in chat.messages.values():
        if message.deleted:
            continue
        body = message.body
        who = str(body["from"]["first_name"])
        edited = " (edited)" if "edit_date" in body else ""
        forwarded = " (forwarded)" if "forward_origin" in body else ""
        lines.append(f"{who}{edited}{forwarded}: {words_of(body)}")
        rows = body.get("reply_markup", {}).get("inline_keyboard", [])
        lines += ["    " + " ".join(_button_words(button) for button in row) for row in rows]
    if chat.keyboard:
        lines.append("keyboard:")
        rows = chat.keyboard.get("keyboard", [])
        lines += ["    " + " ".join(f"[{key['text']}]" for key in row) for row in rows]
    return "\n".join(lines) + "\n"


def _button_words(button: dict[str, Any]) -> str:
    mark = _STYLES.get(button.get("style", ""), "")
    off = " (disabled)" if "disabled" in button else ""
    return f"[{mark}{button['text']}{off}]"
