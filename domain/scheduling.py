"""Recurring payments: what is due is taken on, and what their owner wants is done.

The rows say what is due; a clock only ticks. A process claims rows for a while and hands each to `take_on`,
which may be repeated, interrupted and done by two at once: `schedule_steps` lets one of them win.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from domain.approvals import Approval
from domain.catalogue import BillerStore, PlanStore
from domain.controls import AccountFrozen
from domain.errors import NotAllowed, Refusal
from domain.ledger import InsufficientFunds
from domain.limits import (
    OverDailyLimit,
    OverNewAccountLimit,
    OverOwnLimit,
    OverSingleLimit,
    OverStaffLimit,
)
from domain.maintenance import UnderMaintenance
from domain.money import ZERO, Money
from domain.order_facts import OrderFacts
from domain.outages import BillerPaused
from domain.paying import Payments
from domain.payments import AlreadyInFlight, Payment, QuoteChanged, SheetExpired
from domain.quotes import Order
from domain.rules import Rules
from domain.run_prices import RunPrices
from domain.schedule_making import Make
from domain.schedule_steps import (
    PAID_BY_HAND,
    Announce,
    GiveUp,
    PayRun,
    PutOff,
    Rest,
    Resume,
    Skip,
    Stop,
)
from domain.schedules import (
    OVER_CAP,
    OVER_MONTH_CAP,
    PRICE_CHANGED,
    NothingDue,
    OccurrenceOver,
    RunState,
    Schedule,
    ScheduleOver,
    ScheduleRun,
    ScheduleStatus,
    Terms,
    TooManySchedules,
    is_of,
    read_run_id,
    run_id,
    runs_at,
)
from domain.storage import Storage
from domain.times import lagos_day, lagos_month_start
from domain.validating import BillerUnreachable, Validations

# A process that has claimed a schedule and died keeps the others from it for so long.
LEASE = timedelta(minutes=5)
TOO_LATE = "too-late"  # its successor is due
_AT_ONCE = 12  # steps of one schedule, of which each is a command
_LOOKS = 3  # at a schedule that others move at the same time

# What may be different in a few hours. Everything else is asked about.
_PASSING = (
    InsufficientFunds,
    OverDailyLimit,
    OverOwnLimit,
    OverStaffLimit,
    OverSingleLimit,
    OverNewAccountLimit,
    AccountFrozen,
    BillerPaused,
    BillerUnreachable,
    AlreadyInFlight,
    QuoteChanged,
    SheetExpired,
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A schedule that one process has to itself for a while, as it was then."""

    schedule: Schedule
    run: ScheduleRun | None  # of the occurrence under way, if it was announced

    @property
    def id(self) -> str:
        """The schedule's id."""
        return self.schedule.id


class ScheduleStore(Protocol):
    """Schedules outside the money path: looked at and claimed, never changed."""

    async def get(self, schedule_id: str) -> Schedule | None:
        """Return a schedule."""
        ...

    async def run(self, run_id: str) -> ScheduleRun | None:
        """Return an occurrence, if it was announced or ended."""
        ...

    async def of(self, customer_id: str) -> tuple[Schedule, ...]:
        """Return a customer's schedules that are not over, the oldest first."""
        ...

    async def runs(self, schedule_id: str, *, limit: int) -> tuple[ScheduleRun, ...]:
        """Return the latest occurrences of a schedule, the newest first."""
        ...

    async def spent(self, terms: Terms, *, since: datetime) -> Money:
        """Return what schedules paid for a recipient of terms since then, and did not get back."""
        ...

    async def is_bought_since(self, terms: Terms, *, since: datetime) -> bool:
        """Return whether anything was paid for a recipient of terms after that, or is being paid."""
        ...

    async def claim(self, *, now: datetime, until: datetime, limit: int) -> tuple[Claimed, ...]:
        """Claim schedules that are due, or whose owner got the money that they wait for.

        Nobody else gets them until that moment, or until something became of them. One that can't be read
        keeps nobody else waiting: it is left out, and claimed like the others.
        """
        ...


