"""The catalogue of billers. It starts as `catalogue.toml` and is then the business's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.billers import KINDS, Biller, Bounds, Kind, narrowed
from domain.money import Money, naira
from domain.vendors import Category, Commission
from storage.commissions import commissions_from, commissions_text
from storage.tables import billers

_CATALOGUE = Path(__file__).with_name("catalogue.toml")


@dataclass(frozen=True)
class SqlBillers:
    """`domain.catalogue.BillerStore`."""

    connection: AsyncConnection

    async def on_sale(self, category: Category) -> tuple[Biller, ...]:
        """Return what can be bought, in the order of showing."""
        rows = await self.connection.execute(
            select(billers)
            .where(billers.c.category == category.value, billers.c.on_sale)
            .order_by(billers.c.position, billers.c.id)
        )
        return tuple(_biller_from(row) for row in rows.mappings())

    async def get(self, biller_id: str) -> Biller | None:
        """Return one biller, on sale or not."""
        rows = await self.connection.execute(select(billers).where(billers.c.id == biller_id))
        row = rows.mappings().one_or_none()
        return _biller_from(row) if row is not None else None

    async def all(self) -> tuple[Biller, ...]:
        """Return every biller, on sale or not."""
        rows = await self.connection.execute(select(billers).order_by(billers.c.position, billers.c.id))
        return tuple(_biller_from(row) for row in rows.mappings())

    async def unread_since(self, moment: datetime) -> tuple[str, ...]:
        """Return the billers whose vendors' lists were not all read since then."""
        rows = await self.connection.execute(
            select(billers.c.id)
            .where(or_(billers.c.read_at.is_(None), billers.c.read_at < moment))
            .order_by(billers.c.position, billers.c.id)
        )
        return tuple(rows.scalars())

    async def lock(self, biller_id: str) -> None:
        """Let nobody else change what belongs to that biller until the end of this transaction."""
        await self.connection.execute(select(billers.c.id).where(billers.c.id == biller_id).with_for_update())

    async def keep_bounds(self, biller_id: str, bounds: Mapping[str, Bounds]) -> None:
        """Keep what vendors take at once. What staff set stays as it is."""
        stated = {vendor: (_kobo(each.least), _kobo(each.most)) for vendor, each in sorted(bounds.items())}
        await self.connection.execute(
            update(billers)
            .where(billers.c.id == biller_id)
            .values(vendor_bounds=orjson.dumps(stated).decode())
        )

    async def keep_commissions(self, biller_id: str, commissions: Mapping[str, Commission]) -> None:
        """Keep what vendors say that they leave us of a sale."""
        await self.connection.execute(
            update(billers).where(billers.c.id == biller_id).values(commissions=commissions_text(commissions))
        )

    async def were_read(self, biller_id: str, *, now: datetime) -> None:
        """Keep that all of a biller's lists have been read."""
        await self.connection.execute(update(billers).where(billers.c.id == biller_id).values(read_at=now))

    async def read_again(self, biller_id: str) -> None:
        """Let a biller's lists count as not read."""
        await self.connection.execute(update(billers).where(billers.c.id == biller_id).values(read_at=None))

    async def sell_through(self, biller_id: str, services: Mapping[str, str]) -> None:
        """Let these vendors deliver for a biller, each by its own name of it, the preferred one first."""
        await self.connection.execute(
            update(billers)
            .where(billers.c.id == biller_id)
            .values(services=orjson.dumps(dict(services)).decode())
        )

    async def share_out(self, biller_id: str, weights: Mapping[str, int]) -> None:
        """Share a biller's orders out among its vendors; no weights: the first one that can."""
        await self.connection.execute(
            update(billers)
            .where(billers.c.id == biller_id)
            .values(weights=orjson.dumps(dict(weights)).decode() if weights else None)
        )

    async def add_missing(self) -> int:
        """Add the billers of `catalogue.toml` that are not known yet, and return how many.

        What is known is left as it is: staff may have changed it. Two processes that start at once both come
        to the end: the second waits for the first, and finds each biller there.
        """
        known = set((await self.connection.execute(select(billers.c.id))).scalars())
        missing = [dict(row) for row in _catalogue() if row["id"] not in known]
        if not missing:
            return 0
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        added = await self.connection.execute(
            dialect.insert(billers).values(missing).on_conflict_do_nothing().returning(billers.c.id)
        )
        return len(added.scalars().all())

    async def limit(self, biller_id: str, *, minimum: Money, maximum: Money) -> None:
        """Change what may be bought at once."""
        await self.connection.execute(
            update(billers)
            .where(billers.c.id == biller_id)
            .values(minimum=minimum.kobo, maximum=maximum.kobo)
        )


@cache
def _catalogue() -> tuple[Mapping[str, Any], ...]:
    """Return the rows of `catalogue.toml`, which is read once."""
    rows: list[dict[str, Any]] = []
    categories = tomllib.loads(_CATALOGUE.read_text(encoding="utf-8"))
    for category, content in categories.items():
        for biller_id, biller in content["billers"].items():
            rows.append(
                {
                    "id": biller_id,
                    "name": biller["name"],
                    "short_name": biller.get("short_name", biller["name"]),
                    "category": Category(category).value,
                    "kind": KINDS[biller.get("kind") or content["kind"]].name,
                    "minimum": naira(biller.get("minimum", content["minimum"])).kobo,
                    "maximum": naira(biller.get("maximum", content["maximum"])).kobo,
                    "services": orjson.dumps(biller["services"]).decode(),
                    "weights": orjson.dumps(biller["weights"]).decode() if "weights" in biller else None,
                    "position": len(rows),
                    "on_sale": True,
                }
            )
    return tuple(rows)


# How billers were paid before they said so.
_FIRST_KINDS = {Category.AIRTIME: KINDS["airtime"], Category.ELECTRICITY: KINDS["power"]}


def _kind_from(row: Mapping[Any, Any]) -> Kind:
    return KINDS[row["kind"]] if row["kind"] is not None else _FIRST_KINDS[Category(row["category"])]


def _biller_from(row: Mapping[Any, Any]) -> Biller:
    kind, services = _kind_from(row), orjson.loads(row["services"])
    bounds = _bounds_from(row["vendor_bounds"])
    minimum, maximum = Money(row["minimum"]), Money(row["maximum"])
    if not kind.has_plans:  # What has a price on a list is not bounded by what vendors say of free amounts.
        minimum, maximum = narrowed(minimum, maximum, services, bounds)
    return Biller(
        id=row["id"],
        name=row["name"],
        short_name=row["short_name"],
        category=Category(row["category"]),
        kind=kind,
        minimum=minimum,
        maximum=maximum,
        services=services,
        position=row["position"],
        on_sale=row["on_sale"],
        weights=orjson.loads(row["weights"]) if row["weights"] else {},
        vendor_bounds=bounds if not kind.has_plans else {},
        commissions=commissions_from(row["commissions"]),
    )


def _bounds_from(text: str | None) -> dict[str, Bounds]:
    if text is None:
        return {}
    return {
        vendor: Bounds(*(Money(kobo) if kobo is not None else None for kobo in bounds))
        for vendor, bounds in orjson.loads(text).items()
    }


def _kobo(amount: Money | None) -> int | None:
    return amount.kobo if amount is not None else None
