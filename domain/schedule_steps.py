"""The commands that move a schedule: announced, paid, put off, given up, and what its owner decides.

Each locks the schedule and the occurrence that it is about, so that whoever comes second finds it done. What
was decided for another occurrence than the one under way changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.errors import NotAllowed
from domain.money import ZERO, Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.payment_steps import Accept
from domain.payments import Payment
from domain.pins import approve_run
from domain.quotes import Sheet
from domain.rules import Rules
from domain.schedule_results import GIVEN_UP
from domain.schedules import (
    OVER_MONTH_CAP,
    Mode,
    NothingDue,
    OccurrenceOver,
    RunState,
    Schedule,
    ScheduleOver,
    ScheduleRun,
    ScheduleStatus,
    run_id,
    runs_at,
)

PAID_BY_HAND = "paid-by-hand"  # why an occurrence was not paid: its owner did, a short while before
_NO_FAILURES = frozenset({PAID_BY_HAND, NothingDue.code, OVER_MONTH_CAP})  # reasons with which all is well


@dataclass(frozen=True, slots=True)
class Announce:
    """Tell of an occurrence before anything happens. Where only that was asked for, it is over with it."""

    schedule_id: str
    customer_id: str
    occurrence: date
    rules: Rules
    now: datetime
    expected: Money | None = None  # what it will cost in all; None: nobody can say

    @property
    def touches(self) -> Touches:
        """The schedule and the occurrence."""
        return _touches(self.customer_id, self.schedule_id, self.occurrence)

    def decide(self, books: MoneyBooks) -> Schedule | None:
        """Return the schedule as it waits now; None if this is not what it waits for."""
        schedule, run = _under_way(books, self.schedule_id, self.occurrence)
        if schedule is None or run is not None:
            return None
        rules = self.rules.schedules
        run = ScheduleRun(
            schedule.id,
            schedule.customer_id,
            self.occurrence,
            announced_at=self.now,
            due_at=max(runs_at(self.occurrence, rules), self.now + rules.announced_before),
            expected=self.expected,
        )
        _tell(books, NoticeKind.SCHEDULE_AHEAD, run, self.now)
        if schedule.terms.mode is Mode.REMIND:
            books.save_record(run.ended(RunState.REMINDED, None, self.now))
            moved = schedule.at(schedule.next_after(self.occurrence), rules)
        else:
            books.save_record(run)
            moved = replace(schedule, look_at=run.due_at, claimed_until=None)
        books.save_record(moved)
        return moved


@dataclass(frozen=True, slots=True)
class PayRun:
    """Pay an occurrence, by the consent that its terms were given. Whoever comes second pays nothing."""

    schedule_id: str
    occurrence: date
    sheet: Sheet
    rules: Rules
    now: datetime
    early: bool = False  # its owner does not want to wait for the day
    spent: Money = ZERO  # what was paid by itself for its recipient in this month, where that is capped

    @property
    def touches(self) -> Touches:
        """The payer, her open payments, the schedule and the occurrence."""
        order = self.sheet.order
        return replace(
            _touches(order.customer_id, self.schedule_id, self.occurrence),
            payment_id=order.id,
            open_payments=True,
        )

    def decide(self, books: MoneyBooks) -> Payment | None:
        """Return the accepted payment; None if there is nothing to pay any more, or not yet.

        :raises Refusal: as `payment_steps.Accept` says; then nothing is held, and the occurrence stays open
        """
        order = self.sheet.order
        known = books.record(ScheduleRun, run_id(self.schedule_id, self.occurrence))
        if known is not None and known.payment_id == order.id:
            return books.payment(order.id)  # handed in again
        schedule, run = _under_way(books, self.schedule_id, self.occurrence)
        if schedule is None or run is None or not run.is_open:
            return None
        if self.now < run.due_at and not self.early:
            return None
        approval = approve_run(schedule.terms, schedule.approval, self.sheet, spent=self.spent, now=self.now)
        accepted = Accept(self.sheet, approval, self.rules, None, self.now, run_id=run.id)
        payment = accepted.decide(books)
        books.save_record(replace(run.ended(RunState.PAID, None, self.now), payment_id=order.id))
        books.save_record(schedule.at(schedule.next_after(self.occurrence), self.rules.schedules))
        return payment


@dataclass(frozen=True, slots=True)
class PutOff:
    """An occurrence could not be paid, and is tried again; after its last try the schedule is paused."""

    schedule_id: str
    customer_id: str
    occurrence: date
    reason: str  # the refusal's code
    needed: Money | None  # what the wallet must have, if that is what it lacks
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The schedule and the occurrence."""
        return _touches(self.customer_id, self.schedule_id, self.occurrence)

    def decide(self, books: MoneyBooks) -> Schedule | None:
        """Return the schedule as it waits now; None if this is not what it waits for."""
        schedule, run = _under_way(books, self.schedule_id, self.occurrence)
        if schedule is None or run is None or not run.is_open:
            return None
        if run.next_try_at is not None and self.now < run.next_try_at:
            # It was tried because money came in: that uses up none of its tries.
            waits = replace(run, reason=self.reason)
            books.save_record(waits)
            return _save(books, replace(schedule, needed=self.needed, claimed_until=None))
        first = run.first_try_at or self.now
        # A machine that was off for longer than a pause makes up for it with one try, not with several.
        ladder = (first + pause for pause in self.rules.schedules.tried_again_after)
        again = next((moment for moment in ladder if moment > self.now), None)
        run = replace(
            run,
            state=RunState.SHORT,
            tries=run.tries + 1,
            first_try_at=first,
            next_try_at=again,
            reason=self.reason,
        )
        if again is None:
            return _given_up(books, schedule, run, self.reason, self.now, self.rules, pause=True)
        books.save_record(run)
        _tell(books, NoticeKind.SCHEDULE_SHORT, run, self.now)
        return _save(books, replace(schedule, look_at=again, needed=self.needed, claimed_until=None))


