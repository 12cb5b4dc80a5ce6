"""The table of legal steps: complete, and with no way back from an end."""

from __future__ import annotations

from itertools import product

import pytest

from domain.payments import (
    HOLDING,
    OVER,
    SETTLED,
    TRANSITIONS,
    Event,
    IllegalStep,
    PaymentStatus,
)
from tests.builders import a_payment

S, E = PaymentStatus, Event

# What a state answers to events that are not in its row: they are looked at before the table is asked.
_HANDLED_BEFORE = {
    # Sent and over, or never sent: there is no attempt that an answer could belong to.
    S.ACCEPTED: set(Event) - {E.SUBMIT, E.CANCEL},
    S.CANCELLED: set(Event),
    # Marked once; a late cancellation is refused; an early word is no late one.
    S.SUBMITTED: {E.SUBMIT, E.CANCEL, E.LATE_DELIVERY},
    S.UNRESOLVED: {E.SUBMIT, E.CANCEL, E.LATE_DELIVERY},
    # Settled: a rejection is a contradiction, a case; nothing is released at a deadline.
    S.AWAITING_TOKEN: {
        *(E.SUBMIT, E.CANCEL, E.REJECTION, E.REJECTION_WITH_NEXT_VENDOR, E.DEADLINE_RELEASE, E.LATE_DELIVERY)
    },
    S.DELIVERED: set(Event) - {E.REVERSAL},
    # Given back: only a delivery that turns up all the same is news.
    S.RELEASED: set(Event) - {E.LATE_DELIVERY},
    S.REFUNDED: set(Event) - {E.LATE_DELIVERY},
}


class TestTheTable:
    def test_says_something_of_every_state_and_event(self) -> None:
        for status, event in product(PaymentStatus, Event):
            in_table = (status, event) in TRANSITIONS
            assert in_table != (event in _HANDLED_BEFORE[status]), (status, event)

    def test_is_the_only_way(self) -> None:
        for status, event in product(PaymentStatus, Event):
            payment = a_payment(status=status)
            if (status, event) in TRANSITIONS:
                assert payment.step(event).status is TRANSITIONS[status, event]
            else:
                with pytest.raises(IllegalStep):
                    payment.step(event)

    def test_never_holds_money_again_that_was_settled_or_given_back(self) -> None:
        for (before, _), after in TRANSITIONS.items():
            assert before in HOLDING or after not in HOLDING

    def test_never_settles_what_was_given_back(self) -> None:
        for (before, _), after in TRANSITIONS.items():
            if before in OVER - {S.DELIVERED}:
                assert after is before

    def test_undoes_what_was_settled_by_a_reversal_alone(self) -> None:
        for (before, event), after in TRANSITIONS.items():
            if before in SETTLED and after not in SETTLED:
                assert (event, after) == (E.REVERSAL, S.REFUNDED)

    def test_ends_everywhere(self) -> None:
        """From every state that is not an end, an end can be reached."""
        ends = set(OVER)
        while grown := {before for (before, _), after in TRANSITIONS.items() if after in ends} - ends:
            ends |= grown

        assert ends == set(PaymentStatus)
