"""A command of the money path that one person of the staff gives: by her role, and on the record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.audit_log import HEAD, AuditEntry, Doing, append
from domain.money_books import MoneyBooks, MoneyCommand, Touches
from domain.staff import MAY, Act, StaffPerson


@dataclass(frozen=True, slots=True)
class ByStaff:
    """The command, who gives it, and the row that tells of it. A refusal leaves nothing behind."""

    command: MoneyCommand[Any]
    person: StaffPerson
    act: Act
    doing: Doing
    now: datetime

    @property
    def touches(self) -> Touches:
        """What the command touches, her roles, and the end of the audit log."""
        touches = self.command.touches
        records = dict.fromkeys((*touches.records, *self.person.records, HEAD))
        return replace(touches, records=tuple(records))

    def decide(self, books: MoneyBooks) -> tuple[Any, AuditEntry]:
        """Return the command's verdict, and the row.

        :raises NotYourRole: if none of her roles may
        """
        self.person.check(books, MAY[self.act], now=self.now)
        verdict = self.command.decide(books)
        return verdict, append(books, self.doing)
