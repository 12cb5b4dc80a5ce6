"""What is looked up before orders are priced, for many orders at once: as many questions as for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.billers import Biller, Plan
from domain.limits import CustomerAccounts
from domain.quotes import Order
from domain.schedules import is_of


@dataclass(frozen=True, slots=True)
class PaidBefore:
    """What a customer paid lately."""

    order: Order
    run_id: str | None  # the occurrence of a schedule that it paid; None: she did it herself


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What a moment ago was known around some orders. Whether it still holds is decided on the books."""

    billers: Mapping[str, Biller]
    plans: Mapping[tuple[str, str], Plan]  # by the biller's id and the plan's
    accounts: Mapping[str, CustomerAccounts]  # by the customer's id
    paid: Mapping[str, Sequence[PaidBefore]]  # what each customer paid lately for these recipients

    def chosen(self, order: Order) -> Plan | None:
        """Return the plan that was chosen, as it is now; None if none was, or if it is gone."""
        if order.plan is None or order.plan.id is None:
            return None
        return self.plans.get((order.biller_id, order.plan.id))

    def has_earlier_like(self, order: Order, *, beside: str) -> bool:
        """Return whether the same bill was paid a short while before, but by a schedule's own occurrences."""
        return any(
            order.is_same_bill_as(earlier.order) and not is_of(beside, earlier.run_id)
            for earlier in self.paid.get(order.customer_id, ())
        )


class OrderFactStore(Protocol):
    """Where that is looked up."""

    async def of(self, orders: Sequence[Order], *, since: datetime) -> OrderFacts:
        """Return what is known around these orders; of what was paid, only what was since then."""
        ...
