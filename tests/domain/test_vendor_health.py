"""How vendors do: when a circuit opens, who tries, when it closes, and when a biller counts as failing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from domain.money import naira
from domain.vendor_health import Circuit, Condition, Standing, VendorHealth
from domain.vendors import NotFound, Rejected, RequeryOutcome, Reversed, Unresolved
from gateways.vtpass_answers import NOTHING_BOUGHT
from tests.builders import NOON, RULES, delivered

HEALTH = RULES.health
QUICK = timedelta(seconds=2)
FINE: RequeryOutcome = delivered(naira(485))
DOUBT: RequeryOutcome = Unresolved("ReadTimeout")
CUSTOMERS = [f"customer-{n}" for n in range(HEALTH.fewest_calls)]
IN_VAIN: tuple[RequeryOutcome, ...] = (Rejected("failed"), Rejected("reversed"), Reversed())
OURS_OR_THE_CUSTOMERS: tuple[RequeryOutcome, ...] = tuple(
    Rejected(reason)
    for reason in (
        *("unknown-plan", "bad-request", "unknown-service", "below-minimum", "above-maximum"),
        *("below-quantity", "above-quantity", "bad-request-id", "twin-purchase"),
        *("unknown-bank", "unknown-account", "vendor-float-short"),
    )
)
THE_VENDORS: tuple[RequeryOutcome, ...] = tuple(
    Rejected(reason)
    for reason in (
        *("not-processed", "biller-unreachable", "service-suspended", "service-inactive"),
        *("vendor-account-locked", "vendor-account-suspended", "vendor-access-off"),
        *("vendor-account-inactive", "vendor-address-refused", "vendor-product-refused"),
        *("vendor-keys-refused", "vendor-unreachable", "vendor-too-slow"),
    )
)


class Watched:
    """One vendor and one biller, some seconds apart."""

    def __init__(self) -> None:
        self.health = VendorHealth(HEALTH)
        self.now = NOON

    def says(
        self,
        *words: RequeryOutcome,
        to: Iterable[str] = (),
        took: timedelta | None = QUICK,
        apart: float = 1,
    ) -> None:
        """Answer orders with these words; `to` whom, or to Ada all of them."""
        for word, customer in zip(words, [*to] or ["ada"] * len(words), strict=True):
            self.now += timedelta(seconds=apart)
            self.health.answered("vtpass", "mtn", word, customer_id=customer, took=took, now=self.now)

    def later(self, span: timedelta) -> None:
        self.now += span

    @property
    def is_up(self) -> bool:
        return self.health.is_up("vtpass", "mtn", now=self.now)

    @property
    def condition(self) -> Condition:
        return self.health.condition("vtpass", "mtn", now=self.now)

    @property
    def circuit(self) -> Circuit:
        return self.condition.circuit

    @property
    def failing_since(self) -> datetime | None:
        return self.health.failing_since("mtn", ["vtpass"], now=self.now)


class TestACircuit:
    def test_is_closed_for_whom_nothing_is_known_of(self) -> None:
        assert Watched().is_up

    def test_stays_closed_while_enough_is_delivered(self) -> None:
        watched = Watched()

        watched.says(*[DOUBT, FINE] * 50)

        condition = watched.health.condition("vtpass", "mtn", now=watched.now)
        assert (condition.circuit, condition.calls, condition.success) == (Circuit.CLOSED, 100, 5_000)
        assert condition.p95 == QUICK

    def test_says_nothing_by_a_few_calls(self) -> None:
        watched = Watched()

        watched.says(*[DOUBT] * (HEALTH.fewest_calls - 1))

        assert watched.is_up

    def test_opens_when_too_little_is_delivered(self) -> None:
        watched = Watched()

        watched.says(*[DOUBT] * HEALTH.fewest_calls)

        assert watched.circuit is Circuit.OPEN
        assert not watched.is_up

    def test_opens_when_one_in_twenty_waits_too_long(self) -> None:
        watched = Watched()

        watched.says(*[FINE] * (HEALTH.fewest_calls - 2))
        watched.says(FINE, FINE, took=HEALTH.longest_p95 + QUICK)

        assert watched.circuit is Circuit.OPEN

    def test_forgets_what_is_older_than_its_window(self) -> None:
        watched = Watched()
        watched.says(*[DOUBT] * (HEALTH.fewest_calls - 1))
        watched.later(HEALTH.window)

        watched.says(DOUBT)

        assert watched.is_up

    def test_of_our_empty_float_or_a_wrong_number_stays_closed(self) -> None:
        watched = Watched()

        watched.says(*[Rejected("vendor-float-short"), Rejected("failed")] * HEALTH.fewest_calls)

        assert watched.is_up

    @pytest.mark.parametrize("word", IN_VAIN)
    def test_opens_when_what_many_want_is_tried_in_vain(self, word: RequeryOutcome) -> None:
        watched = Watched()

        watched.says(*[word] * HEALTH.fewest_calls, to=CUSTOMERS)

        assert watched.circuit is Circuit.OPEN

    @pytest.mark.parametrize("word", IN_VAIN)
    def test_counts_in_vain_once_a_customer_until_it_is_forgotten(self, word: RequeryOutcome) -> None:
        watched = Watched()

        watched.says(*[word] * HEALTH.fewest_calls)
        assert watched.condition.calls == 1
        watched.later(HEALTH.window)
        watched.says(word, word)

        assert watched.condition.calls == 1
        assert watched.failing_since is None

    @pytest.mark.parametrize("word", OURS_OR_THE_CUSTOMERS)
    def test_stays_closed_whatever_is_wrong_with_our_requests(self, word: RequeryOutcome) -> None:
        watched = Watched()

        watched.says(*[word] * HEALTH.fewest_calls, to=CUSTOMERS)

        assert watched.condition.calls == 0

    @pytest.mark.parametrize("word", THE_VENDORS)
    def test_opens_by_every_word_that_is_of_the_vendor(self, word: RequeryOutcome) -> None:
        watched = Watched()

        watched.says(*[word] * HEALTH.fewest_calls)

        assert watched.circuit is Circuit.OPEN

    def test_is_told_something_by_every_word_of_vtpass(self) -> None:
        """A new code has to be put with the vendor's words or with ours."""
        judged = {
            word.reason
            for word in (*IN_VAIN, *OURS_OR_THE_CUSTOMERS, *THE_VENDORS)
            if isinstance(word, Rejected)
        }

        assert set(NOTHING_BOUGHT.values()) <= judged

    def test_counts_a_doubt_once_however_often_it_is_asked_about(self) -> None:
        watched = Watched()

        watched.says(*[DOUBT] * 5)
        watched.says(*[DOUBT, NotFound()] * 50, took=None)

        assert watched.condition.calls == 5

    def test_of_one_biller_says_nothing_of_another(self) -> None:
        watched = Watched()

        watched.says(*[DOUBT] * HEALTH.fewest_calls)

        assert watched.health.is_up("vtpass", "glo", now=watched.now)
        assert watched.health.is_up("flutterwave", "mtn", now=watched.now)


