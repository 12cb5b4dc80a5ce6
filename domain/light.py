"""Light that will be used up: what Meter Brain knows of a customer's meters, and telling her in time.

What was bought is looked up when it is needed. Kept are only what she typed off a meter, whether she wants to
be told of it, and when the next reminder is due; so a lost row costs a reminder, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from domain.errors import NotAllowed
from domain.foreseeing import LASTS_LONGER, Foresee, buying
from domain.meter_brain import LOOKED_AT, Bought, Forecast, MeterReading, forecast
from domain.meter_use import COMPARED
from domain.money import Money
from domain.notices import Notice, NoticeKind, NoticeStore
from domain.payments import Payment
from domain.quotes import Order
from domain.rules import LightRules, Rules
from domain.schedule_steps import PAID_BY_HAND
from domain.schedules import Schedule, ScheduleRun, ScheduleStatus, run_id
from domain.storage import Storage
from domain.times import lagos_day

_LATEST_DELIVERY = timedelta(hours=48)  # after the PIN; a later one is reckoned with at the next purchase
_AT_ONCE = 200
_LOOKS = 3  # at a schedule that others move at the same time


@dataclass(frozen=True, slots=True)
class MeterKey:
    """A customer's meter. `hash` only tells meters apart."""

    customer_id: str
    hash: bytes


@dataclass(frozen=True, slots=True)
class Meter:
    """What is kept of a meter besides its purchases."""

    key: MeterKey
    payment_id: str  # the newest purchase that was reckoned with
    remind_at: datetime | None = None
    reminds: bool = True
    reading: MeterReading | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """One delivered purchase of light for a prepaid meter."""

    payment_id: str
    bought: Bought


@dataclass(frozen=True, slots=True)
class Light:
    """A meter as its owner may see it."""

    meter: Meter
    newest: Payment  # whose meter it is, and at which company
    usual: Money
    usual_payment_id: str  # the newest purchase of that amount
    forecast: Forecast | None  # None: too few purchases are known
    buying: Schedule | None = None  # what buys for it by itself
    bought: tuple[Bought, ...] = ()  # the newest first


class MeterStore(Protocol):
    """Where meters are kept, and found among the payments."""

    async def of(self, customer_id: str) -> tuple[Meter, ...]:
        """Return the meters that a customer paid for, also those that were not reckoned with."""
        ...

    async def get(self, key: MeterKey) -> Meter | None:
        """Return a meter."""
        ...

    async def key_of(self, order: Order) -> MeterKey:
        """Return the meter that an order is for."""
        ...

    async def purchases(self, key: MeterKey, *, limit: int) -> tuple[Purchase, ...]:
        """Return the newest delivered purchases of a prepaid meter, newest first."""
        ...

    async def bought_lately(self, *, since: datetime, limit: int) -> tuple[tuple[MeterKey, str], ...]:
        """Return meters whose newest delivered purchase was not reckoned with, and that purchase."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[Meter, ...]:
        """Return the meters of which a reminder is due, the longest due first."""
        ...

    async def put(self, meter: Meter) -> None:
        """Keep a meter."""
        ...


class LightPayments(Protocol):
    """The payments, as light needs them."""

    async def get(self, payment_id: str) -> Payment | None:
        """Return a payment."""
        ...


class LightSchedules(Protocol):
    """The recurring payments, as light needs them."""

    async def get(self, schedule_id: str) -> Schedule | None:
        """Return a schedule."""
        ...

    async def of(self, customer_id: str) -> tuple[Schedule, ...]:
        """Return a customer's schedules that are not over."""
        ...

    async def run(self, run_id: str) -> ScheduleRun | None:
        """Return an occurrence, if it was announced or ended."""
        ...

    async def unforeseen(self, *, limit: int) -> tuple[Schedule, ...]:
        """Return schedules that wait for their next occurrence to be foreseen."""
        ...


class LightBooks(Protocol):
    """What light needs from one transaction."""

    @property
    def meters(self) -> MeterStore:
        """The meters."""
        ...

    @property
    def payments(self) -> LightPayments:
        """The payments."""
        ...

    @property
    def schedules(self) -> LightSchedules:
        """The recurring payments."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages owed to people."""
        ...


