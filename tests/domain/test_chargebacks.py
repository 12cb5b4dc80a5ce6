"""Every word about a chargeback in every state has its step."""

from __future__ import annotations

import pytest

from domain.chargebacks import STEPS, ChargebackStatus, ChargebackWord, Step, chargeback_id
from domain.chargebacks import ChargebackKind as Kind

_MOVES = {Step.SET_ASIDE, Step.SET_ASIDE_AND_LOSE, Step.LOSE, Step.GIVE_BACK}


def test_every_word_has_a_step_in_every_state() -> None:
    states = (None, *ChargebackStatus)

    assert set(STEPS) == {(state, word) for state in states for word in ChargebackWord}


def test_money_moves_only_while_it_is_undecided() -> None:
    moving = {key for key, step in STEPS.items() if step in _MOVES}

    assert {state for state, _ in moving} == {None, ChargebackStatus.OPEN}


@pytest.mark.parametrize("end", [ChargebackStatus.LOST, ChargebackStatus.WON])
def test_the_same_end_again_changes_nothing_and_the_other_one_is_for_a_person(end: ChargebackStatus) -> None:
    for word in (ChargebackWord.LOST, ChargebackWord.WON):
        assert STEPS[end, word] is (Step.NOTHING if word.value == end.value else Step.CALL_STAFF)


def test_all_words_about_one_have_one_id() -> None:
    assert chargeback_id("paystack", Kind.DISPUTE, "358950") == "paystack:dispute:358950"
