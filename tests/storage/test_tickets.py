"""Reported problems: one ticket for one problem, with the payment's story, and only for its owner."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from domain.customers import Customer
from domain.errors import NotAllowed
from domain.money import naira
from domain.notices import Notice, NoticeKind
from domain.paying import Payments
from domain.payment_outcomes import Resolve
from domain.problems import Problems
from domain.staff import NotYourRole, OwnAccount, Role, RoleGrant, StaffPerson
from domain.ticket_desk import TicketClock, TicketDesk
from domain.ticket_states import TicketEvent, TicketStatus
from domain.tickets import (
    LONGEST_MESSAGE,
    MessageTooLong,
    NoSuchTicket,
    ProblemKind,
    Ticket,
    TicketClosed,
    TicketTaken,
    TooLateToReopen,
    TooManyNotes,
    WaitsFor,
)
from domain.times import lagos_second
from domain.vendors import Reversed, Unresolved
from storage.audit_chain import chain_problems
from storage.database import Database
from storage.tables import tickets
from tests.builders import NOON, RULES, Bank, Clock, Granted, an_order, new_id
from tests.storage.orders import paid
from tests.vendors import FakeVendor


@pytest.fixture
def problems(database: Database) -> Problems:
    """Reporting problems."""
    return Problems(database, RULES)


async def test_a_ticket_has_the_whole_story(
    bank: Bank, payments: Payments, problems: Problems, vendor: FakeVendor, clock: Clock
) -> None:
    ada = await bank.customer(wallet=naira(1_000))
    vendor.will_answer(Unresolved("ReadTimeout"))
    payment = await paid(payments, an_order(ada, naira(500)))

    ticket = await problems.report(payment, ProblemKind.NOT_RECEIVED, now=clock.later(minutes=1))

    promised = clock() + RULES.tickets.answered_within
    assert (ticket.status, ticket.answer_by) == (TicketStatus.RECEIVED, promised)
    assert payment.attempt is not None
    assert ticket.evidence == (
        f"state unresolved, deadline {lagos_second(NOON + timedelta(days=1))}",
        "paid 2026-11-18 12:00:00",
        "sent 2026-11-18 12:00:00",
        "checking now",
        f"attempt 1: vtpass {payment.attempt.request_id}, 1 requeries, no final answer",
    )
    assert f"staff-ticket:{ticket.number}" in await bank.notices(None)
    assert await problems.of(ada.id, limit=5) == (ticket,)


async def test_the_same_problem_has_one_ticket_however_often_it_is_reported(
    bank: Bank, payments: Payments, problems: Problems
) -> None:
    ada = await bank.customer(wallet=naira(1_000))
    payment = await paid(payments, an_order(ada, naira(500)))

    reported = await asyncio.gather(
        *(problems.report(payment, ProblemKind.NOT_RECEIVED, now=NOON) for _ in range(8))
    )
    other = await problems.report(payment, ProblemKind.OTHER, now=NOON)

    assert len({ticket.number for ticket in reported}) == 1
    assert other.number != reported[0].number
    assert len([key for key in await bank.notices(None) if "ticket" in key]) == 2


async def test_what_turned_out_well_can_be_reported_anew(
    bank: Bank, payments: Payments, problems: Problems
) -> None:
    ada = await bank.customer(wallet=naira(1_000))
    payment = await paid(payments, an_order(ada, naira(500)))
    first = await problems.report(payment, ProblemKind.OTHER, now=NOON)

    closed = await problems.close(ada.id, first.number, now=NOON)
    again = await problems.report(payment, ProblemKind.OTHER, now=NOON)

    assert closed.status is TicketStatus.SOLVED
    assert again.number > first.number


async def test_a_ticket_is_its_owners_alone(bank: Bank, payments: Payments, problems: Problems) -> None:
    ada, bola = await bank.customer(wallet=naira(1_000)), await bank.customer()
    payment = await paid(payments, an_order(ada, naira(500)))
    ticket = await problems.report(payment, ProblemKind.OTHER, now=NOON)

    with pytest.raises(NotAllowed):
        await problems.get(bola.id, ticket.number)
    with pytest.raises(NotAllowed):
        await problems.close(bola.id, ticket.number, now=NOON)
    assert (await problems.get(ada.id, ticket.number)).status is TicketStatus.RECEIVED


SUPPORT, COLLEAGUE, SENIOR = StaffPerson(11), StaffPerson(12), StaffPerson(13)
T = TicketEvent


@dataclass
class TicketOffice:
    """A customer with a ticket, and who works on it."""

    database: Database
    bank: Bank
    clock: Clock
    desk: TicketDesk
    problems: Problems
    ada: Customer
    ticket: Ticket

    async def work(self, event: TicketEvent, by: StaffPerson = SUPPORT, text: str | None = None) -> Ticket:
        """Somebody of the staff takes a step."""
        worked = await self.desk.work(self.ticket.number, event, by, now=self.clock(), text=text)
        return worked.ticket

    async def ticks(self) -> Ticket:
        """The clock goes over the tickets."""
        await TicketClock(self.database, RULES.tickets, self.clock).run()
        return await self.desk.get(self.ticket.number)

    async def told(self, key: str) -> int:
        """Return how many messages of a kind are owed."""
        everybody = [*await self.bank.notices(None), *await self.bank.notices(self.ada)]
        return len([each for each in everybody if each.startswith(f"{key}:")])


@pytest.fixture
async def office(
    database: Database, bank: Bank, payments: Payments, problems: Problems, clock: Clock
) -> TicketOffice:
    """A ticket about a delivered payment."""
    for who, role in ((11, Role.SUPPORT), (12, Role.SUPPORT), (13, Role.OPERATIONS)):
        await database.money.apply(Granted(RoleGrant(who, role, NOON, "test")))
    ada = await bank.customer(wallet=naira(1_000))
    payment = await paid(payments, an_order(ada, naira(500)))
    ticket = await problems.report(payment, ProblemKind.NOT_RECEIVED, now=clock())
    await problems.shown(ticket.number, 5)
    desk = TicketDesk(database, RULES.tickets, new_id)
    return TicketOffice(database, bank, clock, desk, problems, ada, ticket)


async def test_two_of_the_staff_take_a_ticket_at_once_and_one_wins(office: TicketOffice) -> None:
    tries = await asyncio.gather(
        office.work(T.TAKE, SUPPORT), office.work(T.TAKE, COLLEAGUE), return_exceptions=True
    )

    won = [each for each in tries if isinstance(each, Ticket)]
    assert [type(each) for each in tries if not isinstance(each, Ticket)] == [TicketTaken]
    assert [each.taken_by for each in won] == [(await office.desk.get(office.ticket.number)).taken_by]
    holder, other = (SUPPORT, COLLEAGUE) if won[0].taken_by == 11 else (COLLEAGUE, SUPPORT)
    assert (await office.work(T.TAKE, holder)).taken_by == holder.telegram_id  # the same tap again
    with pytest.raises(TicketTaken):
        await office.work(T.REPLY, other, "Hello")
    with pytest.raises(NotYourRole):
        await office.work(T.TAKE_OVER, other)
    assert (await office.work(T.TAKE_OVER, SENIOR)).taken_by == 13
    async with office.database.look() as books:
        noted = await books.audit.newest(office.ticket.id, limit=9)
    assert [each.act for each in noted] == ["work-on-ticket"] * 3
    assert await chain_problems(office.database) == []


async def test_a_ticket_lives_from_report_to_its_end(office: TicketOffice) -> None:
    ada, n = office.ticket.customer_id, office.ticket.number

    await office.work(T.REPLY, text="Which meter is it?")
    answered = await office.problems.note(
        ada, n, new_id(), file_id="photo-1", is_photo=True, now=office.clock()
    )
    with_biller = await office.work(T.ASK_BILLER)
    solved = await office.work(T.SOLVE, text="It is there.")
    again = await office.problems.reopen(ada, n, now=office.clock.later(days=2))
    office.clock.later(days=3)
    late = await office.ticks()
    still = await office.ticks()

    assert (answered.waits_for, answered.taken_by) == (None, 11)
    assert with_biller.waits_for is WaitsFor.BILLER
    assert (solved.status, again.status) == (TicketStatus.SOLVED, TicketStatus.REOPENED)
    assert late == still
    assert late.status is TicketStatus.ESCALATED
    told = {key: await office.told(key) for key in ("ticket-reply", "ticket-decided", "staff-ticket-late")}
    assert told == {"ticket-reply": 1, "ticket-decided": 1, "staff-ticket-late": 1}
    assert await office.told("staff-ticket-note") == 2  # her photo, and that it is not over
    with pytest.raises(NotYourRole):
        await office.work(T.SOLVE, text="It is there.")
    assert (await office.work(T.SOLVE, SENIOR, "Now it is.")).status is TicketStatus.SOLVED
    said = [(each.text, each.file_id) for each in (await office.desk.file(n)).messages]
    assert said == [
        ("Which meter is it?", None),
        ("", "photo-1"),
        ("It is there.", None),
        ("Now it is.", None),
    ]
    figures = await office.desk.figures((7, 30), now=office.clock())
    assert (figures.open, figures.late, figures.within[30].opened) == (0, 0, 1)
    assert figures.within[30].answered == timedelta()


async def test_what_is_waited_for_in_vain_comes_back_to_who_has_it(office: TicketOffice) -> None:
    asked = await office.work(T.REPLY, text="Which meter is it?")
    office.clock.later(seconds=(asked.answer_by - office.clock()).total_seconds())

    woken = await office.ticks()

    assert (woken.status, woken.waits_for) == (TicketStatus.CHECKING, None)
    assert woken.answer_by == office.clock() + RULES.tickets.answered_within
    assert await office.told("staff-ticket-note") == 1
    notice = Notice("k", NoticeKind.STAFF_TICKET_NOTE, f"{woken.number}:", None, NOON)
    assert await office.desk.concerned_by(notice, frozenset({1}), now=NOON) == {11}
    new = replace(notice, kind=NoticeKind.STAFF_TICKET, subject_id=woken.id)
    assert await office.desk.concerned_by(new, frozenset({1}), now=NOON) == {1, 11, 12, 13}
    late = replace(notice, kind=NoticeKind.STAFF_TICKET_LATE, subject_id=woken.id)
    assert await office.desk.concerned_by(late, frozenset({1}), now=NOON) == {1, 13}


async def test_a_ticket_ends_when_the_money_is_back(office: TicketOffice, payments: Payments) -> None:
    assert (await office.ticks()).status is TicketStatus.RECEIVED
    payment = await payments.get(office.ada.id, office.ticket.payment_id)
    assert payment.attempt is not None
    word = Resolve(
        *(payment.id, office.ada.id, payment.attempt.n, payment.attempt.requeries),
        *(Reversed(), timedelta(), RULES, office.clock.later(minutes=1)),
    )
    await office.database.money.apply(word)

    assert (await office.ticks()).status is TicketStatus.REFUNDED
    assert await office.told("ticket-decided") == 1
    async with office.database.look() as books:
        assert [each.number for each in await books.tickets.closed_as(TicketStatus.REFUNDED, limit=5)] == [
            office.ticket.number
        ]


async def test_nobody_works_on_her_own_ticket_or_without_the_role(office: TicketOffice) -> None:
    own = StaffPerson(13, own_customer_id=office.ticket.customer_id)
    with pytest.raises(OwnAccount):
        await office.work(T.SOLVE, own, "For me.")
    with pytest.raises(NotYourRole):
        await office.work(T.TAKE, StaffPerson(99))
    with pytest.raises(MessageTooLong):
        await office.work(T.REPLY, SUPPORT, "x" * (LONGEST_MESSAGE + 1))
    with pytest.raises(NoSuchTicket):
        await office.desk.work(999, T.TAKE, SUPPORT, now=NOON)
    assert (await office.desk.get(office.ticket.number)).status is TicketStatus.RECEIVED


async def test_a_customer_adds_only_to_her_own_open_ticket_and_not_without_end(office: TicketOffice) -> None:
    ada, n, add = office.ticket.customer_id, office.ticket.number, office.problems.note
    bola = await office.bank.customer()
    with pytest.raises(NotAllowed):
        await add(bola.id, n, new_id(), text="Mine?", now=NOON)
    for _ in range(RULES.tickets.notes_per_day):
        await add(ada, n, new_id(), text="Please!", now=office.clock())
    with pytest.raises(TooManyNotes):
        await add(ada, n, new_id(), text="Please!", now=office.clock())
    tomorrow = office.clock.later(days=1)
    await add(ada, n, new_id(), text="Good morning", now=tomorrow)

    closed = await office.problems.close(ada, n, now=tomorrow)

    assert closed.is_well
    with pytest.raises(TicketClosed):
        await add(ada, n, new_id(), text="One more", now=tomorrow)
    with pytest.raises(TooLateToReopen):
        await office.problems.reopen(ada, n, now=tomorrow + RULES.tickets.reopened_within)


async def test_what_an_older_version_opened_and_closed_is_read_as_it_is_meant(office: TicketOffice) -> None:
    old = {
        "customer_id": "c" * 32,
        "kind": "other",
        "opened_at": NOON,
        "answer_by": NOON,
        "evidence": "[]",
    }
    async with office.database.begin() as books:
        for n, closed_at in ((801, None), (802, NOON)):
            status = "open" if closed_at is None else "resolved"
            row = {**old, "number": n, "payment_id": f"{n}", "status": status, "closed_at": closed_at}
            await books.connection.execute(insert(tickets).values(row))
    assert (await office.desk.get(801)).status is TicketStatus.RECEIVED
    assert (await office.desk.get(802)).status is TicketStatus.SOLVED

    await office.ticks()
    taken = await office.desk.work(801, T.TAKE, SENIOR, now=office.clock())

    assert (taken.ticket.status, taken.ticket.taken_by) == (TicketStatus.CHECKING, 13)
    async with office.database.look() as books:
        rows = await books.connection.execute(
            select(tickets.c.status, tickets.c.state).order_by(tickets.c.number)
        )
        assert rows.all()[-2:] == [("open", "checking"), ("resolved", "solved")]
