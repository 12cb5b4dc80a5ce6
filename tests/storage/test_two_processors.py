"""Payment pages at two processors: who is asked, who is asked back, and that all of it is credited once."""

from __future__ import annotations

import pytest

from domain.funding import StillUnclear, TopUps
from domain.ledger import HouseAccount
from domain.money import ZERO, naira
from domain.processors import CheckoutUnavailable, NotPaid, PaymentHinted, PaymentReceived, PaymentUnknown
from domain.top_ups import CheckoutDown, TopUpStatus
from storage.database import Database
from tests.builders import NOON, RULES, Bank, new_id, paid_for
from tests.vendors import FakeProcessor


@pytest.fixture
def processor() -> FakeProcessor:
    """The first company that takes money in for us."""
    return FakeProcessor()


@pytest.fixture
def second() -> FakeProcessor:
    """The second one."""
    return FakeProcessor("flutterwave", "https://second.example")


@pytest.fixture
def top_ups(database: Database, processor: FakeProcessor, second: FakeProcessor) -> TopUps:
    """Funding at both."""
    both = {processor.name: processor, second.name: second}
    return TopUps(database, both, RULES, "https://vision.example/paid")


class TestTwoProcessors:
    async def test_are_asked_one_after_the_other(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor, second: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        processor.will_open(CheckoutUnavailable("ReadTimeout"))

        top_up = await top_ups.open(new_id(), ada.id, naira(2_000), card=None, now=NOON)

        assert top_up.checkout_url == f"https://second.example/{top_up.id}"
        assert (top_up.processor, top_up.asked_before) == ("flutterwave", ("paystack",))
        assert await top_ups.get(ada.id, top_up.id) == top_up
        assert second.opened[0].patience == RULES.checkouts.patience

    async def test_leave_the_first_alone_after_it_failed_in_a_row_until_a_while_is_over(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        processor.will_open(CheckoutUnavailable("ReadTimeout"))
        for _ in range(5):
            await top_ups.open(new_id(), ada.id, naira(500), card=None, now=NOON)
        assert len(processor.opened) == RULES.checkouts.fewest_failures

        later = NOON + RULES.checkouts.asked_again_after
        await top_ups.open(new_id(), ada.id, naira(500), card=None, now=later)

        assert len(processor.opened) == RULES.checkouts.fewest_failures + 1

    async def test_that_both_fail_charge_nothing(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor, second: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        for each in (processor, second):
            each.will_open(CheckoutUnavailable("ConnectError"))

        for _ in range(RULES.checkouts.fewest_failures + 1):  # Both are asked, however often they failed.
            with pytest.raises(CheckoutDown):
                await top_ups.open(new_id(), ada.id, naira(2_000), card=None, now=NOON)

        assert len(processor.opened) == len(second.opened) == RULES.checkouts.fewest_failures + 1

    async def test_are_both_asked_what_became_of_a_page_that_was_in_doubt(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor, second: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        processor.will_open(CheckoutUnavailable("ReadTimeout"))
        top_up = await top_ups.open(new_id(), ada.id, naira(2_000), card=None, now=NOON)
        processor.will_verify(paid_for(top_up, transaction="at-the-first"))
        second.will_verify(NotPaid("failed", final=True))

        await top_ups.verify(top_up.id, now=NOON)

        assert processor.asked == second.asked == [top_up.id]
        assert await bank.balances(ada) == (naira(2_000), ZERO, ZERO)

    async def test_of_whom_one_is_not_worked_with_any_more_give_up_on_nothing(
        self, bank: Bank, database: Database, top_ups: TopUps
    ) -> None:
        ada = await bank.customer()
        top_up = await top_ups.open(new_id(), ada.id, naira(2_000), card=None, now=NOON)
        left_alone = TopUps(database, {}, RULES, "https://vision.example/paid")

        asked = await left_alone.verify(top_up.id, now=NOON)

        assert asked is not None
        assert asked.status is TopUpStatus.OPEN

    async def test_that_were_both_paid_credit_once_and_call_a_person(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor, second: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        processor.will_open(CheckoutUnavailable("ReadTimeout"))
        top_up = await top_ups.open(new_id(), ada.id, naira(2_000), card=None, now=NOON)
        processor.will_verify(paid_for(top_up, transaction="1"))
        second.will_verify(paid_for(top_up, transaction="1"))

        for _ in range(2):
            await top_ups.verify(top_up.id, now=NOON)
            await top_ups.receive("flutterwave", PaymentHinted("1", top_up.id), now=NOON)

        assert await bank.balances(ada) == (naira(2_000), ZERO, ZERO)
        assert await bank.of_the_house(HouseAccount.SUSPENSE) == naira(2_000)
        assert await bank.cases() == ("paid-twice:top-up:paystack:1",)

    async def test_of_whom_one_was_never_asked_can_not_be_paid_there(
        self, bank: Bank, top_ups: TopUps
    ) -> None:
        ada = await bank.customer()
        top_up = await top_ups.open(new_id(), ada.id, naira(2_000), card=None, now=NOON)

        await top_ups.receive("flutterwave", PaymentReceived(paid_for(top_up, transaction="1")), now=NOON)

        assert await bank.balances(ada) == (ZERO, ZERO, ZERO)
        assert await bank.cases() == ("unknown-top-up:top-up:flutterwave:1",)


class TestAHint:
    async def test_is_asked_back_and_never_believed(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))
        hint = PaymentHinted("1", intent.id)
        processor.will_verify(NotPaid("failed", final=False))
        await top_ups.receive("paystack", hint, now=NOON)
        assert await bank.balances(ada) == (ZERO, ZERO, ZERO)
        processor.will_verify(paid_for(intent))

        await top_ups.receive("paystack", hint, now=NOON)

        assert await bank.balances(ada) == (naira(2_000), ZERO, ZERO)

    async def test_that_can_not_be_asked_back_has_to_come_again(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))
        processor.will_verify(PaymentUnknown("ReadTimeout"))

        with pytest.raises(StillUnclear):
            await top_ups.receive("paystack", PaymentHinted("1", intent.id), now=NOON)

    async def test_about_nothing_of_ours_asks_nobody(self, top_ups: TopUps, processor: FakeProcessor) -> None:
        assert await top_ups.receive("paystack", PaymentHinted("1", "nobodys"), now=NOON) is None
        assert processor.asked == []
