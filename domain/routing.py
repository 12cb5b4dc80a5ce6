"""Which vendor delivers an order: by preference or by shares, among those that can.

Everything here is choosing. What is known of the vendors comes in as questions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.billers import Biller, Plan
from domain.money import Money
from domain.vendors import Rejected

# Reasons of a rejection that lie with the vendor or its way to the biller. For any other the customer's
# number or amount may be at fault, and another vendor would be asked the same in vain: the money goes back.
VENDORS_OWN = "vendor-"  # our account there, our float there, or the way to them
_OTHER_WAYS_OPEN = frozenset(
    {
        "biller-unreachable",
        "not-processed",
        "service-inactive",
        "service-suspended",
        "unknown-plan",  # not on this vendor's list any more
        "unknown-service",
    }
)


class Blocked(StrEnum):
    """Why nobody can be asked for an order."""

    NOT_SOLD = "not-sold"
    DOWN = "down"  # whoever sells it has not delivered lately
    FLOAT_SHORT = "float-short"  # whoever is up has too little of our money


@dataclass(frozen=True, slots=True)
class To:
    """Whom to ask."""

    vendor: str


Route = To | Blocked


def may_go_elsewhere(word: Rejected) -> bool:
    """Return whether another vendor may deliver what this one has definitely refused."""
    return word.reason.startswith(VENDORS_OWN) or word.reason in _OTHER_WAYS_OPEN


def _anything(_: str) -> bool:
    return True


def route(
    biller: Biller,
    plan: Plan | None,
    amount: Money,
    order_id: str,
    *,
    vendors: Collection[str],
    is_up: Callable[[str], bool],
    covers: Callable[[str], bool],
    can_sell: Callable[[str], bool] = _anything,
    asked: Collection[str] = (),
) -> Route:
    """Return whom to ask for an order.

    :param vendors: those that we work with
    :param is_up: whether a vendor delivers for this biller at the moment
    :param covers: whether our float at a vendor is large enough
    :param can_sell: whether a vendor knows this kind of order: not every one renews
    :param asked: those that have refused this order already
    """
    sellers = [
        name
        for name in sells(biller, plan, amount)
        if name in vendors and name not in asked and can_sell(name)
    ]
    if not sellers:
        return Blocked.NOT_SOLD
    up = [name for name in sellers if is_up(name)]
    if not up:
        return Blocked.DOWN
    able = [name for name in up if covers(name)]
    return To(in_turn(able, biller.weights, order_id)[0]) if able else Blocked.FLOAT_SHORT


def sells(biller: Biller, plan: Plan | None, amount: Money) -> tuple[str, ...]:
    """Return the vendors that sell this, the preferred one first."""
    return tuple(
        name
        for name in biller.services
        if (plan is None or name in plan.codes)
        and (name not in biller.vendor_bounds or biller.vendor_bounds[name].cover(amount))
    )


def in_turn(names: Sequence[str], weights: Mapping[str, int], order_id: str) -> tuple[str, ...]:
    """Return the vendors in the order in which to ask them: always the same for one order.

    Without weights it is the order of preference. With weights the first is drawn by the order's id, then the
    next among the rest, and so on; who has no weight comes last.
    """
    left = list(names)
    if not weights:
        return tuple(left)
    drawn = []
    lot = int.from_bytes(hashlib.sha256(order_id.encode()).digest())
    while total := sum(weights.get(name, 0) for name in left):
        lot, place = divmod(lot, total)
        for name in left:
            place -= weights.get(name, 0)
            if place < 0:
                drawn.append(name)
                left.remove(name)
                break
    return (*drawn, *left)
