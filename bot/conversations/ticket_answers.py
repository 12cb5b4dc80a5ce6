"""Which ticket a message is about that somebody answers by replying to it."""

from __future__ import annotations

import re

from aiogram.types import Message

_NUMBER = re.compile(r"\bP-(\d{1,9})\b")


def answered_ticket(message: Message, bot_id: int) -> int | None:
    """Return the number of the ticket that our message is about which this one answers, None if of none."""
    answered = message.reply_to_message
    if answered is None or answered.from_user is None or answered.from_user.id != bot_id:
        return None
    found = _NUMBER.search(answered.text or "")
    return int(found[1]) if found is not None else None
