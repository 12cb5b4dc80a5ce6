"""Reads the vendors' lists into the catalogue. What our staff decided stays as it is.

A list that can't be read changes nothing: its biller keeps what it had, and is asked about again soon.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.billers import Biller, Bounds
from domain.price_lists import ListedPlan, merge
from domain.storage import Storage
from domain.vendors import Category, VendorGateway, VendorPlan, VendorService, VendorUnavailable

_ASKED_AT_ONCE = 4  # questions to one vendor


class SyncedBillers(Protocol):
    """The billers, as the sync reads and changes them."""

    async def all(self) -> tuple[Biller, ...]:
        """Return every biller, on sale or not."""
        ...

    async def unread_since(self, moment: datetime) -> tuple[str, ...]:
        """Return the billers whose vendors' lists were not all read since then."""
        ...

    async def lock(self, biller_id: str) -> None:
        """Let nobody else change what belongs to that biller until the end of this transaction."""
        ...

    async def keep_bounds(self, biller_id: str, bounds: Mapping[str, Bounds]) -> None:
        """Keep what vendors take at once. What staff set stays as it is."""
        ...

    async def were_read(self, biller_id: str, *, now: datetime) -> None:
        """Keep that all of a biller's lists have been read."""
        ...


class SyncedPlans(Protocol):
    """The plans, as the sync reads and changes them."""

    async def listed(self, biller_id: str) -> tuple[ListedPlan, ...]:
        """Return every plan of a biller, as its vendors listed it last."""
        ...

    async def changed_after(self, biller_id: str, moment: datetime) -> bool:
        """Return whether a plan of a biller was changed by a list that was asked for after that moment."""
        ...

    async def save(self, biller_id: str, plans: Sequence[ListedPlan], *, asked_at: datetime) -> None:
        """Keep plans as their vendors list them. What staff decided of them stays as it is."""
        ...


class SyncBooks(Protocol):
    """What the sync needs from one transaction."""

    @property
    def billers(self) -> SyncedBillers:
        """The billers."""
        ...

    @property
    def plans(self) -> SyncedPlans:
        """What they have to choose from."""
        ...


@dataclass(frozen=True, slots=True)
class Synced:
    """What came of reading the lists."""

    billers: int  # whose lists were all read
    changed: int  # plans that are new, gone, back or different now
    unread: tuple[str, ...]  # "vendor: service: why" of each list that could not be read


@dataclass(frozen=True)
class CatalogueSync:
    """Reading the vendors' lists."""

    storage: Storage[SyncBooks]
    vendors: Mapping[str, VendorGateway]
    every: timedelta
    changed: Callable[[], Awaitable[None]]  # called after something of the catalogue has changed
    clock: Callable[[], datetime]

    async def read_all(self) -> Synced:
        """Read every list."""
        async with self.storage.look() as books:
            billers = await books.billers.all()
        return await self._read(billers)

    async def read_due(self) -> Synced:
        """Read the lists that are older than they may be, and those that could not be read before."""
        async with self.storage.look() as books:
            due = await books.billers.unread_since(self.clock() - self.every)
            billers = await books.billers.all() if due else ()
        return await self._read([biller for biller in billers if biller.id in due])

    async def read_service(self, vendor: str, service: str) -> Synced:
        """Read the lists of the billers that a vendor calls so: it has said that something changed."""
        async with self.storage.look() as books:
            billers = await books.billers.all()
        return await self._read([biller for biller in billers if biller.services.get(vendor) == service])

    async def _read(self, billers: Collection[Biller]) -> Synced:
        if not billers:
            return Synced(0, 0, ())
        asked_at = self.clock()
        asked = {name: _Asked(vendor) for name, vendor in self.vendors.items()}
        await asyncio.gather(*(each.about(billers) for each in asked.values()))
        read = changed = 0
        for biller in billers:
            answers = {vendor: asked[vendor].said(biller) for vendor in biller.services if vendor in asked}
            difference = await self._keep(biller, answers, asked_at)
            changed += difference
            read += _is_whole(biller, answers)
        if changed:
            await self.changed()
        return Synced(read, changed, tuple(trouble for each in asked.values() for trouble in each.troubles))

    async def _keep(self, biller: Biller, answers: Mapping[str, Answer], asked_at: datetime) -> int:
        now, changed = self.clock(), 0
        bounds = {vendor: answer.bounds for vendor, answer in answers.items() if answer.bounds is not None}
        async with self.storage.begin() as books:
            await books.billers.lock(biller.id)
            if await books.plans.changed_after(biller.id, asked_at):
                return 0  # Somebody asked later, and was faster.
            kept = {
                vendor: each for vendor, each in biller.vendor_bounds.items() if vendor in biller.services
            }
            if bounds and {**kept, **bounds} != dict(biller.vendor_bounds):
                await books.billers.keep_bounds(biller.id, {**kept, **bounds})
                changed += 1
            if biller.kind.has_plans:
                known = await books.plans.listed(biller.id)
                # A vendor that we don't work with at the moment keeps what it had.
                lists = {
                    vendor: answers[vendor].plans if vendor in answers else None for vendor in biller.services
                }
                before = {plan.id: plan for plan in known}
                merged = merge(biller.name, known, lists)
                different = [plan for plan in merged if before.get(plan.id) != plan]
                await books.plans.save(biller.id, different, asked_at=asked_at)
                changed += len(different)
            if _is_whole(biller, answers):
                await books.billers.were_read(biller.id, now=now)
        return changed


