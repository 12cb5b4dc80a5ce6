"""What looks unusual, how much, and what is done about it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import naira
from domain.risk import OrderFacts, Sign, Verdict, assess
from tests.builders import RULES

USUAL = OrderFacts(naira(2_000), hour=14, orders_in_minutes=0, orders_in_hour=1, usual_most=naira(5_000))
RISK = RULES.risk


class TestAnOrder:
    def test_like_others_passes(self) -> None:
        found = assess(USUAL, RISK)

        assert (found.score, found.signs, found.verdict) == (0, (), Verdict.PASS)

    def test_to_somebody_new_passes_when_it_is_small(self) -> None:
        found = assess(replace(USUAL, is_new_recipient=True), RISK)

        assert found.signs == (Sign.NEW_RECIPIENT,)
        assert found.verdict is Verdict.PASS

    @pytest.mark.parametrize(
        ("facts", "sign"),
        [
            (replace(USUAL, is_new_recipient=True, amount=naira("5000.01")), Sign.MUCH_TO_NEW_RECIPIENT),
            (replace(USUAL, is_new_recipient=True, to_recipient_in_minutes=2), Sign.AGAIN_TO_NEW_RECIPIENT),
        ],
    )
    def test_that_empties_wallets_to_somebody_new_wants_a_code(self, facts: OrderFacts, sign: Sign) -> None:
        found = assess(facts, RISK)

        assert sign in found.signs
        assert found.verdict is Verdict.STEP_UP

    def test_at_the_limit_to_somebody_new_does_not(self) -> None:
        at_limit = replace(USUAL, is_new_recipient=True, amount=naira(5_000), to_recipient_in_minutes=1)

        assert assess(at_limit, RISK).verdict is Verdict.PASS

    def test_at_night_for_much_after_a_new_pin_waits_for_a_person(self) -> None:
        found = assess(
            replace(
                USUAL,
                amount=naira(40_000),
                hour=3,
                is_new_recipient=True,
                just_changed_hands=True,
                orders_in_minutes=5,
            ),
            RISK,
        )

        assert found.verdict is Verdict.REVIEW
        assert {Sign.JUST_CHANGED_HANDS, Sign.UNUSUAL_HOUR, Sign.UNUSUAL_AMOUNT} <= set(found.signs)

    def test_names_the_strongest_sign_first(self) -> None:
        found = assess(replace(USUAL, hour=3, payers_of_recipient=50), RISK)

        points = [RISK.points[sign.value] for sign in found.signs]
        assert points == sorted(points, reverse=True)
        assert sum(points) == found.score


class TestTheScore:
    def test_has_points_for_every_sign(self) -> None:
        assert set(RISK.points) == {sign.value for sign in Sign}

    @given(st.integers(1, 50), st.integers(0, 50), st.booleans(), st.booleans())
    def test_never_falls_when_there_is_more_to_see(
        self, orders: int, payers: int, new: bool, changed: bool
    ) -> None:
        less = replace(USUAL, orders_in_minutes=orders - 1, orders_in_hour=orders, payers_of_recipient=payers)
        more = replace(
            less,
            orders_in_minutes=orders,
            payers_of_recipient=payers + 1,
            is_new_recipient=new,
            just_changed_hands=changed,
        )

        assert assess(more, RISK).score >= assess(less, RISK).score
