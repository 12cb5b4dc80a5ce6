"""Fetching statements of companies that offer them: each morning the day before, and twice more as it stands.

What a company said before it may say otherwise now: a dispute is decided, a settlement arrives. So of those
all that are not too old are fetched with each day, and compared as they stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Protocol

from domain.company_statements import Side, Statement, StatementLine
from domain.leases import LeaseStore
from domain.reconciling import Reconciliations, ReconciliationStore
from domain.staff_rules import StaffRules
from domain.storage import Storage
from domain.times import LAGOS, lagos_day

FETCHED = "fetched"  # by whom such a statement was taken in
_DAY = timedelta(days=1)
_LEASE_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Fetched:
    """All that a company says about a time."""

    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class StatementUnavailable:
    """It could not be had, or not all of it: half a statement looks like breaks."""

    reason: str


StatementOutcome = Fetched | StatementUnavailable


class StatementGateway(Protocol):
    """One company that tells over its API what it did."""

    @property
    def name(self) -> str:
        """The company's name in our books."""
        ...

    @property
    def sides(self) -> tuple[Side, ...]:
        """What it tells about."""
        ...

    async def statement(self, side: Side, since: datetime, until: datetime) -> StatementOutcome:
        """Return what began in a time, as it stands."""
        ...


class FetchingBooks(Protocol):
    """What fetching needs from one transaction."""

    @property
    def reconciliation(self) -> ReconciliationStore:
        """The statements."""
        ...

    @property
    def leases(self) -> LeaseStore:
        """What only one process does at a time."""
        ...


@dataclass(frozen=True)
class StatementFetching:
    """Fetching statements, once a day each. What could not be had is tried again at the next tick."""

    storage: Storage[FetchingBooks]
    gateways: Mapping[str, StatementGateway]
    reconciliations: Reconciliations
    rules: StaffRules
    holder: str  # names this process

    async def run(self, *, now: datetime) -> Mapping[str, str]:
        """Fetch what is due, and return why what could not be had, by company and side."""
        if now < datetime.combine(lagos_day(now), time(), LAGOS) + self.rules.statements_fetched_at:
            return {}
        failed: dict[str, str] = {}
        for gateway in self.gateways.values():
            lease = f"fetch statements: {gateway.name}"
            async with self.storage.begin() as books:
                if not await books.leases.take(lease, self.holder, lasts=_LEASE_LASTS, now=now):
                    continue
            try:
                failed |= await self.fetch(gateway, self._days(now), now=now)
            finally:
                async with self.storage.begin() as books:
                    await books.leases.give_back(lease, self.holder)
        return failed

    async def fetch(
        self, gateway: StatementGateway, days: Sequence[date], *, now: datetime
    ) -> Mapping[str, str]:
        """Fetch what was not fetched today of these days, and take it in."""
        failed: dict[str, str] = {}
        had: list[Statement] = []
        for side in gateway.sides:
            for day in days:
                if await self._is_done(gateway.name, side, day, now):
                    continue
                since = datetime.combine(day, time(), LAGOS)
                outcome = await gateway.statement(side, since - self._followed_for(side), since + _DAY)
                if isinstance(outcome, StatementUnavailable):
                    failed[f"{gateway.name}:{side.value}"] = outcome.reason
                    break
                had.append(Statement(gateway.name, side, day, outcome.lines, _digest(outcome.lines)))
        await self.reconciliations.take_in(had, FETCHED, now=now)
        return failed

    def _days(self, now: datetime) -> Sequence[date]:
        """Return the days that are fetched, the earliest first: later words count."""
        today = lagos_day(now)
        return [today - n * _DAY for n in range(self.rules.statements_compared_for // _DAY, 0, -1)]

    def _followed_for(self, side: Side) -> timedelta:
        if side is Side.CHARGEBACK:
            return self.rules.contests_followed_for
        return self.rules.settlements_followed_for if side is Side.SETTLEMENT else timedelta()

    async def _is_done(self, company: str, side: Side, day: date, now: datetime) -> bool:
        async with self.storage.look() as books:
            known = await books.reconciliation.day(company, side, day)
        return (
            known is not None
            and known.taken_in_by == FETCHED
            and lagos_day(known.taken_in_at) == lagos_day(now)
        )


def _digest(lines: Sequence[StatementLine]) -> str:
    told = sha256()
    for line in lines:
        told.update(f"{line.id}|{line.reference}|{line.amount.kobo}|{line.counts}|{line.at}\n".encode())
    return told.hexdigest()
