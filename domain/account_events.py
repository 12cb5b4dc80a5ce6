"""What processors tell of personal account numbers: handed to whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from domain.account_processors import (
    AccountAssigned,
    AccountNotAssigned,
    TransferHint,
    TransferReceived,
)
from domain.inflow_contests import InflowContests
from domain.inflows import Inflows
from domain.personal_accounts import PersonalAccounts
from domain.processors import FundingContested


@dataclass(frozen=True)
class AccountEvents:
    """The door for what is authentic."""

    accounts: PersonalAccounts
    inflows: Inflows

    async def take_in(self, processor: str, body: bytes, *, now: datetime) -> bool:
        """Take in what an authentic webhook says of accounts; False if it is about something else.

        :raises UnreadableEvent: if it is about an account and can't be understood
        """
        gateway = self.accounts.gateways.get(processor)
        event = gateway.read_account_event(body) if gateway is not None else None
        match event:
            case AccountAssigned() | AccountNotAssigned():
                await self.accounts.receive(processor, event, now=now)
                return True
            case TransferReceived(transfer):
                await self.inflows.receive(processor, transfer, now=now)
                return True
            case TransferHint():
                return await self.inflows.hinted(processor, event, now=now) is not None
            case None:
                return False
            case other:
                assert_never(other)

    async def contested(self, processor: str, event: FundingContested, *, now: datetime) -> bool:
        """Take in that a processor takes back what came in on an account; False if it is about no account.

        :raises StillUnclear: if it could not be asked what it is about; it tells again
        """
        return await InflowContests(self.inflows).receive(processor, event, now=now)