@dataclass(frozen=True, slots=True)
class GiveUp:
    """An occurrence is not paid: its price is another one, it was paid by hand, its time is over."""

    schedule_id: str
    customer_id: str
    occurrence: date
    state: RunState  # NOT_PAID or MISSED
    reason: str
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The schedule and the occurrence."""
        return _touches(self.customer_id, self.schedule_id, self.occurrence)

    def decide(self, books: MoneyBooks) -> Schedule | None:
        """Return the schedule as it waits now; None if this is not what it waits for."""
        schedule, run = _under_way(books, self.schedule_id, self.occurrence)
        if schedule is None or (run is not None and not run.is_open):
            return None
        if run is None:
            run = ScheduleRun(schedule.id, schedule.customer_id, self.occurrence, self.now, self.now)
        return _given_up(books, schedule, run, self.reason, self.now, self.rules, state=self.state)


@dataclass(frozen=True, slots=True)
class Rest:
    """Pause a schedule whose payments came back too often in a row. The last of them has told of it."""

    schedule_id: str
    customer_id: str
    occurrence: date
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The schedule and the occurrence."""
        return _touches(self.customer_id, self.schedule_id, self.occurrence)

    def decide(self, books: MoneyBooks) -> Schedule | None:
        """Return the schedule; None if there is no reason any more, or it has moved on."""
        schedule, run = _under_way(books, self.schedule_id, self.occurrence)
        if schedule is None or not schedule.has_failed_too_often(self.rules.schedules):
            return None
        if run is not None and run.is_open:
            books.save_record(run.ended(RunState.STOPPED, GIVEN_UP, self.now))
        return _save(books, schedule.stopped(ScheduleStatus.PAUSED, GIVEN_UP))


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave one occurrence out. Asked again, it leaves out no other."""

    schedule_id: str
    customer_id: str
    occurrence: date
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The schedule and the occurrence."""
        return _touches(self.customer_id, self.schedule_id, self.occurrence)

    def decide(self, books: MoneyBooks) -> Schedule:
        """Return the schedule as it waits now.

        :raises ScheduleOver: if nothing of it is to come
        :raises OccurrenceOver: if this one was paid or given up
        """
        schedule = _own(books, self.schedule_id, self.customer_id)
        run = books.record(ScheduleRun, run_id(self.schedule_id, self.occurrence))
        if run is not None and run.state is RunState.SKIPPED:
            return schedule
        if schedule.status is not ScheduleStatus.ACTIVE:
            raise ScheduleOver
        if schedule.occurrence != self.occurrence:
            raise OccurrenceOver
        if run is None:
            run = ScheduleRun(schedule.id, schedule.customer_id, self.occurrence, self.now, self.now)
        books.save_record(run.ended(RunState.SKIPPED, None, self.now))
        return _save(books, schedule.at(schedule.next_after(self.occurrence), self.rules.schedules))


@dataclass(frozen=True, slots=True)
class Stop:
    """Pause or end a schedule. Never asks for the PIN: it can only keep money where it is."""

    schedule_id: str
    customer_id: str
    occurrence: date | None  # as the caller knows it
    status: ScheduleStatus
    reason: str
    now: datetime

    @property
    def touches(self) -> Touches:
        """The schedule and the occurrence."""
        return _touches(self.customer_id, self.schedule_id, self.occurrence)

    def decide(self, books: MoneyBooks) -> Schedule | None:
        """Return the schedule; None if it has moved on since the caller looked.

        :raises ScheduleOver: if it has ended
        """
        schedule = _own(books, self.schedule_id, self.customer_id)
        if schedule.status is self.status:
            return schedule
        if schedule.status is ScheduleStatus.ENDED:
            raise ScheduleOver
        if schedule.occurrence != self.occurrence:
            return None
        if self.occurrence is not None:
            run = books.record(ScheduleRun, run_id(self.schedule_id, self.occurrence))
            if run is not None and run.is_open:
                books.save_record(run.ended(RunState.STOPPED, self.reason, self.now))
        return _save(books, schedule.stopped(self.status, self.reason))


