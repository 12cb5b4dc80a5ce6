"""Bills that pay themselves: what a customer said yes to once, and each time that it falls due.

The PIN is given for the terms, fingerprint and all: whom, what, how often, how much at the most. Consent to
a single payment is derived from that by `domain.pins` alone. What happens when is in `schedule_steps`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.approvals import Approval
from domain.errors import Refusal
from domain.money import ZERO, Money
from domain.quotes import AmountTooLarge, AmountTooSmall, Order, PlanChoice, Recipient, Sheet
from domain.recurrence import Recurrence, Rhythm, lagos_moment
from domain.schedule_rules import ScheduleRules
from domain.vendors import Category, MeterKind

_WHOLE = 10_000  # basis points


class Mode(StrEnum):
    """What happens by itself."""

    PAY = "pay"
    REMIND = "remind"


class ScheduleStatus(StrEnum):
    """Whether anything happens."""

    ACTIVE = "active"
    WAITING = "waiting"  # for its next occurrence to be foreseen, where no calendar says it
    PAUSED = "paused"
    ENDED = "ended"


class RunState(StrEnum):
    """How far an occurrence is."""

    ANNOUNCED = "announced"  # told; the day may come
    SHORT = "short"  # could not be paid, and is tried again
    PAID = "paid"  # accepted: its payment says what becomes of it
    RETURNED = "returned"  # it was paid, and the money came back
    REMINDED = "reminded"  # that was all that was asked for
    SKIPPED = "skipped"
    NOT_PAID = "not-paid"
    MISSED = "missed"  # nobody was there until the next one was due
    STOPPED = "stopped"  # paused or ended before its time


PRICE_CHANGED = "price-changed"  # why an occurrence was not paid, and its owner is asked
OVER_MONTH_CAP = "over-month-cap"  # why an occurrence was not paid: its month has no room for it
OVER_CAP = "over-cap"  # as PRICE_CHANGED, where more is due than she agreed to
_ASKED_ABOUT = frozenset({PRICE_CHANGED, OVER_CAP})
OPEN = frozenset({RunState.ANNOUNCED, RunState.SHORT})


class TooManySchedules(Refusal):
    """The customer has as many as one may have."""

    code = "too-many-schedules"

    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


class ScheduleOver(Refusal):
    """The schedule is over, or was never hers."""

    code = "schedule-over"


class OccurrenceOver(Refusal):
    """That occurrence was paid, skipped or given up already."""

    code = "occurrence-over"


class FollowsTheMeter(Refusal):
    """No calendar says its occurrences: it is changed where light is foreseen."""

    code = "schedule-follows-meter"


class BadRhythm(Refusal):
    """So few or so many days between two occurrences are not offered."""

    code = "bad-rhythm"

    def __init__(self, *, fewest: int, most: int) -> None:
        super().__init__(fewest=fewest, most=most)


class NothingDue(Refusal):
    """Nothing is due, or less than the biller takes at once."""

    code = "nothing-due"

    def __init__(self, *, biller: str) -> None:
        super().__init__(biller=biller)


class DueUnknown(Refusal):
    """The biller did not say what is due."""

    code = "due-unknown"

    def __init__(self, *, biller: str) -> None:
        super().__init__(biller=biller)


class CapTooSmall(Refusal):
    """It costs more already than it may ever cost."""

    code = "cap-too-small"

    def __init__(self, *, least: Money) -> None:
        super().__init__(least=least)


def may_pay_what_is_due(order: Order) -> bool:
    """Return whether a bill runs up, so that its biller may be asked how much of it is due."""
    return order.recipient.meter_kind is MeterKind.POSTPAID


@dataclass(frozen=True, slots=True)
class Terms:
    """All that the PIN says yes to, as the sheet shows it."""

    schedule_id: str
    customer_id: str
    biller_id: str
    category: Category
    recipient: Recipient
    amount: Money  # of the bill; where the biller says the price, what it was
    plan: PlanChoice | None
    recurrence: Recurrence
    starts_on: date  # its first occurrence
    agreed: Money  # what it cost in all when it was agreed upon
    cap: Money  # the most that a run takes in all
    mode: Mode
    pays_due: bool = False  # what the biller says is due at each run, in place of the amount
    has_own_cap: bool = False  # the customer said it; else it follows the price
    a_month: Money | None = None  # the most that is paid by itself in a month for its recipient; None: no cap

    @property
    def hash(self) -> str:
        """The fingerprint of exactly what is shown."""
        recipient, plan, recurrence = self.recipient, self.plan, self.recurrence
        shown = [
            "schedule",
            self.schedule_id,
            self.customer_id,
            self.biller_id,
            self.category,
            recipient.reference,
            recipient.phone.e164,
            recipient.meter_kind,
            recipient.name,
            recipient.address,
            self.amount.kobo,
            (plan.id, plan.name) if plan is not None else None,
            recurrence.rhythm,
            recurrence.anchor.isoformat(),
            recurrence.every_days,
            recurrence.last.isoformat() if recurrence.last is not None else None,
            self.starts_on.isoformat(),
            self.agreed.kobo,
            self.cap.kobo,
            self.mode,
            *(("what is due",) if self.pays_due else ()),
            *(("a month", self.a_month.kobo) if self.a_month is not None else ()),
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()

    def order(self, order_id: str, amount: Money) -> Order:
        """Return the order of one run, at what it costs now."""
        return Order(
            order_id, self.customer_id, self.biller_id, self.category, self.recipient, amount, self.plan
        )

    def allow(self, sheet: Sheet, spent: Money = ZERO) -> bool:
        """Return whether a sheet is one that was said yes to: this bill, for this recipient, within the caps.

        Where the biller says the price it may differ from the one that was shown, not above the cap.

        :param spent: what was paid by itself for its recipient in this month
        """
        order = sheet.order
        amount = order.amount if self.is_priced_by_biller else self.amount
        within = sheet.quote.amount == order.amount and sheet.quote.total <= self.cap
        within = within and self.has_room_for(sheet.quote.total, spent)
        return within and order == self.order(order.id, amount)

    def has_room_for(self, total: Money, spent: Money) -> bool:
        """Return whether a month in which so much was spent has room for another run."""
        return self.a_month is None or spent + total <= self.a_month

    @property
    def is_priced_by_biller(self) -> bool:
        """Whether a run costs what the biller says then: a plan, what the customer has, what she owes."""
        return self.plan is not None or self.pays_due

    @property
    def own_cap(self) -> Money | None:
        """The most that a run takes, where the customer said so herself."""
        return self.cap if self.has_own_cap else None

    def is_as_agreed(self, total: Money, rules: ScheduleRules) -> bool:
        """Return whether a price is near enough to the one agreed upon to be paid without asking.

        What is due is another amount each time: the cap alone holds it.
        """
        if self.pays_due:
            return total <= self.cap
        change = abs(total.kobo - self.agreed.kobo)
        return total <= self.cap and change * _WHOLE <= self.agreed.kobo * rules.price_change


def check_rhythm(recurrence: Recurrence, rules: ScheduleRules) -> None:
    """Refuse so few or so many days between two occurrences.

    :raises BadRhythm: with the bounds
    """
    days = recurrence.every_days if recurrence.rhythm is Rhythm.EVERY_DAYS else None
    if days is not None and not rules.fewest_days <= days <= rules.most_days:
        raise BadRhythm(fewest=rules.fewest_days, most=rules.most_days)


def check_schedule_amount(amount: Money, rules: ScheduleRules) -> None:
    """Refuse an amount that is not paid again and again.

    :raises AmountTooSmall, AmountTooLarge: with the bound that was crossed
    """
    if amount < rules.minimum:
        raise AmountTooSmall(minimum=rules.minimum)
    if amount > rules.maximum:
        raise AmountTooLarge(maximum=rules.maximum)


def usual_cap(agreed: Money, rules: ScheduleRules) -> Money:
    """Return the most that a run takes where the customer says no other cap."""
    return agreed + agreed.share(rules.price_change)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A recurring payment: its terms with the PIN's consent to them, and what is next."""

    id: str
    customer_id: str
    terms: Terms
    approval: Approval  # the mandate
    made_at: datetime
    status: ScheduleStatus = ScheduleStatus.ACTIVE
    reason: str | None = None  # why it is paused or ended
    occurrence: date | None = None  # the next one, or the one under way
    look_at: datetime | None = None  # when there is something to do
    needed: Money | None = None  # what a wallet must have for it to be tried at once
    failures: int = 0  # occurrences in a row that were not paid
    claimed_until: datetime | None = None  # by a process that is at it
    foreseen_at: datetime | None = None  # what was known then says its occurrence; None: to be foreseen

    def has_failed_too_often(self, rules: ScheduleRules) -> bool:
        """Return whether so many occurrences in a row were not paid that it is to be paused."""
        return self.failures >= rules.most_failures

    @property
    def is_foreseen(self) -> bool:
        """Whether no calendar says its occurrences."""
        return self.terms.recurrence.rhythm is Rhythm.WHEN_LOW

    def next_after(self, day: date) -> date | None:
        """Return the first occurrence after a day; None where there is none, or no calendar says it."""
        return self.terms.recurrence.next_after(day)

    def at(self, occurrence: date | None, rules: ScheduleRules) -> Schedule:
        """Return it waiting for an occurrence; None: its last one is over, or the next is to be foreseen."""
        waiting = replace(self, occurrence=occurrence, needed=None, claimed_until=None)
        if occurrence is None and self.is_foreseen:
            return replace(waiting, status=ScheduleStatus.WAITING, look_at=None)
        if occurrence is None:
            return replace(waiting, status=ScheduleStatus.ENDED, reason="last", look_at=None)
        return replace(waiting, look_at=announced_at(occurrence, rules))

    def stopped(self, status: ScheduleStatus, reason: str) -> Schedule:
        """Return it with nothing happening any more."""
        return replace(self, status=status, reason=reason, look_at=None, needed=None, claimed_until=None)


