"""Text messages (SMS): what they may hold, and which vendor is asked when the first one refuses.

A message is handed to another vendor only after a definite no, or where nobody was reached: in doubt it is
not sent again. What became of it later is told by delivery reports (`Reported`). A vendor that failed lately
is asked after the others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.errors import Refusal
from domain.phones import Phone
from domain.rules_messages import MessageRules
from domain.storage import Storage
from domain.times import lagos_midnight

# What a single page of a message holds, alone and as a part of several.
_GSM, _GSM_PART, _WIDE, _WIDE_PART = 160, 153, 70, 67
# GSM 03.38: a handset's alphabet. The letters of the second row take two places.
_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWO_PLACES = frozenset("^{}\\[~]|€\f")
# Signs that we write and handsets' alphabet lacks. A naira sign would cut a page to less than a half.
_INSTEAD = str.maketrans(
    {
        "₦": "NGN ",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "\u00a0": " ",
        "\u2212": "-",
        "•": "*",
        "·": "-",
        "×": "x",
    }
)
_INVISIBLE = dict.fromkeys(map(ord, "\u2060\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff"))


class NotSent(Refusal):
    """Nobody who carries our messages took it."""

    code = "message-not-sent"


@dataclass(frozen=True, slots=True)
class Sent:
    """The vendor took it, under its own id."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The vendor did not take it, or never heard of it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """The vendor may have taken it."""

    reason: str


SendOutcome = Sent | Refused | Unclear


@dataclass(frozen=True, slots=True)
class TextMessage:
    """One message, in letters that every handset has."""

    to: Phone = field(repr=False)
    text: str = field(repr=False)

    @property
    def segments(self) -> int:
        """How many pages it takes, which is what vendors charge for."""
        if any(letter not in _ALPHABET and letter not in _TWO_PLACES for letter in self.text):
            length, alone, part = len(self.text.encode("utf-16-be")) // 2, _WIDE, _WIDE_PART
        else:
            length = len(self.text) + sum(letter in _TWO_PLACES for letter in self.text)
            alone, part = _GSM, _GSM_PART
        return 1 if length <= alone else -(-length // part)


def for_handsets(text: str) -> str:
    """Return a text in the letters that every handset has, without the marks and pictures that it lacks."""
    return "".join(map(_letter, text.translate(_INVISIBLE).translate(_INSTEAD)))


def _letter(letter: str) -> str:
    if letter in _ALPHABET or letter in _TWO_PLACES:
        return letter
    base = unicodedata.normalize("NFKD", letter)
    return "".join(each for each in base if each in _ALPHABET)


class TextMessageGateway(Protocol):
    """One company that sends text messages for us."""

    @property
    def name(self) -> str:
        """What it is called in logs and reports."""
        ...

    async def send(self, message: TextMessage) -> SendOutcome:
        """Hand a message over, once. A doubt is an `Unclear`, never an exception."""
        ...


class ReportStatus(StrEnum):
    """What became of a message that a vendor took."""

    SENT = "sent"  # nobody said anything yet
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reported:
    """A delivery report, which nobody signs: it moves nothing but what we know of the message."""

    vendor: str
    message_id: str
    status: ReportStatus
    reason: str = ""  # the vendor's word for it


@dataclass(frozen=True, slots=True)
class SentMessage:
    """What we know of a message that was taken: whose it was, and for what, but not what it said."""

    vendor: str
    message_id: str
    customer_id: str
    subject_id: str  # what it was about: the id of a code, a payment
    segments: int
    sent_at: datetime
    status: ReportStatus = ReportStatus.SENT
    reported_at: datetime | None = None


class TextMessageStore(Protocol):
    """Where it is kept what became of messages."""

    async def add(self, sent: SentMessage) -> None:
        """Keep a message that was taken."""
        ...

    async def report(self, reported: Reported, *, now: datetime) -> SentMessage | None:
        """Keep what became of it and return it; None if it is not ours, or this was known already."""
        ...

    async def pages(self, *, since: datetime) -> int:
        """Return how many pages were taken since then."""
        ...


class TextMessageBooks(Protocol):
    """What text messages need from one transaction."""

    @property
    def text_messages(self) -> TextMessageStore:
        """The messages."""
        ...


@dataclass
class _Memory:
    """How the vendors did lately, as this process saw it. It only changes who is asked first."""

    rules: MessageRules
    failures: dict[str, int] = field(default_factory=dict)  # in a row
    failed_at: dict[str, datetime] = field(default_factory=dict)

    def noted(self, vendor: str, *, well: bool, now: datetime) -> None:
        if well:
            self.failures.pop(vendor, None)
        else:
            self.failures[vendor] = self.failures.get(vendor, 0) + 1
            self.failed_at[vendor] = now

    def is_up(self, vendor: str, *, now: datetime) -> bool:
        """After a while one message tries whether it is back."""
        if self.failures.get(vendor, 0) < self.rules.fewest_failures:
            return True
        return now - self.failed_at[vendor] >= self.rules.asked_again_after


class TextMessages:
    """Sending text messages through whoever takes them."""

    def __init__(
        self,
        storage: Storage[TextMessageBooks],
        gateways: Sequence[TextMessageGateway],
        rules: MessageRules,
    ) -> None:
        """`gateways` are asked in their order, those that failed lately last."""
        self._storage = storage
        self._gateways = gateways
        self._rules = rules
        self._handing_over = _Memory(rules)
        self._arriving = _Memory(rules)  # as reports say

    @property
    def is_on(self) -> bool:
        """Whether there is anybody to send them."""
        return bool(self._gateways)

    def in_turn(self, *, first: int, now: datetime) -> Sequence[TextMessageGateway]:
        """Return whom to ask, one after the other."""
        n = len(self._gateways)
        around = [self._gateways[(first + place) % n] for place in range(n)]
        return sorted(
            around,
            key=lambda each: (
                not (
                    self._handing_over.is_up(each.name, now=now) and self._arriving.is_up(each.name, now=now)
                )
            ),
        )

    async def can_be_paid(self, message: TextMessage, *, now: datetime) -> bool:
        """Return whether the money that a day has for messages is enough for one more."""
        async with self._storage.look() as books:
            pages = await books.text_messages.pages(since=lagos_midnight(now))
        price = self._rules.sms_price.kobo
        return (pages + message.segments) * price <= self._rules.sms_budget_per_day.kobo

    async def send(
        self, message: TextMessage, *, customer_id: str, subject_id: str, first: int = 0, now: datetime
    ) -> SendOutcome:
        """Hand a message to the first vendor that takes it.

        :param first: who is asked first, counted from the usual one and round: somebody who asks again
            because nothing came is served by another vendor
        """
        outcome: SendOutcome = Refused("no-vendor")
        for gateway in self.in_turn(first=first, now=now):
            outcome = await gateway.send(message)
            self._handing_over.noted(gateway.name, well=isinstance(outcome, Sent), now=now)
            if isinstance(outcome, Sent):
                sent = SentMessage(
                    gateway.name, outcome.message_id, customer_id, subject_id, message.segments, now
                )
                async with self._storage.begin() as books:
                    await books.text_messages.add(sent)
            if not isinstance(outcome, Refused):
                break
        return outcome

    async def take_report(self, reported: Reported, *, now: datetime) -> SentMessage | None:
        """Keep what a vendor says became of a message; None if that is no news."""
        async with self._storage.begin() as books:
            message = await books.text_messages.report(reported, now=now)
        if message is not None:
            well = message.status is not ReportStatus.FAILED
            self._arriving.noted(message.vendor, well=well, now=now)
        return message
