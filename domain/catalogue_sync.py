"""Reads the vendors' lists into the catalogue. What our staff decided stays as it is.

A list that can't be read changes nothing: its biller keeps what it had, and is asked about again soon.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from domain.billers import Biller, Bounds
from domain.price_lists import ListedPlan, merge
from domain.storage import Storage
from domain.vendor_lists import Answer, Asked
from domain.vendors import Commission, VendorGateway


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

    async def keep_commissions(self, biller_id: str, commissions: Mapping[str, Commission]) -> None:
        """Keep what vendors say that they leave us of a sale."""
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
    commissions: Mapping[str, int] = field(default_factory=dict)  # vendor → of how many entries


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
        asked = {name: Asked(vendor) for name, vendor in self.vendors.items()}
        await asyncio.gather(*(each.about(billers) for each in asked.values()))
        read = changed = 0
        stated: Counter[str] = Counter()
        for biller in billers:
            answers = {vendor: asked[vendor].said(biller) for vendor in biller.services if vendor in asked}
            difference = await self._keep(biller, answers, asked_at)
            changed += difference
            read += _is_whole(biller, answers)
            stated.update({vendor: answer.stated for vendor, answer in answers.items()})
        if changed:
            await self.changed()
        troubles = tuple(trouble for each in asked.values() for trouble in each.troubles)
        return Synced(read, changed, troubles, {vendor: n for vendor, n in sorted(stated.items()) if n})

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
            commissions = _commissions(biller, answers)
            if commissions != dict(biller.commissions):
                await books.billers.keep_commissions(biller.id, commissions)
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


def _is_whole(biller: Biller, answers: Mapping[str, Answer]) -> bool:
    return bool(answers) and not any(answer.is_missing(biller) for answer in answers.values())


def _commissions(biller: Biller, answers: Mapping[str, Answer]) -> dict[str, Commission]:
    """Return what each vendor leaves us: what was said now, else what was said before."""
    said = {vendor: answer.commission for vendor, answer in answers.items() if answer.knows_commission}
    kept = {vendor: each for vendor, each in biller.commissions.items() if vendor in biller.services}
    return {vendor: each for vendor, each in {**kept, **said}.items() if each is not None}