@dataclass(frozen=True)
class Lights:
    """Looking after meters."""

    storage: Storage[LightBooks]
    rules: Rules
    clock: Callable[[], datetime]

    async def of(self, customer_id: str) -> tuple[Light, ...]:
        """Return a customer's prepaid meters, the one that was paid last first."""
        async with self.storage.look() as books:
            meters = await books.meters.of(customer_id)
            found = [await _light(books, meter) for meter in meters]
        return tuple(
            sorted((each for each in found if each), key=lambda each: each.newest.accepted_at, reverse=True)
        )

    async def get(self, customer_id: str, payment_id: str) -> Light:
        """Return the meter that one of a customer's own payments was for.

        :raises NotAllowed: if it is not hers, or was for no prepaid meter
        """
        async with self.storage.look() as books:
            payment = await books.payments.get(payment_id)
            if payment is None or payment.customer_id != customer_id:
                raise NotAllowed
            key = await books.meters.key_of(payment.order)
            light = await _light(books, await books.meters.get(key) or Meter(key, payment_id))
        if light is None:
            raise NotAllowed
        return light

    async def read(self, customer_id: str, payment_id: str, watt_hours: int) -> Light:
        """Take what a meter shows now. The next reminder goes by it.

        :raises NotAllowed: if it is no prepaid meter of hers
        """
        light = await self.get(customer_id, payment_id)
        return await self._change(light, replace(light.meter, reading=MeterReading(self.clock(), watt_hours)))

    async def switch(self, customer_id: str, payment_id: str, *, reminds: bool) -> Light:
        """Remind of a meter from now on, or no more.

        :raises NotAllowed: if it is no prepaid meter of hers
        """
        light = await self.get(customer_id, payment_id)
        return await self._change(light, replace(light.meter, reminds=reminds))

    async def sweep(self) -> None:
        """Reckon with what was bought lately, and owe the reminders that are due."""
        await self._reckon()
        await self._foresee_what_waits()
        now = self.clock()
        while True:
            async with self.storage.begin() as books:
                due = await books.meters.due(now=now, limit=_AT_ONCE)
                for meter in due:
                    await self._remind(books, meter, now)
            if len(due) < _AT_ONCE:
                return

    async def _reckon(self) -> None:
        """Say when to remind of what was bought lately."""
        since = self.clock() - _LATEST_DELIVERY
        while True:
            async with self.storage.look() as books:
                lately = await books.meters.bought_lately(since=since, limit=_AT_ONCE)
            for key, payment_id in lately:
                await self._foresee_after(key, payment_id)
            async with self.storage.begin() as books:
                for key, payment_id in lately:
                    meter = await books.meters.get(key) or Meter(key, payment_id)
                    await self._keep(books, replace(meter, payment_id=payment_id))
            if len(lately) < _AT_ONCE:
                return

    async def _foresee_after(self, key: MeterKey, payment_id: str) -> None:
        """Say when light is bought by itself next, where something new is known of a meter."""
        async with self.storage.look() as books:
            schedules = await books.schedules.of(key.customer_id)
            if not any(each.is_foreseen for each in schedules):
                return
            payment = await books.payments.get(payment_id)
        schedule = buying(payment.order, schedules) if payment is not None else None
        if schedule is not None:
            await self._foresee(schedule, key)

    async def _foresee_what_waits(self) -> None:
        """Say when light is bought next by what was just let go on."""
        async with self.storage.look() as books:
            waiting = await books.schedules.unforeseen(limit=_AT_ONCE)
            keys = [
                await books.meters.key_of(each.terms.order(each.id, each.terms.amount)) for each in waiting
            ]
        for schedule, key in zip(waiting, keys, strict=True):
            await self._foresee(schedule, key)

    async def _foresee(self, schedule: Schedule, key: MeterKey) -> None:
        for _ in range(_LOOKS):
            now = self.clock()
            async with self.storage.look() as books:
                current = await books.schedules.get(schedule.id)
                if current is None:
                    return
                found = await _forecast(books, await books.meters.get(key), key)
                day = buys_on(found, self.rules.light, now) if found is not None else None
                while day is not None and day != current.occurrence:
                    if await books.schedules.run(run_id(schedule.id, day)) is None:
                        break
                    day += timedelta(days=1)
                newest = await books.meters.purchases(key, limit=1)
            known_at = found.known_at if found is not None else now
            bought = bool(newest) and newest[0].bought.at >= known_at
            reason = PAID_BY_HAND if bought else LASTS_LONGER
            whose = (schedule.id, schedule.customer_id, current.occurrence)
            if await self.storage.money.apply(Foresee(*whose, day, known_at, reason, self.rules, now)):
                return

    async def _keep(self, books: LightBooks, meter: Meter) -> None:
        """Keep a meter with the time of its next reminder, as far as that lies ahead."""
        found = await _forecast(books, meter, meter.key)
        at = found.remind_at(self.rules.light) if found is not None and meter.reminds else None
        ahead = at is not None and at > self.clock()
        await books.meters.put(replace(meter, remind_at=at if ahead else None))

    async def _change(self, light: Light, meter: Meter) -> Light:
        async with self.storage.begin() as books:
            await self._keep(books, meter)
        if light.buying is not None:
            await self._foresee(light.buying, meter.key)
        return await self.get(meter.key.customer_id, light.newest.id)

    async def _remind(self, books: LightBooks, meter: Meter, now: datetime) -> None:
        """Owe a reminder, unless something was bought or given back since: then reckon anew."""
        purchases = await books.meters.purchases(meter.key, limit=LOOKED_AT)
        found = forecast([each.bought for each in purchases], meter.reading)
        at = found.remind_at(self.rules.light) if found is not None and meter.reminds else None
        is_due = found is not None and at is not None and at <= now < found.runs_out_at
        if found is not None and is_due and not await _buys_itself(books, purchases[0].payment_id):
            newest = purchases[0].payment_id
            key = f"{NoticeKind.LIGHT_LOW.value}:{newest}:{found.known_at:%Y%m%d%H%M%S}"
            await books.outbox.add(Notice(key, NoticeKind.LIGHT_LOW, newest, meter.key.customer_id, now))
        await books.meters.put(replace(meter, remind_at=at if at is not None and at > now else None))


