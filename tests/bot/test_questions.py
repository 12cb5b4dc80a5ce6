"""The order of the questions, for every kind of bill."""

from dataclasses import replace

import pytest

from bot.conversations.memory import Draft
from bot.conversations.questions import Question, missing
from domain.billers import KINDS
from domain.money import naira
from domain.quotes import PlanChoice
from domain.vendors import Category, NamedReference, Renewal, Validated
from tests.bot.samples import ADA, NOON

Q = Question
EMPTY = Draft(category=Category.TV, started_at=NOON, phone=ADA)
VALIDATED = Validated("ADA OBI", renewal=Renewal("Compact", naira(19_000)))


def asked_in_order(kind: str, known: Validated = VALIDATED) -> list[Question]:
    """Answer each question in turn, and return which they were."""
    draft, asked = EMPTY, [Q.BILLER]
    while (question := missing(draft, KINDS[kind], is_fresh=draft.validated_at is not None)) is not None:
        asked.append(question)
        draft = _answered(draft, question, known)
    return asked


def _answered(draft: Draft, question: Question, known: Validated) -> Draft:
    match question:
        case Q.REFERENCE:
            return draft.with_reference("1212121212")
        case Q.VALIDATION:
            return draft.with_validation(known, now=NOON)
        case Q.WHICH_FOUND:
            return replace(draft, reference=draft.found[0].reference)
        case Q.IS_IT_RIGHT:
            return replace(draft, is_right=True)
        case Q.PACKAGE:
            return draft.with_plan(PlanChoice(None, "Compact"), naira(19_000))
        case Q.PLAN:
            return draft.with_plan(PlanChoice("p", "Plan"), None)
        case _:
            return replace(draft, amount=naira(500))


class TestTheQuestions:
    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            ("airtime", [Q.BILLER, Q.AMOUNT]),
            ("data", [Q.BILLER, Q.PLAN, Q.AMOUNT]),
            ("power", [Q.BILLER, Q.REFERENCE, Q.VALIDATION, Q.IS_IT_RIGHT, Q.AMOUNT]),
            ("tv-package", [Q.BILLER, Q.REFERENCE, Q.VALIDATION, Q.IS_IT_RIGHT, Q.PACKAGE]),
            ("tv-plan", [Q.BILLER, Q.REFERENCE, Q.VALIDATION, Q.IS_IT_RIGHT, Q.PLAN, Q.AMOUNT]),
            ("streaming", [Q.BILLER, Q.PLAN, Q.AMOUNT]),
            ("internet-plan", [Q.BILLER, Q.REFERENCE, Q.VALIDATION, Q.IS_IT_RIGHT, Q.PLAN, Q.AMOUNT]),
            ("internet-card", [Q.BILLER, Q.REFERENCE, Q.VALIDATION, Q.IS_IT_RIGHT, Q.PLAN, Q.AMOUNT]),
            ("exam-pin", [Q.BILLER, Q.PLAN, Q.AMOUNT]),
            ("exam-profile", [Q.BILLER, Q.PLAN, Q.REFERENCE, Q.VALIDATION, Q.IS_IT_RIGHT, Q.AMOUNT]),
            ("water", [Q.BILLER, Q.REFERENCE, Q.VALIDATION, Q.IS_IT_RIGHT, Q.AMOUNT]),
        ],
    )
    def test_come_in_the_order_of_the_kind(self, kind: str, expected: list[Question]) -> None:
        assert asked_in_order(kind) == expected

    def test_are_known_for_every_kind(self) -> None:
        assert all(asked_in_order(kind)[-1] is not Q.BILLER for kind in KINDS)

    def test_begin_with_the_biller(self) -> None:
        assert missing(EMPTY, None, is_fresh=False) is Q.BILLER

    def test_leave_the_package_to_the_list_where_its_price_is_unknown(self) -> None:
        silent = Validated("ADA OBI", renewal=Renewal("Compact", None))

        assert asked_in_order("tv-package", silent)[-2:] == [Q.PLAN, Q.AMOUNT]

    def test_ask_which_account_where_several_were_found(self) -> None:
        two = Validated("ADA OBI", references=(NamedReference("1"), NamedReference("2")))

        assert asked_in_order("internet-plan", two)[3:5] == [Q.WHICH_FOUND, Q.IS_IT_RIGHT]

    def test_do_not_ask_which_account_where_one_was_found(self) -> None:
        one = Validated("ADA OBI", references=(NamedReference("1402000567"),))

        assert Q.WHICH_FOUND not in asked_in_order("internet-plan", one)


class TestAnOrder:
    def test_is_asked_about_again_when_the_name_has_changed(self) -> None:
        draft = replace(EMPTY.with_reference("1212121212"), name="ADA OBI", is_right=True)

        assert draft.with_validation(VALIDATED, now=NOON).is_right
        assert not draft.with_validation(Validated("SOMEBODY ELSE"), now=NOON).is_right

    def test_of_a_renewal_costs_what_the_company_says_now(self) -> None:
        before = replace(EMPTY.with_plan(PlanChoice(None, "Compact"), naira(15_700)), reference="1212121212")

        now = before.with_validation(VALIDATED, now=NOON)

        assert (now.amount, now.price_before) == (naira(19_000), naira(15_700))

    def test_of_a_renewal_that_has_no_price_any_more_lets_choose(self) -> None:
        before = EMPTY.with_plan(PlanChoice(None, "Compact"), naira(15_700))

        now = before.with_validation(Validated("ADA OBI"), now=NOON)

        assert (now.plan, now.amount) == (None, None)

    def test_takes_nothing_along_to_another_biller_or_card(self) -> None:
        draft = replace(EMPTY, biller_id="dstv").with_reference("1212121212")
        draft = draft.with_validation(VALIDATED, now=NOON).with_plan(PlanChoice(None, "Compact"), naira(9))

        elsewhere, other_card = draft.with_biller("gotv"), draft.with_reference("1212121213")

        for changed in (elsewhere, other_card):
            assert changed.validated_at is None
            assert changed.renewal is None
            assert (changed.plan, changed.amount) == (None, None)
        assert draft.with_biller("dstv") == draft
