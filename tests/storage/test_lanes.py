"""Lanes of several processes on PostgreSQL: held by one at a time, and by another when that one is gone."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.lanes import Ended, Kept
from storage.database import Database
from tests.builders import NOON, opened

ADA, BAYO = 7, 8


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    """A database on which two processes are there: "we" and "they"."""
    async with opened(postgres_url) as database:
        for process in ("we", "they"):
            await database.talk.lanes.beat(process, "", 1)
        yield database


async def kept(database: Database, holder: str, *updates: tuple[int, int], claims: bool = True) -> Kept:
    """Keep updates (number, lane) in a process."""
    rows = [(number, lane, b"{}") for number, lane in updates]
    return await database.talk.keep(rows, holder=holder, claims=claims, now=NOON)


async def ended(
    database: Database, holder: str, of: Kept, update: int, *, all_of: int | None = None, says: bytes = b"x"
) -> bool | None:
    """End an update of Ada's; whether her lane was given back, or None if it was not that process's."""
    end = Ended(ADA, of.held[ADA].claim, all_of, update, None, str(ADA), says)
    left = await database.talk.end([end], holder=holder, now=NOON)
    return left[ADA] is None if ADA in left else None


async def conversation(database: Database) -> bytes | None:
    """Return what is remembered of Ada's conversation."""
    return (await database.talk.know([], [str(ADA)], since=NOON))[1].get(str(ADA))


async def claimed(database: Database, holder: str, *, held: tuple[int, ...] = ()) -> dict[int, int]:
    """Let a process look for lanes that nobody holds; the lanes with the claims."""
    found = await database.talk.lanes.claim(holder, held=held, most=9, now=NOON)
    return {lane: each.claim for lane, each in found.items()}


async def dies(database: Database, process: str) -> None:
    """Let a process not be seen for a while."""
    async with database.begin() as books:
        await books.connection.execute(
            text("UPDATE processes SET seen_at = now() - interval '11 seconds' WHERE id = :id"),
            {"id": process},
        )


class TestALane:
    async def test_is_held_by_who_keeps_in_it_first_until_all_is_handled(self, database: Database) -> None:
        ours = await kept(database, "we", (1, ADA))
        theirs = await kept(database, "they", (2, ADA), (3, BAYO))

        assert (set(ours.held), set(theirs.held)) == ({ADA}, {BAYO})
        assert (
            await ended(database, "we", ours, 1, all_of=ours.held[ADA].kept) is False
        )  # another waits in it
        assert await ended(database, "we", ours, 2, all_of=2) is True
        assert set((await kept(database, "they", (4, ADA))).held) == {ADA}

    async def test_is_held_by_one_of_those_who_keep_in_it_at_once(self, database: Database) -> None:
        for first in range(1, 21, 2):
            both = await asyncio.gather(
                kept(database, "we", (first, first)), kept(database, "they", (first + 1, first))
            )

            assert len([each for each in both if first in each.held]) == 1

    async def test_says_whether_something_from_before_waits_in_it(self, database: Database) -> None:
        by_web = await kept(database, "", (1, ADA), claims=False)

        ours = await kept(database, "we", (2, ADA))

        assert (by_web.has_free, dict(by_web.held)) == (True, {})
        assert ours.held[ADA].is_behind
        assert [each.update_id for each in await database.talk.lanes.waiting([ADA], limit=9, now=NOON)] == [
            1,
            2,
        ]

    async def test_goes_to_somebody_else_when_its_process_is_gone(self, database: Database) -> None:
        await kept(database, "they", (1, ADA))
        assert await claimed(database, "we") == {}

        await dies(database, "they")

        assert set(await claimed(database, "we")) == {ADA}
        assert await claimed(database, "we", held=(ADA,)) == {}

    async def test_is_had_back_by_who_never_heard_that_it_has_it(self, database: Database) -> None:
        await kept(database, "we", (1, ADA))  # and the answer was lost on the way

        assert set(await claimed(database, "we")) == {ADA}

    async def test_is_left_for_a_while_to_a_version_that_knows_no_lanes(self, database: Database) -> None:
        async with database.begin() as books:
            await books.connection.execute(
                text("INSERT INTO inbox (update_id, lane, payload, received_at) VALUES (1, 7, '', :at)"),
                {"at": NOON},
            )
        later = NOON + timedelta(seconds=11)
        assert await claimed(database, "we") == {}

        await database.talk.lanes.claim("we", held=(), most=9, now=later)

        assert set(await database.talk.lanes.claim("we", held=(), most=9, now=later)) == {ADA}


class TestWhoWasTakenForDead:
    async def test_changes_nothing_any_more(self, database: Database) -> None:
        stalled = await kept(database, "they", (1, ADA))
        await dies(database, "they")
        (claim,) = (await claimed(database, "we")).values()
        await database.talk.lanes.beat("they", "", 1)  # and is there again

        assert await ended(database, "they", stalled, 1, all_of=1, says=b"theirs") is None
        assert await conversation(database) is None
        mine = Ended(ADA, claim, 1, 1, None, str(ADA), b"ours")
        assert await database.talk.end([mine], holder="we", now=NOON) == {ADA: None}
        assert await conversation(database) == b"ours"

    async def test_changes_nothing_by_the_claim_of_before_where_it_has_the_lane_again(
        self, database: Database
    ) -> None:
        before = await kept(database, "they", (1, ADA))
        await dies(database, "they")
        await claimed(database, "we")
        await database.talk.lanes.beat("they", "", 1)
        await database.talk.lanes.give_back("we", [ADA])
        assert set(await claimed(database, "they")) == {ADA}

        assert await ended(database, "they", before, 1, all_of=1) is None
