"""The table of a ticket's legal steps: complete, drawn in the handbook, and with a clock for each step."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.staff import Role
from domain.ticket_states import (
    BY_CLOCK,
    BY_CUSTOMER,
    BY_STAFF,
    CLOSED,
    OPEN,
    SENIOR,
    TRANSITIONS,
    TicketEvent,
    TicketStatus,
    drawn,
    may_step,
)
from domain.tickets import ProblemKind, Ticket, TicketNotSo, WaitsFor, median
from tests.builders import NOON, RULES

S, E = TicketStatus, TicketEvent
HOUR = timedelta(hours=1)

# What is refused, or changes nothing.
_NOT = {
    S.RECEIVED: {E.TAKE_OVER, E.WAKE, E.REOPEN},
    S.CHECKING: {E.TAKE, E.REOPEN},
    S.WITH_BILLER: {E.TAKE, E.LATE, E.REOPEN},  # while the company is asked, nobody is late
    S.REOPENED: {E.TAKE_OVER, E.WAKE, E.REOPEN},
    S.ESCALATED: {E.TAKE_OVER, E.ESCALATE, E.LATE, E.WAKE, E.REOPEN},
    **{status: set(E) - {E.CLOSE, E.REOPEN} for status in CLOSED},
}


def a_ticket(status: TicketStatus = S.RECEIVED, **given: object) -> Ticket:
    """A ticket that is to be answered in an hour."""
    ticket = Ticket(17, "c" * 32, "p" * 32, ProblemKind.OTHER, status, NOON, NOON + HOUR, ())
    for name, value in given.items():
        object.__setattr__(ticket, name, value)
    return ticket


def after(ticket: Ticket, event: TicketEvent, *, by: int | None = None) -> Ticket:
    """Return it after a step at noon."""
    return ticket.after(event, RULES.tickets, now=NOON, by=by)


class TestTheTable:
    def test_says_something_of_every_state_and_event(self) -> None:
        for status, event in product(S, E):
            assert ((status, event) in TRANSITIONS) != (event in _NOT[status]), (status, event)

    def test_is_the_only_way(self) -> None:
        for status, event in product(S, E):
            if (status, event) in TRANSITIONS:
                assert after(a_ticket(status), event, by=1).status is TRANSITIONS[status, event]
            else:
                with pytest.raises(TicketNotSo):
                    after(a_ticket(status), event, by=1)

    def test_knows_who_takes_each_step(self) -> None:
        assert set(E) == BY_STAFF | BY_CUSTOMER | BY_CLOCK
        for status, event in product(S, E):
            assert bool(may_step(status, event)) is (event in BY_STAFF)
            assert not may_step(status, event) & {Role.FINANCE, Role.AUDITOR}
        assert may_step(S.ESCALATED, E.SOLVE) == SENIOR
        assert Role.SUPPORT in may_step(S.RECEIVED, E.TAKE)

    def test_is_closed_in_every_end_and_open_elsewhere(self) -> None:
        assert set(S) == OPEN | CLOSED
        for (before, event), status in TRANSITIONS.items():
            moved = after(a_ticket(before, closed_at=NOON if before in CLOSED else None), event, by=1)
            assert (moved.closed_at is not None) is (status in CLOSED)

    def test_is_drawn_in_the_handbook(self) -> None:
        handbook = Path(__file__).resolve().parents[2] / "docs" / "staff.md"

        assert drawn() in handbook.read_text(encoding="utf-8")


class TestTheClock:
    def test_stands_still_while_the_customer_is_asked_and_goes_on_when_she_answers(self) -> None:
        asked = after(a_ticket(), E.REPLY, by=11)
        answered = asked.after(E.NOTE, RULES.tickets, now=NOON + HOUR)

        assert asked.waits_for is WaitsFor.CUSTOMER
        assert not asked.is_late(asked.answer_by + HOUR)
        assert (asked.first_answer_at, asked.taken_by) == (NOON, 11)
        assert answered.waits_for is None
        assert answered.answer_by == NOON + HOUR + RULES.tickets.answered_within

    def test_stands_still_while_the_company_is_asked_but_not_for_ever(self) -> None:
        ticket = a_ticket().after(E.ASK_BILLER, RULES.tickets, now=NOON, by=11, until=NOON + HOUR)
        for_ever = a_ticket().after(E.ASK_BILLER, RULES.tickets, now=NOON, until=NOON + 999 * HOUR)
        woken = ticket.after(E.WAKE, RULES.tickets, now=NOON + HOUR)

        assert (ticket.waits_for, ticket.answer_by) == (WaitsFor.BILLER, NOON + HOUR)
        assert after(ticket, E.NOTE).answer_by == NOON + HOUR
        assert for_ever.answer_by == NOON + RULES.tickets.biller_waited_for
        assert (woken.status, woken.waits_for) == (S.CHECKING, None)
        assert woken.answer_by == NOON + HOUR + RULES.tickets.answered_within

    def test_starts_anew_when_it_is_opened_again(self) -> None:
        solved = after(a_ticket(S.CHECKING, taken_by=11), E.SOLVE, by=11)
        again = solved.after(E.REOPEN, RULES.tickets, now=NOON + HOUR)

        assert solved.can_reopen(RULES.tickets, NOON + RULES.tickets.reopened_within - HOUR)
        assert not solved.can_reopen(RULES.tickets, NOON + RULES.tickets.reopened_within)
        assert (again.closed_at, again.reopened_at, again.taken_by) == (None, NOON + HOUR, 11)
        assert again.answer_by == NOON + HOUR + RULES.tickets.answered_within

    def test_is_late_only_when_it_is_our_turn(self) -> None:
        assert not a_ticket().is_late(NOON + HOUR)
        assert a_ticket().is_late(NOON + HOUR + timedelta(seconds=1))
        assert not a_ticket(S.SOLVED, closed_at=NOON).is_late(NOON + 9 * HOUR)

    def test_has_a_middle(self) -> None:
        assert median([]) is None
        assert median([HOUR, 3 * HOUR, 2 * HOUR]) == 2 * HOUR

    @given(st.lists(st.tuples(st.sampled_from(sorted(E)), st.integers(0, 200)), max_size=20))
    def test_never_runs_for_what_is_closed_and_always_for_what_is_open(
        self, story: list[tuple[TicketEvent, int]]
    ) -> None:
        ticket, now = a_ticket(), NOON
        longest = max(RULES.tickets.customer_waited_for, RULES.tickets.biller_waited_for)
        for event, hours in story:
            now += hours * HOUR
            if (ticket.status, event) not in TRANSITIONS:
                continue
            ticket = ticket.after(event, RULES.tickets, now=now, by=11, until=now + hours * HOUR)

            assert ticket.is_open is (ticket.closed_at is None)
            assert ticket.is_open or ticket.waits_for is None
            assert ticket.answer_by <= now + longest
            assert not ticket.is_well or not ticket.is_open
            if ticket.status is S.WITH_BILLER:
                assert ticket.waits_for is WaitsFor.BILLER
