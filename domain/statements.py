"""What a customer spent and added: looked for, month by month, and by category."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.history_entries import Entry, FindingBooks, Found, find
from domain.history_search import Search
from domain.inflows import Inflow
from domain.money import ZERO, Money
from domain.months import Month
from domain.movements import NOTHING_MOVED, Flow, Movement, MovementStore, Turnovers, turnovers
from domain.payments import GIVEN_BACK, SETTLED, Payment
from domain.storage import Storage
from domain.top_ups import TopUp
from domain.vendors import Category

# More than this in a month is more than a person pays.
MOST_LINES = 2_000
# What went out beside bills, as spending names it.
_SPENT_OTHERWISE = (Flow.SENT, Flow.WITHDRAWN)
# What a statement sums up from its payments and top-ups.
_TOLD_OTHERWISE = frozenset(
    {Flow.ADDED, Flow.BILLS, Flow.REFUNDED, Flow.CASHBACK, Flow.CASHBACK_BACK, Flow.CASHBACK_USED}
)

Line = Payment | TopUp | Inflow | Movement


class TopUpStore(Found[TopUp], Protocol):
    """Top-ups as they are looked for."""

    async def credited(
        self, customer_id: str, *, since: datetime, until: datetime, limit: int
    ) -> tuple[TopUp, ...]:
        """Return what was credited to a customer in a time, oldest first."""
        ...


class InflowStore(Found[Inflow], Protocol):
    """Inflows as they are looked for."""

    async def credited(
        self, customer_id: str, *, since: datetime, until: datetime, limit: int
    ) -> tuple[Inflow, ...]:
        """Return what was credited to a customer in a time, oldest first."""
        ...


class StatementBooks(FindingBooks, Protocol):
    """What statements need from one transaction, beside what a search needs."""

    @property
    def top_ups(self) -> TopUpStore:
        """The top-ups."""
        ...

    @property
    def inflows(self) -> InflowStore:
        """What came in on account numbers."""
        ...

    @property
    def movements(self) -> MovementStore:
        """What moved on the accounts."""
        ...


@dataclass(frozen=True, slots=True)
class Statement:
    """A month of a customer, each line as it is known now. Payments that went back count nothing.

    Bills are those that were asked for in the month. `turnovers` is what the ledger moved in it: a bill that
    is still held is in the wallet, one that was delivered after the month's end is the next month's.
    """

    month: Month
    lines: tuple[Line, ...]  # oldest first
    complete: bool = True
    turnovers: Turnovers = NOTHING_MOVED

    @property
    def payments(self) -> tuple[Payment, ...]:
        """What was to be paid."""
        return tuple(line for line in self.lines if isinstance(line, Payment))

    @property
    def paid(self) -> Money:
        """Bills that were delivered, without our fees."""
        return _sum(payment.quote.amount for payment in self.payments if payment.status in SETTLED)

    @property
    def fees(self) -> Money:
        """Our fees for them with their VAT."""
        return _sum(each.quote.fee + each.quote.vat for each in self.payments if each.status in SETTLED)

    @property
    def returned(self) -> Money:
        """What went back, whole."""
        return _sum(payment.quote.total for payment in self.payments if payment.status in GIVEN_BACK)

    @property
    def cashback(self) -> Money:
        """What was earned by paying."""
        return _sum(each.quote.cashback_earned for each in self.payments if each.status in SETTLED)

    @property
    def added(self) -> Money:
        """Money that came in."""
        return _sum(added_by(line) for line in self.lines if isinstance(line, TopUp | Inflow))

    @property
    def apart(self) -> tuple[tuple[Flow, Money], ...]:
        """What moved beside bills and money added, signed: gifts, transfers, withdrawals, chargebacks."""
        both = (*self.turnovers.wallet.flows, *self.turnovers.cashback.flows)
        return tuple((flow, amount) for flow, amount in both if flow not in _TOLD_OTHERWISE)


@dataclass(frozen=True, slots=True)
class Spending:
    """What a month's delivered bills cost with their fees, by category, dearest first."""

    month: Month
    by_category: tuple[tuple[Category, Money], ...]
    before: Money  # all of the month before
    otherwise: tuple[tuple[Flow, Money], ...] = ()  # what was sent and withdrawn, and is no bill

    @property
    def total(self) -> Money:
        """All of it."""
        return _sum(amount for _, amount in self.by_category)


@dataclass(frozen=True)
class Statements:
    """Looking back over a time."""

    storage: Storage[StatementBooks]

    async def search(
        self, customer_id: str, search: Search, *, limit: int, before: str | None = None
    ) -> tuple[Entry, ...]:
        """Return what fits, newest first, older than the place `before`."""
        async with self.storage.look() as books:
            return await find(books, customer_id, search, limit=limit, before=before)

    async def of_month(
        self, customer_id: str, month: Month, *, recipients: tuple[tuple[str, str], ...] | None = None
    ) -> Statement:
        """Return a month's statement. `recipients`: of payments those for these (biller, number) alone."""
        span = Search(since=month.since, until=month.until, recipients=recipients)
        async with self.storage.look() as books:
            payments = await books.payments.search(customer_id, span, limit=MOST_LINES + 1)
            top_ups = await books.top_ups.credited(
                customer_id, since=month.since, until=month.until, limit=MOST_LINES + 1
            )
            inflows = await books.inflows.credited(
                customer_id, since=month.since, until=month.until, limit=MOST_LINES + 1
            )
            moved = await books.movements.lines(
                customer_id, since=month.since, until=month.until, limit=MOST_LINES + 1
            )
            sums = await books.movements.sums(customer_id, since=month.since, until=month.until)
        lines: list[Line] = sorted([*payments, *top_ups, *inflows, *moved], key=happened_at)
        return Statement(
            month, tuple(lines[:MOST_LINES]), complete=len(lines) <= MOST_LINES, turnovers=turnovers(sums)
        )

    async def spending(
        self, customer_id: str, month: Month, *, recipients: tuple[tuple[str, str], ...] | None = None
    ) -> Spending:
        """Return what a month cost, beside the month before; of all, or of these (biller, number) alone."""
        this = await self.of_month(customer_id, month, recipients=recipients)
        before = await self.of_month(customer_id, month.before, recipients=recipients)
        sums = {category: _cost(this.payments, category) for category in Category}
        dearest = sorted(((sum_, category) for category, sum_ in sums.items() if sum_), reverse=True)
        out = [(flow, -this.turnovers.wallet.of(flow)) for flow in _SPENT_OTHERWISE]
        return Spending(
            month,
            tuple((category, sum_) for sum_, category in dearest),
            before.paid + before.fees,
            tuple((flow, sum_) for flow, sum_ in out if sum_) if recipients is None else (),
        )


def happened_at(line: Line) -> datetime:
    """Return when a line of a statement happened."""
    if isinstance(line, Movement):
        return line.posted_at
    if isinstance(line, Payment):
        return line.accepted_at
    return line.ended_at or (line.heard_at if isinstance(line, Inflow) else line.opened_at)


def added_by(line: TopUp | Inflow) -> Money:
    """Return what the wallet got."""
    return line.credited if isinstance(line, Inflow) else line.amount


def _cost(payments: Sequence[Payment], category: Category) -> Money:
    return _sum(
        each.quote.total for each in payments if each.status in SETTLED and each.order.category is category
    )


def _sum(amounts: Iterable[Money]) -> Money:
    return sum(amounts, ZERO)
