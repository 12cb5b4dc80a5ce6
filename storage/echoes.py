"""What is told by SMS and e-mail too, and what customers chose of it: rows ↔ values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.echoes import ECHOED, Echo, echoes_of
from domain.notices import Notice, NoticeKind
from domain.one_time_codes import Channel
from domain.rules_messages import Event
from storage.tables import e_mails, echo_choices, echoes

_IN_DOUBT, _SENT = "in-doubt", "sent"


@dataclass(frozen=True)
class SqlEchoes:
    """`domain.echoes.EchoStore`."""

    connection: AsyncConnection

    async def owe(self, notices: Sequence[Notice], *, now: datetime) -> int:
        """Owe the echoes of these notices. The same notice again changes nothing."""
        echoed = [each for each in notices if each.kind in ECHOED and each.customer_id is not None]
        if not echoed:
            return 0
        rows = await self.connection.execute(
            select(e_mails.c.customer_id).where(
                e_mails.c.customer_id.in_({each.customer_id for each in echoed}),
                e_mails.c.address.is_not(None),
            )
        )
        owed = echoes_of(echoed, set(rows.scalars()), now=now)
        await self._add([_values(each) for each in owed])
        return len(owed)

    async def add(self, echo: Echo) -> None:
        """Owe one echo. The same key again changes nothing."""
        await self._add([_values(echo)])

    async def due(self, *, now: datetime, limit: int) -> Sequence[tuple[str, Channel]]:
        """Return the names of what is due, the oldest first."""
        rows = await self.connection.execute(
            select(echoes.c.key, echoes.c.channel)
            .where(echoes.c.done_at.is_(None), echoes.c.begun_at.is_(None), echoes.c.due_at <= now)
            .order_by(echoes.c.due_at, echoes.c.key)
            .limit(limit)
        )
        return [(row.key, Channel(row.channel)) for row in rows]

    async def get(self, key: str, channel: Channel) -> Echo | None:
        """Return what is still owed."""
        rows = await self.connection.execute(
            select(echoes).where(
                echoes.c.key == key, echoes.c.channel == channel.value, echoes.c.done_at.is_(None)
            )
        )
        row = rows.one_or_none()
        if row is None:
            return None
        return Echo(
            key=row.key,
            channel=Channel(row.channel),
            kind=NoticeKind(row.kind),
            subject_id=row.subject_id,
            customer_id=row.customer_id,
            happened_at=row.happened_at,
            due_at=row.due_at,
            tries=row.tries,
        )

    async def begin(self, echo: Echo, *, now: datetime) -> bool:
        """Keep that it is handed over now; False if somebody else does, or did."""
        begun = await self.connection.execute(
            update(echoes)
            .where(_is(echo), echoes.c.done_at.is_(None), echoes.c.begun_at.is_(None))
            .values(begun_at=now)
        )
        return bool(begun.rowcount)

    async def again(self, echo: Echo, *, due_at: datetime) -> None:
        """Keep that nobody took it, or that it has to wait."""
        await self.connection.execute(
            update(echoes).where(_is(echo)).values(begun_at=None, tries=echo.tries, due_at=due_at)
        )

    async def done(self, echo: Echo, *, outcome: str, now: datetime) -> None:
        """Keep how this try ended. Where it is owed once more meanwhile, nothing changes."""
        await self.connection.execute(
            update(echoes).where(_is(echo), echoes.c.tries == echo.tries).values(done_at=now, outcome=outcome)
        )

    async def owe_again(self, key: str, *, now: datetime) -> bool:
        """Owe a text message that was sent at the first try once more; False if it was not."""
        owed = await self.connection.execute(
            update(echoes)
            .where(
                echoes.c.key == key,
                echoes.c.channel == Channel.SMS.value,
                echoes.c.begun_at.is_not(None),
                or_(echoes.c.outcome == _SENT, echoes.c.done_at.is_(None)),  # a report may be the quicker one
                echoes.c.tries == 0,
            )
            .values(begun_at=None, done_at=None, outcome=None, tries=1, due_at=now)
        )
        return bool(owed.rowcount)

    async def abandoned(self, *, before: datetime, now: datetime) -> int:
        """End what was begun by then and never heard of again. It is in doubt, so it is not sent again."""
        ended = await self.connection.execute(
            update(echoes)
            .where(echoes.c.done_at.is_(None), echoes.c.begun_at < before)
            .values(done_at=now, outcome=_IN_DOUBT)
        )
        return int(ended.rowcount)

    async def choices(self, customer_id: str) -> Mapping[tuple[Event, Channel], bool]:
        """Return what a customer chose herself."""
        rows = await self.connection.execute(
            select(echo_choices).where(echo_choices.c.customer_id == customer_id)
        )
        return {(Event(row.event), Channel(row.channel)): row.is_on for row in rows}

    async def choose(self, customer_id: str, event: Event, channel: Channel, *, is_on: bool) -> None:
        """Keep what a customer chose."""
        chosen = self._insert(echo_choices).values(
            customer_id=customer_id, event=event.value, channel=channel.value, is_on=is_on
        )
        await self.connection.execute(
            chosen.on_conflict_do_update(
                index_elements=["customer_id", "event", "channel"], set_={"is_on": is_on}
            )
        )

    async def clean(self, *, before: datetime) -> int:
        """Forget what ended long ago."""
        gone = await self.connection.execute(delete(echoes).where(echoes.c.done_at < before))
        return int(gone.rowcount)

    async def _add(self, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            await self.connection.execute(self._insert(echoes).on_conflict_do_nothing(), rows)

    def _insert(self, table: Any) -> Any:
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        return dialect.insert(table)


def _is(echo: Echo) -> ColumnElement[bool]:
    return and_(echoes.c.key == echo.key, echoes.c.channel == echo.channel.value)


def _values(echo: Echo) -> Mapping[str, object]:
    return {
        "key": echo.key,
        "channel": echo.channel.value,
        "kind": echo.kind.value,
        "subject_id": echo.subject_id,
        "customer_id": echo.customer_id,
        "happened_at": echo.happened_at,
        "due_at": echo.due_at,
        "tries": echo.tries,
    }
