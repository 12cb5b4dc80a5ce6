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
_CLAIMS = "vision:conversation-claim:"
_CLAIMS_KEPT_FOR = timedelta(hours=1)  # nobody is taken for dead for so long and then goes on

# A process that was taken for dead must not write over what is said to the one that has its lanes now.
_SAVE = """
local claim = redis.call('GET', KEYS[2])
if claim and tonumber(claim) > tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2])
if ARGV[3] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[3], 'EX', ARGV[4]) end
return 1
"""


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

    async def save(self, contents: Mapping[str, bytes | None], claims: Mapping[str, int]) -> None:
        """Keep the conversations; None: there is nothing to remember.

        Of each that a later claim of its lane has saved already, nothing is kept.
        """
        if not contents:
            return
        try:
            async with self.client.pipeline(transaction=False) as pipe:
                for key, content in contents.items():
                    pipe.eval(
                        _SAVE,
                        2,
                        _PREFIX + key,
                        _CLAIMS + key,
                        claims[key],
                        int(_CLAIMS_KEPT_FOR.total_seconds()),
                        b"" if content is None else self.keyring.seal(content),
                        int(self.kept_for.total_seconds()),
                    )
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
