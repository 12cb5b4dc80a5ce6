"""What is on sale, remembered in Redis by all processes together. Without Redis it is read from the database.

Everything is kept under the version at which it was read, so that a reader who was slower than a change
leaves nothing old behind.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

import orjson
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.billers import KINDS, Biller, Bounds, Plan
from domain.money import Money
from domain.vendors import Category
from storage.commissions import commissions_from_plain, plain_commissions

log = structlog.get_logger(__name__)

_PREFIX = "catalogue:"
_VERSION = _PREFIX + "version"
_SHAPE = 2  # of what is kept: a program of another shape looks elsewhere, and forgets at the same time
_KEPT_FOR = timedelta(minutes=10)

Value = TypeVar("Value")


class RedisLists:
    """`domain.catalogue.SharedLists`."""

    def __init__(self, client: Redis) -> None:
        self._client = client

    async def billers(
        self, category: Category, read: Callable[[], Awaitable[tuple[Biller, ...]]]
    ) -> tuple[Biller, ...]:
        """Return what is remembered of a category, or what `read` gives."""
        return await self._remembered(f"billers:{category.value}", read, _biller_text, _biller_from)

    async def plans(
        self, biller_id: str, read: Callable[[], Awaitable[tuple[Plan, ...]]]
    ) -> tuple[Plan, ...]:
        """Return what is remembered of a biller's plans, or what `read` gives."""
        return await self._remembered(f"plans:{biller_id}", read, _plan_text, _plan_from)

    async def forget(self) -> None:
        """Remember nothing of what was: something has changed."""
        try:
            await self._client.incr(_VERSION)
        except RedisError as error:
            # What is old is gone by itself after a while, and a price is looked up before it is agreed on.
            log.warning("what is on sale could not be forgotten", reason=type(error).__name__)

    async def _remembered(
        self,
        name: str,
        read: Callable[[], Awaitable[tuple[Value, ...]]],
        text: Callable[[Value], object],
        from_text: Callable[[Any], Value],
    ) -> tuple[Value, ...]:
        try:
            version = int(await self._client.get(_VERSION) or 0)
            key = f"{_PREFIX}{_SHAPE}:{version}:{name}"
            kept = await self._client.get(key)
            if kept is None:
                values = await read()
                await self._client.set(key, orjson.dumps([text(value) for value in values]), ex=_KEPT_FOR)
                return values
            return tuple(from_text(each) for each in orjson.loads(kept))
        except RedisError as error:
            log.warning("what is on sale was read from the database", reason=type(error).__name__)
            return await read()


def _plan_text(plan: Plan) -> object:
    amount = plan.amount.kobo if plan.amount is not None else None
    return (
        *(plan.biller_id, plan.id, plan.name, amount, dict(plan.codes), plan.position, plan.on_sale),
        plain_commissions(plan.commissions),
    )


def _plan_from(text: Any) -> Plan:
    biller_id, id_, name, amount, codes, position, on_sale, commissions = text
    return Plan(
        *(biller_id, id_, name, _money(amount), codes, position, on_sale),
        commissions=commissions_from_plain(commissions),
    )


def _biller_text(biller: Biller) -> object:
    bounds = {
        vendor: tuple(each.kobo if each is not None else None for each in (bound.least, bound.most))
        for vendor, bound in biller.vendor_bounds.items()
    }
    return (
        *(biller.id, biller.name, biller.short_name, biller.category.value, biller.kind.name),
        *(biller.minimum.kobo, biller.maximum.kobo, dict(biller.services), biller.position, biller.on_sale),
        *(dict(biller.weights), bounds, plain_commissions(biller.commissions)),
    )


def _biller_from(text: Any) -> Biller:
    id_, name, short_name, category, kind, minimum, maximum, services, position, on_sale, *more = text
    weights, bounds, commissions = more
    return Biller(
        id=id_,
        name=name,
        short_name=short_name,
        category=Category(category),
        kind=KINDS[kind],
        minimum=Money(minimum),
        maximum=Money(maximum),
        services=services,
        position=position,
        on_sale=on_sale,
        weights=weights,
        vendor_bounds={
            vendor: Bounds(_money(least), _money(most)) for vendor, (least, most) in bounds.items()
        },
        commissions=commissions_from_plain(commissions),
    )


def _money(kobo: int | None) -> Money | None:
    return Money(kobo) if kobo is not None else None
