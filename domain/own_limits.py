"""What a customer bounds herself: a lower day, nothing to people. Loosening it again needs a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.account_steps import SetOwnLimit, SwitchTransfers
from domain.allowances import Allowance, allowance
from domain.controls import Controls
from domain.errors import Refusal
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.rules import Rules
from domain.storage import Storage
from domain.wallets import WalletBooks

TRANSFERS_ON = "transfers-on"  # what a code for allowing transfers again is about


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
        daily = self.rules.tiers[accounts.tier].daily_outflow
        if limit is not None and limit >= daily:
            raise OwnLimitTooHigh(daily=daily)
        before = accounts.controls.own_daily_outflow
        if before is not None and (limit is None or limit > before):
            _need(step_up, customer_id, str(limit.kobo if limit is not None else 0), now)
        await self.storage.money.apply(SetOwnLimit(customer_id, limit))

    async def switch_transfers(
        self, customer_id: str, *, off: bool, step_up: StepUp | None, now: datetime
    ) -> None:
        """Let nothing go to people, or let it again.

        :raises StepUpNeeded: if it is to be allowed again, and there is no code for it
        """
        if not off and (await self._accounts(customer_id)).controls.transfers_off:
            _need(step_up, customer_id, TRANSFERS_ON, now)
        await self.storage.money.apply(SwitchTransfers(customer_id, off))

    async def _accounts(self, customer_id: str) -> CustomerAccounts:
        async with self.storage.look() as books:
            return await books.accounts.of(customer_id)


def _need(step_up: StepUp | None, customer_id: str, about: str, now: datetime) -> None:
    if step_up is None or not step_up.covers(customer_id, Purpose.LIMIT_RAISE, about, now=now):
        raise StepUpNeeded(Purpose.LIMIT_RAISE, about=about)
