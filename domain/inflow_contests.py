"""Disputes and refunds of what came in on personal account numbers: found, asked for, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.account_processors import Transfer, TransferUnknown
from domain.chargeback_steps import Contest
from domain.funding import StillUnclear
from domain.inflows import Inflow, Inflows, InflowStatus, inflow_id
from domain.processors import FundingContested

_NOT_IN = (InflowStatus.HINTED, InflowStatus.VOID)


@dataclass(frozen=True)
class InflowContests:
    """The way of a processor's word about an inflow to the books."""

    inflows: Inflows

    async def receive(self, processor: str, event: FundingContested, *, now: datetime) -> bool:
        """Take in a word about what came in on an account number; False if it is about something else.

        What was not taken in yet is asked for first, as long as it can be.

        :raises StillUnclear: if the processor could not be asked; it tells again
        """
        inflow = await self._find(processor, event)
        if inflow is None or inflow.status in _NOT_IN:
            inflow = await self._ask_for(processor, event, now=now)
        if inflow is None:
            return False
        contest = Contest(
            processor,
            event,
            inflow.customer_id,
            self.inflows.rules,
            now,
            inflow=(inflow.id, inflow.transaction_id),
        )
        await self.inflows.storage.money.apply(contest)
        return True

    async def _find(self, processor: str, event: FundingContested) -> Inflow | None:
        async with self.inflows.storage.look() as books:
            if event.transaction_id is not None:
                return await books.inflows.get(inflow_id(processor, event.transaction_id))
            return await books.inflows.by_reference(processor, event.reference)

    async def _ask_for(self, processor: str, event: FundingContested, *, now: datetime) -> Inflow | None:
        gateway = self.inflows.gateways.get(processor)
        if gateway is None:
            return None
        if event.transaction_id is not None:
            found = await gateway.find_transfer(event.transaction_id)
        else:
            found = await gateway.find_by_reference(event.reference)
        if isinstance(found, TransferUnknown):
            raise StillUnclear(found.reason)
        return await self.inflows.receive(processor, found, now=now) if isinstance(found, Transfer) else None
