"""Where each person is in a conversation: one sealed row per person, in SQL or in Redis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.keyring import Keyring, Unreadable
from storage.tables import conversations

log = structlog.get_logger(__name__)

_PREFIX = "vision:conversation:"


@dataclass(frozen=True)
class SqlConversations:
    """Conversations in the database, written in the transaction that marks their updates as handled."""

    connection: AsyncConnection
    keyring: Keyring

    async def load(self, keys: Sequence[str], *, since: datetime) -> Mapping[str, bytes]:
        """Return the conversations with these people that were touched since then."""
        rows = await self.connection.execute(
            select(conversations.c.key, conversations.c.content).where(
                conversations.c.key.in_(keys), conversations.c.changed_at >= since
            )
        )
        return _opened(self.keyring, [(row.key, row.content) for row in rows])

    async def save(self, contents: Mapping[str, bytes | None], *, now: datetime) -> None:
        """Keep the conversations; None: there is nothing to remember."""
        over = [key for key, content in contents.items() if content is None]
        if over:
            await self.connection.execute(delete(conversations).where(conversations.c.key.in_(over)))
        rows = [
            {"key": key, "content": self.keyring.seal(content), "changed_at": now}
            for key, content in contents.items()
            if content is not None
        ]
        if rows:
            dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
            insertion = dialect.insert(conversations)
            newest = {
                "content": insertion.excluded.content,
                "changed_at": insertion.excluded.changed_at,
            }
            await self.connection.execute(
                insertion.on_conflict_do_update(index_elements=["key"], set_=newest), rows
            )

    async def clean(self, *, before: datetime) -> int:
        """Forget conversations that nobody came back to."""
        gone = await self.connection.execute(delete(conversations).where(conversations.c.changed_at < before))
        return int(gone.rowcount)


@dataclass(frozen=True)
class RedisConversations:
    """Conversations in Redis. When it is lost they start again from Home; nothing else is kept there."""

    client: Redis
    keyring: Keyring
    kept_for: timedelta

    async def load(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return the conversations with these people."""
        try:
            found = await self.client.mget([_PREFIX + key for key in keys])
        except RedisError as error:
            log.warning("conversations could not be read", count=len(keys), reason=type(error).__name__)
            return {}
        pairs = [
            (key, content) for key, content in zip(keys, found, strict=True) if isinstance(content, bytes)
        ]
        return _opened(self.keyring, pairs)

    async def save(self, contents: Mapping[str, bytes | None]) -> None:
        """Keep the conversations; None: there is nothing to remember."""
        if not contents:
            return
        try:
            async with self.client.pipeline(transaction=False) as pipe:
                for key, content in contents.items():
                    if content is None:
                        pipe.delete(_PREFIX + key)
                    else:
                        pipe.set(_PREFIX + key, self.keyring.seal(content), ex=self.kept_for)
                await pipe.execute()
        except RedisError as error:
            log.warning("conversations could not be kept", count=len(contents), reason=type(error).__name__)


def _opened(keyring: Keyring, sealed: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    contents = {}
    for key, content in sealed:
        try:
            contents[key] = keyring.open(content)
        except Unreadable as error:
            log.warning("a conversation could not be opened", reason=str(error))
    return contents
