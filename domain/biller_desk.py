"""The billers as staff name and change them: what is taken at once, and who delivers how much."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.audit_log import AuditEntry, AuditWriter, Doing
from domain.billers import Biller
from domain.errors import Refusal
from domain.money import Money
from domain.storage import Storage


class NoSuchBiller(Refusal):
    """No biller has that name."""

    code = "no-such-biller"


class NotItsVendor(Refusal):
    """The vendor does not deliver for this biller, or no share is above nothing."""

    code = "not-its-vendor"


class BoundsCross(Refusal):
    """The least would be more than the most."""

    code = "bounds-cross"


class BillerStore(Protocol):
    """Every biller."""

    async def all(self) -> tuple[Biller, ...]:
        """Return every biller, on sale or not."""
        ...

    async def limit(self, biller_id: str, *, minimum: Money, maximum: Money) -> None:
        """Change what may be bought at once."""
        ...

    async def read_again(self, biller_id: str) -> None:
        """Let a biller's lists count as not read."""
        ...

    async def share_out(self, biller_id: str, weights: Mapping[str, int]) -> None:
        """Share a biller's orders out among its vendors; no weights: the first one that can."""
        ...


class BillerDeskBooks(Protocol):
    """What the desk needs from one transaction."""

    @property
    def billers(self) -> BillerStore:
        """The billers."""
        ...

    @property
    def audit(self) -> AuditWriter:
        """The audit log."""
        ...


@dataclass(frozen=True)
class BillerDesk:
    """Finding and changing billers. What is changed is on the record, in the same transaction."""

    storage: Storage[BillerDeskBooks]
    changed: Callable[[], Awaitable[None]]  # called after something of the catalogue has changed

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

    async def limit(
        self, biller: Biller, doing: Doing, *, minimum: Money | None = None, maximum: Money | None = None
    ) -> AuditEntry:
        """Change the least or the most that may be bought at once.

        :raises BoundsCross: if nothing would be left between them
        """
        least, most = minimum or biller.minimum, maximum or biller.maximum
        if least > most:
            raise BoundsCross
        async with self.storage.begin() as books:
            await books.billers.limit(biller.id, minimum=least, maximum=most)
            entry = await books.audit.add(doing)
        await self.changed()
        return entry

    async def read_again(self, biller: Biller, doing: Doing) -> AuditEntry:
        """Have the lists of a biller's vendors read again, when lists are looked at next."""
        async with self.storage.begin() as books:
            await books.billers.read_again(biller.id)
            return await books.audit.add(doing)

    async def share_out(self, biller: Biller, weights: Mapping[str, int], doing: Doing) -> AuditEntry:
        """Share a biller's orders out among its vendors.

        :raises NotItsVendor: if one of them is not the biller's, or none gets anything
        """
        check_weights(biller, weights)
        async with self.storage.begin() as books:
            await books.billers.share_out(biller.id, weights)
            entry = await books.audit.add(doing)
        await self.changed()
        return entry


def check_weights(biller: Biller, weights: Mapping[str, int]) -> None:
    """Refuse shares that nobody could deliver.

    :raises NotItsVendor: if a vendor is not the biller's, or none gets anything
    """
    if not weights.keys() <= biller.services.keys() or not any(weights.values()):
        raise NotItsVendor
