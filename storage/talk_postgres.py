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
from domain.lanes import Ended, Held, Kept
from storage.conversations import opened
from storage.customers import customer_from
from storage.glances import glances
from storage.keyring import Keyring
from storage.lanes_postgres import IS_HELD, PostgresLanes
from storage.payment_rows import WALKED_AT_MOST
from storage.planning import BY_KEY
from storage.watching import Unwatched, Watch, told_as

CONNECTIONS = 3

# A lane that nobody holds is taken with the update. A conflict with an update that nobody has handled yet
# returns it too: perhaps the answer to the first writing of it was lost on the way.
_IS_FREE = f"(l.holder IS NULL OR (l.holder <> excluded.holder AND NOT {IS_HELD}))"
_IS_TAKEN = f"excluded.holder IS NOT NULL AND {_IS_FREE}"
_KEEP = f"""
    WITH given AS (
        SELECT DISTINCT ON (update_id) update_id, lane, payload
        FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS u (update_id, lane, payload)
    ), laned AS (
        INSERT INTO lanes AS l (lane, holder, claim, kept, done, changed_at)
        SELECT DISTINCT lane, CASE WHEN $6 THEN $5::text END, 1, 1, 0, $4::timestamptz
        FROM given ORDER BY lane
        ON CONFLICT (lane) DO UPDATE SET
            holder = CASE WHEN {_IS_TAKEN} THEN excluded.holder ELSE l.holder END,
            claim = CASE WHEN {_IS_TAKEN} THEN l.claim + 1 ELSE l.claim END,
            kept = l.kept + 1,
            changed_at = excluded.changed_at
        RETURNING lane, holder, claim, kept, done
    ), kept AS (
        INSERT INTO inbox (update_id, lane, payload, received_at)
        SELECT given.update_id, given.lane, given.payload, $4 FROM laned JOIN given ON given.lane = laned.lane
        ON CONFLICT (update_id) DO UPDATE SET lane = excluded.lane WHERE inbox.handled_at IS NULL
        RETURNING update_id, lane
    )
    SELECT laned.*, kept.update_id FROM laned LEFT JOIN kept ON kept.lane = laned.lane
"""  # noqa: S608 - our own text
_CUSTOMERS = """
    SELECT c.*, a.tier FROM customers c JOIN customer_accounts a ON a.customer_id = c.id
    WHERE c.telegram_id = ANY($1::bigint[])
"""
_CONVERSATIONS = "SELECT key, content FROM conversations WHERE key = ANY($1::text[]) AND changed_at >= $2"
# Only who holds the lane by the same claim changes anything: whoever was taken for dead has lost it.
_END = """
    WITH given AS (
        SELECT * FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[])
            AS g (lane, claim, kept, update_id, failure)
    ), mine AS (
        SELECT l.lane, l.kept FROM given JOIN lanes l ON l.lane = given.lane
        WHERE l.holder = $1 AND l.claim = given.claim ORDER BY l.lane FOR UPDATE OF l
    ), freed AS (
        UPDATE lanes l SET holder = NULL, done = l.kept, changed_at = $7
        FROM mine JOIN given ON given.lane = mine.lane WHERE l.lane = mine.lane AND given.kept = mine.kept
        RETURNING l.lane
    ), changed AS (
        INSERT INTO conversations (key, content, changed_at)
        SELECT n.key, n.content, $7
        FROM unnest($8::text[], $9::bytea[], $10::bigint[]) AS n (key, content, lane)
            JOIN mine ON mine.lane = n.lane
        ON CONFLICT (key) DO UPDATE SET content = excluded.content, changed_at = excluded.changed_at
    ), over AS (
        DELETE FROM conversations c USING unnest($11::text[], $12::bigint[]) AS n (key, lane), mine
        WHERE c.key = n.key AND mine.lane = n.lane
    ), handled AS (
        UPDATE inbox SET handled_at = $7, payload = NULL, failure = given.failure
        FROM mine JOIN given ON given.lane = mine.lane
        WHERE inbox.update_id = given.update_id AND inbox.handled_at IS NULL
    )
    SELECT mine.lane, CASE WHEN freed.lane IS NULL THEN mine.kept END AS kept
    FROM mine LEFT JOIN freed ON freed.lane = mine.lane
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
    """`bot.talk.Talk`."""

    dsn: str
    keyring: Keyring
    watch: Watch = field(default_factory=Unwatched)
    _pool: asyncpg.Pool[asyncpg.Record] | None = field(default=None, init=False)
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    @property
    def lanes(self) -> PostgresLanes:
        """Who holds which lane."""
        return PostgresLanes(self._opened, self.keyring)

    @told_as("insert", "inbox")
    async def keep(
        self,
        updates: Sequence[tuple[int, int, bytes]],
        *,
        holder: str = "",
        claims: bool = False,
        now: datetime,
    ) -> Kept:
        """Keep updates (id, lane, payload); where `claims` is true, take the lanes that nobody holds."""
        rows = await (await self._opened()).fetch(
            _KEEP,
            [update_id for update_id, _, _ in updates],
            [lane for _, lane, _ in updates],
            [self.keyring.seal(payload) for _, _, payload in updates],
            now,
            holder,
            claims,
        )
        return Kept(
            frozenset(row["update_id"] for row in rows if row["update_id"] is not None),
            {
                row["lane"]: Held(row["claim"], row["kept"], row["done"] < row["kept"] - 1)
                for row in rows
                if holder and row["holder"] == holder
            },
            has_free=any(row["holder"] is None for row in rows),
        )

    @told_as("select", "customers")
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

    @told_as("select", "customer_accounts")
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

    @told_as("update", "inbox")
    async def end(self, ended: Sequence[Ended], *, holder: str, now: datetime) -> Mapping[int, int | None]:
        """Keep the conversations, and mark updates as handled, in the lanes that are held as they say.

        Returns these lanes, with None if they were given back, else how much was kept in them.
        """
        changed = [each for each in ended if each.person is not None]
        kept = [(each, each.conversation) for each in changed if each.conversation is not None]
        over = [each for each in changed if each.conversation is None]
        rows = await (await self._opened()).fetch(
            _END,
            holder,
            [each.lane for each in ended],
            [each.claim for each in ended],
            [each.kept for each in ended],
            [each.update_id for each in ended],
            [each.failure for each in ended],
            now,
            [each.person for each, _ in kept],
            [self.keyring.seal(content) for _, content in kept],
            [each.lane for each, _ in kept],
            [each.person for each in over],
            [each.lane for each in over],
        )
        return {row["lane"]: row["kept"] for row in rows}

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
