"""Every word of a vendor in every state of a payment: what it becomes, posts, opens and tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest

from domain.ledger import CustomerAccount
from domain.money import ZERO, Money, naira
from domain.notices import NoticeKind
from domain.payment_deadlines import RELEASE_BUDGET, MeetDeadline
from domain.payment_outcomes import WATCH_AFTER_RELEASE
from domain.payments import FENCE, HOLDING, NOT_FOUND_SETTLES_AFTER, OVER, Payment, PaymentStatus
from domain.times import lagos_day
from domain.vendors import Category, Delivered, NotFound, Rejected, RequeryOutcome, Reversed, Unresolved
from storage.money_books import Page
from tests.builders import NOON, RULES, a_light_order, a_payment, an_order, delivered
from tests.domain.decisions import LATER, PATIENCE, books_with, decide, resolve

S = PaymentStatus
CERTAINLY_OVER = NOON + FENCE + PATIENCE + NOT_FOUND_SETTLES_AFTER

WORDS: dict[str, RequeryOutcome] = {
    "delivered": delivered(naira(4_850)),
    "token": delivered(naira(4_850), token=True),
    "rejected": Rejected("code-016"),
    "unresolved": Unresolved("ReadTimeout"),
    "not found": NotFound(),
    "reversed": Reversed(),
}
SENT = [status for status in PaymentStatus if status not in (S.ACCEPTED, S.CANCELLED)]

# A prepaid meter's payment, by state and word: the next state, the entries, the cases.
NOTHING: tuple[str, ...] = ()
SETTLE = ("settle", "cashback")
EXPECTED: dict[tuple[PaymentStatus, str], tuple[PaymentStatus, tuple[str, ...], tuple[str, ...]]] = {
    (S.SUBMITTED, "delivered"): (S.AWAITING_TOKEN, SETTLE, NOTHING),
    (S.SUBMITTED, "token"): (S.DELIVERED, SETTLE, NOTHING),
    (S.SUBMITTED, "rejected"): (S.RELEASED, ("release",), NOTHING),
    (S.SUBMITTED, "unresolved"): (S.UNRESOLVED, NOTHING, NOTHING),
    (S.SUBMITTED, "not found"): (S.UNRESOLVED, NOTHING, NOTHING),
    (S.SUBMITTED, "reversed"): (S.RELEASED, ("release",), NOTHING),
    (S.UNRESOLVED, "delivered"): (S.AWAITING_TOKEN, SETTLE, NOTHING),
    (S.UNRESOLVED, "token"): (S.DELIVERED, SETTLE, NOTHING),
    (S.UNRESOLVED, "rejected"): (S.RELEASED, ("release",), NOTHING),
    (S.UNRESOLVED, "unresolved"): (S.UNRESOLVED, NOTHING, NOTHING),
    (S.UNRESOLVED, "not found"): (S.UNRESOLVED, NOTHING, NOTHING),
    (S.UNRESOLVED, "reversed"): (S.RELEASED, ("release",), NOTHING),
    (S.AWAITING_TOKEN, "delivered"): (S.AWAITING_TOKEN, NOTHING, NOTHING),
    (S.AWAITING_TOKEN, "token"): (S.DELIVERED, NOTHING, NOTHING),
    (S.AWAITING_TOKEN, "rejected"): (S.AWAITING_TOKEN, NOTHING, ("contradiction",)),
    (S.AWAITING_TOKEN, "unresolved"): (S.AWAITING_TOKEN, NOTHING, NOTHING),
    (S.AWAITING_TOKEN, "not found"): (S.AWAITING_TOKEN, NOTHING, NOTHING),
    (S.AWAITING_TOKEN, "reversed"): (S.REFUNDED, ("refund", "clawback"), NOTHING),
    (S.DELIVERED, "delivered"): (S.DELIVERED, NOTHING, NOTHING),
    (S.DELIVERED, "token"): (S.DELIVERED, NOTHING, NOTHING),
    (S.DELIVERED, "rejected"): (S.DELIVERED, NOTHING, ("contradiction",)),
    (S.DELIVERED, "unresolved"): (S.DELIVERED, NOTHING, NOTHING),
    (S.DELIVERED, "not found"): (S.DELIVERED, NOTHING, NOTHING),
    (S.DELIVERED, "reversed"): (S.REFUNDED, ("refund", "clawback"), NOTHING),
    (S.RELEASED, "delivered"): (S.RELEASED, NOTHING, ("late-delivery",)),
    (S.RELEASED, "token"): (S.RELEASED, NOTHING, ("late-delivery",)),
    (S.RELEASED, "rejected"): (S.RELEASED, NOTHING, NOTHING),
    (S.RELEASED, "unresolved"): (S.RELEASED, NOTHING, NOTHING),
    (S.RELEASED, "not found"): (S.RELEASED, NOTHING, NOTHING),
    (S.RELEASED, "reversed"): (S.RELEASED, NOTHING, NOTHING),
    (S.REFUNDED, "delivered"): (S.REFUNDED, NOTHING, ("late-delivery",)),
    (S.REFUNDED, "token"): (S.REFUNDED, NOTHING, ("late-delivery",)),
    (S.REFUNDED, "rejected"): (S.REFUNDED, NOTHING, NOTHING),
    (S.REFUNDED, "unresolved"): (S.REFUNDED, NOTHING, NOTHING),
    (S.REFUNDED, "not found"): (S.REFUNDED, NOTHING, NOTHING),
    (S.REFUNDED, "reversed"): (S.REFUNDED, NOTHING, NOTHING),
}


class TestAWord:
    def test_is_foreseen_in_every_state(self) -> None:
        assert set(EXPECTED) == set(product(SENT, WORDS))

    @pytest.mark.parametrize(("status", "word"), EXPECTED)
    def test_moves_the_payment_as_the_table_says(self, status: PaymentStatus, word: str) -> None:
        payment = a_payment(a_light_order(), status)
        expected, entries, cases = EXPECTED[status, word]

        after, page = decide(books_with(payment), resolve(payment, WORDS[word]))

        assert after.status is expected
        assert tuple(entry.kind.value for entry in page.entries) == entries
        assert tuple(case.kind.value for case in page.cases) == cases

    @pytest.mark.parametrize(("status", "word"), EXPECTED)
    def test_moves_no_money_when_it_is_said_again(self, status: PaymentStatus, word: str) -> None:
        payment = a_payment(a_light_order(), status)
        batch = books_with(payment)
        command = resolve(payment, WORDS[word])
        once, _ = decide(batch, command)

        again, page = decide(batch, command)

        assert page.entries == []
        assert again.status is once.status
        assert {notice.key for notice in page.notices} <= set(batch.notices)

    @pytest.mark.parametrize(("status", "word"), EXPECTED)
    def test_leaves_nothing_undecided_without_a_next_look(self, status: PaymentStatus, word: str) -> None:
        payment = a_payment(a_light_order(), status)

        after, _ = decide(books_with(payment), resolve(payment, WORDS[word]))

        if after.status not in OVER:
            assert after.requery_at is not None
            assert after.requery_at > LATER
        else:
            assert after.ended_at is not None

    @pytest.mark.parametrize("word", WORDS)
    @pytest.mark.parametrize("status", [S.ACCEPTED, S.CANCELLED])
    def test_about_what_was_never_sent_moves_nothing(self, status: PaymentStatus, word: str) -> None:
        payment = a_payment(a_light_order(), status)

        after, page = decide(books_with(payment), resolve(payment, WORDS[word]))

        assert after == payment
        assert page.entries == []

    @pytest.mark.parametrize("word", WORDS)
    def test_about_an_older_attempt_moves_nothing(self, word: str) -> None:
        payment = a_payment(a_light_order(), S.SUBMITTED, attempts=2)

        after, page = decide(books_with(payment), resolve(payment, WORDS[word], attempt=1))

        assert after == payment
        assert page.entries == []
        late = isinstance(WORDS[word], Delivered)
        assert [case.kind.value for case in page.cases] == (["late-delivery"] if late else [])


class TestADelivery:
    def test_without_a_cost_is_booked_at_face_value_and_looked_at(self) -> None:
        payment = a_payment(an_order(amount=naira(500)), S.SUBMITTED)

        after, page = decide(books_with(payment), resolve(payment, delivered(None)))

        assert after.cost == naira(500)
        assert [case.kind.value for case in page.cases] == ["cost-unknown"]

    def test_that_cost_more_than_it_was_sold_for_is_our_loss(self) -> None:
        payment = a_payment(an_order(amount=naira(500)), S.SUBMITTED)

        _, page = decide(books_with(payment), resolve(payment, delivered(naira(510))))

        posted = {str(posting.account): posting.amount for posting in page.entries[0].postings}
        assert posted == {
            "held": -naira(500),
            "float:vtpass": naira(510),
            "commission-income": -naira(10),
        }

    def test_of_airtime_owes_no_token(self) -> None:
        payment = a_payment(an_order(), S.SUBMITTED)

        after, _ = decide(books_with(payment), resolve(payment, delivered(naira(485))))

        assert (after.status, after.requery_at) == (S.DELIVERED, None)


class TestNotFound:
    def test_is_a_no_only_twice_and_late_enough(self) -> None:
        payment = a_payment(status=S.SUBMITTED)
        batch = books_with(payment)

        once, _ = decide(batch, resolve(payment, NotFound(), CERTAINLY_OVER))
        twice, page = decide(batch, resolve(once, NotFound(), CERTAINLY_OVER))

        assert once.status is S.UNRESOLVED
        assert twice.status is S.RELEASED
        assert [entry.kind.value for entry in page.entries] == ["release"]

    def test_is_no_no_a_moment_too_early_however_often(self) -> None:
        payment = a_payment(status=S.SUBMITTED)
        batch = books_with(payment)
        for _ in range(10):
            early = CERTAINLY_OVER - timedelta(microseconds=1)
            payment, _ = decide(batch, resolve(payment, NotFound(), early))

        assert payment.status is S.UNRESOLVED

    def test_counts_once_for_one_question(self) -> None:
        """The same answer decided again after a lost commit, or fetched by two workers at once."""
        payment = a_payment(status=S.SUBMITTED)
        batch = books_with(payment)
        command = resolve(payment, NotFound(), CERTAINLY_OVER)

        decide(batch, command)
        again, _ = decide(batch, command)

        assert again.status is S.UNRESOLVED
        assert again.attempt is not None
        assert (again.attempt.not_found, again.attempt.requeries) == (1, 1)


class TestADoubt:
    def test_is_asked_about_less_and_less_often(self) -> None:
        payment = a_payment(status=S.SUBMITTED)
        batch, now, pauses = books_with(payment), LATER, []
        for _ in range(10):
            payment, _ = decide(batch, resolve(payment, Unresolved("pending"), now))
            assert payment.requery_at is not None
            pauses.append(payment.requery_at - now)
            now = payment.requery_at

        hour = timedelta(hours=1)
        assert pauses == [*RULES.requery_after, hour, hour]

    def test_is_told_once(self) -> None:
        payment = a_payment(status=S.SUBMITTED)
        batch = books_with(payment)
        for _ in range(3):
            payment, _ = decide(batch, resolve(payment, Unresolved("pending")))

        at_once, promised = batch.notices.values()
        assert at_once.kind is NoticeKind.PAYMENT_CHECKING
        assert promised.kind is NoticeKind.PAYMENT_STILL_CHECKING
        assert promised.due_at == payment.accepted_at + RULES.promises[Category.AIRTIME].first_update

    def test_of_an_order_nobody_received_ends_as_soon_as_it_can(self) -> None:
        payment = a_payment(status=S.SUBMITTED)
        asked_at = LATER
        while payment.status in HOLDING:
            payment, _ = decide(books_with(payment), resolve(payment, NotFound(), now=asked_at))
            asked_at = payment.requery_at or asked_at

        assert payment.ended_at == CERTAINLY_OVER

    def test_is_overtaken_by_a_certain_word(self) -> None:
        payment = a_payment(status=S.SUBMITTED)
        batch = books_with(payment)
        decide(batch, resolve(payment, Rejected("code-016")))

        after, page = decide(batch, resolve(payment, Unresolved("the vend's own answer, late")))

        assert after.status is S.RELEASED
        assert page.entries == []


class TestAReleasedPayment:
    def test_is_watched_for_two_days_and_then_left_alone(self) -> None:
        payment = replace(a_payment(status=S.RELEASED), requery_at=LATER)
        batch = books_with(payment)

        watched, _ = decide(batch, resolve(payment, Unresolved("pending"), LATER))
        left, _ = decide(batch, resolve(watched, Unresolved("pending"), NOON + WATCH_AFTER_RELEASE))

        assert watched.requery_at == LATER + timedelta(hours=1)
        assert left.requery_at is None


class TestTheDeadline:
    def meet(
        self, payment: Payment, *, used: Money = ZERO, now: datetime | None = None
    ) -> tuple[Payment, Page]:
        """Let the deadline come for a payment."""
        at = now or payment.deadline_at
        return decide(books_with(payment, budget_used=used), MeetDeadline(payment.id, "ada", RULES, at))

    @pytest.mark.parametrize("status", [S.SUBMITTED, S.UNRESOLVED])
    @pytest.mark.parametrize(
        ("amount", "used", "after"),
        [
            (naira(20_000), naira(0), S.RELEASED),
            (naira("20000.01"), naira(0), S.UNRESOLVED),
            (naira(20_000), naira(180_000), S.RELEASED),
            (naira(20_000), naira("180000.01"), S.UNRESOLVED),
        ],
    )
    def test_gives_small_sums_back_within_the_budget_of_the_day(
        self, status: PaymentStatus, amount: Money, used: Money, after: PaymentStatus
    ) -> None:
        payment = a_payment(an_order(amount=amount), status)

        met, page = self.meet(payment, used=used)

        assert met.status is after
        if after is S.RELEASED:
            assert page.changed_budgets[RELEASE_BUDGET, lagos_day(payment.deadline_at)] == used + amount
            assert met.requery_at is not None  # it is still watched for a late delivery
        else:
            assert met.deadline_at == payment.deadline_at + timedelta(hours=12)
            assert met.extended
            assert [case.kind.value for case in page.cases] == ["unresolved-at-deadline"]
            assert [notice.kind.value for notice in page.notices] == ["staff-case", "payment-still-held"]
            assert page.entries == []
            assert page.changed_budgets == {}

    def test_is_not_there_a_moment_before(self) -> None:
        payment = a_payment(status=S.UNRESOLVED)

        met, page = self.meet(payment, now=payment.deadline_at - timedelta(microseconds=1))

        assert (met, page.entries) == (payment, [])

    def test_that_was_extended_is_told_anew_each_time(self) -> None:
        payment = a_payment(an_order(amount=naira(50_000)), S.UNRESOLVED)
        batch = books_with(payment)
        for _ in range(3):
            payment, _ = decide(batch, MeetDeadline(payment.id, "ada", RULES, payment.deadline_at))

        told = [notice for notice in batch.notices.values() if notice.kind.value == "payment-still-held"]
        assert len(told) == 3
        assert len(batch.cases) == 1

    def test_cancels_what_was_never_sent(self) -> None:
        met, page = self.meet(a_payment(status=S.ACCEPTED))

        assert met.status is S.CANCELLED
        assert [entry.kind.value for entry in page.entries] == ["release"]

    def test_calls_for_a_token_that_is_still_owed_and_moves_no_money(self) -> None:
        met, page = self.meet(a_payment(a_light_order(), S.AWAITING_TOKEN))

        assert met.status is S.AWAITING_TOKEN
        assert [case.kind.value for case in page.cases] == ["token-missing"]
        assert page.entries == []

    @pytest.mark.parametrize("status", sorted(OVER))
    def test_means_nothing_to_what_is_over(self, status: PaymentStatus) -> None:
        payment = a_payment(status=status)

        met, page = self.meet(payment)

        assert (met, page.entries, page.notices, page.cases) == (payment, [], [], [])

    def test_moves_each_balance_back_to_where_it_came_from(self) -> None:
        payment = a_payment(an_order(amount=naira(500)), S.UNRESOLVED)
        payment = replace(payment, quote=replace(payment.quote, cashback_used=naira(120)))

        _, page = self.meet(payment)

        posted = {str(posting.account): posting.amount for posting in page.entries[0].postings}
        assert posted == {
            CustomerAccount.HELD: -naira(500),
            CustomerAccount.WALLET: naira(380),
            CustomerAccount.CASHBACK: naira(120),
        }
