"""Schedules outside the money path: looked at, and claimed by one process at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import RowMapping, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.money import Money
from domain.payments import HOLDING, SETTLED
from domain.schedules import RunState, Schedule, ScheduleRun, ScheduleStatus, Terms, run_id
from domain.scheduling import Claimed
from storage.keyring import Keyring, Unreadable
from storage.payment_rows import recipient_index
from storage.schedule_rows import run_from, schedule_from
from storage.tables import customer_accounts, payment_states, payments, schedule_runs, schedules

log = structlog.get_logger(__name__)

_RUNS = select(schedule_runs).where(schedule_runs.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True)
class SqlSchedules:
    """`domain.scheduling.ScheduleStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def get(self, schedule_id: str) -> Schedule | None:
        """Return a schedule."""
        rows = await self.connection.execute(select(schedules).where(schedules.c.id == schedule_id))
        row = rows.mappings().one_or_none()
        return schedule_from(row, self.keyring) if row is not None else None

    async def run(self, run_id: str) -> ScheduleRun | None:
        """Return an occurrence, if it was announced or ended."""
        rows = await self.connection.execute(select(schedule_runs).where(schedule_runs.c.id == run_id))
        row = rows.mappings().one_or_none()
        return run_from(row, self.keyring) if row is not None else None

    async def of(self, customer_id: str) -> tuple[Schedule, ...]:
        """Return a customer's schedules that are not over, the oldest first."""
        rows = await self.connection.execute(
            select(schedules)
            .where(schedules.c.customer_id == customer_id, schedules.c.status != ScheduleStatus.ENDED.value)
            .order_by(schedules.c.id)
        )
        return tuple(schedule_from(row, self.keyring) for row in rows.mappings())

    async def runs(self, schedule_id: str, *, limit: int) -> tuple[ScheduleRun, ...]:
        """Return the latest occurrences of a schedule, the newest first."""
        first, behind = f"{schedule_id}:", f"{schedule_id};"  # the key of a run begins with its schedule's
        rows = await self.connection.execute(
            select(schedule_runs)
            .where(schedule_runs.c.id >= first, schedule_runs.c.id < behind)
            .order_by(schedule_runs.c.id.desc())
            .limit(limit)
        )
        return tuple(run_from(row, self.keyring) for row in rows.mappings())

    async def spent(self, terms: Terms, *, since: datetime) -> Money:
        """Return what schedules paid for a recipient of terms since then, and did not get back."""
        recipient = recipient_index(self.keyring, terms.biller_id, terms.recipient.reference)
        total = payments.c.amount + payments.c.fee + payments.c.vat
        rows = await self.connection.execute(
            select(func.coalesce(func.sum(total), 0))
            .join(schedule_runs, schedule_runs.c.payment_id == payments.c.id)
            .where(
                payments.c.recipient_index == recipient,
                payments.c.accepted_at >= since,
                payments.c.customer_id == terms.customer_id,
                schedule_runs.c.state == RunState.PAID.value,
            )
        )
        return Money(int(rows.scalar_one()))

    async def is_bought_since(self, terms: Terms, *, since: datetime) -> bool:
        """Return whether anything was paid for a recipient of terms after that, or is being paid."""
        recipient = recipient_index(self.keyring, terms.biller_id, terms.recipient.reference)
        rows = await self.connection.execute(
            select(payments.c.id)
            .join(payment_states, payment_states.c.payment_id == payments.c.id)
            .where(
                payments.c.recipient_index == recipient,
                payments.c.accepted_at > since,
                payments.c.customer_id == terms.customer_id,
                payment_states.c.status.in_(sorted(HOLDING | SETTLED)),
            )
            .limit(1)
        )
        return rows.first() is not None

    async def unforeseen(self, *, limit: int) -> tuple[Schedule, ...]:
        """Return schedules that wait for their next occurrence to be foreseen."""
        rows = await self.connection.execute(
            select(schedules)
            .where(schedules.c.status == ScheduleStatus.WAITING.value, schedules.c.foreseen_at.is_(None))
            .order_by(schedules.c.id)
            .limit(limit)
        )
        return tuple(self._readable(rows.mappings().all()))

    async def looked_at_until(self, until: datetime, *, limit: int) -> tuple[Schedule, ...]:
        """Return active schedules with something to do by then, the soonest first."""
        rows = await self.connection.execute(
            select(schedules)
            .where(schedules.c.look_at <= until, schedules.c.status == ScheduleStatus.ACTIVE.value)
            .order_by(schedules.c.look_at)
            .limit(limit)
        )
        return tuple(self._readable(rows.mappings().all()))

    async def claim(self, *, now: datetime, until: datetime, limit: int) -> tuple[Claimed, ...]:
        """Claim schedules that are due, or whose owner got the money that they wait for.

        A row that another process is claiming is passed over (PostgreSQL); SQLite has one writer. A claim
        from a future that the clock has gone back from is none.
        """
        free = or_(
            schedules.c.claimed_until.is_(None),
            schedules.c.claimed_until <= now,
            schedules.c.claimed_until > until,
        )
        funded = and_(
            schedules.c.needed.is_not(None),
            exists().where(
                customer_accounts.c.customer_id == schedules.c.customer_id,
                customer_accounts.c.wallet >= schedules.c.needed,
            ),
        )
        # Two questions, so that each has its index; who got money goes first: she waits.
        claimed: list[Schedule] = []
        left = limit
        for due in (funded, and_(schedules.c.look_at.is_not(None), schedules.c.look_at <= now)):
            found = (
                select(schedules.c.id)
                .where(due, free)
                .order_by(schedules.c.look_at)
                .limit(left)
                .with_for_update(skip_locked=True)
                .cte("found")  # asked once, so that no more than the limit is locked
            )
            rows = await self.connection.execute(
                update(schedules)
                .where(schedules.c.id.in_(select(found.c.id)))
                .values(claimed_until=until)
                .returning(schedules)
            )
            taken = rows.mappings().all()
            claimed.extend(self._readable(taken))
            left -= len(taken)
            if not left:
                break
        return await self._with_runs(claimed)

    def _readable(self, rows: Sequence[RowMapping]) -> Iterator[Schedule]:
        for row in rows:
            try:
                yield schedule_from(row, self.keyring)
            except (Unreadable, ValueError):
                # Somebody must look at it; all the others have theirs paid.
                log.exception("a schedule can't be read", schedule=row["id"])

    async def _with_runs(self, claimed: Sequence[Schedule]) -> tuple[Claimed, ...]:
        under_way = {each.id: run_id(each.id, each.occurrence) for each in claimed if each.occurrence}
        runs: dict[str, ScheduleRun] = {}
        if under_way:
            rows = await self.connection.execute(_RUNS, {"ids": list(under_way.values())})
            runs = {row["id"]: run_from(row, self.keyring) for row in rows.mappings()}
        return tuple(Claimed(each, runs.get(under_way.get(each.id, ""))) for each in claimed)
