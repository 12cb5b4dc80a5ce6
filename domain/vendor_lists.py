"""Asking one vendor for its lists, as far as they can be read, and what it says of each biller."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.billers import Biller, Bounds
from domain.vendors import (
    Category,
    Commission,
    VendorGateway,
    VendorPlan,
    VendorService,
    VendorUnavailable,
)

_ASKED_AT_ONCE = 4  # questions to one vendor


@dataclass(frozen=True, slots=True)
class Answer:
    """What a vendor says of one biller. None: it could not be asked."""

    plans: tuple[VendorPlan, ...] | None
    bounds: Bounds | None
    knows_bounds: bool
    commission: Commission | None
    knows_commission: bool

    def is_missing(self, biller: Biller) -> bool:
        """Return whether something of it could not be read."""
        if biller.kind.has_plans:
            return self.plans is None
        return not (self.knows_bounds and self.knows_commission)

    @property
    def stated(self) -> int:
        """For how many entries it states its commission."""
        return sum(plan.commission is not None for plan in self.plans or ()) + (self.commission is not None)


class Asked:
    """One vendor's lists, as far as they could be read."""

    def __init__(self, vendor: VendorGateway) -> None:
        """Begin with nothing asked."""
        self.vendor = vendor
        self.troubles: list[str] = []
        self._services: dict[Category, tuple[VendorService, ...]] = {}
        self._plans: dict[str, tuple[VendorPlan, ...]] = {}
        self._commissions: dict[str, Commission | None] = {}
        self._at_once = asyncio.Semaphore(_ASKED_AT_ONCE)

    async def about(self, billers: Iterable[Biller]) -> None:
        """Ask for everything that these billers need."""
        ours = [biller for biller in billers if self.vendor.name in biller.services]
        categories = {biller.category for biller in ours if not biller.kind.has_plans}
        lists = {biller.services[self.vendor.name] for biller in ours if biller.kind.has_plans}
        open_ones = {biller.services[self.vendor.name] for biller in ours if not biller.kind.has_plans}
        await asyncio.gather(
            *(self._ask_services(category) for category in sorted(categories)),
            *(self._ask_plans(service) for service in sorted(lists)),
            *(self._ask_commission(service) for service in sorted(open_ones)),
        )

    def said(self, biller: Biller) -> Answer:
        """Return what was said of a biller."""
        service = biller.services[self.vendor.name]
        rows = self._services.get(biller.category)
        return Answer(
            plans=self._plans.get(service),
            bounds=_bounds(service, rows or ()),
            knows_bounds=rows is not None,
            commission=self._commissions.get(service),
            knows_commission=service in self._commissions,
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

    async def _ask_commission(self, service: str) -> None:
        async with self._at_once:
            try:
                self._commissions[service] = await self.vendor.commission(service)
            except VendorUnavailable as error:
                self.troubles.append(f"{self.vendor.name}: {service}: {error}")


def _bounds(service: str, rows: Sequence[VendorService]) -> Bounds | None:
    """Return what a vendor takes of a service; a name is written by people, so its case says nothing."""
    row = next((row for row in rows if row.service.casefold() == service.casefold()), None)
    return Bounds(row.minimum, row.maximum) if row is not None else None
