"""Sending a broadcast: an act of staff, which takes two people where many would read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from domain.broadcast_values import Broadcast, BroadcastChanged, BroadcastStatus, NoSuchBroadcast
from domain.money_books import MoneyBooks, Touches
from domain.rules import Rules
from domain.staff import Act
from domain.staff_acts import Effect


@dataclass(frozen=True, slots=True)
class SendBroadcast:
    """Let a broadcast begin, at once or at a time: with exactly these words, to exactly this segment."""

    act: ClassVar[Act] = Act.BROADCAST
    broadcast_id: str
    digest: str
    starts_at: datetime | None = None  # None: at once

    @property
    def subject_id(self) -> str:
        """The broadcast."""
        return self.broadcast_id

    @property
    def customer_id(self) -> str | None:
        """Nobody's account."""
        return None

    @property
    def person_id(self) -> int | None:
        """Nobody's roles."""
        return None

    @property
    def touches(self) -> Touches:
        """The broadcast."""
        return Touches(records=((Broadcast, self.broadcast_id),))

    def is_small(self, books: MoneyBooks, rules: Rules) -> bool:
        """Return whether so few would read it that one person may send it."""
        return self._draft(books).people <= rules.staff.broadcast_alone

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return its state before and after."""
        draft = self._draft(books)
        draft.check_ready()
        if draft.digest != self.digest:
            raise BroadcastChanged
        return Effect(draft.status.value, BroadcastStatus.ON.value)

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """Let it begin. Sent by one person, it reaches no more people than she may write to alone."""
        begun = replace(
            self._draft(books),
            status=BroadcastStatus.ON,
            starts_at=max(self.starts_at or now, now),
            changed_at=now,
            most=rules.staff.broadcast_alone if alone else None,
        )
        books.save_record(begun)

    def _draft(self, books: MoneyBooks) -> Broadcast:
        known = books.record(Broadcast, self.broadcast_id)
        if known is None:
            raise NoSuchBroadcast
        return known
