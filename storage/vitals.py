"""How the queues and the open payments stand: read by partial indexes, and never by counting everything.

Of what waits at most `MOST_COUNTED` is counted: that there is so much is all that anybody needs to know.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.tables import inbox, outbox, payment_states, payments
from storage.tables_running import heartbeats

MOST_COUNTED = 10_000


class Waiting(NamedTuple):
    """How much waits (at most `MOST_COUNTED`), and since when."""

    total: int
    oldest: datetime | None


class OpenPayments(NamedTuple):
    """The payments of a biller that are in one state and not over."""

    biller_id: str
    state: str
    total: int
    oldest: datetime


class Heartbeat(NamedTuple):
    """When something was last done, and how much is wrong by it."""

    name: str
    at: datetime
    findings: int | None


class Standing(NamedTuple):
    """Everything together."""

    inbox: Waiting
    outbox: Waiting
    open_payments: tuple[OpenPayments, ...]
    heartbeats: tuple[Heartbeat, ...]


async def standing(database: Database, *, now: datetime) -> Standing:
    """Return how it stands."""
    async with database.look() as books:
        connection = books.connection
        return Standing(
            await _waiting(connection, _INBOX),
            await _waiting(connection, _outbox(now)),
            await _open_payments(connection),
            await _heartbeats(connection),
        )


# By the number of the update, as the index has it: Telegram numbers them in their order.
_INBOX = (
    select(inbox.c.received_at.label("since"))
    .where(inbox.c.handled_at.is_(None))
    .order_by(inbox.c.update_id)
    .limit(MOST_COUNTED)
)


def _outbox(now: datetime) -> Select[tuple[datetime]]:
    return (
        select(outbox.c.due_at.label("since"))
        .where(outbox.c.sent_at.is_(None), outbox.c.due_at <= now)
        .order_by(outbox.c.due_at)
        .limit(MOST_COUNTED)
    )


async def _waiting(connection: AsyncConnection, question: Select[tuple[datetime]]) -> Waiting:
    some = question.subquery()
    row = (await connection.execute(select(func.count(), func.min(some.c.since)))).one()
    return Waiting(int(row[0]), row[1])


async def _open_payments(connection: AsyncConnection) -> tuple[OpenPayments, ...]:
    # Whatever is not over is asked about at some time, and so in that small index.
    some = (
        select(payment_states.c.payment_id, payment_states.c.status)
        .where(payment_states.c.requery_at.is_not(None))
        .order_by(payment_states.c.requery_at)
        .limit(MOST_COUNTED)
        .subquery()
    )
    rows = await connection.execute(
        select(payments.c.biller_id, some.c.status, func.count(literal(1)), func.min(payments.c.accepted_at))
        .join(some, some.c.payment_id == payments.c.id)
        .group_by(payments.c.biller_id, some.c.status)
    )
    return tuple(OpenPayments(*row) for row in rows)


async def _heartbeats(connection: AsyncConnection) -> tuple[Heartbeat, ...]:
    rows = await connection.execute(select(heartbeats).order_by(heartbeats.c.name))
    return tuple(Heartbeat(row.name, row.at, row.findings) for row in rows)
