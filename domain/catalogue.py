"""Choosing a biller: what is on sale, in which order it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from domain.billers import Biller, UnknownBiller
from domain.storage import Storage
from domain.vendors import Category


class BillerStore(Protocol):
    """Where the catalogue is kept."""

    async def on_sale(self, category: Category) -> tuple[Biller, ...]:
        """Return what can be bought, in the order of showing."""
        ...

    async def get(self, biller_id: str) -> Biller | None:
        """Return one biller, on sale or not."""
        ...


class BillerBooks(Protocol):
    """What the catalogue needs from one transaction."""

    @property
    def billers(self) -> BillerStore:
        """The catalogue."""
        ...


@dataclass(frozen=True)
class Billers:
    """Choosing a biller."""

    storage: Storage[BillerBooks]

    async def on_sale(self, category: Category) -> tuple[Biller, ...]:
        """Return what can be bought, in the order of showing."""
        async with self.storage.begin() as books:
            return await books.billers.on_sale(category)

    async def get(self, biller_id: str) -> Biller:
        """Return a biller, on sale or not: a receipt needs its name for ever.

        :raises UnknownBiller: if there never was one
        """
        async with self.storage.begin() as books:
            biller = await books.billers.get(biller_id)
        if biller is None:
            raise UnknownBiller
        return biller
