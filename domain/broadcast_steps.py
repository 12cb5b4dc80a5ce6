"""What staff do with a broadcast: draft it, write it, pause it, let it go on, stop it. Each is on the record.

Sending it is an act of its own, which takes two people above a number of readers (`broadcast_acts`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.audit_log import HEAD, Doing, append
from domain.broadcast_values import (
    LONGEST_TEXT,
    MOVES,
    Broadcast,
    BroadcastStatus,
    NoSuchBroadcast,
    NotPossibleNow,
    Segment,
    TextTooLong,
)
from domain.money_books import MoneyBooks, Touches
from domain.staff import MAY, Act, StaffPerson


@dataclass(frozen=True, slots=True)
class DraftBroadcast:
    """Begin a broadcast. Handed in twice, it is begun once."""

    broadcast_id: str
    segment: Segment
    people: int
    by: StaffPerson
    now: datetime

    @property
    def touches(self) -> Touches:
        """The broadcast, who drafts it, and the end of the audit log."""
        return _touches(self.broadcast_id, self.by)

    def decide(self, books: MoneyBooks) -> Broadcast:
        """Return the draft.

        :raises NotYourRole: if none of her roles may
        """
        known = books.record(Broadcast, self.broadcast_id)
        if known is not None:
            return known
        self.by.check(books, MAY[Act.BROADCAST], now=self.now)
        told: dict[str, str | int] = {"segment": str(self.segment), "people": self.people}
        doing = Doing(self.by.name, "draft:broadcast", self.broadcast_id, self.now, None, told)
        entry = append(books, doing)
        draft = Broadcast(
            id=self.broadcast_id,
            number=entry.sequence,
            segment=self.segment,
            people=self.people,
            maker=self.by.name,
            drafted_at=self.now,
        )
        books.save_record(draft)
        return draft


@dataclass(frozen=True, slots=True)
class WriteText:
    """Say what a draft tells in one language."""

    broadcast_id: str
    language: str
    text: str  # HTML
    by: StaffPerson
    now: datetime

    @property
    def touches(self) -> Touches:
        """The broadcast, who writes, and the end of the audit log."""
        return _touches(self.broadcast_id, self.by)

    def decide(self, books: MoneyBooks) -> Broadcast:
        """Return the draft with the text.

        :raises NotYourRole, TextTooLong: instead
        :raises NotPossibleNow: if it is no draft any more
        """
        self.by.check(books, MAY[Act.BROADCAST], now=self.now)
        draft = _existing(books, self.broadcast_id)
        if draft.status is not BroadcastStatus.DRAFT:
            raise NotPossibleNow
        if len(self.text) > LONGEST_TEXT:
            raise TextTooLong
        written = replace(draft, texts={**draft.texts, self.language: self.text})
        told: dict[str, str | int] = {"language": self.language, "digest": written.digest}
        append(books, Doing(self.by.name, "write:broadcast", draft.id, self.now, None, told))
        books.save_record(written)
        return written


@dataclass(frozen=True, slots=True)
class MoveBroadcast:
    """Pause it, let it go on, or stop it for good: at once, what is owed already included."""

    broadcast_id: str
    to: BroadcastStatus
    by: StaffPerson
    now: datetime

    @property
    def touches(self) -> Touches:
        """The broadcast, who moves it, and the end of the audit log."""
        return _touches(self.broadcast_id, self.by)

    def decide(self, books: MoneyBooks) -> Broadcast:
        """Return it as it is then. Moved there twice, it is moved once.

        :raises NotYourRole: instead
        :raises NotPossibleNow: if it can't be moved there from where it is
        """
        self.by.check(books, MAY[Act.BROADCAST], now=self.now)
        known = _existing(books, self.broadcast_id)
        if known.status is self.to:
            return known
        if known.status not in MOVES.get(self.to, frozenset()):
            raise NotPossibleNow
        moved = replace(known, status=self.to, changed_at=self.now)
        append(books, Doing(self.by.name, f"{self.to.value}:broadcast", known.id, self.now))
        books.save_record(moved)
        return moved


def _touches(broadcast_id: str, by: StaffPerson) -> Touches:
    return Touches(records=((Broadcast, broadcast_id), *by.records, HEAD))


def _existing(books: MoneyBooks, broadcast_id: str) -> Broadcast:
    known = books.record(Broadcast, broadcast_id)
    if known is None:
        raise NoSuchBroadcast
    return known
