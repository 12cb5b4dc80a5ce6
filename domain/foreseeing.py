"""What pays itself by no calendar: when its next occurrence is, as somebody foresees it.

It waits until then. What was foreseen by the same knowledge once is not foreseen again, so that an occurrence
that was paid, skipped or given up has no second one before something new is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.money import Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.quotes import Order
from domain.rules import Rules
from domain.schedules import CapTooSmall, RunState, Schedule, ScheduleRun, ScheduleStatus, Terms, run_id

LASTS_LONGER = "lasts-longer"  # why an announced occurrence is not paid: it is known now that there is time


@dataclass(frozen=True, slots=True)
class Foresee:
    """Say when the next occurrence is. One that was announced for an earlier day is not paid any more."""

    schedule_id: str
    customer_id: str
    occurrence: date | None  # as the caller knows it
    day: date | None  # the next one; None: nobody can say it, so it waits
    known_at: datetime  # what happened last of all that it was foreseen by
    reason: str  # why the earlier one is not paid
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The schedule, the occurrence under way and the next one."""
        days = sorted({day for day in (self.occurrence, self.day) if day is not None})
        runs = tuple((ScheduleRun, run_id(self.schedule_id, day)) for day in days)
        return Touches(customer_id=self.customer_id, records=((Schedule, self.schedule_id), *runs))

    def decide(self, books: MoneyBooks) -> Schedule | None:
        """Return the schedule as it waits now; None if it has moved on since the caller looked."""
        schedule = books.record(Schedule, self.schedule_id)
        if schedule is None or schedule.status is ScheduleStatus.ENDED or not schedule.is_foreseen:
            return schedule
        if schedule.foreseen_at is not None and self.known_at <= schedule.foreseen_at:
            return schedule
        if schedule.occurrence != self.occurrence:
            return None
        foreseen = replace(schedule, foreseen_at=self.known_at)
        run = self._run(books, self.occurrence)
        is_open = run is not None and run.is_open
        stays = is_open and self.occurrence is not None and (self.day is None or self.day <= self.occurrence)
        if stays or self.day is None or self.day == self.occurrence:
            return self._save(books, foreseen)
        if self._run(books, self.day) is not None:
            return None
        if run is not None and is_open:
            books.save_record(run.ended(RunState.NOT_PAID, self.reason, self.now))
            kind = NoticeKind.SCHEDULE_NOT_PAID
            books.tell(Notice(f"{kind.value}:{run.id}", kind, run.id, run.customer_id, self.now))
        if schedule.status is ScheduleStatus.PAUSED:
            return self._save(books, replace(foreseen, occurrence=self.day))
        moved = foreseen.at(self.day, self.rules.schedules)
        return self._save(books, replace(moved, status=ScheduleStatus.ACTIVE))

    def _run(self, books: MoneyBooks, day: date | None) -> ScheduleRun | None:
        return books.record(ScheduleRun, run_id(self.schedule_id, day)) if day is not None else None

    def _save(self, books: MoneyBooks, schedule: Schedule) -> Schedule:
        books.save_record(schedule)
        return schedule


def within_a_month(terms: Terms, a_month: Money) -> Terms:
    """Return terms by which no more than that is paid in a month.

    :raises CapTooSmall: if it has no room for a single run
    """
    if a_month < terms.agreed:
        raise CapTooSmall(least=terms.agreed)
    return replace(terms, a_month=a_month)


def buying(order: Order, schedules: Iterable[Schedule]) -> Schedule | None:
    """Return the schedule that buys by itself for whom an order is, whenever it is needed; the newest one."""
    found = [
        each
        for each in schedules
        if each.is_foreseen
        and each.status is not ScheduleStatus.ENDED
        and each.terms.biller_id == order.biller_id
        and each.terms.recipient.reference == order.recipient.reference
    ]
    return max(found, key=lambda each: each.id, default=None)
