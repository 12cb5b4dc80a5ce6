"""The outbox: messages owed to people, as the messenger takes them. The money path writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notices import Notice, NoticeKind, Urgency
from storage.tables import customers, outbox

UNREACHABLE = "unreachable"


class Owed(NamedTuple):
    """A notice that is due, and whom it goes to. `telegram_id` None: to staff."""

    notice: Notice
    telegram_id: int | None
    language: str | None
    tries: int
    in_doubt: bool = False  # a send began whose end nobody knows
    reachable: bool = True


@dataclass(frozen=True)
class SqlOutbox:
    """`bot.messenger.OutboxStore`."""

    connection: AsyncConnection

    async def add(self, notice: Notice) -> None:
        """Owe a message. The same key again changes nothing."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        await self.connection.execute(
            dialect.insert(outbox)
            .values(
                key=notice.key,
                kind=notice.kind.value,
                subject_id=notice.subject_id,
                customer_id=notice.customer_id,
                due_at=notice.due_at,
                tries=0,
                urgency=notice.kind.urgency.value,
            )
            .on_conflict_do_nothing(index_elements=["key"])
        )

    async def due(
        self, *, now: datetime, limit: int, urgent: bool | None = None, but: Sequence[str] = ()
    ) -> tuple[Owed, ...]:
        """Return what is due, in the order of telling: what is urgent, the rest, or (None) all. Not `but`."""
        money = Urgency.MONEY.value
        which = (
            true() if urgent is None else outbox.c.urgency == money if urgent else outbox.c.urgency > money
        )
        rows = await self.connection.execute(
            select(outbox, customers.c.telegram_id, customers.c.language, customers.c.reachable)
            .outerjoin(customers, customers.c.id == outbox.c.customer_id)
            .where(outbox.c.sent_at.is_(None), outbox.c.due_at <= now, which, outbox.c.key.not_in(but))
            .order_by(outbox.c.urgency, outbox.c.due_at, outbox.c.key)
            .limit(limit)
        )
        return tuple(
            Owed(
                Notice(row.key, NoticeKind(row.kind), row.subject_id, row.customer_id, row.due_at),
                row.telegram_id,
                row.language,
                row.tries,
                row.begun_at is not None,
                row.reachable is not False,
            )
            for row in rows
        )

    async def sent(self, messages: Sequence[tuple[str, int | None]], *, now: datetime) -> None:
        """Keep that these (key, message id) were told; no message id: there was nothing left to tell."""
        if messages:
            await self.connection.execute(
                update(outbox)
                .where(outbox.c.key == bindparam("of"))
                .values(sent_at=bindparam("at"), message_id=bindparam("shown")),
                [{"of": key, "at": now, "shown": message_id} for key, message_id in messages],
            )

    async def begun(self, keys: Sequence[str], *, now: datetime) -> None:
        """Keep that these are being sent: should nothing be heard of it, they are in doubt."""
        await self.connection.execute(
            update(outbox).where(outbox.c.key.in_(keys), outbox.c.sent_at.is_(None)).values(begun_at=now)
        )

    async def tried(self, key: str, *, tries: int, in_doubt: bool) -> None:
        """Keep how often a message was tried, and whether the person may have it."""
        values: dict[str, object] = {"tries": tries}
        if not in_doubt:
            values["begun_at"] = None
        await self.connection.execute(update(outbox).where(outbox.c.key == key).values(values))

    async def given_up(self, key: str, *, failure: str, in_doubt: bool, now: datetime) -> None:
        """Keep that a message will not be told, and why."""
        values: dict[str, object] = {"sent_at": now, "failure": failure}
        if not in_doubt:
            values["begun_at"] = None
        await self.connection.execute(update(outbox).where(outbox.c.key == key).values(values))

    async def keep_for_return(self, telegram_id: int, *, now: datetime) -> None:
        """Keep what is due for a person until she comes back; who can be written to is owed it as before."""
        hers = select(customers.c.id).where(
            customers.c.telegram_id == telegram_id, customers.c.reachable.is_(False)
        )
        await self.connection.execute(
            update(outbox)
            .where(
                outbox.c.customer_id == hers.scalar_subquery(),
                outbox.c.sent_at.is_(None),
                outbox.c.due_at <= now,
            )
            .values(sent_at=now, failure=UNREACHABLE)
        )

    async def revive(self, telegram_id: int, *, since: datetime) -> int:
        """Owe again what could not be told because the person had blocked the bot."""
        hers = select(customers.c.id).where(customers.c.telegram_id == telegram_id).scalar_subquery()
        revived = await self.connection.execute(
            update(outbox)
            .where(outbox.c.customer_id == hers, outbox.c.failure == UNREACHABLE, outbox.c.sent_at >= since)
            .values(sent_at=None, failure=None, tries=0)
        )
        return int(revived.rowcount)

    async def clean(self, *, before: datetime) -> int:
        """Forget messages that were told long ago."""
        gone = await self.connection.execute(delete(outbox).where(outbox.c.sent_at < before))
        return int(gone.rowcount)

    async def size(self, *, now: datetime) -> tuple[int, datetime | None]:
        """Return how many messages are due, and since when the oldest of them is."""
        rows = await self.connection.execute(
            select(func.count(), func.min(outbox.c.due_at)).where(
                outbox.c.sent_at.is_(None), outbox.c.due_at <= now
            )
        )
        count, oldest = rows.one()
        return int(count), oldest
