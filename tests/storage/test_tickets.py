"""Reported problems: one ticket for one problem, with the payment's story, and only for its owner."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.errors import NotAllowed
from domain.money import naira
from domain.paying import Payments
from domain.problems import ProblemKind, Problems, TicketStatus
from domain.vendors import Unresolved
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, an_order
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

    assert (ticket.status, ticket.answer_by) == (TicketStatus.OPEN, clock() + RULES.ticket_answered_within)
    assert payment.attempt is not None
    assert ticket.evidence == (
        f"state unresolved, deadline {NOON + timedelta(days=1):%Y-%m-%d %H:%M:%S}",
        "paid 2026-11-18 11:00:00",
        "sent 2026-11-18 11:00:00",
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

    closed = await problems.resolved_by_itself(ada.id, first.number, now=NOON)
    again = await problems.report(payment, ProblemKind.OTHER, now=NOON)

    assert closed.status is TicketStatus.RESOLVED
    assert again.number > first.number


async def test_a_ticket_is_its_owners_alone(bank: Bank, payments: Payments, problems: Problems) -> None:
    ada, bola = await bank.customer(wallet=naira(1_000)), await bank.customer()
    payment = await paid(payments, an_order(ada, naira(500)))
    ticket = await problems.report(payment, ProblemKind.OTHER, now=NOON)

    with pytest.raises(NotAllowed):
        await problems.get(bola.id, ticket.number)
    with pytest.raises(NotAllowed):
        await problems.resolved_by_itself(bola.id, ticket.number, now=NOON)
    assert (await problems.get(ada.id, ticket.number)).status is TicketStatus.OPEN
