"""What a year of recurring payments must come to, worked out anew and without any of the product's code.

A `Life` is all that happens to one person: her bill, her money, what she taps, what her biller answers. A
`Model` walks through it by the rules as they are written for people. Sums are kobo, moments are aware.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

LAGOS = timezone(timedelta(hours=1))
PAID_AT, TOLD_AT, TOLD_BEFORE = time(10), time(9), timedelta(hours=24)
LADDER = (timedelta(hours=4), timedelta(hours=24), timedelta(hours=48))
MOST_FAILURES = 3
PROMISE = timedelta(hours=24)
_AS_AGREED = 10  # percent
_A_HUNDRED = 100


@dataclass(frozen=True)
class Plan:
    """How often, of what, and from when on. `day` is where the months are counted from."""

    rhythm: str
    starts: date
    every: int | None
    last: date | None
    amount: int
    cap: int | None = None  # None: a tenth above what was agreed

    def is_due(self, day: date) -> bool:
        """Return whether it is one of its days."""
        if day < self.starts or (self.last is not None and day > self.last):
            return False
        days = {"weekly": 7, "two-weekly": 14, "every-days": self.every}.get(self.rhythm)
        if days is not None:
            return (day - self.starts).days % days == 0
        longest = calendar.monthrange(day.year, day.month)[1]
        if self.rhythm == "month-end":
            return day.day == longest
        months = (day.year - self.starts.year) * 12 + day.month - self.starts.month
        return months % (3 if self.rhythm == "quarterly" else 1) == 0 and day.day == min(
            self.starts.day, longest
        )

    def after(self, day: date) -> date | None:
        """Return its first day after another."""
        found = max(day + timedelta(days=1), self.starts)
        while not self.is_due(found):
            found += timedelta(days=1)
            if self.last is not None and found > self.last:
                return None
        return found


@dataclass(frozen=True)
class Act:
    """What a person does with her schedule."""

    name: str  # pause, resume, skip, pay, end, change
    plan: Plan | None = None  # of a change


@dataclass
class Life:
    """One person's year, by the numbers of its moments."""

    number: int
    plan: Plan
    pays: bool  # else she is only reminded
    is_tv: bool  # the biller says the price
    wallet: int
    answers: tuple[str, ...]  # of the biller, one after the other and again from the first
    funds: dict[int, int] = field(default_factory=dict)
    prices: dict[int, int] = field(default_factory=dict)
    frozen: dict[int, bool] = field(default_factory=dict)
    out_of_reach: dict[int, bool] = field(default_factory=dict)
    acts: dict[int, Act] = field(default_factory=dict)


