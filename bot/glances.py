"""What Home shows of a customer. Who goes home while others are looked up is looked up with the next ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.background import Background
from bot.batches import Batches
from bot.talk import Looking
from domain.glances import Glance
from domain.repeats import LOOKED_AT, LOOKED_BACK


class Glances:
    """Looking customers up for Home. Nothing is remembered: each look finds what is committed by then."""

    def __init__(self, looking: Looking, background: Background) -> None:
        self._looking = looking
        self._asking = Batches("glance", self._glance, background)

    async def of(self, customer_id: str, *, now: datetime) -> Glance:
        """Return what Home shows of a customer.

        :raises LookupError: if there is no such customer
        """
        found = await self._asking.ask((customer_id, now))
        if found is None:
            raise LookupError(f"no accounts of customer {customer_id}")
        return found

    async def _glance(self, asked: Sequence[tuple[str, datetime]]) -> Sequence[Glance | None]:
        since = min(now for _, now in asked) - LOOKED_BACK
        ids = list(dict.fromkeys(customer_id for customer_id, _ in asked))
        found = await self._looking.glance(ids, since=since, limit=LOOKED_AT)
        return [found.get(customer_id) for customer_id, _ in asked]
