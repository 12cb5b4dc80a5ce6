"""The billers as staff name and see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from domain.billers import Biller
from domain.errors import Refusal
from domain.storage import Storage


class NoSuchBiller(Refusal):
    """No biller has that name."""

    code = "no-such-biller"


class BillerStore(Protocol):
    """Every biller."""

    async def all(self) -> tuple[Biller, ...]:
        """Return every biller, on sale or not."""
        ...


class BillerDeskBooks(Protocol):
    """What the desk needs from one transaction."""

    @property
    def billers(self) -> BillerStore:
        """The billers."""
        ...


@dataclass(frozen=True)
class BillerDesk:
    """Finding billers."""

    storage: Storage[BillerDeskBooks]

    async def all(self) -> tuple[Biller, ...]:
        """Return every biller, on sale or not."""
        async with self.storage.look() as books:
            return await books.billers.all()

    async def named(self, word: str) -> Biller:
        """Return the biller that staff mean, by its id or its short name.

        :raises NoSuchBiller: if there is none
        """
        wanted = word.casefold()
        for each in await self.all():
            if wanted in (each.id.casefold(), each.short_name.casefold()):
                return each
        raise NoSuchBiller
