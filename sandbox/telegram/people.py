"""What people do: write, tap, share, forward, edit, delete, block. Each act becomes the update a bot gets."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable
from typing import Any

from sandbox.telegram.state import Bot, Chat, Json, Message, Person, Query, World, without_blanks
from sandbox.telegram.text import MOST_TEXT, with_links
from sandbox.telegram.updates import TAP_LIVES_S

_TAP_QUEUES = 3 * 2**33  # presses queue by person, apart from the chat's messages


class CannotDo(Exception):
    """A person tried what their screen does not offer: no such button, message or chat."""


class Telegram:
    """The people's side of one bot."""

    def __init__(self, world: World, bot: Bot) -> None:
        self.world = world
        self.bot = bot

    # Who and where

    def person(self, person_id: int) -> Person:
        try:
            return self.world.people[person_id]
        except KeyError:
            raise CannotDo(f"there is no person {person_id}") from None

    def chat(self, person: Person, chat_id: int | None = None) -> Chat:
        """Return the chat a person writes in: with the bot alone, or a group they are in."""
        if chat_id is None or chat_id == person.id:
            return self.world.private_chat(self.bot, person.id)
        chat = self.bot.chats.get(chat_id)
        if chat is None or person.id not in chat.members:
            raise CannotDo(f"{person.first_name} is in no chat {chat_id}")
        return chat

    def _message(self, chat: Chat, message_id: int) -> Message:
        message = chat.live(message_id)
        if message is None:
            raise CannotDo(f"there is no message {message_id}")
        return message

    # Messages

    def send(
        self, person: Person, content: Json, *, chat_id: int | None = None, reply_to: int | None = None
    ) -> Message:
        """Send a message; text longer than Telegram takes goes out in pieces, as clients do it."""
        chat = self.chat(person, chat_id)
        if chat.kind == "private":
            if chat.blocked:
                self.unblock(person)
            chat.started = True
        text = content.get("text", "")
        if len(text) > MOST_TEXT:
            for start in range(0, len(text) - MOST_TEXT, MOST_TEXT):
                self._deliver(person, chat, {"text": text[start : start + MOST_TEXT]}, reply_to)
            content = {**content, "text": text[(len(text) - 1) // MOST_TEXT * MOST_TEXT :]}
        return self._deliver(person, chat, content, reply_to)

    def _deliver(self, person: Person, chat: Chat, content: Json, reply_to: int | None) -> Message:
        message_id = self.bot.next_message_id()
        body: Json = {
            "message_id": message_id,
            "from": person.as_user(),
            "chat": self.world.chat_json(chat),
            "date": self.world.clock.date(),
        }
        if reply_to is not None:
            answered = self._message(chat, reply_to)
            body["reply_to_message"] = {k: v for k, v in answered.body.items() if k != "reply_to_message"}
        body |= content
        if "text" in body and "entities" not in body and (entities := with_links(body["text"], [])):
            body["entities"] = entities
        message = chat.messages[message_id] = Message(body, False, 0)
        if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        self.world.touched(chat, message)
        if self._bot_sees(chat, message):
            self.bot.updates.add("message", body, queue=chat.id, since=body["date"])
        return message

    def _bot_sees(self, chat: Chat, message: Message) -> bool:
        """In groups a bot in privacy mode sees commands, mentions, replies to it and service messages."""
        if chat.blocked:
            return False
        if chat.kind == "private" or self.bot.sees_whole_groups:
            return True
        body = message.body
        if not any(
            kind in body for kind in ("text", "caption", "photo", "sticker", "voice", "document", "contact")
        ):
            return True
        if body.get("reply_to_message", {}).get("from", {}).get("id") == self.bot.id:
            return True
        text = str(body.get("text") or body.get("caption") or "")
        return text.startswith("/") or f"@{self.bot.profile.username}".lower() in text.lower()

    def forward(self, person: Person, origin: Json, content: Json, *, chat_id: int | None = None) -> Message:
        return self.send(person, {"forward_origin": origin, **content}, chat_id=chat_id)

    def forward_message(self, person: Person, message_id: int, *, chat_id: int | None = None) -> Message:
        """Forward a message of this chat into it again."""
        original = self._message(self.chat(person, chat_id), message_id).body
        if original.get("has_protected_content"):
            raise CannotDo("this message can't be forwarded")
        origin = original.get("forward_origin") or {
            "type": "user",
            "date": original["date"],
            "sender_user": original["from"],
        }
        kinds = ("text", "entities", "caption", "caption_entities", "photo", "document", "sticker", "voice")
        kept = {kind: original[kind] for kind in (*kinds, "contact", "location") if kind in original}
        return self.forward(person, origin, kept, chat_id=chat_id)

    def edit(self, person: Person, message_id: int, text: str, *, chat_id: int | None = None) -> Message:
        chat = self.chat(person, chat_id)
        message = self._message(chat, message_id)
        if message.body["from"]["id"] != person.id:
            raise CannotDo("only one's own messages can be edited")
        field, found_in = (
            ("caption", "caption_entities") if "caption" in message.body else ("text", "entities")
        )
        body = {k: v for k, v in message.body.items() if k != found_in}
        body |= {field: text, "edit_date": self.world.clock.date()}
        if entities := with_links(text, []):
            body[found_in] = entities
        message.body = body
        self.world.touched(chat, message)
        if self._bot_sees(chat, message):
            self.bot.updates.add("edited_message", body, queue=chat.id, since=body["edit_date"])
        return message

    def delete(self, person: Person, message_id: int, *, chat_id: int | None = None) -> None:
        """Delete a message for both sides; bots are not told."""
        chat = self.chat(person, chat_id)
        message = self._message(chat, message_id)
        message.deleted = True
        self.world.touched(chat, message)

    def contact(self, person: Person, *, phone: str | None = None, user_id: int | None = None) -> Json:
        """Build a contact card: one's own, or any other by number and (perhaps) user id."""
        owner = self.world.people.get(user_id) if user_id is not None else None
        first_name = owner.first_name if owner else "Somebody"
        return without_blanks(
            phone_number=phone or (owner.phone if owner else "") or person.phone,
            first_name=first_name,
            last_name=owner.last_name if owner else "",
            user_id=user_id,
        )

    # Buttons

    def inline_button(self, chat: Chat, label: str, message_id: int | None) -> tuple[Message, Json]:
        """Find a button by its label: on the given message, or on the newest that has it."""
        messages = [self._message(chat, message_id)] if message_id else [*reversed(chat.messages.values())]
        for message in messages:
            if message.deleted:
                continue
            for button in _buttons(message):
                if button["text"] == label:
                    return message, button
        shown = [button["text"] for message in messages[:1] for button in _buttons(message)]
        raise CannotDo(f"there is no button {label!r}; the newest message has {shown}")

    def press(self, person: Person, chat: Chat, message_id: int, data: str) -> Query:
        """Press a callback button; the press waits for `Query.answered`."""
        query = Query(str(secrets.randbits(62)), person.id, self.world.clock.now())
        query.answered = asyncio.get_running_loop().create_future()
        self._forget_old_presses()
        self.bot.queries[query.id] = query
        message = chat.messages.get(message_id)
        if message is None or message.deleted:
            shown: Json = {"chat": self.world.chat_json(chat), "message_id": message_id, "date": 0}
        else:
            shown = message.body
        payload = {
            "id": query.id,
            "from": person.as_user(),
            "message": shown,
            "chat_instance": chat.instance,
            "data": data,
        }
        queue = person.id + _TAP_QUEUES
        query.update_id = self.bot.updates.add("callback_query", payload, queue=queue, lives_s=TAP_LIVES_S)
        return query

    def _forget_old_presses(self) -> None:
        if len(self.bot.queries) > 5000:
            now = self.world.clock.now()
            kept = {k: q for k, q in self.bot.queries.items() if now - q.asked_at <= TAP_LIVES_S}
            self.bot.queries.clear()
            self.bot.queries.update(kept)

    def press_reply_key(
        self, person: Person, label: str, *, chat_id: int | None = None, users: Iterable[int] = ()
    ) -> Message:
        """Press a key of the reply keyboard: it sends its label, or what it asks for."""
        chat = self.chat(person, chat_id)
        keys = [key for row in (chat.keyboard or {}).get("keyboard", []) for key in row]
        key = next((key for key in keys if key["text"] == label), None)
        if key is None:
            raise CannotDo(f"there is no key {label!r}; the keyboard has {[key['text'] for key in keys]}")
        content: Json = {"text": label}
        if key.get("request_contact"):
            content = {"contact": self.contact(person, user_id=person.id)}
        elif key.get("request_location"):
            content = {"location": {"latitude": 6.5244, "longitude": 3.3792}}
        elif request := key.get("request_users"):
            content = {"users_shared": self._users_shared(request, users)}
        return self.send(person, content, chat_id=chat_id)

    def _users_shared(self, request: Json, users: Iterable[int]) -> Json:
        shared = []
        for user_id in users:
            entry: Json = {"user_id": user_id}
            known = self.world.people.get(user_id)
            if known and request.get("request_name"):
                entry |= without_blanks(first_name=known.first_name, last_name=known.last_name)
            if known and known.username and request.get("request_username"):
                entry["username"] = known.username
            shared.append(entry)
        return {"request_id": request["request_id"], "users": shared}

    # Blocking and groups

    def block(self, person: Person) -> None:
        chat = self.chat(person)
        if not chat.blocked:
            chat.blocked = True
            self._membership(person, chat, "member", "kicked")

    def unblock(self, person: Person) -> None:
        chat = self.chat(person)
        if chat.blocked:
            chat.blocked = False
            self._membership(person, chat, "kicked", "member")

    def _membership(self, person: Person, chat: Chat, before: str, after: str) -> None:
        def member(status: str) -> dict[str, Any]:
            banned = {"until_date": 0} if status == "kicked" else {}
            return {"user": self.bot.as_user(), "status": status, **banned}

        change = {
            "chat": self.world.chat_json(chat),
            "from": person.as_user(),
            "date": self.world.clock.date(),
            "old_chat_member": member(before),
            "new_chat_member": member(after),
        }
        self.bot.updates.add("my_chat_member", change, queue=chat.id)
        self.world.changed(chat)

    def create_group(self, founder: Person, title: str, members: Iterable[int]) -> Chat:
        """Make a group of people with the bot in it."""
        chat_id = -(500_000 + len(self.bot.chats))
        everybody = dict.fromkeys([founder.id, *members])
        chat = self.bot.chats[chat_id] = Chat(chat_id, "group", title, list(everybody))
        self._membership(founder, chat, "left", "member")
        self._deliver(founder, chat, {"group_chat_created": True}, None)
        return chat


def _buttons(message: Message) -> list[Json]:
    rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
