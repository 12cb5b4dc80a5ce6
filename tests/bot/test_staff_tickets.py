"""The tickets that wait for staff, as a command shows them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.conversations.staff.arguments import BadArgument
from bot.conversations.staff.desk import Given, answered
from bot.conversations.staff.table import COMMANDS
from bot.conversations.staff.ticket_steps import read_until
from bot.conversations.staff.tickets import which
from bot.screen import Screen
from bot.text import translator
from domain.access_log import AccessLog
from domain.audit_log import AuditLog
from domain.staff import Role, StaffPerson
from domain.staff_people import OnDuty, StaffDesk
from domain.tickets import NewTicket, ProblemKind
from domain.times import LAGOS
from storage.database import Database
from storage.tables import tickets
from tests.builders import NOON, RULES, new_id, opened
from tests.staff_office import staff_services_of

FATIMA = OnDuty(StaffPerson(11, is_first_owner=True), frozenset(Role))


async def reported(database: Database, kind: ProblemKind, *, hours: int) -> int:
    """Somebody reports a problem that is to be answered within so many hours."""
    async with database.begin() as books:
        told = ("vtpass 2026: no answer",)
        by = NOON + timedelta(hours=hours)
        ticket, _ = await books.tickets.open(NewTicket(new_id(), new_id(), kind, NOON, by, told))
    return ticket.number


async def said(database: Database, line: str) -> str:
    """Return what the command answers."""
    outcome = await answered(
        Given(COMMANDS["ticket"], line, FATIMA),
        translator("en"),
        request_id=new_id(),
        staff_desk=StaffDesk(database, RULES, frozenset()),
        audit_log=AuditLog(database),
        access_log=AccessLog(database, new_id, lambda: NOON),
        staff_services=staff_services_of(database),
        now=NOON,
    )
    assert isinstance(outcome, Screen)
    return outcome.text


class TestTickets:
    async def test_are_listed_what_is_due_first(self, sqlite_url: str) -> None:
        async with opened(sqlite_url) as database:
            assert "Nothing waits" in await said(database, "next")
            later = await reported(database, ProblemKind.NOT_RECEIVED, hours=4)
            late = await reported(database, ProblemKind.TOKEN_REFUSED, hours=-1)
            over = await reported(database, ProblemKind.OTHER, hours=1)
            async with database.begin() as books:
                await books.connection.execute(
                    update(tickets).where(tickets.c.number == over).values(closed_at=NOON, status="resolved")
                )

            rows = (await said(database, "")).splitlines()

            assert f"🔴 <b>P-{late}</b>" in rows[0]
            assert f"• <b>P-{later}</b>" in rows[1]
            assert "Audit A-" in rows[-1]
            assert f"P-{over}" not in "".join(rows)
            assert "vtpass 2026: no answer" in await said(database, "next")
            assert f"P-{over}" in await said(database, f"P-{over}")
            assert "No ticket has that number" in await said(database, "999")

    @pytest.mark.parametrize("word", ["first", "P-", "P-x", "-1"])
    def test_are_not_guessed(self, word: str) -> None:
        with pytest.raises(ValueError, match=r".*"):
            which(word)


class TestWhenACompanyIsLookedForAgain:
    def test_is_a_span_or_the_next_time_that_a_clock_in_lagos_shows(self) -> None:
        assert NOON.astimezone(LAGOS).hour == 12
        assert read_until("4h", now=NOON) == NOON + timedelta(hours=4)
        assert read_until("18:30", now=NOON) == NOON + timedelta(hours=6, minutes=30)
        assert read_until("09:00", now=NOON) == NOON + timedelta(hours=21)

    @pytest.mark.parametrize("word", ["soon", "0h", "25:00", "4", "100h", "9:99"])
    def test_is_not_guessed(self, word: str) -> None:
        with pytest.raises(BadArgument):
            read_until(word, now=NOON)
