"""Outages: billers that are not sold for a while, and telling those who wait when it is over.

That a biller is out is written down, so that all processes and a restart know it. An outage begins when no
vendor of the biller has delivered for some time; after a pause a few orders try; it ends with a delivery, or
when nothing has failed for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from domain.audit_log import AuditEntry, AuditWriter, Doing
from domain.billers import Biller
from domain.errors import Refusal
from domain.notices import Notice, NoticeKind
from domain.rules import HealthRules
from domain.storage import Storage
from domain.vendor_floats import VendorFloats
from domain.vendor_health import VendorHealth

FOR_EVER = datetime(9000, 1, 1, tzinfo=UTC)


class NotPaused(Refusal):
    """The biller is on sale."""

    code = "not-paused"


class BillerPaused(Refusal):
    """Nobody delivers for this biller at the moment. Nothing was charged."""

    code = "biller-paused"

    def __init__(self, *, biller_id: str, biller: str, reason: str) -> None:
        super().__init__(biller=biller, reason=reason)
        self.biller_id = biller_id
        self.reason = reason


class BillerState(StrEnum):
    """How it is with a biller, if it is not well."""

    SLOW = "slow"  # sold; customers may have to wait
    PAUSED = "paused"  # not sold


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which a biller is not sold."""

    biller_id: str
    began_at: datetime
    trial_at: datetime  # from then on a few orders try whether it is over
    reason: str | None = None  # why staff took it off sale; then it is over at `trial_at`

    @property
    def is_pause(self) -> bool:
        """Whether staff took it off sale: nobody tries before they, or the hour, say that it is over."""
        return self.reason is not None

    @property
    def resumes_at(self) -> datetime | None:
        """When a pause is over by itself; None: never."""
        return self.trial_at if self.is_pause and self.trial_at < FOR_EVER else None

    def is_on_trial(self, now: datetime) -> bool:
        """Return whether orders are let through that try."""
        return now >= self.trial_at


class OutageStore(Protocol):
    """Where outages are kept, and who waits for their end."""

    async def open_ones(self) -> tuple[Outage, ...]:
        """Return the outages that are not over."""
        ...

    async def begin(self, outage: Outage) -> bool:
        """Keep that an outage has begun; False if the biller has one already."""
        ...

    async def pause(self, outage: Outage) -> None:
        """Keep that staff took a biller off sale, also where it is out already."""
        ...

    async def put_trial_off(self, outage: Outage, until: datetime) -> None:
        """Keep that it will be tried again later."""
        ...

    async def end(self, outage: Outage, *, now: datetime) -> bool:
        """Keep that an outage is over; False if it was already."""
        ...

    async def wait(self, biller_id: str, customer_id: str, *, now: datetime) -> None:
        """Keep that a customer wants to be told."""
        ...

    async def waited_for(self) -> tuple[str, ...]:
        """Return the billers that somebody waits for."""
        ...

    async def wait_no_more(self, biller_id: str) -> tuple[str, ...]:
        """Return who waited for a biller, and forget it."""
        ...


class NoticeStore(Protocol):
    """Where messages are owed."""

    async def add(self, notice: Notice) -> None:
        """Owe a message. The same key again changes nothing."""
        ...


class OutageBillers(Protocol):
    """The billers, as outages need them."""

    async def all(self) -> tuple[Biller, ...]:
        """Return every biller, on sale or not."""
        ...


class OutageBooks(Protocol):
    """What outages need from one transaction."""

    @property
    def outages(self) -> OutageStore:
        """The outages."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages owed to people."""
        ...

    @property
    def billers(self) -> OutageBillers:
        """The billers."""
        ...

    @property
    def audit(self) -> AuditWriter:
        """The audit log."""
        ...


