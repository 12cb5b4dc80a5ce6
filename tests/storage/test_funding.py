"""Money that comes in: credited once, whoever tells us, how often and in which order."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from domain.errors import NotAllowed
from domain.funding import TopUps
from domain.ledger import HouseAccount, InsufficientFunds
from domain.money import ZERO, naira
from domain.processors import (
    CheckoutUnavailable,
    NotPaid,
    OtherEvent,
    PaymentUnknown,
)
from domain.top_ups import (
    BalanceWouldBeTooHigh,
    CheckoutDown,
    TopUpStatus,
    TopUpTooLarge,
    TopUpTooSmall,
)
from storage.database import Database
from tests.builders import NOON, Bank, a_sheet, an_order, approved, new_id, paid_for
from tests.storage.fundings import hear, paying
from tests.vendors import FakeProcessor


class TestACheckout:
    async def test_is_opened_for_exactly_what_was_asked(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor
    ) -> None:
        ada = await bank.customer()

        top_up = await top_ups.open(new_id(), ada.id, naira(2_000), card=7, now=NOON)

        assert top_up.checkout_url == f"https://pay.example/{top_up.id}"
        assert [(request.reference, request.amount) for request in processor.opened] == [
            (top_up.id, naira(2_000))
        ]
        assert await top_ups.get(ada.id, top_up.id) == top_up

    async def test_is_one_for_two_taps_at_once(self, bank: Bank, top_ups: TopUps) -> None:
        ada = await bank.customer()
        top_up_id = new_id()

        opened = await asyncio.gather(
            *(top_ups.open(top_up_id, ada.id, naira(2_000), card=None, now=NOON) for _ in range(4))
        )

        assert {top_up.checkout_url for top_up in opened} == {f"https://pay.example/{top_up_id}"}

    async def test_has_bounds(self, bank: Bank, top_ups: TopUps, processor: FakeProcessor) -> None:
        ada = await bank.customer(wallet=naira(250_000), tier=1)

        with pytest.raises(TopUpTooSmall):
            await top_ups.open(new_id(), ada.id, naira("99.99"), card=None, now=NOON)
        with pytest.raises(TopUpTooLarge):
            await top_ups.open(new_id(), ada.id, naira(1_000_001), card=None, now=NOON)
        with pytest.raises(BalanceWouldBeTooHigh) as refusal:
            await top_ups.open(new_id(), ada.id, naira(50_001), card=None, now=NOON)
        assert refusal.value.room == naira(50_000)
        assert processor.opened == []

    async def test_that_can_not_be_opened_charges_nothing(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        processor.will_open(CheckoutUnavailable("ConnectError"))

        with pytest.raises(CheckoutDown):
            await top_ups.open(new_id(), ada.id, naira(2_000), card=None, now=NOON)

        assert await bank.balances(ada) == (ZERO, ZERO, ZERO)

    async def test_is_nobody_elses(self, bank: Bank, top_ups: TopUps) -> None:
        ada, bayo = await bank.customer(), await bank.customer("Bayo")
        top_up = await top_ups.open(new_id(), ada.id, naira(2_000), card=None, now=NOON)

        with pytest.raises(NotAllowed):
            await top_ups.get(bayo.id, top_up.id)


class TestAPaidCheckout:
    async def test_is_credited_once_by_sixteen_confirmations_at_once_fifty_times(
        self, bank: Bank, top_ups: TopUps, top_ups_elsewhere: TopUps, processor: FakeProcessor
    ) -> None:
        ada = await bank.customer()

        for position in range(50):
            intent = await bank.intent(ada, naira(1_000))
            processor.will_verify(paid_for(intent))
            await asyncio.gather(
                *(hear(desk, paid_for(intent)) for _ in range(6) for desk in (top_ups, top_ups_elsewhere)),
                *(
                    desk.verify(intent.id, now=NOON)
                    for _ in range(2)
                    for desk in (top_ups, top_ups_elsewhere)
                ),
            )
            assert await bank.balances(ada) == (naira(1_000 * (position + 1)), ZERO, ZERO)

        assert await bank.cases() == ()

    async def test_is_credited_with_the_fee_as_our_expense(self, bank: Bank, top_ups: TopUps) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))

        credited = await hear(top_ups, paid_for(intent, fee=naira(30)))

        assert credited is not None
        assert credited.status is TopUpStatus.CREDITED
        assert await bank.balances(ada) == (naira(2_000), ZERO, ZERO)
        assert await bank.of_the_house(HouseAccount.COLLECTED, "paystack") == -naira(1_970)
        assert await bank.of_the_house(HouseAccount.PROCESSOR_FEES) == -naira(30)
        assert await bank.notices(ada) == [f"top-up-credited:{intent.id}"]

    @pytest.mark.parametrize("order", list(permutations(("webhook", "verify", "webhook again"))))
    async def test_is_credited_once_whoever_tells_us_in_which_order(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor, order: tuple[str, ...]
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))
        processor.will_verify(paid_for(intent))

        for teller in order:
            if teller == "verify":
                await top_ups.verify(intent.id, now=NOON)
            else:
                await hear(top_ups, paid_for(intent))

        assert await bank.balances(ada) == (naira(2_000), ZERO, ZERO)
        assert await bank.cases() == ()

    async def test_is_credited_once_when_all_tell_us_at_once_in_two_processes(
        self, bank: Bank, top_ups: TopUps, top_ups_elsewhere: TopUps, processor: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))
        processor.will_verify(paid_for(intent))

        await asyncio.gather(
            *(hear(desk, paid_for(intent)) for _ in range(6) for desk in (top_ups, top_ups_elsewhere)),
            *(desk.verify(intent.id, now=NOON) for desk in (top_ups, top_ups_elsewhere)),
        )

        assert await bank.balances(ada) == (naira(2_000), ZERO, ZERO)
        assert await bank.cases() == ()

    async def test_is_credited_although_it_had_failed_before(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))
        processor.will_verify(NotPaid("failed", final=True))
        failed = await top_ups.verify(intent.id, now=NOON)
        assert failed is not None
        assert failed.status is TopUpStatus.FAILED

        await hear(top_ups, paid_for(intent))

        assert await bank.balances(ada) == (naira(2_000), ZERO, ZERO)

    async def test_counts_from_the_next_payment_on(
        self, bank: Bank, top_ups_elsewhere: TopUps, database: Database
    ) -> None:
        """Another process credits what this one remembers as an empty wallet."""
        ada = await bank.customer(wallet=naira(100))
        intent = await bank.intent(ada, naira(400))
        sheet = a_sheet(an_order(ada, naira(500)))
        payments = paying(database)
        with pytest.raises(InsufficientFunds):
            await payments.accept(sheet, approved(sheet), card=None, now=NOON)

        await hear(top_ups_elsewhere, paid_for(intent))
        await payments.accept(sheet, approved(sheet), card=None, now=NOON)

        assert await bank.balances(ada) == (ZERO, ZERO, naira(500))


class TestAskingTheProcessor:
    async def test_goes_on_less_and_less_often_until_a_day_after_the_page_closed(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))
        processor.will_verify(PaymentUnknown("ReadTimeout"))
        now, asked_at = NOON, []
        while due := await top_ups.due(now=now + timedelta(days=2), limit=5):
            (top_up,) = due
            assert top_up.verify_at is not None
            now = top_up.verify_at
            asked_at.append(now - NOON)
            await top_ups.verify(intent.id, now=now)

        assert asked_at[:4] == [timedelta(seconds=s) for s in (20, 80, 260, 860)]
        assert timedelta(hours=24) < asked_at[-1] < timedelta(hours=26)
        assert (await top_ups.get(ada.id, intent.id)).status is TopUpStatus.FAILED

    async def test_is_not_due_a_moment_too_early(self, bank: Bank, top_ups: TopUps) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))
        assert intent.verify_at is not None

        early = await top_ups.due(now=intent.verify_at - timedelta(microseconds=1), limit=5)

        assert early == ()
        assert await top_ups.due(now=intent.verify_at, limit=5) == (intent,)

    async def test_never_undoes_a_credit_that_was_faster(
        self, bank: Bank, top_ups: TopUps, top_ups_elsewhere: TopUps, processor: FakeProcessor
    ) -> None:
        """The webhook arrives while the processor still says no to our question."""
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))

        class Slow(FakeProcessor):
            async def verify(self, reference: str) -> NotPaid:
                await hear(top_ups_elsewhere, paid_for(intent))
                return NotPaid("abandoned", final=True)

        await replace(top_ups, processors={"paystack": Slow()}).verify(intent.id, now=NOON)

        assert (await top_ups.get(ada.id, intent.id)).status is TopUpStatus.CREDITED
        assert await bank.balances(ada) == (naira(2_000), ZERO, ZERO)

    async def test_is_not_needed_for_what_is_credited(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))
        await hear(top_ups, paid_for(intent))

        await top_ups.verify(intent.id, now=NOON)

        assert processor.asked == []
        assert await top_ups.due(now=NOON + timedelta(days=9), limit=5) == ()

    async def test_about_nothing_says_nothing(self, top_ups: TopUps) -> None:
        assert await top_ups.verify("unknown", now=NOON) is None
        assert await top_ups.receive("paystack", OtherEvent("charge.failed"), now=NOON) is None


class TestTheHistory:
    async def test_is_newest_first_and_without_what_came_to_nothing(
        self, top_ups: TopUps, bank: Bank, database: Database
    ) -> None:
        ada, bola = await bank.customer(), await bank.customer()
        opened = [await top_ups.open(new_id(), ada.id, naira(500 + n), card=None, now=NOON) for n in range(4)]
        await top_ups.open(new_id(), bola.id, naira(500), card=None, now=NOON)
        await hear(top_ups, paid_for(opened[1]))
        async with database.begin() as books:
            await books.top_ups.verify_again(replace(opened[2], status=TopUpStatus.FAILED, verify_at=None))

        first = await top_ups.history(ada.id, limit=2)
        rest = await top_ups.history(ada.id, limit=2, before=first[-1].id)

        assert [each.amount for each in first] == [naira(503), naira(501)]
        assert [each.status for each in first] == [TopUpStatus.OPEN, TopUpStatus.CREDITED]
        assert [each.amount for each in rest] == [naira(500)]