class TestAnOpenCircuit:
    def open(self) -> Watched:
        watched = Watched()
        watched.says(*[DOUBT] * HEALTH.fewest_calls)
        return watched

    def test_lets_one_order_try_after_a_while(self) -> None:
        watched = self.open()
        watched.later(HEALTH.open_for)
        assert watched.circuit is Circuit.HALF_OPEN
        assert watched.is_up

        watched.health.sent("vtpass", "mtn", now=watched.now)

        assert not watched.is_up

    def test_closes_when_the_one_that_tries_is_delivered(self) -> None:
        watched = self.open()
        watched.later(HEALTH.open_for)
        watched.health.sent("vtpass", "mtn", now=watched.now)

        watched.says(FINE)

        assert watched.circuit is Circuit.CLOSED
        assert watched.is_up

    def test_opens_again_when_it_is_not(self) -> None:
        watched = self.open()
        watched.later(HEALTH.open_for)
        watched.health.sent("vtpass", "mtn", now=watched.now)

        watched.says(DOUBT)

        assert watched.circuit is Circuit.OPEN

    def test_stays_open_when_it_is_delivered_too_late(self) -> None:
        watched = self.open()
        watched.later(HEALTH.open_for)

        watched.says(FINE, took=HEALTH.longest_p95 + QUICK)

        assert not watched.is_up

    def test_is_not_closed_by_what_a_requery_says_of_old_orders(self) -> None:
        watched = self.open()

        watched.says(FINE, took=None)

        assert watched.circuit is Circuit.OPEN

    def test_lets_another_try_when_the_first_was_never_answered(self) -> None:
        watched = self.open()
        watched.later(HEALTH.open_for)
        watched.health.sent("vtpass", "mtn", now=watched.now)

        watched.later(HEALTH.trial_patience)

        assert watched.is_up