@dataclass
class Run:
    """One occurrence."""

    state: str
    due: datetime
    told: datetime
    tries: int = 0
    first: datetime | None = None
    again: datetime | None = None
    is_early: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it may still be paid."""
        return self.state in ("announced", "short")


@dataclass
class Series:
    """One schedule: the first one, or one that took its place."""

    plan: Plan
    agreed: int
    next: date | None
    status: str = "active"
    failures: int = 0
    needed: int | None = None
    runs: dict[date, Run] = field(default_factory=dict)

    @property
    def run(self) -> Run | None:
        """What there is of the occurrence under way."""
        return self.runs.get(self.next) if self.next is not None else None

    def move_on(self) -> None:
        """Wait for the next one."""
        self.needed = None
        self.next = self.plan.after(self.next) if self.next is not None else None
        if self.next is None:
            self.status = "ended"

    def stop(self, status: str) -> None:
        """Let nothing happen any more."""
        if self.run is not None and self.run.is_open:
            self.run.state = "stopped"
        self.status, self.needed = status, None


@dataclass
class Owed:
    """A payment whose result is open."""

    series: int
    day: date
    total: int
    price: int
    accepted: datetime
    answer: str  # "unsent" until it was sent
    is_delivered: bool = False


class Model:
    """One life as it must come out."""

    def __init__(self, life: Life) -> None:
        """Begin it."""
        self.life = life
        self.wallet, self.price = life.wallet, life.plan.amount
        self.is_frozen = self.is_out_of_reach = self.is_paused = False
        self.series = [Series(life.plan, self._total(life.plan.amount), life.plan.starts)]
        self.owed: list[Owed] = []
        self.told: set[tuple[str, int, date]] = set()
        self.accepted = self.vended = 0

    # --- what happens -------------------------------------------------------------------------

    def world(self, moment: int, *, is_paused: bool) -> None:
        """Let come what comes from outside."""
        life, self.is_paused = self.life, is_paused and not self.life.is_tv
        self.wallet += life.funds.get(moment, 0)
        self.price = life.prices.get(moment, self.price)
        self.is_frozen = life.frozen.get(moment, self.is_frozen)
        self.is_out_of_reach = life.out_of_reach.get(moment, self.is_out_of_reach)

    def results(self, now: datetime) -> None:
        """Let payments whose result is open become what they become."""
        waiting, self.owed = self.owed, []
        for each in waiting:
            is_late = now >= each.accepted + PROMISE
            if each.is_delivered:
                if now >= each.accepted + PROMISE:
                    self._back(each, "payment-refunded")
                else:
                    self.owed.append(each)
            elif each.answer == "unsent":
                if is_late:
                    self._back(each, "payment-returned")
                else:
                    self._send(each)
            elif each.answer == "slow-yes":
                self._value(each)
            elif each.answer == "slow-no" or is_late:
                self._back(each, "payment-returned")
            else:
                self.owed.append(each)

    def act(self, moment: int, now: datetime) -> None:
        """Let her do what she does."""
        act, series = self.life.acts.get(moment), self.series[-1]
        if act is None:
            return
        run = series.run
        match act.name:
            case "pause" if series.status == "active":
                series.stop("paused")
            case "end" if series.status != "ended":
                series.stop("ended")
            case "resume" if series.status == "paused":
                self._resume(series, now)
            case "skip" if series.status == "active" and series.next is not None:
                series.runs[series.next] = Run("skipped", now, run.told if run is not None else now)
                series.move_on()
            case "pay" if series.status == "active" and run is not None and run.is_open:
                if self._why_not(series) is None:
                    run.is_early = now < run.due
                    self._accept(series, now)
            case "change" if act.plan is not None and series.status != "ended":
                if _at(act.plan.starts, PAID_AT) > now:
                    series.stop("ended")
                    self.series.append(Series(act.plan, self._total(act.plan.amount), act.plan.starts))
            case _:
                pass

    def steps(self, now: datetime) -> None:
        """Take on what is due."""
        series, is_first = self.series[-1], True
        while series.status == "active" and self._step(series, now, is_first=is_first):
            is_first = False

    def send(self) -> None:
        """Send what was accepted."""
        waiting, self.owed = self.owed, []
        for each in waiting:
            if each.answer == "unsent":
                self._send(each)
            else:
                self.owed.append(each)

    # --- how ----------------------------------------------------------------------------------

    def _step(self, series: Series, now: datetime, *, is_first: bool) -> bool:
        """Do one thing that is due; False if nothing is."""
        day, run = series.next, series.run
        if day is None:
            return False
        if series.failures >= MOST_FAILURES:
            series.stop("paused")
            return False
        if run is None:
            if now < _at(day - timedelta(days=1), TOLD_AT):
                return False
        elif not (
            now >= (run.again or run.due)
            or (is_first and series.needed is not None and self.wallet >= series.needed)
        ):
            return False
        following = series.plan.after(day)
        if following is not None and _at(following, PAID_AT) <= now:
            tried = run is not None and run.tries > 0
            self._give_up(series, now, state="not-paid" if tried else "missed", counts=tried)
            return True
        if run is None:
            due = max(_at(day, PAID_AT), now + TOLD_BEFORE)
            series.runs[day] = Run("announced" if self.life.pays else "reminded", due, now)
            self._tell("schedule-ahead", series, day)
            if not self.life.pays:
                series.move_on()
            return True
        why_not = self._why_not(series)
        if why_not is None:
            self._accept(series, now)
        elif why_not == "price":
            self._give_up(series, now)
        else:
            self._put_off(
                series, run, now, self._total(self._now_costs(series)) if why_not == "short" else None
            )
        return True

    def _why_not(self, series: Series) -> str | None:
        if self.is_out_of_reach or self.is_frozen or self.is_paused:
            return "stopped"
        price = self._now_costs(series)
        total = self._total(price)
        cap = series.plan.cap if series.plan.cap is not None else series.agreed + series.agreed // _AS_AGREED
        if total > cap or abs(total - series.agreed) * _A_HUNDRED > series.agreed * _AS_AGREED:
            return "price"
        if any(each.price == price and not each.is_delivered for each in self.owed):
            return "in flight"
        return "short" if self.wallet < total else None

    def _now_costs(self, series: Series) -> int:
        return self.price if self.life.is_tv else series.plan.amount

    def _total(self, amount: int) -> int:
        if not self.life.is_tv:
            return amount
        fee = min((amount + 50) // 100, 10_000)
        return amount + fee + (fee * 75 + 500) // 1_000

    def _accept(self, series: Series, now: datetime) -> None:
        if series.next is None or series.run is None:
            raise AssertionError("nothing to pay")
        price = self._now_costs(series)
        total = self._total(price)
        self.wallet -= total
        self.accepted += 1
        series.run.state = "paid"
        self.owed.append(Owed(len(self.series) - 1, series.next, total, price, now, "unsent"))
        series.move_on()

    def _send(self, payment: Owed) -> None:
        payment.answer = self.life.answers[self.vended % len(self.life.answers)]
        self.vended += 1
        if payment.answer in ("yes", "reversed"):
            self._value(payment)
        elif payment.answer == "no":
            self._back(payment, "payment-returned")
        else:
            self.owed.append(payment)

    def _value(self, payment: Owed) -> None:
        self.series[payment.series].failures = 0
        self.told.add(("payment-delivered", payment.series, payment.day))
        if payment.answer == "reversed":
            payment.is_delivered = True
            self.owed.append(payment)

    def _back(self, payment: Owed, word: str) -> None:
        self.wallet += payment.total
        series = self.series[payment.series]
        series.runs[payment.day].state = "returned"
        series.failures += 1
        self.told.add((word, payment.series, payment.day))

    def _put_off(self, series: Series, run: Run, now: datetime, needed: int | None) -> None:
        series.needed = needed
        if run.again is not None and now < run.again:
            return
        run.first = run.first or now
        run.tries += 1
        run.again = next((run.first + pause for pause in LADDER if run.first + pause > now), None)
        if run.again is None:
            self._give_up(series, now, is_last_try=True)
        else:
            run.state = "short"
            if series.next is not None:
                self._tell("schedule-short", series, series.next)

    def _give_up(
        self,
        series: Series,
        now: datetime,
        *,
        state: str = "not-paid",
        counts: bool = True,
        is_last_try: bool = False,
    ) -> None:
        day = series.next
        if day is None:
            raise AssertionError("nothing to give up")
        run = series.runs.setdefault(day, Run(state, now, now))
        run.state = state
        series.failures += counts
        series.move_on()
        if series.status == "active" and (is_last_try or series.failures >= MOST_FAILURES):
            series.status = "paused"
            self._tell("schedule-paused", series, day)
        else:
            self._tell("schedule-not-paid", series, day)

    def _resume(self, series: Series, now: datetime) -> None:
        series.status, series.failures = "active", 0
        if series.next is None or _at(series.next, PAID_AT) <= now:
            series.next = series.plan.after(now.astimezone(LAGOS).date())
            if series.next is None:
                series.status = "ended"
        elif series.run is not None:
            series.run.state = "announced"

    def _tell(self, kind: str, series: Series, day: date) -> None:
        self.told.add((kind, self.series.index(series), day))


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, LAGOS)
