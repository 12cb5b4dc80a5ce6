"""Where each person is in a conversation: one sealed row per person, in SQL or in Redis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.keyring import Keyring, Unreadable
from storage.tables import conversations

log = structlog.get_logger(__name__)

_PREFIX = "vision:conversation:"


@dataclass(frozen=True)
class SqlConversations:
    """Conversations in the database. `storage.talk_…` reads and writes them with their updates."""

    connection: AsyncConnection

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
        return opened(self.keyring, pairs)

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


def opened(keyring: Keyring, sealed: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return what can be opened; who can't be understood any more starts anew."""
    contents = {}
    for key, content in sealed:
        try:
            contents[key] = keyring.open(content)
        except Unreadable as error:
            log.warning("a conversation could not be opened", reason=str(error))
    return contents