@dataclass(frozen=True, slots=True)
class Resume:
    """Let a paused schedule go on, with the occurrence that was under way if its time is not over."""

    schedule_id: str
    customer_id: str
    occurrence: date | None  # as the caller knows it
    next_one: date | None  # the first one from now on
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The schedule and the occurrence."""
        return _touches(self.customer_id, self.schedule_id, self.occurrence)

    def decide(self, books: MoneyBooks) -> Schedule | None:
        """Return the schedule; None if it has moved on since the caller looked.

        :raises ScheduleOver: if it has ended
        """
        schedule, rules = _own(books, self.schedule_id, self.customer_id), self.rules.schedules
        if schedule.status in (ScheduleStatus.ACTIVE, ScheduleStatus.WAITING):
            return schedule
        if schedule.status is ScheduleStatus.ENDED:
            raise ScheduleOver
        if schedule.occurrence != self.occurrence:
            return None
        goes_on = replace(schedule, status=ScheduleStatus.ACTIVE, reason=None, failures=0, foreseen_at=None)
        under_way = self.occurrence
        if under_way is None or runs_at(under_way, rules) <= self.now:
            return _save(books, goes_on.at(self.next_one, rules))
        run = books.record(ScheduleRun, run_id(self.schedule_id, under_way))
        if run is None:
            return _save(books, goes_on.at(under_way, rules))
        if run.state is not RunState.STOPPED:
            return _save(books, goes_on.at(schedule.next_after(under_way), rules))
        books.save_record(
            replace(run, state=RunState.ANNOUNCED, reason=None, ended_at=None, next_try_at=None)
        )
        return _save(books, replace(goes_on.at(under_way, rules), look_at=run.due_at))


def _touches(customer_id: str, schedule_id: str, occurrence: date | None) -> Touches:
    """Touch the customer although no money moves: commands of one customer stay in line."""
    records: tuple[tuple[type, str], ...] = ((Schedule, schedule_id),)
    if occurrence is not None:
        records += ((ScheduleRun, run_id(schedule_id, occurrence)),)
    return Touches(customer_id=customer_id, records=records)


def _under_way(
    books: MoneyBooks, schedule_id: str, occurrence: date
) -> tuple[Schedule | None, ScheduleRun | None]:
    """Return the schedule if it is at that occurrence, with what there is of it."""
    schedule = books.record(Schedule, schedule_id)
    if schedule is None or schedule.status is not ScheduleStatus.ACTIVE or schedule.occurrence != occurrence:
        return None, None
    return schedule, books.record(ScheduleRun, run_id(schedule_id, occurrence))


def _own(books: MoneyBooks, schedule_id: str, customer_id: str) -> Schedule:
    schedule = books.record(Schedule, schedule_id)
    if schedule is None or schedule.customer_id != customer_id:
        raise NotAllowed
    return schedule


def _save(books: MoneyBooks, schedule: Schedule) -> Schedule:
    books.save_record(schedule)
    return schedule


def _given_up(
    books: MoneyBooks,
    schedule: Schedule,
    run: ScheduleRun,
    reason: str,
    now: datetime,
    rules: Rules,
    *,
    state: RunState = RunState.NOT_PAID,
    pause: bool = False,
) -> Schedule:
    """End an occurrence unpaid. The schedule waits for the next one, or is paused if this was too much."""
    books.save_record(run.ended(state, reason, now))
    # Where she paid it herself, or we were not there, nothing was tried in vain.
    failed = reason not in _NO_FAILURES and state is not RunState.MISSED
    failures = schedule.failures + failed
    moved = replace(schedule.at(schedule.next_after(run.occurrence), rules.schedules), failures=failures)
    if moved.status is not ScheduleStatus.ENDED and (pause or failures >= rules.schedules.most_failures):
        _tell(books, NoticeKind.SCHEDULE_PAUSED, run, now)
        return _save(books, moved.stopped(ScheduleStatus.PAUSED, GIVEN_UP))
    _tell(books, NoticeKind.SCHEDULE_NOT_PAID, run, now)
    return _save(books, moved)


def _tell(books: MoneyBooks, kind: NoticeKind, run: ScheduleRun, now: datetime) -> None:
    books.tell(Notice(f"{kind.value}:{run.id}", kind, run.id, run.customer_id, now))
