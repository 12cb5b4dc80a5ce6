"""What a customer bounds herself: a lower day, nothing to people. Loosening it again needs a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.account_steps import TRANSFERS_ON, SetOwnLimit, SwitchTransfers, about_limit
from domain.allowances import Allowance, allowance
from domain.controls import Controls
from domain.errors import Refusal
from domain.limits import CustomerAccounts, daily_limit
from domain.money import Money
from domain.one_time_codes import Purpose, StepUp
from domain.rules import Rules
from domain.storage import Storage
from domain.wallets import WalletBooks


class OwnLimitTooHigh(Refusal):
    """Not lower than what the tier allows a day."""

    code = "own-limit-too-high"

    def __init__(self, *, daily: Money) -> None:
        super().__init__(daily=daily)
        self.daily = daily


@dataclass(frozen=True)
class OwnLimits:
    """Looking at one's limits, and narrowing them."""

    storage: Storage[WalletBooks]
    rules: Rules

    async def of(self, customer_id: str, *, now: datetime) -> tuple[Allowance, Controls]:
        """Return a customer's limits, and what she has set herself."""
        accounts = await self._accounts(customer_id)
        return allowance(accounts, self.rules, now=now), accounts.controls

    async def bound(
        self, customer_id: str, limit: Money | None, *, step_up: StepUp | None, now: datetime
    ) -> None:
        """Let no more than that leave in a day; None: what her tier allows.

        :raises OwnLimitTooHigh: if the tier allows no more anyway
        :raises StepUpNeeded: if it is more than she allowed so far, and there is no code for just that
        """
        accounts = await self._accounts(customer_id)
        # What staff allow for a while ends by itself, so it may be set below her tier's as well.
        daily = max(self.rules.tiers[accounts.tier].daily_outflow, daily_limit(accounts, self.rules, now))
        if limit is not None and limit >= daily:
            raise OwnLimitTooHigh(daily=daily)
        has_code = _covers(step_up, customer_id, about_limit(limit), now)
        await self.storage.money.apply(SetOwnLimit(customer_id, limit, may_loosen=has_code, now=now))

    async def switch_transfers(
        self, customer_id: str, *, off: bool, step_up: StepUp | None, now: datetime
    ) -> None:
        """Let nothing go to people, or let it again.

        :raises StepUpNeeded: if it is to be allowed again, and there is no code for it
        """
        has_code = _covers(step_up, customer_id, TRANSFERS_ON, now)
        await self.storage.money.apply(SwitchTransfers(customer_id, off, may_loosen=has_code))

    async def _accounts(self, customer_id: str) -> CustomerAccounts:
        async with self.storage.look() as books:
            return await books.accounts.of(customer_id)


def _covers(step_up: StepUp | None, customer_id: str, about: str, now: datetime) -> bool:
    return step_up is not None and step_up.covers(customer_id, Purpose.LIMIT_RAISE, about, now=now)
