"""Whom we ask to deliver: the vendors with what is known of them, and the choice for one order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from domain.billers import Biller, Plan, UnknownBiller, UnknownPlan, narrowed
from domain.money import Money
from domain.outages import BillerPaused, Outages
from domain.quotes import AmountTooLarge, AmountTooSmall, Order
from domain.routing import Blocked, Route, To, route
from domain.rules import Rules
from domain.vendor_floats import VendorFloats
from domain.vendor_health import VendorHealth
from domain.vendor_words import FLOAT_SHORT
from domain.vendors import Rejected, RequeryOutcome, VendorGateway, VendOutcome, VendRequest


@dataclass(frozen=True)
class VendorDesk:
    """The vendors that we work with, asked in the order that rules, health and floats give."""

    vendors: Mapping[str, VendorGateway]
    rules: Rules
    clock: Callable[[], datetime]
    outages: Outages | None = None  # None: what other processes know is not asked for

    @cached_property
    def health(self) -> VendorHealth:
        """How they do."""
        return self.outages.health if self.outages is not None else VendorHealth(self.rules.health)

    @cached_property
    def floats(self) -> VendorFloats:
        """What is left of our money there."""
        return (
            self.outages.floats if self.outages is not None else VendorFloats(self.vendors, self.rules.floats)
        )

    def check(self, biller: Biller | None, plan: Plan | None, order: Order) -> None:
        """Refuse to take money for what nobody could deliver now.

        :raises UnknownBiller: if it is not on sale
        :raises UnknownPlan: if nobody renews what the customer has; a package can be chosen
        :raises AmountTooSmall, AmountTooLarge: if no vendor that we work with takes so little, or so much
        :raises BillerPaused: if nobody who sells it is up, or has enough of our float
        """
        if biller is None or not biller.on_sale:
            raise UnknownBiller
        self._check_bounds(biller, order.amount)
        blocked = self.route(biller, plan, order)
        if self.outages is not None and self.outages.is_paused(biller.id) and blocked is not Blocked.NOT_SOLD:
            blocked = Blocked.DOWN
        match blocked:
            case Blocked.NOT_SOLD:
                raise UnknownPlan if order.renews else UnknownBiller
            case Blocked.DOWN | Blocked.FLOAT_SHORT:
                raise BillerPaused(biller_id=biller.id, biller=biller.name, reason=blocked.value)
            case To():
                pass

    def _check_bounds(self, biller: Biller, amount: Money) -> None:
        ours = [name for name in biller.services if name in self.vendors]
        if biller.kind.has_plans:
            return
        minimum, maximum = narrowed(biller.minimum, biller.maximum, ours, biller.vendor_bounds)
        if amount < minimum:
            raise AmountTooSmall(minimum=minimum)
        if amount > maximum:
            raise AmountTooLarge(maximum=maximum)

    def route(self, biller: Biller, plan: Plan | None, order: Order, asked: Collection[str] = ()) -> Route:
        """Return whom to ask for an order, except for those who have refused it already."""
        now = self.clock()
        return route(
            biller,
            plan,
            order.amount,
            order.id,
            vendors=self.vendors,
            is_up=lambda vendor: self.health.is_up(vendor, biller.id, now=now),
            covers=lambda vendor: self.floats.covers(vendor, order.amount),
            can_sell=lambda vendor: (
                not order.renews or self.vendors[vendor].can_renew(biller.services[vendor])
            ),
            asked=asked,
        )

    async def vend(
        self, vendor: VendorGateway, biller: Biller, request: VendRequest, *, customer_id: str
    ) -> VendOutcome:
        """Ask a vendor for delivery, once, and remember how it did."""
        sent_at = self.clock()
        self.health.sent(vendor.name, biller.id, now=sent_at)
        self.floats.sent(vendor.name, request.amount)
        word = await vendor.vend(request)
        now = self.clock()
        self._heard(vendor.name, biller.id, customer_id, request.amount, word, took=now - sent_at, now=now)
        return word

    async def requery(
        self, vendor: VendorGateway, biller: Biller | None, request: VendRequest, *, customer_id: str
    ) -> RequeryOutcome:
        """Ask a vendor what became of an order, and remember how it did."""
        word = await vendor.requery(request)
        if biller is not None:
            self._heard(
                vendor.name, biller.id, customer_id, request.amount, word, took=None, now=self.clock()
            )
        return word

    def _heard(
        self,
        vendor: str,
        biller_id: str,
        customer_id: str,
        amount: Money,
        word: RequeryOutcome,
        *,
        took: timedelta | None,
        now: datetime,
    ) -> None:
        self.health.answered(vendor, biller_id, word, customer_id=customer_id, took=took, now=now)
        if isinstance(word, Rejected):
            self.floats.refused(vendor, amount)
            if word.reason == FLOAT_SHORT:
                self.floats.was_short(vendor, amount, now=now)