def buys_on(found: Forecast, rules: LightRules, now: datetime) -> date:
    """Return the day on which light is bought by itself: it is announced when its owner would be reminded.

    What lasts too shortly to be reminded of is bought on the day after it was.
    """
    remind_at = found.remind_at(rules) or found.known_at
    return max(lagos_day(remind_at), lagos_day(now)) + timedelta(days=1)


async def _forecast(books: LightBooks, meter: Meter | None, key: MeterKey) -> Forecast | None:
    purchases = await books.meters.purchases(key, limit=LOOKED_AT)
    return forecast([each.bought for each in purchases], meter.reading if meter is not None else None)


async def _buys_itself(books: LightBooks, payment_id: str) -> bool:
    """Return whether light is bought by itself, which is told before: then nobody has to be reminded."""
    payment = await books.payments.get(payment_id)
    if payment is None:
        return False
    found = buying(payment.order, await books.schedules.of(payment.customer_id))
    return found is not None and found.status is not ScheduleStatus.PAUSED


async def _light(books: LightBooks, meter: Meter) -> Light | None:
    """Return a meter with what is known of it; None: it has no purchases, so it is not prepaid."""
    bought = await books.meters.purchases(meter.key, limit=COMPARED)
    purchases = bought[:LOOKED_AT]
    newest = await books.payments.get(purchases[0].payment_id) if purchases else None
    if newest is None:
        return None
    usual, payment_id = _usual(purchases)
    found = forecast([each.bought for each in purchases], meter.reading)
    buys = buying(newest.order, await books.schedules.of(newest.customer_id))
    known = tuple(each.bought for each in bought)
    return Light(meter, newest, usual, payment_id, found, buys, known)


def _usual(purchases: Sequence[Purchase]) -> tuple[Money, str]:
    """Return the amount that was paid most often, and its newest purchase."""
    counted = Counter(each.bought.amount for each in purchases)
    most = max(counted.values())
    found = next(each for each in purchases if counted[each.bought.amount] == most)
    return found.bought.amount, found.payment_id