class TestABiller:
    def test_fails_since_its_vendor_delivered_last(self) -> None:
        watched = Watched()
        watched.says(FINE)

        watched.says(*[DOUBT] * HEALTH.fewest_failures, apart=120)

        assert watched.failing_since == NOON + timedelta(seconds=121)

    def test_does_not_fail_by_a_failure_or_two(self) -> None:
        watched = Watched()

        watched.says(*[DOUBT] * (HEALTH.fewest_failures - 1))

        assert watched.failing_since is None

    def test_does_not_fail_any_more_once_something_is_delivered_even_by_requery(self) -> None:
        watched = Watched()
        watched.says(*[DOUBT] * HEALTH.fewest_failures)

        watched.says(FINE, took=None)

        assert watched.failing_since is None

    def test_does_not_fail_by_what_was_hours_ago(self) -> None:
        watched = Watched()
        watched.says(*[DOUBT] * HEALTH.fewest_failures)

        watched.says(DOUBT, apart=3 * 3600)

        assert watched.failing_since is None

    def test_does_not_fail_while_one_of_its_vendors_was_not_asked(self) -> None:
        watched = Watched()
        watched.says(*[DOUBT] * HEALTH.fewest_failures)

        assert watched.health.failing_since("mtn", ["vtpass", "flutterwave"], now=watched.now) is None

    def test_is_slow_while_one_in_twenty_waits_long(self) -> None:
        watched = Watched()

        watched.says(*[FINE] * HEALTH.fewest_calls, took=HEALTH.slow_p95 + QUICK)

        assert watched.is_up
        assert watched.health.is_slow("mtn", ["vtpass"], now=watched.now)
        assert not watched.health.is_slow("mtn", ["vtpass", "flutterwave"], now=watched.now)


class TestAVendor:
    def test_stands_as_it_did_for_all_billers_together(self) -> None:
        watched = Watched()
        watched.says(*[DOUBT] * HEALTH.fewest_calls)
        for _ in range(30):
            watched.health.answered("vtpass", "glo", FINE, customer_id="ada", took=3 * QUICK, now=watched.now)
        watched.health.answered("flutterwave", "mtn", FINE, customer_id="ada", took=None, now=watched.now)

        standing = watched.health.standing("vtpass", now=watched.now)

        assert (standing.calls, standing.success, standing.p95) == (50, 6_000, 3 * QUICK)
        assert (standing.open, standing.half_open) == (("mtn",), ())
        watched.later(HEALTH.open_for)
        assert watched.health.standing("vtpass", now=watched.now).half_open == ("mtn",)

    def test_that_was_asked_nothing_stands_nowhere(self) -> None:
        assert VendorHealth(HEALTH).standing("vtpass", now=NOON) == Standing(0, None, None, (), ())
