"""What becomes of the payment of an occurrence, and what that means for its schedule.

Written by whatever ends the payment, in the same transaction: value sets the count of failures back, money
that came back adds to it. While nobody knows, nothing is counted. An occurrence whose money came back is not
tried again by itself: its customer was told of one payment, and decides about another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.money_books import MoneyBooks
from domain.payments import CANCELLED_BY_OWNER, Payment
from domain.rules import Rules
from domain.schedules import RunState, Schedule, ScheduleRun, ScheduleStatus, read_run_id

GIVEN_UP = "given-up"  # why a schedule is paused: it was tried in vain to the end, or too often in a row


@dataclass(frozen=True, slots=True)
class PaidRun:
    """The occurrence that a payment pays."""

    id: str
    most_failures: int  # in a row, before its schedule is paused

    @classmethod
    def of(cls, payment: Payment, rules: Rules) -> PaidRun | None:
        """Return the occurrence that a payment pays; None if it is an order of its own."""
        if payment.run_id is None:
            return None
        return cls(payment.run_id, rules.schedules.most_failures)

    @property
    def schedule_id(self) -> str:
        """Whose occurrence it is."""
        return read_run_id(self.id)[0]


def records_of(run: PaidRun | None) -> tuple[tuple[type, str], ...]:
    """Return the records that the end of a payment touches."""
    return ((Schedule, run.schedule_id), (ScheduleRun, run.id)) if run is not None else ()


def count_value(books: MoneyBooks, run: PaidRun | None) -> None:
    """Note that an occurrence brought its value: those that failed before it are forgiven."""
    schedule = books.record(Schedule, run.schedule_id) if run is not None else None
    if schedule is not None and schedule.failures:
        books.save_record(replace(schedule, failures=0))


def count_money_back(books: MoneyBooks, run: PaidRun | None, reason: str, now: datetime) -> None:
    """Note that the money of an occurrence came back. Told by the payment; noted twice, it counts once.

    After too many in a row the schedule is due at once, to be paused: another occurrence may be announced
    already, and only whoever takes the schedule on knows which.
    """
    known = books.record(ScheduleRun, run.id) if run is not None else None
    if run is None or known is None or known.state is not RunState.PAID:
        return
    books.save_record(replace(known, state=RunState.RETURNED, reason=reason, ended_at=now))
    schedule = books.record(Schedule, run.schedule_id)
    if schedule is None or reason == CANCELLED_BY_OWNER:
        return
    failed = replace(schedule, failures=schedule.failures + 1)
    if failed.failures >= run.most_failures:
        if failed.status is ScheduleStatus.ACTIVE:
            failed = replace(failed, look_at=now, claimed_until=None)
        elif failed.status is ScheduleStatus.WAITING:  # nothing is announced
            failed = failed.stopped(ScheduleStatus.PAUSED, GIVEN_UP)
    books.save_record(failed)
