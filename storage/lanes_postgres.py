"""Lanes of several processes, on PostgreSQL: which of them holds which, and which are still there.

A process that has not been seen for ten seconds holds nothing any more. Every statement is a transaction by
itself, and locks lanes in their order before the updates in them, so that nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from domain.lanes import Held, Neighbour, Waiting
from storage.keyring import Keyring, Unreadable

_ALIVE = "p.seen_at > now() - interval '10 seconds'"
IS_HELD = f"EXISTS (SELECT FROM processes p WHERE p.id = l.holder AND {_ALIVE})"
_UNREADABLE = "sealed by a key that is not on the ring"

# A version that knows no lanes handles what it keeps by itself; what it left is found after this.
_LEFT_AFTER = timedelta(seconds=10)
_FIND = """
    INSERT INTO lanes (lane, claim, kept, done, changed_at)
    SELECT DISTINCT lane, 0, 1, 0, $2::timestamptz FROM inbox i
    WHERE handled_at IS NULL AND received_at < $1 AND NOT EXISTS (SELECT FROM lanes l WHERE l.lane = i.lane)
    ORDER BY lane ON CONFLICT (lane) DO NOTHING
"""
_CLAIM = f"""
    WITH waiting AS (
        SELECT lane, min(update_id) AS first, min(received_at) AS since FROM inbox
        WHERE handled_at IS NULL AND lane <> ALL($2::bigint[]) GROUP BY lane
    ), free AS (
        SELECT l.lane FROM waiting w JOIN lanes l ON l.lane = w.lane
        WHERE (l.holder IS NULL OR l.holder = $1 OR NOT {IS_HELD}) AND (l.done < l.kept OR w.since < $3)
        ORDER BY w.first LIMIT $4 FOR UPDATE OF l SKIP LOCKED
    )
    UPDATE lanes l SET holder = $1, claim = l.claim + 1, changed_at = $5 FROM free WHERE l.lane = free.lane
    RETURNING l.lane, l.claim, l.kept
"""  # noqa: S608 - our own text
_WAITING = """
    SELECT update_id, lane, payload FROM inbox
    WHERE lane = ANY($1::bigint[]) AND handled_at IS NULL ORDER BY update_id LIMIT $2
"""
_PUT_ASIDE = "UPDATE inbox SET handled_at = $2, failure = $3 WHERE update_id = $1 AND handled_at IS NULL"
_GIVE_BACK = "UPDATE lanes SET holder = NULL WHERE lane = ANY($2::bigint[]) AND holder = $1"
_BEAT = """
    INSERT INTO processes (id, machine, pid, seen_at) VALUES ($1, $2, $3, now())
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
"""
_NEIGHBOURS = f"SELECT p.id, p.machine, p.pid, {_ALIVE} AS is_alive FROM processes p WHERE p.id <> $1"  # noqa: S608
_FORGET = "DELETE FROM processes WHERE id = ANY($1::text[])"


@dataclass(frozen=True)
class PostgresLanes:
    """`bot.talk.LaneStore`."""

    pool: Callable[[], Awaitable[asyncpg.Pool[asyncpg.Record]]]
    keyring: Keyring
    are_shared: bool = True

    async def claim(
        self, holder: str, *, held: Collection[int], most: int, now: datetime
    ) -> Mapping[int, Held]:
        """Take so many lanes in which updates wait and that nobody holds, but those, the oldest first."""
        pool, left = await self.pool(), now - _LEFT_AFTER
        rows = await pool.fetch(_CLAIM, holder, list(held), left, most, now)
        if not rows:
            await pool.execute(_FIND, left, now)
        return {row["lane"]: Held(row["claim"], row["kept"], is_behind=True) for row in rows}

    async def waiting(self, lanes: Collection[int], *, limit: int, now: datetime) -> Sequence[Waiting]:
        """Return the first so many updates of these lanes that nobody has handled, by their ids.

        What can't be opened is put aside.
        """
        pool, found = await self.pool(), []
        for update_id, lane, sealed in await pool.fetch(_WAITING, list(lanes), limit):
            try:
                found.append(Waiting(update_id, lane, self.keyring.open(sealed or b"")))
            except Unreadable:
                await pool.execute(_PUT_ASIDE, update_id, now, _UNREADABLE)
        return found

    async def give_back(self, holder: str, lanes: Collection[int]) -> None:
        """Let others have them, with what waits in them."""
        await (await self.pool()).execute(_GIVE_BACK, holder, list(lanes))

    async def beat(self, holder: str, machine: str, pid: int) -> Sequence[Neighbour]:
        """Say that this process is there, and return the others."""
        pool = await self.pool()
        await pool.execute(_BEAT, holder, machine, pid)
        return [Neighbour(*row) for row in await pool.fetch(_NEIGHBOURS, holder)]

    async def forget(self, holders: Collection[str]) -> None:
        """Let these processes be gone."""
        await (await self.pool()).execute(_FORGET, list(holders))