class ScheduleBooks(Protocol):
    """What schedules need from one transaction."""

    @property
    def schedules(self) -> ScheduleStore:
        """The schedules."""
        ...

    @property
    def billers(self) -> BillerStore:
        """The billers."""
        ...

    @property
    def plans(self) -> PlanStore:
        """What they have to choose from."""
        ...


@dataclass(frozen=True)
class Schedules:
    """Bills that pay themselves."""

    storage: Storage[ScheduleBooks]
    payments: Payments
    validations: Validations
    rules: Rules
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    # --- what the clock starts ---------------------------------------------------------------

    async def claim(self, *, now: datetime, limit: int) -> tuple[Claimed, ...]:
        """Return schedules to take on, none during maintenance. Nobody else gets them for a while."""
        try:
            self.payments.may_begin()
        except UnderMaintenance:
            return ()
        async with self.storage.begin() as books:
            return await books.schedules.claim(now=now, until=now + LEASE, limit=limit)

    async def facts(self, claimed: Sequence[Claimed]) -> OrderFacts:
        """Look up at once what paying these depends on. What is only announced depends on nothing."""
        terms = [each.schedule.terms for each in claimed if each.run is not None]
        orders = [each.order(each.schedule_id, each.amount) for each in terms]
        return await self.payments.facts(orders, now=self.clock())

    async def take_on(
        self, schedule_id: str, claimed: Claimed | None = None, facts: OrderFacts | None = None
    ) -> Payment | None:
        """Announce, pay, put off or give up what is due, and return the payment made. Safe to repeat.

        :param claimed: the schedule as the caller has just claimed it; None: it is looked up
        :param facts: what `facts` said of it; of what was not known then it is looked up
        """
        for step in range(_AT_ONCE):
            now = self.clock()
            seen = claimed if step == 0 and claimed is not None else await self._seen(schedule_id)
            if seen is None:
                return None
            schedule, run = seen.schedule, seen.run
            if (
                schedule.occurrence is None
                or schedule.status is not ScheduleStatus.ACTIVE
                or not _is_due(schedule, run, now, woken=step == 0)
            ):
                return None
            known = facts if step == 0 and run is not None else None
            done = await self._step(schedule, schedule.occurrence, run, now, known)
            if isinstance(done, Payment):
                return done
            if done is not None and not _is_due(done, None, now, woken=False):
                return None
        return None

    async def _seen(self, schedule_id: str) -> Claimed | None:
        async with self.storage.look() as books:
            schedule = await books.schedules.get(schedule_id)
            if schedule is None or schedule.occurrence is None:
                return None
            return Claimed(schedule, await books.schedules.run(run_id(schedule_id, schedule.occurrence)))

    async def _step(
        self,
        schedule: Schedule,
        occurrence: date,
        run: ScheduleRun | None,
        now: datetime,
        facts: OrderFacts | None,
    ) -> Payment | Schedule | None:
        """Do what is to be done next. Returns the payment made, or the schedule as it waits then.

        None: this was not what it waited for any more.
        """
        whose = (schedule.id, schedule.customer_id, occurrence)
        if schedule.has_failed_too_often(self.rules.schedules):
            await self.storage.money.apply(Rest(*whose, self.rules, now))
            return None
        successor = schedule.next_after(occurrence)
        if successor is not None and runs_at(successor, self.rules.schedules) <= now:
            tried = run is not None and run.tries > 0
            state, reason = (RunState.NOT_PAID, run.reason) if run and tried else (RunState.MISSED, None)
            return await self._give_up(whose, state, reason or TOO_LATE, now)
        if run is None:
            expected = await self._expected(schedule.terms, now)
            return await self.storage.money.apply(Announce(*whose, self.rules, now, expected))
        needed: Money | None = None
        try:
            sheet = await self.prices.sheet(schedule.terms, now, facts)
            needed = sheet.quote.total
            if not schedule.terms.is_as_agreed(needed, self.rules.schedules):
                reason = OVER_CAP if schedule.terms.pays_due else PRICE_CHANGED
                return await self._give_up(whose, RunState.NOT_PAID, reason, now)
            if await self._was_paid_by_hand(schedule, sheet.order, now, facts):
                return await self._give_up(whose, RunState.NOT_PAID, PAID_BY_HAND, now)
            spent = await self._spent(schedule.terms, now)
            if not schedule.terms.has_room_for(needed, spent):
                return await self._give_up(whose, RunState.NOT_PAID, OVER_MONTH_CAP, now)
            pay = PayRun(schedule.id, occurrence, sheet, self._rules_at(now), now, spent=spent)
            return await self.storage.money.apply(pay)
        except _PASSING as refusal:
            lacks = needed if isinstance(refusal, InsufficientFunds) else None
            return await self.storage.money.apply(PutOff(*whose, refusal.code, lacks, self.rules, now))
        except Refusal as refusal:
            return await self._give_up(whose, RunState.NOT_PAID, refusal.code, now)

    def _rules_at(self, now: datetime) -> Rules:
        book = self.payments.book
        return self.rules if book is None else book.at(now)

    async def _was_paid_by_hand(
        self, schedule: Schedule, order: Order, now: datetime, facts: OrderFacts | None
    ) -> bool:
        """Return whether the bill was paid lately, but by the occurrence before, which may have been late."""
        if schedule.is_foreseen:
            since = schedule.foreseen_at or schedule.made_at
            async with self.storage.look() as books:
                return await books.schedules.is_bought_since(schedule.terms, since=since)
        if facts is not None:
            return facts.has_earlier_like(order, beside=schedule.id)
        earlier = await self.payments.earlier_like(order, now=now)
        return earlier is not None and not is_of(schedule.id, earlier.run_id)

    async def _spent(self, terms: Terms, now: datetime) -> Money:
        """Return what was paid by itself for a recipient in this month, where that is capped."""
        if terms.a_month is None:
            return ZERO
        async with self.storage.look() as books:
            return await books.schedules.spent(terms, since=lagos_month_start(now))

    async def _give_up(
        self, whose: tuple[str, str, date], state: RunState, reason: str, now: datetime
    ) -> Schedule | None:
        return await self.storage.money.apply(GiveUp(*whose, state, reason, self.rules, now))

    # --- what a run costs --------------------------------------------------------------------

    @property
    def prices(self) -> RunPrices:
        """What its runs cost."""
        return RunPrices(self.payments, self.validations, self.rules, self.new_id)

    async def _expected(self, terms: Terms, now: datetime) -> Money | None:
        """Return what a run will cost as far as its biller can say today; None if nobody can."""
        if not terms.is_priced_by_biller:
            return terms.agreed
        try:
            return (await self.prices.sheet(terms, now)).quote.total
        except NothingDue:
            return ZERO
        except Refusal:
            return None

    # --- what their owner wants --------------------------------------------------------------

    async def make(
        self, terms: Terms, approval: Approval, *, replaces: str | None = None, now: datetime
    ) -> Schedule:
        """Begin a schedule, in the place of another one if that is said. Handed in twice, it begins once.

        :raises TooManySchedules: if she has enough
        :raises Refusal: as `schedule_steps.Make` says
        """
        limit = self.rules.schedules.most_a_customer
        others = await self.of(terms.customer_id)
        if len([each for each in others if each.id not in (terms.schedule_id, replaces)]) >= limit:
            raise TooManySchedules(limit=limit)
        for _ in range(_LOOKS):
            old = await self.get(terms.customer_id, replaces) if replaces is not None else None
            made = await self.storage.money.apply(Make(terms, approval, self.rules, now, old))
            if made is not None:
                return made
        raise ScheduleOver

    async def get(self, customer_id: str, schedule_id: str) -> Schedule:
        """Return one of a customer's own schedules.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        async with self.storage.look() as books:
            schedule = await books.schedules.get(schedule_id)
        if schedule is None or schedule.customer_id != customer_id:
            raise NotAllowed
        return schedule

    async def of(self, customer_id: str) -> tuple[Schedule, ...]:
        """Return a customer's schedules that are not over."""
        async with self.storage.look() as books:
            return await books.schedules.of(customer_id)

    async def runs(self, schedule: Schedule, *, limit: int) -> tuple[ScheduleRun, ...]:
        """Return its latest occurrences, the newest first."""
        async with self.storage.look() as books:
            return await books.schedules.runs(schedule.id, limit=limit)

    async def run(self, customer_id: str, known_as: str) -> tuple[Schedule, ScheduleRun]:
        """Return one of a customer's occurrences, with its schedule.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        schedule = await self.get(customer_id, read_run_id(known_as)[0])
        async with self.storage.look() as books:
            run = await books.schedules.run(known_as)
        if run is None:
            raise NotAllowed
        return schedule, run

    async def pay_now(self, customer_id: str, known_as: str, *, now: datetime) -> Payment:
        """Pay an announced occurrence before its day, by the consent that its terms were given.

        :raises OccurrenceOver: if it was paid, skipped or given up
        :raises QuoteChanged: if its price is not what was agreed upon, or its month has no room for it
        :raises Refusal: as paying refuses; then nothing is held, and the occurrence stays open
        """
        self.payments.may_begin()
        schedule, run = await self.run(customer_id, known_as)
        sheet = await self.prices.sheet(schedule.terms, now)
        spent, total = await self._spent(schedule.terms, now), sheet.quote.total
        is_as_agreed = schedule.terms.is_as_agreed(total, self.rules.schedules)
        if not is_as_agreed or not schedule.terms.has_room_for(total, spent):
            raise QuoteChanged
        payment = await self.storage.money.apply(
            PayRun(schedule.id, run.occurrence, sheet, self._rules_at(now), now, early=True, spent=spent)
        )
        if payment is None:
            raise OccurrenceOver
        return payment

    async def skip(self, customer_id: str, known_as: str, *, now: datetime) -> Schedule:
        """Leave one occurrence out.

        :raises ScheduleOver, OccurrenceOver: if it is not to come
        """
        schedule_id, occurrence = read_run_id(known_as)
        return await self.storage.money.apply(Skip(schedule_id, customer_id, occurrence, self.rules, now))

    async def pause(self, customer_id: str, schedule_id: str, *, now: datetime) -> Schedule:
        """Let nothing happen until it is resumed. Never asks for the PIN."""
        return await self._stop(customer_id, schedule_id, ScheduleStatus.PAUSED, now)

    async def end(self, customer_id: str, schedule_id: str, *, now: datetime) -> Schedule:
        """Let nothing happen ever again. Never asks for the PIN."""
        return await self._stop(customer_id, schedule_id, ScheduleStatus.ENDED, now)

    async def _stop(
        self, customer_id: str, schedule_id: str, status: ScheduleStatus, now: datetime
    ) -> Schedule:
        for _ in range(_LOOKS):
            known = await self.get(customer_id, schedule_id)
            stopped = await self.storage.money.apply(
                Stop(schedule_id, customer_id, known.occurrence, status, "by-owner", now)
            )
            if stopped is not None:
                return stopped
        raise ScheduleOver

    async def resume(self, customer_id: str, schedule_id: str, *, now: datetime) -> Schedule:
        """Let a paused schedule go on, by the consent that it has.

        :raises ScheduleOver: if it has ended
        """
        for _ in range(_LOOKS):
            known = await self.get(customer_id, schedule_id)
            next_one = known.next_after(lagos_day(now))
            resumed = await self.storage.money.apply(
                Resume(schedule_id, customer_id, known.occurrence, next_one, self.rules, now)
            )
            if resumed is not None:
                return resumed
        raise ScheduleOver


def _is_due(schedule: Schedule, run: ScheduleRun | None, now: datetime, *, woken: bool) -> bool:
    """Return whether there is something to do: also when money came, before the next try."""
    came = woken and schedule.needed is not None and run is not None and run.state is RunState.SHORT
    return came or (schedule.look_at is not None and schedule.look_at <= now)
