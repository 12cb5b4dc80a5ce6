"""What every update costs, on PostgreSQL: one statement to keep it, two to know the person, one to end it;
and the three that Home asks.

Spoken to the driver directly, and each statement is a transaction by itself: an update costs a tenth of what
it would through the layers that everything else goes through.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import asyncpg

from domain.customers import Customer
from domain.glances import Glance
from storage.conversations import opened
from storage.customers import customer_from
from storage.glances import glances
from storage.keyring import Keyring
from storage.payment_rows import WALKED_AT_MOST
from storage.planning import BY_KEY

CONNECTIONS = 3

# A conflict with an update that nobody has handled yet returns it too: perhaps the answer to the first
# writing of it was lost on the way.
_KEEP = """
    INSERT INTO inbox (update_id, lane, payload, received_at)
    SELECT DISTINCT ON (update_id) update_id, lane, payload, $4
    FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS u (update_id, lane, payload)
    ON CONFLICT (update_id) DO UPDATE SET lane = excluded.lane WHERE inbox.handled_at IS NULL
    RETURNING update_id
"""
_CUSTOMERS = """
    SELECT c.*, a.tier FROM customers c JOIN customer_accounts a ON a.customer_id = c.id
    WHERE c.telegram_id = ANY($1::bigint[])
"""
_CONVERSATIONS = "SELECT key, content FROM conversations WHERE key = ANY($1::text[]) AND changed_at >= $2"
_END = """
    WITH changed AS (
        INSERT INTO conversations (key, content, changed_at)
        SELECT key, content, $3 FROM unnest($1::text[], $2::bytea[]) AS n (key, content)
        ON CONFLICT (key) DO UPDATE SET content = excluded.content, changed_at = excluded.changed_at
    ), over AS (
        DELETE FROM conversations WHERE key = ANY($4::text[])
    )
    UPDATE inbox SET handled_at = $3, payload = NULL, failure = u.failure
    FROM unnest($5::bigint[], $6::text[]) AS u (update_id, failure) WHERE inbox.update_id = u.update_id
"""
_ACCOUNTS = "SELECT * FROM customer_accounts WHERE customer_id = ANY($1::text[])"
_PAST = """
    SELECT past.* FROM unnest($1::text[]) AS c (id) CROSS JOIN LATERAL (
        SELECT p.customer_id, p.id, p.biller_id, p.recipient_index, p.plan, p.amount, p.accepted_at
        FROM payments p JOIN payment_states s ON s.payment_id = p.id
        WHERE p.customer_id = c.id AND p.accepted_at >= $2 AND s.status = 'delivered' AND p.id >= coalesce((
            SELECT id FROM payments WHERE customer_id = c.id
            ORDER BY id DESC LIMIT 1 OFFSET $4
        ), '')
        ORDER BY p.id DESC LIMIT $3
    ) past
"""
_NAMES = "SELECT customer_id, content FROM saved_names WHERE customer_id = ANY($1::text[])"


@dataclass
class PostgresTalk:
    """`bot.intake.Talk`."""

    dsn: str
    keyring: Keyring
    _pool: asyncpg.Pool[asyncpg.Record] | None = field(default=None, init=False)
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def keep(self, updates: Sequence[tuple[int, int, bytes]], *, now: datetime) -> frozenset[int]:
        """Keep updates (id, lane, payload), and return the ids that nobody has handled yet."""
        rows = await (await self._opened()).fetch(
            _KEEP,
            [update_id for update_id, _, _ in updates],
            [lane for _, lane, _ in updates],
            [self.keyring.seal(payload) for _, _, payload in updates],
            now,
        )
        return frozenset(row["update_id"] for row in rows)

    async def know(
        self, telegram_ids: Sequence[int], keys: Sequence[str], *, since: datetime
    ) -> tuple[Mapping[int, Customer], Mapping[str, bytes]]:
        """Return the customers among these people, and the conversations touched since then."""
        async with (await self._opened()).acquire() as connection:
            people = await connection.fetch(_CUSTOMERS, list(telegram_ids))
            talks = await connection.fetch(_CONVERSATIONS, list(keys), since) if keys else []
        return (
            {row["telegram_id"]: customer_from(dict(row), self.keyring) for row in people},
            opened(self.keyring, [(row["key"], row["content"]) for row in talks]),
        )

    async def glance(
        self, customer_ids: Sequence[str], *, since: datetime, limit: int
    ) -> Mapping[str, Glance]:
        """Return what Home shows of these customers, of each so many delivered payments since then."""
        ids = list(customer_ids)
        async with (await self._opened()).acquire() as connection:
            accounts = await connection.fetch(_ACCOUNTS, ids)
            past = await connection.fetch(_PAST, ids, since, limit, WALKED_AT_MOST - 1)
            names = await connection.fetch(_NAMES, ids)
        return glances(accounts, past, names, self.keyring)

    async def end(
        self,
        updates: Sequence[tuple[int, str | None]],
        conversations: Mapping[str, bytes | None],
        *,
        now: datetime,
    ) -> None:
        """Keep the conversations (None: nothing to remember), and mark updates (id, failure) as handled."""
        kept = {key: content for key, content in conversations.items() if content is not None}
        await (await self._opened()).execute(
            _END,
            list(kept),
            [self.keyring.seal(content) for content in kept.values()],
            now,
            [key for key in conversations if key not in kept],
            [update_id for update_id, _ in updates],
            [failure for _, failure in updates],
        )

    async def close(self) -> None:
        """Give the connections back."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def _opened(self) -> asyncpg.Pool[asyncpg.Record]:
        async with self._opening:
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    self.dsn,
                    min_size=CONNECTIONS,
                    max_size=CONNECTIONS,
                    command_timeout=30,
                    server_settings=BY_KEY,
                    reset=_as_it_is,
                )
            return self._pool


async def _as_it_is(_: object) -> None:
    """Leave a connection as it is: nothing here changes its settings, and asking costs a round trip."""
