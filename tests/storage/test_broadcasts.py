"""News for many, on the books: to whom it goes, once, and how it is stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from domain.broadcast_values import (
    Broadcast,
    BroadcastChanged,
    BroadcastStatus,
    NothingWritten,
    NotPossibleNow,
    Segment,
    SegmentKind,
    read_segment,
)
from domain.broadcasts import Broadcasts
from domain.maker_checker import OwnRequest, RequestStatus, StaffRequest, about, about_approving
from domain.notices import NoticeKind
from domain.staff import NotYourRole, Role, RoleGrant, StaffPerson
from domain.staff_people import StaffDesk
from domain.staff_pins import StaffApproval
from storage.audit_chain import chain_problems
from storage.database import Database
from tests.builders import NOON, RULES, Granted, a_customer, accounts_of, new_id, opened

OLA, OGE, AUDIT = StaffPerson(21), StaffPerson(22), StaffPerson(23)
FEW = replace(RULES, staff=replace(RULES.staff, broadcast_alone=5, broadcast_batch=4))


@dataclass
class Newsroom:
    """Two people who may send news, and some customers."""

    database: Database
    now: datetime = NOON

    @property
    def broadcasts(self) -> Broadcasts:
        """The service."""
        return Broadcasts(self.database, FEW)

    async def opens(self) -> None:
        """People have their roles."""
        for person, role in ((OLA, Role.OPERATIONS), (OGE, Role.OWNER), (AUDIT, Role.AUDITOR)):
            await self.database.money.apply(Granted(RoleGrant(person.telegram_id, role, NOON, "test")))

    async def knows(self, count: int, *, wanting: bool = True, language: str = "en") -> list[str]:
        """So many people are registered."""
        people = [replace(a_customer(), language=language) for _ in range(count)]
        async with self.database.begin() as books:
            for each in people:
                await books.customers.add(each, accounts_of(each, tier=each.tier))
        for each in people:
            await self.broadcasts.want_news(each.id, wanted=wanting, now=NOON)
        return [each.id for each in people]

    async def written(self, segment: Segment = Segment()) -> Broadcast:  # noqa: B008 - it is frozen
        """A draft with a text."""
        draft = await self.broadcasts.draft(new_id(), segment, OLA, now=self.now)
        return await self.broadcasts.write(draft.id, "en", "<b>News</b>", OLA, now=self.now)

    async def asks_to_send(self, draft: Broadcast, starts_at: datetime | None = None) -> StaffRequest:
        """Somebody of operations asks to send it."""
        what, request_id = self.broadcasts.sending(draft, starts_at), new_id()
        approval = StaffApproval(OLA.name, about(what, "news", request_id), self.now)
        desk = StaffDesk(self.database, FEW, frozenset())
        return await desk.ask(request_id, what, "news", OLA, approval, now=self.now)

    async def agrees(self, request: StaffRequest, who: StaffPerson) -> StaffRequest:
        """Somebody agrees."""
        approval = StaffApproval(who.name, about_approving(request.id), self.now)
        desk = StaffDesk(self.database, FEW, frozenset())
        return await desk.approve(request, who, approval, now=self.now)

    async def ticks(self) -> list[str]:
        """The clock ticks. Returns to whom something is owed now."""
        await self.broadcasts.advance(now=self.now)
        return await self.owed()

    async def owed(self) -> list[str]:
        """Return to whom something is owed."""
        async with self.database.look() as books:
            due = await books.outbox.due(now=self.now, limit=1_000)
        return [str(each.notice.customer_id) for each in due if each.notice.kind is NoticeKind.BROADCAST]

    async def tells(self, people: Sequence[str], broadcast: Broadcast) -> list[str]:
        """The messenger does its work. Returns who got something."""
        got = []
        for each in people:
            text = await self.broadcasts.to_tell(broadcast.id, each, "en")
            async with self.database.begin() as books:
                message = 7 if text is not None else None
                await books.outbox.sent([(f"broadcast:{broadcast.id}:{each}", message)], now=self.now)
            got += [each] if text is not None else []
        return got


async def sent_to_the_end(room: Newsroom, broadcast: Broadcast) -> list[str]:
    """Let the clock tick and the messenger tell until nothing is left. Returns who got it, in order."""
    got: list[str] = []
    for _ in range(20):
        got += await room.tells(await room.ticks(), broadcast)
        room.now += timedelta(seconds=30)
    return got


class TestSegments:
    @pytest.mark.parametrize("said", ["all", "active=30", "biller=ikedc", "language=pcm"])
    def test_are_read_as_they_are_said(self, said: str) -> None:
        assert str(read_segment(said)) == said

    @pytest.mark.parametrize("said", ["", "active", "active=0", "biller=", "everybody", "language=!"])
    def test_are_not_guessed(self, said: str) -> None:
        with pytest.raises(ValueError, match=r".*"):
            read_segment(said)

    async def test_have_who_asked_for_news_and_can_be_written_to(self, database_url: str) -> None:
        async with opened(database_url) as database:
            room = Newsroom(database)
            ada, bola = await room.knows(2)
            await room.knows(1, wanting=False)
            (chi,) = await room.knows(1, language="pcm-x-lite")
            await room.broadcasts.want_news(bola, wanted=False, now=NOON)

            async with database.look() as books:
                count = books.broadcasts.count
                assert await count(Segment(), now=NOON) == 2
                assert await count(Segment(SegmentKind.LANGUAGE, "pcm"), now=NOON) == 1
                assert await count(Segment(SegmentKind.ACTIVE, "30"), now=NOON) == 0
                assert await count(Segment(SegmentKind.BILLER, "mtn"), now=NOON) == 0
            assert await room.broadcasts.wants_news(ada)
            assert await room.broadcasts.wants_news(chi)
            assert not await room.broadcasts.wants_news(bola)


class TestSending:
    async def test_takes_two_people_above_a_number_of_readers(self, database_url: str) -> None:
        async with opened(database_url) as database:
            room = Newsroom(database)
            await room.opens()
            await room.knows(5)
            few = await room.written()
            assert (await room.asks_to_send(few)).status is RequestStatus.DONE
            await room.knows(5)
            many = await room.written()

            request = await room.asks_to_send(many)

            assert request.status is RequestStatus.OPEN
            assert await room.owed() == []
            with pytest.raises(OwnRequest):
                await room.agrees(request, OLA)
            assert (await room.agrees(request, OGE)).status is RequestStatus.DONE
            assert await chain_problems(database) == []

    async def test_reaches_no_more_than_one_person_may_write_to_alone(self, database_url: str) -> None:
        async with opened(database_url) as database:
            room = Newsroom(database)
            await room.opens()
            await room.knows(5)
            few = await room.written()
            await room.asks_to_send(few)
            await room.knows(10)

            assert len(await sent_to_the_end(room, few)) == 5

    async def test_is_for_exactly_these_words(self, database_url: str) -> None:
        async with opened(database_url) as database:
            room = Newsroom(database)
            await room.opens()
            await room.knows(10)
            empty = await room.broadcasts.draft(new_id(), Segment(), OLA, now=NOON)
            with pytest.raises(NothingWritten):
                await room.asks_to_send(empty)
            request = await room.asks_to_send(draft := await room.written())

            await room.broadcasts.write(draft.id, "en", "Something else", OLA, now=NOON)

            with pytest.raises(BroadcastChanged):
                await room.agrees(request, OGE)

    async def test_is_not_for_everybody(self, database_url: str) -> None:
        async with opened(database_url) as database:
            room = Newsroom(database)
            await room.opens()

            with pytest.raises(NotYourRole):
                await room.broadcasts.draft(new_id(), Segment(), AUDIT, now=NOON)

    async def test_waits_for_its_time_and_for_the_morning(self, database_url: str) -> None:
        async with opened(database_url) as database:
            room = Newsroom(database)
            await room.opens()
            await room.knows(3)
            await room.asks_to_send(await room.written(), NOON + timedelta(hours=10))  # 22:00 in Lagos

            assert await room.ticks() == []
            room.now = NOON + timedelta(hours=10, minutes=1)
            assert await room.ticks() == []
            room.now = NOON + timedelta(hours=18)
            assert len(await room.ticks()) == 3


class TestABroadcast:
    async def test_reaches_everybody_once_whatever_ends_in_between(self, database_url: str) -> None:
        async with opened(database_url) as database:
            room = Newsroom(database)
            await room.opens()
            people = await room.knows(11)
            draft = await room.written()
            await room.agrees(await room.asks_to_send(draft), OGE)
            first = await room.tells(await room.ticks(), draft)
            await room.ticks()

            async with opened(database_url) as restarted:  # while some are owed
                room.database = restarted
                rest = await sent_to_the_end(room, draft)
                ended = await room.broadcasts.numbered(draft.number)
                told = await room.broadcasts.told(ended)

            assert sorted(first + rest) == sorted(people)
            assert (ended.status, ended.owed) == (BroadcastStatus.DONE, 11)
            assert (told.told, told.waiting, told.left_out) == (11, 0, 0)

    async def test_is_owed_once_by_two_processes(self, database_url: str) -> None:
        async with opened(database_url) as database, opened(database_url) as other:
            room, beside = Newsroom(database), Newsroom(other)
            await room.opens()
            people = await room.knows(9)
            draft = await room.written()
            await room.agrees(await room.asks_to_send(draft), OGE)

            got: list[str] = []
            for _ in range(8):
                await room.ticks()
                await beside.ticks()
                got += await beside.tells(await room.owed(), draft)

            assert sorted(got) == sorted(people)

    async def test_pauses_and_goes_on_without_losing_or_repeating_anybody(self, database_url: str) -> None:
        async with opened(database_url) as database:
            room = Newsroom(database)
            await room.opens()
            people = await room.knows(10)
            draft = await room.written()
            await room.agrees(await room.asks_to_send(draft), OGE)
            owed = await room.ticks()
            before = await room.tells(owed[:1], draft)

            await room.broadcasts.move(draft, BroadcastStatus.PAUSED, OLA, now=room.now)

            assert await room.tells(owed[1:], draft) == []  # those that were owed
            assert await room.ticks() == []
            await room.broadcasts.move(draft, BroadcastStatus.ON, OLA, now=room.now)
            after = await sent_to_the_end(room, draft)
            assert sorted(before + after) == sorted(people)

    async def test_stops_for_good(self, database_url: str) -> None:
        async with opened(database_url) as database:
            room = Newsroom(database)
            await room.opens()
            await room.knows(10)
            draft = await room.written()
            await room.agrees(await room.asks_to_send(draft), OGE)
            owed = await room.ticks()
            await room.tells(owed[:1], draft)

            stopped = await room.broadcasts.move(draft, BroadcastStatus.STOPPED, OLA, now=room.now)

            assert await sent_to_the_end(room, draft) == []
            assert await room.tells(owed[1:], draft) == []
            told = await room.broadcasts.told(stopped)
            assert (told.told, told.left_out, told.waiting) == (1, len(owed) - 1, 0)
            with pytest.raises(NotPossibleNow):
                await room.broadcasts.move(draft, BroadcastStatus.ON, OLA, now=room.now)

    async def test_is_not_told_to_who_wants_no_news_any_more(self, database_url: str) -> None:
        async with opened(database_url) as database:
            room = Newsroom(database)
            await room.opens()
            ada, bola, chi = await room.knows(3)
            draft = await room.written()
            await room.asks_to_send(draft)
            owed = await room.ticks()

            await room.broadcasts.want_news(bola, wanted=False, now=room.now)

            assert sorted(await room.tells(owed, draft)) == sorted([ada, chi])
