"""A definite no: the money back, or the next vendor's attempt."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.payment_outcomes import FailOver, NextVendor
from domain.payments import PaymentStatus
from domain.vendors import Rejected
from tests.builders import NOON, a_light_order, a_payment
from tests.domain.decisions import LATER, PATIENCE, books_with, decide, resolve

S = PaymentStatus


class TestARejection:
    def test_with_another_vendor_is_a_new_attempt_and_keeps_the_hold(self) -> None:
        payment = a_payment(status=S.SUBMITTED)
        batch = books_with(payment)
        command = replace(
            resolve(payment, Rejected("no")), next_vendor=NextVendor("second", "request-2", PATIENCE)
        )

        after, page = decide(batch, command)

        assert after.status is S.SUBMITTED
        assert after.attempt is not None
        assert (after.attempt.n, after.attempt.vendor, after.attempt.outcome) == (2, "second", None)
        assert page.entries == []
        assert [(attempt.n, attempt.outcome) for _, attempt in page.ended_attempts] == [(1, "rejected: no")]

    def test_said_again_marks_no_third_attempt(self) -> None:
        payment = a_payment(status=S.SUBMITTED)
        batch = books_with(payment)
        command = replace(
            resolve(payment, Rejected("no")), next_vendor=NextVendor("second", "request-2", PATIENCE)
        )
        decide(batch, command)

        again, page = decide(batch, command)

        assert again.attempt is not None
        assert again.attempt.n == 2
        assert page.ended_attempts == []

    def test_is_sent_on_by_whoever_marked_it_alone(self) -> None:
        """Decided again, after a commit of which nobody knows whether it was made, it is nobody's to send."""
        payment = a_payment(status=S.SUBMITTED)
        batch = books_with(payment)
        word = replace(
            resolve(payment, Rejected("no")), next_vendor=NextVendor("second", "request-2", PATIENCE)
        )

        first, _ = decide(batch, FailOver(word))
        again, page = decide(batch, FailOver(word))

        assert first is not None
        assert first.attempt is not None
        assert first.attempt.request_id == "request-2"
        assert again is None
        assert page.changed_payments == {}

    @pytest.mark.parametrize(
        ("extended", "now"),
        [
            pytest.param(False, NOON + timedelta(hours=24), id="at the deadline"),
            pytest.param(True, LATER, id="with a new deadline"),
        ],
    )
    def test_after_the_promised_time_gives_the_money_back_whoever_is_next(
        self, extended: bool, now: datetime
    ) -> None:
        payment = replace(a_payment(status=S.UNRESOLVED), extended=extended)
        batch = books_with(payment)
        word = replace(
            resolve(payment, Rejected("no"), now), next_vendor=NextVendor("second", "request-2", PATIENCE)
        )

        marked, page = decide(batch, FailOver(word))

        assert marked is None
        assert page.changed_payments[payment.id].status is S.RELEASED
        assert page.ended_attempts == []

    @pytest.mark.parametrize("status", [S.DELIVERED, S.AWAITING_TOKEN, S.RELEASED, S.REFUNDED])
    def test_of_a_payment_that_is_decided_goes_to_nobody_else(self, status: PaymentStatus) -> None:
        payment = a_payment(a_light_order(), status)
        word = replace(
            resolve(payment, Rejected("no")), next_vendor=NextVendor("second", "request-2", PATIENCE)
        )

        marked, page = decide(books_with(payment), FailOver(word))

        assert marked is None
        assert page.ended_attempts == []
