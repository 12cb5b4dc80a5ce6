"""Registered people: who they are and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.errors import Refusal
from domain.phones import Phone


class PhoneTaken(Refusal):
    """The number already has a wallet under another Telegram account."""

    code = "phone-taken"


class NotRegistered(Refusal):
    """Somebody unknown asked for what only customers have."""

    code = "not-registered"


# Telegram's ids have at most 52 bits: from here on they are of customers who are in no chat.
NOBODYS = 1 << 61


@dataclass(frozen=True, slots=True)
class Customer:
    """A registered person with one wallet."""

    id: str
    telegram_id: int
    name: str
    phone: Phone
    language: str  # how she is spoken to, as the face that speaks writes it
    referral_code: str
    registered_at: datetime
    tier: int = 1
    reachable: bool = True  # lets the bot write

    @property
    def is_in_chat(self) -> bool:
        """Whether there is a Telegram account behind her; not so if she joined elsewhere."""
        return self.telegram_id < NOBODYS
