"""Broadcasts, and who asked for news: rows ↔ values, and the people of a segment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.broadcast_values import (
    Broadcast,
    BroadcastStatus,
    Segment,
    SegmentKind,
    Told,
    read_segment,
)
from domain.notices import NoticeKind
from storage.keyring import Keyring
from storage.outbox import UNREACHABLE
from storage.tables import customers, outbox, payments
from storage.tables_broadcasts import broadcasts, news_consents

_KIND = NoticeKind.BROADCAST
_IS_ON = broadcasts.c.status == BroadcastStatus.ON.value


def broadcast_from(row: Mapping[Any, Any], keyring: Keyring) -> Broadcast:
    """Return the value of a row of `broadcasts`; its moments are aware already."""
    return _broadcast(row)


def _broadcast(row: Mapping[Any, Any]) -> Broadcast:
    return Broadcast(
        id=row["id"],
        number=row["number"],
        segment=read_segment(row["segment"]),
        people=row["people"],
        maker=row["maker"],
        drafted_at=row["drafted_at"],
        texts=orjson.loads(row["texts"]),
        status=BroadcastStatus(row["status"]),
        starts_at=row["starts_at"],
        changed_at=row["changed_at"],
        most=row["most"],
        owed=row["owed"],
        reached=row["reached"],
    )


def values(broadcast: Broadcast, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a broadcast."""
    return {
        "id": broadcast.id,
        "number": broadcast.number,
        "segment": str(broadcast.segment),
        "people": broadcast.people,
        "maker": broadcast.maker,
        "drafted_at": broadcast.drafted_at,
        "texts": orjson.dumps(dict(broadcast.texts)).decode(),
        "status": broadcast.status.value,
        "starts_at": broadcast.starts_at,
        "changed_at": broadcast.changed_at,
        "most": broadcast.most,
        "owed": broadcast.owed,
        "reached": broadcast.reached,
    }