@dataclass(frozen=True)
class Outages:
    """Watching over the billers."""

    storage: Storage[OutageBooks]
    vendors: Collection[str]
    health: VendorHealth
    floats: VendorFloats
    clock: Callable[[], datetime]
    _open: dict[str, Outage] = field(default_factory=dict, init=False, repr=False)
    _slow: set[str] = field(default_factory=set, init=False, repr=False)

    @property
    def rules(self) -> HealthRules:
        """When a biller is out."""
        return self.health.rules

    def now(self) -> Mapping[str, BillerState]:
        """Return the billers that are not well, as this process knew it a moment ago."""
        now = self.clock()
        states = dict.fromkeys(self._slow, BillerState.SLOW)
        for biller_id, outage in self._open.items():
            states[biller_id] = BillerState.SLOW if outage.is_on_trial(now) else BillerState.PAUSED
        return states

    def is_paused(self, biller_id: str) -> bool:
        """Return whether a biller is not sold now."""
        outage = self._open.get(biller_id)
        return outage is not None and not outage.is_on_trial(self.clock())

    async def ask_to_be_told(self, customer_id: str, biller_id: str) -> None:
        """Tell a customer once when a biller is sold again; soon, if it is sold now."""
        async with self.storage.begin() as books:
            await books.outages.wait(biller_id, customer_id, now=self.clock())

    def open_of(self, biller_id: str) -> Outage | None:
        """Return the outage of a biller, as this process knew it a moment ago."""
        return self._open.get(biller_id)

    async def pause(self, biller_id: str, reason: str, until: datetime | None, doing: Doing) -> AuditEntry:
        """Take a biller off sale, for staff: until somebody resumes it, or until an hour."""
        async with self.storage.begin() as books:
            outage = await self.pause_within(books, biller_id, reason, until)
            entry = await books.audit.add(doing)
        self.was_paused(outage)
        return entry

    async def resume(self, biller_id: str, doing: Doing) -> AuditEntry:
        """Sell a biller again; who waits is told.

        :raises NotPaused: if it is sold
        """
        async with self.storage.begin() as books:
            if not await self.resume_within(books, biller_id):
                raise NotPaused
            entry = await books.audit.add(doing)
        self.has_ended(biller_id)
        return entry

    async def pause_within(
        self, books: OutageBooks, biller_id: str, reason: str, until: datetime | None
    ) -> Outage:
        """Keep in a transaction of somebody else's that a biller is taken off sale."""
        outage = Outage(biller_id, self.clock(), until or FOR_EVER, reason)
        await books.outages.pause(outage)
        return outage

    async def resume_within(self, books: OutageBooks, biller_id: str) -> bool:
        """Keep in a transaction of somebody else's that a biller is sold; False if it was already."""
        found = [each for each in await books.outages.open_ones() if each.biller_id == biller_id]
        return bool(found) and await self._end_within(books, found[0], self.clock())

    def was_paused(self, outage: Outage) -> None:
        """Know in this process, without waiting for the next look, that a biller is off sale."""
        self._open[outage.biller_id] = outage

    def has_ended(self, biller_id: str) -> None:
        """Know in this process, without waiting for the next look, that a biller is sold."""
        self._open.pop(biller_id, None)
        self.health.forget(biller_id)

    async def watch(self) -> None:
        """Learn what other processes saw, begin and end outages, and tell who waits."""
        async with self.storage.look() as books:
            found = {outage.biller_id: outage for outage in await books.outages.open_ones()}
            waited_for = await books.outages.waited_for()
            watched = self.health.watched()
            billers = (
                {biller.id: biller for biller in await books.billers.all()}
                if watched or found or waited_for
                else {}
            )
        self._learn(found, billers)
        for biller_id in sorted(watched - found.keys()):
            if biller_id in billers:
                await self._pause_if_failing(billers[biller_id])
        for outage in found.values():
            await self._go_on(outage, billers.get(outage.biller_id))
        for biller_id in waited_for:
            await self._tell_if_back(biller_id, billers.get(biller_id))
        self._slow.clear()
        self._slow.update(biller.id for biller in billers.values() if self._is_slow(biller))

    def _learn(self, found: Mapping[str, Outage], billers: Mapping[str, Biller]) -> None:
        now = self.clock()
        for biller_id in self._open.keys() - found.keys():
            self.health.forget(biller_id)
        self._open.clear()
        self._open.update(found)
        for biller_id, outage in found.items():
            if not outage.is_pause:
                self._open_circuits(billers.get(biller_id), now)

    async def _pause_if_failing(self, biller: Biller) -> None:
        now = self.clock()
        since = self.health.failing_since(biller.id, self._vendors_of(biller), now=now)
        if since is None or now - since < self.rules.pause_after:
            return
        outage = Outage(biller.id, now, now + self.rules.pause_for)
        async with self.storage.begin() as books:
            if await books.outages.begin(outage):
                await books.outbox.add(_for_staff(outage, "began", now))
        self._open[biller.id] = outage
        self._open_circuits(biller, now)

    def _open_circuits(self, biller: Biller | None, now: datetime) -> None:
        """Let one order at a time try in this process too, whatever it has seen by itself."""
        if biller is not None:
            for vendor in self._vendors_of(biller):
                self.health.open(vendor, biller.id, now=now)

    async def _go_on(self, outage: Outage, biller: Biller | None) -> None:
        now = self.clock()
        if outage.is_pause:
            if outage.is_on_trial(now):
                await self._end(outage, now)
        elif self.health.delivered_since(outage.biller_id, outage.began_at):
            await self._end(outage, now)
        elif outage.is_on_trial(now):
            if self._is_out_of_reach(biller) or self.health.failed_since(outage.biller_id, outage.trial_at):
                later = Outage(outage.biller_id, outage.began_at, now + self.rules.pause_for)
                async with self.storage.begin() as books:
                    await books.outages.put_trial_off(outage, later.trial_at)
                self._open[outage.biller_id] = later
            elif now - outage.trial_at >= self.rules.trial_for:
                await self._end(outage, now)

    def _is_slow(self, biller: Biller) -> bool:
        return self.health.is_slow(biller.id, self._vendors_of(biller), now=self.clock())

    def _is_out_of_reach(self, biller: Biller | None) -> bool:
        vendors = self._vendors_of(biller) if biller is not None else []
        return bool(vendors) and all(self.floats.is_out_of_reach(vendor) for vendor in vendors)

    async def _end(self, outage: Outage, now: datetime) -> None:
        async with self.storage.begin() as books:
            await self._end_within(books, outage, now)
        self.has_ended(outage.biller_id)

    async def _end_within(self, books: OutageBooks, outage: Outage, now: datetime) -> bool:
        ended = await books.outages.end(outage, now=now)
        if ended:
            await books.outbox.add(_for_staff(outage, "ended", now))
        return ended

    async def _tell_if_back(self, biller_id: str, biller: Biller | None) -> None:
        now = self.clock()
        if biller is None or not biller.on_sale or biller_id in self._open:
            return
        if not any(
            self.health.is_up(vendor, biller_id, now=now) and not self.floats.is_low(vendor)
            for vendor in self._vendors_of(biller)
        ):
            return
        async with self.storage.begin() as books:
            for customer_id in await books.outages.wait_no_more(biller_id):
                key = f"{NoticeKind.BILLER_BACK.value}:{biller_id}:{customer_id}:{now:%Y%m%d%H%M%S}"
                await books.outbox.add(Notice(key, NoticeKind.BILLER_BACK, biller_id, customer_id, now))

    def _vendors_of(self, biller: Biller) -> list[str]:
        return [name for name in biller.services if name in self.vendors]


def _for_staff(outage: Outage, event: str, now: datetime) -> Notice:
    kind, subject = NoticeKind.STAFF_OUTAGE, f"{event}:{outage.biller_id}"
    return Notice(f"{kind.value}:{subject}:{outage.began_at:%Y%m%d%H%M%S}", kind, subject, None, now)
