"""What becomes of a withdrawal on real databases: sent once, and the money is in one place."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.ledger import HouseAccount
from domain.money import ZERO, Money, naira
from domain.payouts import (
    NotPaidOut,
    PaidBack,
    PaidOut,
    PayoutNotFound,
    PayoutOutcome,
    PayoutUnderWay,
    PayoutUnknown,
    VerifiedPayout,
)
from domain.withdrawals import (
    HOLDING,
    TRANSITIONS,
    Withdrawal,
    WithdrawalEvent,
    WithdrawalStatus,
    read_reference,
    reference_of,
)
from domain.withdrawing import Withdrawals
from storage.database import Database
from tests.builders import RULES, Clock, new_id, opened
from tests.builders import Bank as TheBank
from tests.storage.payouts import (
    UNDER_WAY,
    FakePayouts,
    accepted,
    ada_obi,
    asked_again,
    sent,
)


@pytest.fixture
def payouts() -> FakePayouts:
    return FakePayouts()


@pytest.fixture
def withdrawals(database: Database, payouts: FakePayouts, clock: Clock) -> Withdrawals:
    return Withdrawals(database, payouts, RULES, clock, is_on=True)


# What the processor says, first or when asked → what becomes of it, what is told, what the wallet has.
FIRST_ANSWERS = [
    (PaidOut(naira(25)), WithdrawalStatus.PAID, "withdrawal-paid", naira("3973.12")),
    (NotPaidOut("processor-balance-low"), WithdrawalStatus.RELEASED, "withdrawal-returned", naira(10_000)),
    (NotPaidOut("rate-limited", passing=True), WithdrawalStatus.ACCEPTED, None, naira("3973.12")),
    (UNDER_WAY, WithdrawalStatus.UNRESOLVED, "withdrawal-checking", naira("3973.12")),
    (
        PayoutUnderWay("otp", needs_code=True),
        WithdrawalStatus.UNRESOLVED,
        "withdrawal-checking",
        naira("3973.12"),
    ),
    (PayoutUnknown("ReadTimeout"), WithdrawalStatus.UNRESOLVED, "withdrawal-checking", naira("3973.12")),
]
LAST_WORDS = [
    (PaidOut(), WithdrawalStatus.PAID, "withdrawal-paid", naira("3973.12")),
    (NotPaidOut("failed"), WithdrawalStatus.RELEASED, "withdrawal-returned", naira(10_000)),
    (NotPaidOut("abandoned"), WithdrawalStatus.RELEASED, "withdrawal-returned", naira(10_000)),
    (NotPaidOut("blocked"), WithdrawalStatus.RELEASED, "withdrawal-returned", naira(10_000)),
    (NotPaidOut("rejected"), WithdrawalStatus.RELEASED, "withdrawal-returned", naira(10_000)),
    (PaidBack(), WithdrawalStatus.RELEASED, "withdrawal-returned", naira(10_000)),
    (UNDER_WAY, WithdrawalStatus.UNRESOLVED, None, naira("3973.12")),
    (PayoutUnknown("http-500"), WithdrawalStatus.UNRESOLVED, None, naira("3973.12")),
    (PayoutNotFound(), WithdrawalStatus.UNRESOLVED, None, naira("3973.12")),
]


def _told(notices: Sequence[str], kind: str | None, withdrawal: Withdrawal) -> bool:
    return kind is None or f"{kind}:{withdrawal.id}" in notices


class TestTheProcessorsWord:
    @pytest.mark.parametrize(("answer", "status", "told", "wallet"), FIRST_ANSWERS)
    async def test_in_the_first_answer(
        self,
        withdrawals: Withdrawals,
        payouts: FakePayouts,
        bank: TheBank,
        clock: Clock,
        answer: PayoutOutcome,
        status: WithdrawalStatus,
        told: str | None,
        wallet: Money,
    ) -> None:
        ada = await ada_obi(bank)
        payouts.answers = [answer]

        withdrawal = await sent(withdrawals, ada, clock)

        assert withdrawal.status is status
        assert (await bank.balances(ada))[0] == wallet
        assert _told(await bank.notices(ada), told, withdrawal)
        assert len(payouts.asked_for) == 1

    @pytest.mark.parametrize(("word", "status", "told", "wallet"), LAST_WORDS)
    async def test_when_it_is_asked(
        self,
        withdrawals: Withdrawals,
        payouts: FakePayouts,
        bank: TheBank,
        clock: Clock,
        word: VerifiedPayout,
        status: WithdrawalStatus,
        told: str | None,
        wallet: Money,
    ) -> None:
        ada = await ada_obi(bank)
        withdrawal = await sent(withdrawals, ada, clock)
        payouts.words = [word]

        after = await asked_again(withdrawals, withdrawal, clock)

        assert after.status is status
        assert (await bank.balances(ada))[0] == wallet
        assert _told(await bank.notices(ada), told, withdrawal)
        assert len(payouts.asked_for) == 1

    async def test_that_it_is_paid_is_booked_out_of_what_the_processor_owes_us(
        self, withdrawals: Withdrawals, payouts: FakePayouts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(20_000))
        before = await bank.of_the_house(HouseAccount.COLLECTED, "paystack")
        payouts.answers = [PaidOut(naira("26.88"))]

        await sent(withdrawals, ada, clock, 10_000)

        assert await bank.of_the_house(HouseAccount.COLLECTED, "paystack") - before == naira("10026.88")
        assert await bank.of_the_house(HouseAccount.PROCESSOR_FEES) == naira("-26.88")
        assert await bank.of_the_house(HouseAccount.FEE_INCOME) == naira(25)
        assert await bank.of_the_house(HouseAccount.VAT_PAYABLE) == naira("1.88")
        assert await bank.of_the_house(HouseAccount.STAMP_DUTY) == naira(50)

    async def test_that_it_came_back_after_success_refunds_all_of_it_once(
        self, withdrawals: Withdrawals, payouts: FakePayouts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        payouts.answers = [PaidOut(naira(25))]
        withdrawal = await sent(withdrawals, ada, clock)
        payouts.words = [PaidBack(), PaidBack(), PaidOut()]

        after = withdrawal
        for _ in range(3):
            after = await asked_again(withdrawals, withdrawal, clock)

        assert after.status is WithdrawalStatus.REFUNDED
        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)
        assert await bank.entries(withdrawal.id) == [
            f"hold:{withdrawal.id}",
            f"withdrawal-refund:{withdrawal.id}",
            f"withdrawal:{withdrawal.id}",
        ]

    async def test_of_a_code_calls_a_person(
        self, withdrawals: Withdrawals, payouts: FakePayouts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        payouts.answers = [PayoutUnderWay("otp", needs_code=True)]

        withdrawal = await sent(withdrawals, ada, clock)

        assert f"payout-needs-code:{withdrawal.id}" in await bank.cases()

    async def test_that_contradicts_a_payout_moves_nothing_and_calls_a_person(
        self, withdrawals: Withdrawals, payouts: FakePayouts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        payouts.answers, payouts.words = [PaidOut()], [NotPaidOut("failed")]
        withdrawal = await sent(withdrawals, ada, clock)

        after = await asked_again(withdrawals, withdrawal, clock)

        assert after.status is WithdrawalStatus.PAID
        assert f"contradiction:{withdrawal.id}" in await bank.cases()

    async def test_after_a_passing_no_is_asked_for_under_another_reference(
        self, withdrawals: Withdrawals, payouts: FakePayouts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        payouts.answers = [NotPaidOut("processor-unreachable", passing=True)] * 3
        withdrawal = await sent(withdrawals, ada, clock)
        for _ in range(2):
            clock.later(minutes=2)
            await withdrawals.advance(withdrawal.id)

        references = [request.reference for request in payouts.asked_for]
        assert references == [reference_of(withdrawal.id, n) for n in (1, 2, 3)]
        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)

    async def test_not_found_is_believed_twice_and_late(
        self, withdrawals: Withdrawals, payouts: FakePayouts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        payouts.answers, payouts.words = [PayoutUnknown("ReadTimeout")], [PayoutNotFound()] * 2
        withdrawal = await sent(withdrawals, ada, clock)

        first = await asked_again(withdrawals, withdrawal, clock)
        second = await asked_again(withdrawals, withdrawal, clock)

        assert (first.status, second.status) == (WithdrawalStatus.UNRESOLVED, WithdrawalStatus.RELEASED)
        assert second.reason == "never-received"


class TestACrash:
    async def test_between_the_mark_and_the_answer_is_only_asked_about(
        self, withdrawals: Withdrawals, payouts: FakePayouts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        withdrawal = await accepted(withdrawals, ada, naira(6_000), clock)
        payouts.crashes = True
        with pytest.raises(KeyboardInterrupt):
            await withdrawals.advance(withdrawal.id)
        payouts.crashes, payouts.words = False, [PaidOut()]

        early = await withdrawals.advance(withdrawal.id)
        assert early is not None
        assert (early.status, payouts.asked_about) == (WithdrawalStatus.SUBMITTED, [])
        after = await asked_again(withdrawals, withdrawal, clock)

        assert after.status is WithdrawalStatus.PAID
        assert len(payouts.asked_for) == 1
        assert payouts.asked_about == [reference_of(withdrawal.id, 1)]

    async def test_two_workers_send_it_once(
        self, withdrawals: Withdrawals, elsewhere: Database, payouts: FakePayouts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        withdrawal = await accepted(withdrawals, ada, naira(6_000), clock)
        there = replace(withdrawals, storage=elsewhere)

        await asyncio.gather(*(each.advance(withdrawal.id) for each in (withdrawals, there) * 4))

        assert len(payouts.asked_for) == 1


class TestTheDeadline:
    async def test_never_gives_back_what_may_be_at_the_bank(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        withdrawal = await sent(withdrawals, ada, clock, 1_000)
        clock.later(hours=25)

        after = await withdrawals.advance(withdrawal.id)

        assert after is not None
        assert after.extended
        assert after.status is WithdrawalStatus.UNRESOLVED
        assert (await bank.balances(ada))[2] == naira("1010.75")
        assert f"unresolved-at-deadline:{withdrawal.id}" in await bank.cases()


class TestTheTable:
    def test_gives_nothing_back_in_doubt(self) -> None:
        given_back = {
            event
            for (status, event), after in TRANSITIONS.items()
            if after is WithdrawalStatus.RELEASED
            and status in {WithdrawalStatus.SUBMITTED, WithdrawalStatus.UNRESOLVED}
        }

        assert given_back == {WithdrawalEvent.REJECTION, WithdrawalEvent.RETURN}

    def test_leaves_no_state_without_a_way_out_but_the_last_ones(self) -> None:
        left = {status for (status, _), after in TRANSITIONS.items() if after is not status}

        assert left == HOLDING | {WithdrawalStatus.PAID}

    def test_reads_back_its_references(self) -> None:
        withdrawal_id = new_id()

        assert read_reference(reference_of(withdrawal_id, 2)) == (withdrawal_id, 2)
        for other in ("", "wd-", "wd-abc", "wd-abc-x", new_id(), "wd--1"):
            assert read_reference(other) is None


WORDS = st.sampled_from(
    [
        PaidOut(), PaidOut(naira(25)), NotPaidOut("failed"), NotPaidOut("unreachable", passing=True),
        PaidBack(), UNDER_WAY, PayoutUnknown("x"),
    ]
)  # fmt: skip


class TestWhateverIsSaid:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        answers=st.lists(WORDS, max_size=3),
        words=st.lists(st.one_of(WORDS, st.just(PayoutNotFound())), max_size=8),
    )
    async def test_the_money_is_in_one_place(
        self, database_url: str, answers: list[PayoutOutcome], words: list[VerifiedPayout]
    ) -> None:
        async with opened(database_url) as database:
            bank, clock = TheBank(database), Clock()
            payouts = FakePayouts(
                answers=[each for each in answers if not isinstance(each, PaidBack)], words=list(words)
            )
            withdrawals = Withdrawals(database, payouts, RULES, clock, is_on=True)
            ada = await ada_obi(bank)
            withdrawal = await accepted(withdrawals, ada, naira(6_000), clock)
            for _ in range(12):
                await withdrawals.advance(withdrawal.id)
                clock.later(hours=3)
            after = await withdrawals.get(ada.id, withdrawal.id)
            wallet, _, held = await bank.balances(ada)

            if after.status is WithdrawalStatus.PAID:
                assert (wallet, held) == (naira(10_000) - after.total, ZERO)
            elif after.status in HOLDING:
                assert (wallet, held) == (naira(10_000) - after.total, after.total)
            else:
                assert (wallet, held) == (naira(10_000), ZERO)
            references = [request.reference for request in payouts.asked_for]
            assert len(references) == len(set(references))
            assert await bank.problems() == []
