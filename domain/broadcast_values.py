"""A broadcast: the same news to many customers. To whom, what, and how far it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from domain.errors import Refusal

LONGEST_TEXT = 3_000  # of a message's 4,096, with how to switch news off
FALLBACK = "en"  # what is told whose language has no text
_MOST_DAYS = 3_650
_DAYS = re.compile(r"active=(\d{1,4})d?")
_NAMED = re.compile(r"(biller|language)=([a-z0-9-]{1,40})")


class NoSuchBroadcast(Refusal):
    """No broadcast has that number."""

    code = "no-such-broadcast"


class NothingWritten(Refusal):
    """A broadcast needs a text in English, which is told whose language has none."""

    code = "broadcast-without-text"


class TextTooLong(Refusal):
    """The text does not fit into one message."""

    code = "broadcast-text-too-long"


class BroadcastChanged(Refusal):
    """Since it was asked for, its text was changed, or it was sent or stopped."""

    code = "broadcast-changed"


class NotPossibleNow(Refusal):
    """A broadcast can't do that from where it is: a draft is not paused, and what is over does not go on."""

    code = "broadcast-not-possible"


class SegmentKind(StrEnum):
    """How people are chosen among those who asked for news."""

    ALL = "all"
    ACTIVE = "active"  # who paid something in so many days
    BILLER = "biller"  # who paid it before
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Segment:
    """To whom: everybody who asked for news, or some of them."""

    kind: SegmentKind = SegmentKind.ALL
    value: str = ""  # days, the biller or the language

    @property
    def days(self) -> int:
        """How many days it looks back."""
        return int(self.value)

    def __str__(self) -> str:
        """Return it as it is typed."""
        return f"{self.kind.value}={self.value}" if self.value else self.kind.value


def read_segment(text: str) -> Segment:
    """Read "all", "active=30", "biller=ikedc" or "language=pcm".

    :raises ValueError: if it is none of these
    """
    said = text.strip().lower()
    if said == SegmentKind.ALL:
        return Segment()
    if (found := _DAYS.fullmatch(said)) and 1 <= int(found[1]) <= _MOST_DAYS:
        return Segment(SegmentKind.ACTIVE, str(int(found[1])))
    if found := _NAMED.fullmatch(said):
        return Segment(SegmentKind(found[1]), found[2])
    raise ValueError(text)


class BroadcastStatus(StrEnum):
    """Where a broadcast is."""

    DRAFT = "draft"
    ON = "on"  # from its start on; until then it waits for it
    PAUSED = "paused"
    STOPPED = "stopped"  # for good
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Counter:
    """A message of somebody of the staff that shows how far a broadcast is, and changes by itself."""

    chat: int
    message: int
    broadcast_id: str
    language: str
    shown: str  # a hash of what it says


@dataclass(frozen=True, slots=True)
class Told:
    """What became of its messages so far."""

    told: int = 0
    blocked: int = 0  # who does not let the bot write
    failed: int = 0
    left_out: int = 0  # owed and not told: it was stopped, or she wants no news any more
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Broadcast:
    """News for many, and how far it has come."""

    id: str
    number: int  # by which people call it: B-1204, the row of the audit log that it began with
    segment: Segment
    people: int  # whom it would have reached when it was drafted
    maker: str
    drafted_at: datetime
    texts: Mapping[str, str] = field(default_factory=dict)  # HTML, by language
    status: BroadcastStatus = BroadcastStatus.DRAFT
    starts_at: datetime | None = None
    changed_at: datetime | None = None  # when it last began, paused, went on or ended
    most: int | None = None  # as many people as one person may write to alone; None: two agreed
    owed: int = 0  # to so many people a message was owed
    reached: str = ""  # the last customer who was gone through

    @property
    def digest(self) -> str:
        """What a second person agrees to: to whom, and every word."""
        words = sorted(self.texts.items())
        return sha256(repr((str(self.segment), words)).encode()).hexdigest()

    def went_on_after(self, moment: datetime) -> bool:
        """Return whether it was paused and went on after that moment."""
        if self.changed_at is None or self.starts_at is None:
            return False
        return self.changed_at > max(moment, self.starts_at)

    def text_in(self, language: str) -> str:
        """Return what is told in a language."""
        return self.texts.get(language) or self.texts[FALLBACK]

    def check_ready(self) -> None:
        """Refuse to send what is not a draft with a text.

        :raises BroadcastChanged, NothingWritten: instead
        """
        if self.status is not BroadcastStatus.DRAFT:
            raise BroadcastChanged
        if not self.texts.get(FALLBACK):
            raise NothingWritten


# From where a person may move it, and whither.
MOVES: Mapping[BroadcastStatus, frozenset[BroadcastStatus]] = {
    BroadcastStatus.PAUSED: frozenset({BroadcastStatus.ON}),
    BroadcastStatus.ON: frozenset({BroadcastStatus.PAUSED}),
    BroadcastStatus.STOPPED: frozenset({BroadcastStatus.DRAFT, BroadcastStatus.ON, BroadcastStatus.PAUSED}),
}
