"""The catalogue of billers. It starts as `catalogue.toml` and is then the business's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.billers import KINDS, Biller, Kind
from domain.money import Money, naira
from domain.vendors import Category
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

    async def add_missing(self) -> int:
        """Add the billers of `catalogue.toml` that are not known yet, and return how many.

        What is known is left as it is: staff may have changed it.
        """
        known = set((await self.connection.execute(select(billers.c.id))).scalars())
        missing = [row for row in _catalogue() if row["id"] not in known]
        if missing:
            await self.connection.execute(billers.insert(), missing)
        return len(missing)

    async def limit(self, biller_id: str, *, minimum: Money, maximum: Money) -> None:
        """Change what may be bought at once."""
        await self.connection.execute(
            update(billers)
            .where(billers.c.id == biller_id)
            .values(minimum=minimum.kobo, maximum=maximum.kobo)
        )


def _catalogue() -> list[dict[str, Any]]:
    """Return the rows of `catalogue.toml`."""
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
                    "position": len(rows),
                    "on_sale": True,
                }
            )
    return rows


# How billers were paid before they said so.
_FIRST_KINDS = {Category.AIRTIME: KINDS["airtime"], Category.ELECTRICITY: KINDS["power"]}


def _kind_from(row: Mapping[Any, Any]) -> Kind:
    return KINDS[row["kind"]] if row["kind"] is not None else _FIRST_KINDS[Category(row["category"])]


def _biller_from(row: Mapping[Any, Any]) -> Biller:
    return Biller(
        id=row["id"],
        name=row["name"],
        short_name=row["short_name"],
        category=Category(row["category"]),
        kind=_kind_from(row),
        minimum=Money(row["minimum"]),
        maximum=Money(row["maximum"]),
        services=orjson.loads(row["services"]),
        position=row["position"],
        on_sale=row["on_sale"],
    )
