"""Choosing a biller: what is on sale, in which order it is shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from domain.billers import Biller, Plan, UnknownBiller, UnknownPlan
from domain.storage import Storage
from domain.vendors import Category

# Names and services hardly ever change, and every payment and every receipt asks for them. A sheet's price
# is drawn up from the catalogue itself.
REMEMBERED_FOR = timedelta(minutes=1)
# What is shown to be chosen from. A price that changed meanwhile is noticed before anything is paid.
LISTS_REMEMBERED_FOR = timedelta(seconds=10)


class BillerStore(Protocol):
    """Where the catalogue is kept."""

    async def on_sale(self, category: Category) -> tuple[Biller, ...]:
        """Return what can be bought, in the order of showing."""
        ...

    async def get(self, biller_id: str) -> Biller | None:
        """Return one biller, on sale or not."""
        ...


class PlanStore(Protocol):
    """Where it is kept what billers have to choose from."""

    async def on_sale(self, biller_id: str) -> tuple[Plan, ...]:
        """Return what can be chosen, in the order of showing."""
        ...

    async def get(self, biller_id: str, plan_id: str) -> Plan | None:
        """Return one plan, on sale or not."""
        ...


class BillerBooks(Protocol):
    """What the catalogue needs from one transaction."""

    @property
    def billers(self) -> BillerStore:
        """The billers."""
        ...

    @property
    def plans(self) -> PlanStore:
        """What they have to choose from."""
        ...


class SharedLists(Protocol):
    """Where processes remember together what is on sale. It may forget, and be asked in vain."""

    async def billers(
        self, category: Category, read: Callable[[], Awaitable[tuple[Biller, ...]]]
    ) -> tuple[Biller, ...]:
        """Return what is remembered of a category, or what `read` gives."""
        ...

    async def plans(
        self, biller_id: str, read: Callable[[], Awaitable[tuple[Plan, ...]]]
    ) -> tuple[Plan, ...]:
        """Return what is remembered of a biller's plans, or what `read` gives."""
        ...

    async def forget(self) -> None:
        """Remember nothing of what was: something has changed."""
        ...


@dataclass(frozen=True)
class Billers:
    """Choosing a biller."""

    storage: Storage[BillerBooks]
    clock: Callable[[], datetime]
    shared: SharedLists | None = None  # None: each process remembers for itself
    _remembered: dict[str, tuple[Biller, datetime]] = field(default_factory=dict, init=False, repr=False)
    _on_sale: dict[Category, tuple[tuple[Biller, ...], datetime]] = field(
        default_factory=dict, init=False, repr=False
    )
    _plans: dict[str, tuple[tuple[Plan, ...], datetime]] = field(default_factory=dict, init=False, repr=False)

    async def on_sale(self, category: Category) -> tuple[Biller, ...]:
        """Return what can be bought, in the order of showing, as it was some seconds ago at the earliest."""
        now = self.clock()
        billers, read_at = self._on_sale.get(category, ((), None))
        if read_at is None or now - read_at >= LISTS_REMEMBERED_FOR:

            async def read() -> tuple[Biller, ...]:
                async with self.storage.look() as books:
                    return await books.billers.on_sale(category)

            billers = await (self.shared.billers(category, read) if self.shared is not None else read())
            self._on_sale[category] = billers, now
        return billers

    async def plans(self, biller_id: str) -> tuple[Plan, ...]:
        """Return what a biller has to choose from, in the order of showing, as it was some seconds ago.

        A price is agreed on by `plan`, which looks it up.
        """
        now = self.clock()
        plans, read_at = self._plans.get(biller_id, ((), None))
        if read_at is None or now - read_at >= LISTS_REMEMBERED_FOR:

            async def read() -> tuple[Plan, ...]:
                async with self.storage.look() as books:
                    return await books.plans.on_sale(biller_id)

            plans = await (self.shared.plans(biller_id, read) if self.shared is not None else read())
            self._plans[biller_id] = plans, now
        return plans

    async def plan(self, biller_id: str, plan_id: str) -> Plan:
        """Return a plan as it is now, on sale or not.

        :raises UnknownPlan: if there never was one
        """
        async with self.storage.look() as books:
            plan = await books.plans.get(biller_id, plan_id)
        if plan is None:
            raise UnknownPlan
        return plan

    async def find(self, biller_id: str) -> Biller | None:
        """Return a biller, on sale or not, as it was a minute ago at the earliest."""
        now = self.clock()
        biller, read_at = self._remembered.get(biller_id, (None, now))
        if biller is None or now - read_at >= REMEMBERED_FOR:
            async with self.storage.look() as books:
                biller = await books.billers.get(biller_id)
            if biller is not None:
                self._remembered[biller_id] = biller, now
        return biller

    async def get(self, biller_id: str) -> Biller:
        """Return a biller, on sale or not: a receipt needs its name for ever.

        :raises UnknownBiller: if there never was one
        """
        biller = await self.find(biller_id)
        if biller is None:
            raise UnknownBiller
        return biller

    async def forget(self) -> None:
        """Look everything up anew: the catalogue has changed."""
        if self.shared is not None:
            await self.shared.forget()
        for memory in (self._remembered, self._on_sale, self._plans):
            memory.clear()
