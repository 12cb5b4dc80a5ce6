"""What a person of the staff is about to do: kept while she enters her PIN, or writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StaffSheet:
    """A command line that waits for the staff PIN, and what exactly the PIN says yes to."""

    line: str
    request_id: str  # minted with it, so that it is done once
    about: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StaffQuestion:
    """A command line that ends too early: what comes next is typed next."""

    line: str
    argument: str  # its name
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewsText:
    """Of which broadcast the text is that is typed next, and in which language."""

    broadcast_id: str
    language: str


@dataclass(frozen=True, slots=True)
class TicketReply:
    """What is being written about a ticket to its customer; no text: it is typed next."""

    number: int
    text: str = ""