@dataclass(frozen=True)
class SqlBroadcasts:
    """`domain.broadcasts.BroadcastStore`."""

    connection: AsyncConnection

    async def get(self, broadcast_id: str) -> Broadcast | None:
        """Return a broadcast."""
        return await self._one(select(broadcasts).where(broadcasts.c.id == broadcast_id))

    async def by_number(self, number: int) -> Broadcast | None:
        """Return a broadcast by what people call it."""
        return await self._one(select(broadcasts).where(broadcasts.c.number == number))

    async def newest(self, *, limit: int) -> tuple[Broadcast, ...]:
        """Return the newest broadcasts, the newest first."""
        rows = await self.connection.execute(
            select(broadcasts).order_by(broadcasts.c.number.desc()).limit(limit)
        )
        return tuple(_broadcast(row) for row in rows.mappings())

    async def _one(self, query: Select[Any]) -> Broadcast | None:
        row = (await self.connection.execute(query)).mappings().one_or_none()
        return _broadcast(row) if row is not None else None

    async def has_due(self, *, now: datetime) -> bool:
        """Return whether a broadcast is on whose time has come."""
        due = select(exists().where(_IS_ON, broadcasts.c.starts_at <= now))
        return bool((await self.connection.execute(due)).scalar_one())

    async def claim(self, *, now: datetime) -> Broadcast | None:
        """Lock the oldest broadcast that is on; None if there is none, or another process has it."""
        return await self._one(
            select(broadcasts)
            .where(_IS_ON, broadcasts.c.starts_at <= now)
            .order_by(broadcasts.c.starts_at, broadcasts.c.number)
            .limit(1)
            .with_for_update(skip_locked=True)
        )

    async def waiting(self, broadcast_id: str) -> int:
        """Return how many of its messages are owed now."""
        rows = await self.connection.execute(
            select(func.count()).where(
                outbox.c.urgency == _KIND.urgency.value,
                outbox.c.sent_at.is_(None),
                outbox.c.subject_id == broadcast_id,
            )
        )
        return int(rows.scalar_one())

    async def told(self, broadcast_id: str) -> Told:
        """Return what became of its messages so far."""
        ended, failure = outbox.c.sent_at.is_not(None), outbox.c.failure
        kinds: dict[str, ColumnElement[bool]] = {
            "told": and_(ended, failure.is_(None), outbox.c.message_id.is_not(None)),
            "blocked": and_(ended, failure == UNREACHABLE),
            "failed": and_(ended, failure.is_not(None), failure != UNREACHABLE),
            "left_out": and_(ended, failure.is_(None), outbox.c.message_id.is_(None)),
            "waiting": outbox.c.sent_at.is_(None),
        }
        counted = [func.count(case((which, 1))).label(name) for name, which in kinds.items()]
        rows = await self.connection.execute(select(*counted).where(_of(broadcast_id)))
        return Told(**rows.mappings().one())

    # --- the people

    async def count(self, segment: Segment, *, now: datetime) -> int:
        """Return how many people a segment has, of those who asked for news and can be written to."""
        rows = await self.connection.execute(
            select(func.count()).select_from(_people(segment, now).subquery())
        )
        return int(rows.scalar_one())

    async def next_people(self, broadcast: Broadcast, *, limit: int, now: datetime) -> Sequence[str]:
        """Return the next customers of its segment, in the order of their ids."""
        found = await self.connection.execute(
            _people(broadcast.segment, now)
            .where(news_consents.c.customer_id > broadcast.reached)
            .order_by(news_consents.c.customer_id)
            .limit(limit)
        )
        return tuple(found.scalars())

    async def owe(self, broadcast: Broadcast, people: Sequence[str], *, now: datetime) -> None:
        """Owe these people its message, and keep how far it is."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        rows = [
            {
                "key": f"{_prefix(broadcast.id)}{each}",
                "kind": _KIND.value,
                "subject_id": broadcast.id,
                "customer_id": each,
                "due_at": now,
                "tries": 0,
                "urgency": _KIND.urgency.value,
            }
            for each in people
        ]
        await self.connection.execute(
            dialect.insert(outbox).on_conflict_do_nothing(index_elements=["key"]), rows
        )
        await self.connection.execute(
            update(broadcasts)
            .where(broadcasts.c.id == broadcast.id)
            .values(owed=broadcast.owed + len(people), reached=people[-1])
        )

    async def owe_again(self, broadcast_id: str) -> int:
        """Owe again what was not told because it was paused."""
        wanting = select(news_consents.c.customer_id).where(news_consents.c.withdrawn_at.is_(None))
        again = await self.connection.execute(
            update(outbox)
            .where(
                _of(broadcast_id),
                outbox.c.sent_at.is_not(None),
                outbox.c.message_id.is_(None),
                outbox.c.failure.is_(None),
                outbox.c.customer_id.in_(wanting),
            )
            .values(sent_at=None)
        )
        return int(again.rowcount)

    async def end(self, broadcast_id: str, *, now: datetime) -> None:
        """Keep that everybody has it."""
        await self.connection.execute(
            update(broadcasts)
            .where(broadcasts.c.id == broadcast_id, _IS_ON)
            .values(status=BroadcastStatus.DONE.value, changed_at=now)
        )

    # --- who wants news

    async def wants_news(self, customer_id: str) -> bool:
        """Return whether a customer asked for news."""
        hers = exists().where(
            news_consents.c.customer_id == customer_id, news_consents.c.withdrawn_at.is_(None)
        )
        return bool((await self.connection.execute(select(hers))).scalar_one())

    async def want_news(self, customer_id: str, *, wanted: bool, now: datetime) -> None:
        """Keep whether a customer wants news, and since when."""
        if not wanted:
            await self.connection.execute(
                update(news_consents)
                .where(news_consents.c.customer_id == customer_id, news_consents.c.withdrawn_at.is_(None))
                .values(withdrawn_at=now)
            )
            return
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        given = {"given_at": now, "withdrawn_at": None}
        await self.connection.execute(
            dialect.insert(news_consents)
            .values(customer_id=customer_id, **given)
            .on_conflict_do_update(
                index_elements=["customer_id"], set_=given, where=news_consents.c.withdrawn_at.is_not(None)
            )
        )


def _prefix(broadcast_id: str) -> str:
    return f"{_KIND.value}:{broadcast_id}:"


def _of(broadcast_id: str) -> ColumnElement[bool]:
    """Its messages: a range of keys."""
    first = _prefix(broadcast_id)
    return and_(outbox.c.key >= first, outbox.c.key < f"{first[:-1]};")


def _people(segment: Segment, now: datetime) -> Select[Any]:
    query = (
        select(news_consents.c.customer_id)
        .join(customers, customers.c.id == news_consents.c.customer_id)
        .where(news_consents.c.withdrawn_at.is_(None), customers.c.reachable)
    )
    hers = payments.c.customer_id == news_consents.c.customer_id
    if segment.kind is SegmentKind.ACTIVE:
        since = now - timedelta(days=segment.days)
        return query.where(exists().where(hers, payments.c.accepted_at >= since))
    if segment.kind is SegmentKind.BILLER:
        return query.where(exists().where(hers, payments.c.biller_id == segment.value))
    if segment.kind is SegmentKind.LANGUAGE:
        spoken = customers.c.language
        return query.where(
            or_(spoken == segment.value, spoken.startswith(f"{segment.value}-", autoescape=True))
        )
    return query
