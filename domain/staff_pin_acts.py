"""Taking a staff PIN away that its owner can't use any more: an owner asks, and somebody else agrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.money_books import MoneyBooks, Touches
from domain.rules import Rules
from domain.staff import MAY_APPROVE, Act, Role, name_of
from domain.staff_acts import Effect, StaffAct

_OWNER = frozenset({Role.OWNER})


@dataclass(frozen=True, slots=True)
class StaffPinReset:
    """How often somebody's staff PIN was taken away. One that knows of fewer times is no PIN any more."""

    id: str  # whose: "telegram:123"
    count: int
    reset_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ResetStaffPin:
    """Take a colleague's staff PIN away. She chooses the next one herself, in her own chat."""

    act: ClassVar[Act] = Act.RESET_STAFF_PIN
    telegram_id: int
    sole_owner: bool = False  # there was one owner alone when it was asked for

    @property
    def subject_id(self) -> str:
        """The colleague."""
        return name_of(self.telegram_id)

    @property
    def customer_id(self) -> str | None:
        """Nobody's account."""
        return None

    @property
    def person_id(self) -> int | None:
        """Whose PIN it is."""
        return self.telegram_id

    @property
    def touches(self) -> Touches:
        """How often it was taken away before."""
        return Touches(records=((StaffPinReset, self.subject_id),))

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return that a PIN goes."""
        return Effect("pin", "")

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """From now on the PIN that she has is none."""
        before = books.record(StaffPinReset, self.subject_id)
        count = before.count + 1 if before is not None else 1
        books.save_record(StaffPinReset(self.subject_id, count, now, by))


def may_agree(what: StaffAct) -> frozenset[Role]:
    """Return who may be the second person for an act; nobody, where it takes one.

    For a PIN another owner; finance only where there is no other owner.
    """
    if isinstance(what, ResetStaffPin) and not what.sole_owner:
        return _OWNER
    return MAY_APPROVE.get(what.act, frozenset())
