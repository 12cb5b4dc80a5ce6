"""Giving roles to people and taking them: acts of owners, two of them together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from domain.money_books import MoneyBooks, Touches
from domain.rules import Rules
from domain.staff import Act, Role, RoleGrant, grant_id
from domain.staff_acts import Effect, NothingToChange


@dataclass(frozen=True, slots=True)
class _OfRole:
    """What both have in common: a person and a role."""

    telegram_id: int
    role: Role

    @property
    def subject_id(self) -> str:
        """The person and the role."""
        return grant_id(self.telegram_id, self.role)

    @property
    def customer_id(self) -> str | None:
        """Nobody's account."""
        return None

    @property
    def person_id(self) -> int | None:
        """Whose role it is."""
        return self.telegram_id

    @property
    def touches(self) -> Touches:
        """What she has, or had before."""
        return Touches(records=((RoleGrant, self.subject_id),))


@dataclass(frozen=True, slots=True)
class GiveRole(_OfRole):
    """Let somebody have a role."""

    act: ClassVar[Act] = Act.GIVE_ROLE

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return the role before and after it."""
        before = books.record(RoleGrant, self.subject_id)
        if before is not None and before.holds(now):
            raise NothingToChange
        return Effect("", self.role.value)

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """From now on."""
        books.save_record(RoleGrant(self.telegram_id, self.role, now, by))


@dataclass(frozen=True, slots=True)
class TakeRole(_OfRole):
    """Take a role from somebody, also from a first owner."""

    act: ClassVar[Act] = Act.TAKE_ROLE
    is_first_owner: bool = False

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return the role before and after it."""
        before = books.record(RoleGrant, self.subject_id)
        by_settings = before is None and self.is_first_owner and self.role is Role.OWNER
        if not by_settings and (before is None or not before.holds(now)):
            raise NothingToChange
        return Effect(self.role.value, "")

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """From now on no more."""
        before = books.record(RoleGrant, self.subject_id)
        held = before or RoleGrant(self.telegram_id, self.role, now, "settings")
        books.save_record(replace(held, until_at=now, ended_by=by))
