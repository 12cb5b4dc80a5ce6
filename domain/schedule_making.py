"""The command that begins a schedule with the PIN's consent, perhaps in the place of another one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.approvals import Approval, WrongApproval
from domain.money_books import MoneyBooks, Touches
from domain.recurrence import Rhythm
from domain.rules import Rules
from domain.schedule_steps import Stop
from domain.schedules import (
    Schedule,
    ScheduleOver,
    ScheduleRun,
    ScheduleStatus,
    Terms,
    check_rhythm,
    check_schedule_amount,
    run_id,
    runs_at,
)
from domain.times import lagos_day


@dataclass(frozen=True, slots=True)
class Make:
    """Begin a schedule with the PIN's consent to its terms, perhaps in the place of another one."""

    terms: Terms
    approval: Approval
    rules: Rules
    now: datetime
    replaces: Schedule | None = None

    @property
    def touches(self) -> Touches:
        """The new schedule, and the old one with its occurrence and the one that was asked about."""
        terms, old = self.terms, self.replaces
        records: tuple[tuple[type, str], ...] = ((Schedule, terms.schedule_id),)
        if old is not None:
            days = sorted({terms.starts_on, old.occurrence or terms.starts_on})
            records += (
                (Schedule, old.id),
                *((ScheduleRun, run_id(old.id, day)) for day in days),
                (ScheduleRun, run_id(terms.schedule_id, terms.starts_on)),
            )
        return Touches(customer_id=terms.customer_id, records=records)

    def decide(self, books: MoneyBooks) -> Schedule | None:
        """Return the schedule; None if the old one has moved on since the caller looked.

        An occurrence of the old one whose price was asked about is paid at once, by the consent to the new.

        :raises WrongApproval, AmountTooSmall, AmountTooLarge, BadRhythm, ScheduleOver: and nothing begins
        """
        terms, rules = self.terms, self.rules.schedules
        if not self.approval.covers(terms.customer_id, terms.hash):
            raise WrongApproval
        before = books.record(Schedule, terms.schedule_id)
        if before is not None:
            return before
        check_schedule_amount(terms.amount, rules)
        check_rhythm(terms.recurrence, rules)
        asked_about = self._asked_about(books)
        is_over = runs_at(terms.starts_on, rules) <= self.now and asked_about is None
        if is_over or not terms.recurrence.has(terms.starts_on):
            raise ScheduleOver
        if self.replaces is not None and not self._end(books, self.replaces):
            return None
        made = Schedule(
            *(terms.schedule_id, terms.customer_id, terms, self.approval, self.now),
            foreseen_at=self.now if terms.recurrence.rhythm is Rhythm.WHEN_LOW else None,
        )
        made = made.at(terms.starts_on, rules)
        if asked_about is not None:
            made = replace(made, look_at=self.now)
        books.save_record(made)
        if asked_about is not None:
            books.save_record(
                ScheduleRun(
                    *(made.id, made.customer_id, terms.starts_on),
                    announced_at=asked_about.announced_at,
                    due_at=self.now,
                    expected=terms.agreed,
                )
            )
        return made

    def _asked_about(self, books: MoneyBooks) -> ScheduleRun | None:
        """Return the occurrence that this begins with, if it may be caught up and is not over."""
        if self.replaces is None:
            return None
        run = books.record(ScheduleRun, run_id(self.replaces.id, self.terms.starts_on))
        successor = self.terms.recurrence.next_after(self.terms.starts_on)
        is_over = successor is not None and runs_at(successor, self.rules.schedules) <= self.now
        today = lagos_day(self.now)
        return run if run is not None and run.may_be_caught_up(today) and not is_over else None

    def _end(self, books: MoneyBooks, old: Schedule) -> bool:
        known = books.record(Schedule, old.id)
        if known is not None and known.status is ScheduleStatus.ENDED:
            raise ScheduleOver  # Another one has its place already.
        ended = Stop(old.id, old.customer_id, old.occurrence, ScheduleStatus.ENDED, "changed", self.now)
        return ended.decide(books) is not None