@dataclass(frozen=True, slots=True)
class Answer:
    """What a vendor says of one biller. None: it could not be asked."""

    plans: tuple[VendorPlan, ...] | None
    bounds: Bounds | None
    knows_bounds: bool

    def is_missing(self, biller: Biller) -> bool:
        """Return whether something of it could not be read."""
        return not self.knows_bounds if not biller.kind.has_plans else self.plans is None


def _is_whole(biller: Biller, answers: Mapping[str, Answer]) -> bool:
    return bool(answers) and not any(answer.is_missing(biller) for answer in answers.values())


class _Asked:
    """One vendor's lists, as far as they could be read."""

    def __init__(self, vendor: VendorGateway) -> None:
        self.vendor = vendor
        self.troubles: list[str] = []
        self._services: dict[Category, tuple[VendorService, ...]] = {}
        self._plans: dict[str, tuple[VendorPlan, ...]] = {}
        self._at_once = asyncio.Semaphore(_ASKED_AT_ONCE)

    async def about(self, billers: Iterable[Biller]) -> None:
        """Ask for everything that these billers need."""
        ours = [biller for biller in billers if self.vendor.name in biller.services]
        categories = {biller.category for biller in ours if not biller.kind.has_plans}
        lists = {biller.services[self.vendor.name] for biller in ours if biller.kind.has_plans}
        await asyncio.gather(
            *(self._ask_services(category) for category in sorted(categories)),
            *(self._ask_plans(service) for service in sorted(lists)),
        )

    def said(self, biller: Biller) -> Answer:
        """Return what was said of a biller."""
        service = biller.services[self.vendor.name]
        rows = self._services.get(biller.category)
        return Answer(
            plans=self._plans.get(service),
            bounds=_bounds(service, rows or ()),
            knows_bounds=rows is not None,
        )

    async def _ask_services(self, category: Category) -> None:
        async with self._at_once:
            try:
                self._services[category] = await self.vendor.services(category)
            except VendorUnavailable as error:
                self.troubles.append(f"{self.vendor.name}: {category.value}: {error}")

    async def _ask_plans(self, service: str) -> None:
        async with self._at_once:
            try:
                self._plans[service] = await self.vendor.plans(service)
            except VendorUnavailable as error:
                self.troubles.append(f"{self.vendor.name}: {service}: {error}")


def _bounds(service: str, rows: Sequence[VendorService]) -> Bounds | None:
    """Return what a vendor takes of a service; a name is written by people, so its case says nothing."""
    row = next((row for row in rows if row.service.casefold() == service.casefold()), None)
    return Bounds(row.minimum, row.maximum) if row is not None else None