@dataclass(frozen=True, slots=True)
class ScheduleRun:
    """One occurrence of a schedule, from its announcement on. There is one of each, ever."""

    schedule_id: str
    customer_id: str
    occurrence: date
    announced_at: datetime
    due_at: datetime
    state: RunState = RunState.ANNOUNCED
    tries: int = 0  # in vain
    first_try_at: datetime | None = None
    next_try_at: datetime | None = None
    payment_id: str | None = None
    reason: str | None = None  # why it was not paid, or the money came back
    ended_at: datetime | None = None
    expected: Money | None = None  # in all, when it was announced; None: nobody could say

    def may_be_caught_up(self, today: date) -> bool:
        """Whether a new consent may pay it at once: it was given up for its price, or its day is today."""
        return self.was_asked_about or (self.is_open and self.occurrence <= today)

    @property
    def was_asked_about(self) -> bool:
        """Whether it was not paid because its price is not the one agreed upon."""
        return self.state is RunState.NOT_PAID and self.reason in _ASKED_ABOUT

    @property
    def id(self) -> str:
        """Its key: the schedule and the day."""
        return run_id(self.schedule_id, self.occurrence)

    @property
    def is_open(self) -> bool:
        """Whether it may still be paid."""
        return self.state in OPEN

    def ended(self, state: RunState, reason: str | None, now: datetime) -> ScheduleRun:
        """Return it over."""
        return replace(self, state=state, reason=reason, next_try_at=None, ended_at=now)


def run_id(schedule_id: str, occurrence: date) -> str:
    """Return the key of an occurrence."""
    return f"{schedule_id}:{occurrence.isoformat()}"


def is_of(schedule_id: str, known_as: str | None) -> bool:
    """Return whether an occurrence, if it is one, is of that schedule."""
    return known_as is not None and read_run_id(known_as)[0] == schedule_id


def read_run_id(text: str) -> tuple[str, date]:
    """Return the schedule and the day of an occurrence's key."""
    schedule_id, _, day = text.partition(":")
    return schedule_id, date.fromisoformat(day)


def runs_at(occurrence: date, rules: ScheduleRules) -> datetime:
    """Return when an occurrence is paid."""
    return lagos_moment(occurrence, rules.runs_at_hour)


def announced_at(occurrence: date, rules: ScheduleRules) -> datetime:
    """Return when an occurrence is announced."""
    return lagos_moment(occurrence - timedelta(days=1), rules.announced_at_hour)
