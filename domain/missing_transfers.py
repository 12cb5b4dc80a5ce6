"""Transfers to an account number that a customer misses: its processor is asked what came in on it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.account_processors import Listed, Transfer, TransferHint, TransferUnknown
from domain.inflows import Inflow, Inflows, InflowStatus, inflow_id
from domain.personal_accounts import PersonalAccount, PersonalAccounts


@dataclass(frozen=True, slots=True)
class Searched:
    """What was found for a customer that was not in yet, and which processors could not say."""

    accounts: tuple[PersonalAccount, ...]  # those with a number, newest first
    found: tuple[Inflow, ...] = ()
    silent: Mapping[str, str] | None = None  # by processor: why it could not say

    @property
    def evidence(self) -> tuple[str, ...]:
        """What each of them said, in a line."""
        silent = self.silent or {}
        names = dict.fromkeys(account.processor for account in self.accounts)
        return tuple(f"{name}: {silent.get(name, 'nothing that is not in')}" for name in names)


@dataclass(frozen=True)
class MissingTransfers:
    """Looking for what did not come in. What is found is credited as if it had been told, once."""

    accounts: PersonalAccounts
    inflows: Inflows

    async def numbers(self, customer_id: str) -> tuple[PersonalAccount, ...]:
        """Return the customer's numbers, also those that she gave up: people go on sending to them."""
        return tuple(each for each in await self.accounts.of(customer_id) if each.details is not None)

    async def look(self, customer_id: str, *, now: datetime) -> Searched:
        """Ask for everything of late on all her numbers, and take in what is new."""
        accounts = await self.numbers(customer_id)
        lists = await asyncio.gather(*(self._list(account, now) for account in accounts))
        found: list[Inflow] = []
        silent: dict[str, str] = {}
        for account, listed in zip(accounts, lists, strict=True):
            if isinstance(listed, TransferUnknown):
                silent[account.processor] = listed.reason
                continue
            for each in listed.came_in:
                taken = await self._take_in(account.processor, each, now)
                if taken is not None:
                    found.append(taken)
        return Searched(accounts, tuple(found), silent)

    async def _list(self, account: PersonalAccount, now: datetime) -> Listed | TransferUnknown:
        gateway = self.inflows.gateways.get(account.processor)
        if gateway is None or account.details is None:
            return TransferUnknown("not-worked-with")
        return await gateway.list_transfers(
            reference=account.id,
            email=self.accounts.email_of.format(customer_id=account.customer_id),
            number=account.details.number,
            since=now - self.inflows.rules.personal_accounts.transfers_asked_for,
        )

    async def _take_in(self, processor: str, listed: Transfer | TransferHint, now: datetime) -> Inflow | None:
        """Return what is in now and was not before."""
        async with self.inflows.storage.look() as books:
            known = await books.inflows.get(inflow_id(processor, listed.transaction_id))
        if known is not None and known.status in _KNOWN:
            return None
        if isinstance(listed, Transfer):
            taken: Inflow | None = await self.inflows.receive(processor, listed, now=now)
        elif known is not None and known.status is InflowStatus.HINTED:
            taken = await self.inflows.ask(known.id, now=now)
        else:
            taken = await self.inflows.hinted(processor, listed, now=now)
        return taken if taken is not None and taken.status in _KNOWN else None


_KNOWN = frozenset({InflowStatus.CREDITED, InflowStatus.IN_REVIEW})
