"""Which chat a call means, and whether the bot may write there now."""

from __future__ import annotations

from sandbox.telegram.parameters import Call
from sandbox.telegram.refusals import bad_request, forbidden, too_many_requests
from sandbox.telegram.state import Chat, Message


def chat_of(call: Call) -> Chat:
    """Return the chat that the call names.

    :raises ApiRefusal: 400 where the bot knows no such chat
    """
    given = call.text("chat_id")
    if not given:
        raise bad_request("chat_id is empty")
    try:
        chat_id = int(given)
    except ValueError:
        raise bad_request("chat not found") from None
    chat = call.bot.chats.get(chat_id)
    if chat is not None and (chat.started or chat.kind != "private"):
        return chat
    if any(chat_id in other.members for other in call.bot.chats.values() if other.kind != "private"):
        raise forbidden("bot can't initiate conversation with a user")
    raise bad_request("chat not found")


def writable_chat(call: Call) -> Chat:
    """Return the chat the call writes to, with one message of its budget spent.

    :raises ApiRefusal: 403 where the bot is not wanted, 429 where it writes too much
    """
    chat = chat_of(call)
    if chat.blocked:
        raise forbidden(
            "bot was blocked by the user"
            if chat.kind == "private"
            else f"bot was kicked from the {chat.kind} chat"
        )
    limits = call.world.limits
    if limits.enabled:
        now, in_group = call.world.clock.now(), chat.kind != "private"
        limits.measure(chat.budget, now, in_group=in_group)
        wait = limits.refuse(chat.budget, call.bot.overall, now, in_group=in_group)
        if wait:
            raise too_many_requests(wait)
    return chat


def message_in(chat: Chat, message_id: int, *, purpose: str) -> Message:
    """Return a message that is still there.

    :raises ApiRefusal: 400 `message to … not found`
    """
    message = chat.live(message_id)
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message
