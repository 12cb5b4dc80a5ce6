"""A recurring payment as far as it was told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from domain.money import Money
from domain.quotes import Order
from domain.recurrence import Recurrence
from domain.schedules import Mode, Schedule, Terms


@dataclass(frozen=True, slots=True)
class ScheduleDraft:
    """What is to be paid again and again, until the PIN."""

    anchor: date  # the day to count from, where no other is said
    like: Order | None = None  # what; None: its order is being told
    recurrence: Recurrence | None = None  # how often; None: to be asked
    mode: Mode = Mode.PAY
    cap: Money | None = None  # the customer's own; None: the usual one
    pays_due: bool = False  # what the biller says is due, in place of the amount
    replaces: str | None = None  # the schedule whose place it takes
    catch_up: date | None = None  # an occurrence of that one which is paid at once
    terms: Terms | None = None  # as they were drawn last

    @classmethod
    def of(cls, schedule: Schedule) -> ScheduleDraft:
        """Return what a schedule is now, to be changed. Another rhythm is counted from what comes next."""
        terms = schedule.terms
        return cls(
            anchor=schedule.occurrence or terms.starts_on,
            like=terms.order(schedule.id, terms.amount),
            recurrence=terms.recurrence,
            mode=terms.mode,
            cap=terms.own_cap,
            pays_due=terms.pays_due,
            replaces=schedule.id,
            terms=terms,
        )

    def every(self, recurrence: Recurrence) -> ScheduleDraft:
        """Return it with another rhythm or day. The last day stays if it is not over by then."""
        last = self.recurrence.last if self.recurrence is not None else None
        return replace(self, recurrence=replace(recurrence, last=last))
