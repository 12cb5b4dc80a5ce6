"""Withdrawals on real databases: held once, sent once, and the money is in one place."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.approvals import Approval, WrongApproval
from domain.banks import Bank, BankAccount, NotYourBankAccount
from domain.customers import Customer
from domain.ledger import HouseAccount, InsufficientFunds
from domain.limits import OverDailyLimit
from domain.money import ZERO, Money, naira
from domain.paying import Payments
from domain.payments import SheetExpired, TooLateToCancel
from domain.payouts import (
    BankUnreachable,
    HolderFound,
    HolderOutcome,
    NotPaidOut,
    PaidBack,
    PaidOut,
    PayoutNotFound,
    PayoutOutcome,
    PayoutRequest,
    PayoutUnderWay,
    PayoutUnknown,
    VerifiedPayout,
)
from domain.withdrawals import (
    HOLDING,
    TRANSITIONS,
    OwnWithdrawal,
    TooManyAccountChecks,
    Withdrawal,
    WithdrawalDecided,
    WithdrawalEvent,
    WithdrawalSheet,
    WithdrawalsOff,
    WithdrawalStatus,
    read_reference,
    reference_of,
)
from domain.withdrawing import Withdrawals
from storage.database import Database
from tests.builders import NOON, RULES, Clock, a_sheet, an_order, approved, new_id, opened
from tests.builders import Bank as TheBank

ZENITH = Bank("057", "Zenith Bank")
OWN = BankAccount(ZENITH, "0123456789", "OBI ADA")
UNDER_WAY = PayoutUnderWay("pending")
HERS = HolderFound("OBI ADA")


@dataclass
class FakePayouts:
    """The company that pays out, told what will happen."""

    name: str = "paystack"
    patience: timedelta = timedelta(seconds=50)
    answers: list[PayoutOutcome] = field(default_factory=list)
    words: list[VerifiedPayout] = field(default_factory=list)
    asked_for: list[PayoutRequest] = field(default_factory=list)
    asked_about: list[str] = field(default_factory=list)
    holder_is: HolderOutcome = HERS
    crashes: bool = False

    async def banks(self) -> tuple[Bank, ...] | BankUnreachable:
        return (ZENITH,)

    async def holder(self, bank: Bank, number: str) -> HolderOutcome:
        return self.holder_is

    async def pay_out(self, request: PayoutRequest) -> PayoutOutcome:
        self.asked_for.append(request)
        if self.crashes:
            raise KeyboardInterrupt
        return self.answers.pop(0) if self.answers else UNDER_WAY

    async def verify_payout(self, reference: str) -> VerifiedPayout:
        self.asked_about.append(reference)
        return self.words.pop(0) if self.words else UNDER_WAY


@pytest.fixture
def payouts() -> FakePayouts:
    return FakePayouts()


@pytest.fixture
def withdrawals(database: Database, payouts: FakePayouts, clock: Clock) -> Withdrawals:
    return Withdrawals(database, payouts, RULES, clock, is_on=True)


async def ada_obi(bank: TheBank, wallet: Money = naira(10_000)) -> Customer:  # noqa: B008 - a value
    return await bank.customer("Ada Obi", wallet=wallet)


def yes_to(sheet: WithdrawalSheet) -> Approval:
    return Approval(sheet.customer_id, sheet.hash, NOON)


def a_withdrawal_of(withdrawals: Withdrawals, ada: Customer, amount: Money, *, now: Clock) -> WithdrawalSheet:
    return withdrawals.draw_sheet(new_id(), ada, OWN, amount, now=now())


async def accepted(withdrawals: Withdrawals, ada: Customer, amount: Money, clock: Clock) -> Withdrawal:
    sheet = a_withdrawal_of(withdrawals, ada, amount, now=clock)
    return await withdrawals.accept(sheet, yes_to(sheet), card=None, now=clock())


async def sent(withdrawals: Withdrawals, ada: Customer, clock: Clock, amount: int = 6_000) -> Withdrawal:
    withdrawal = await accepted(withdrawals, ada, naira(amount), clock)
    after = await withdrawals.advance(withdrawal.id)
    assert after is not None
    return after


async def asked_again(withdrawals: Withdrawals, withdrawal: Withdrawal, clock: Clock) -> Withdrawal:
    clock.later(hours=2)
    after = await withdrawals.advance(withdrawal.id)
    assert after is not None
    return after


class TestAccepting:
    async def test_holds_the_amount_with_its_fee_vat_and_duty(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(20_000))

        withdrawal = await accepted(withdrawals, ada, naira(10_000), clock)

        assert withdrawal.total == naira("10076.88")  # 25 of fee, 1.88 of VAT, 50 of stamp duty
        assert await bank.balances(ada) == (naira("9923.12"), ZERO, naira("10076.88"))

    async def test_handed_in_twice_holds_once(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        sheet = a_withdrawal_of(withdrawals, ada, naira(1_000), now=clock)

        both = await asyncio.gather(
            *(withdrawals.accept(sheet, yes_to(sheet), card=None, now=clock()) for _ in range(16))
        )

        assert len({each.id for each in both}) == 1
        assert (await bank.balances(ada))[2] == naira("1010.75")

    async def test_needs_the_consent_to_exactly_this_sheet(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        shown = a_withdrawal_of(withdrawals, ada, naira(1_000), now=clock)
        for changed in (
            replace(shown, amount=naira(9_000)),
            replace(shown, to=replace(OWN, number="9999999999")),
            replace(shown, to=replace(OWN, bank=Bank("044", "Zenith Bank"))),
            replace(shown, fee=ZERO),
        ):
            with pytest.raises(WrongApproval):
                await withdrawals.accept(changed, yes_to(shown), card=None, now=clock())

        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)

    async def test_counts_against_the_limits_of_the_day(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await bank.customer("Ada Obi", wallet=naira(200_000), tier=1)
        await accepted(withdrawals, ada, naira(45_000), clock)

        with pytest.raises(OverDailyLimit):
            await accepted(withdrawals, ada, naira(5_000), clock)

    async def test_refuses_what_is_not_there_too_late_or_switched_off(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        with pytest.raises(InsufficientFunds):
            await accepted(withdrawals, ada, naira(10_000), clock)
        sheet = a_withdrawal_of(withdrawals, ada, naira(1_000), now=clock)
        with pytest.raises(WithdrawalsOff):
            await replace(withdrawals, is_on=False).accept(sheet, yes_to(sheet), card=None, now=clock())
        clock.later(minutes=3)
        with pytest.raises(SheetExpired):
            await withdrawals.accept(sheet, yes_to(sheet), card=None, now=clock())

        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)

    async def test_and_a_payment_at_once_spend_the_money_once(
        self, withdrawals: Withdrawals, payments: Payments, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(1_200))
        sheet, order = (
            a_withdrawal_of(withdrawals, ada, naira(1_000), now=clock),
            a_sheet(an_order(ada, naira(1_000))),
        )

        outcomes = await asyncio.gather(
            withdrawals.accept(sheet, yes_to(sheet), card=None, now=clock()),
            payments.accept(order, approved(order), card=None, now=clock()),
            return_exceptions=True,
        )

        assert [type(each) for each in outcomes].count(InsufficientFunds) == 1
        wallet, _, held = await bank.balances(ada)
        assert wallet + held == naira(1_200)


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


class TestALargeOne:
    AMOUNT = naira(150_000)

    async def test_waits_held_with_a_case_and_is_not_sent(
        self, withdrawals: Withdrawals, payouts: FakePayouts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(200_000))
        withdrawal = await accepted(withdrawals, ada, self.AMOUNT, clock)

        await withdrawals.advance(withdrawal.id)

        assert payouts.asked_for == []
        assert (await bank.balances(ada))[2] == withdrawal.total
        assert f"withdrawal-approval:{withdrawal.id}" in await bank.cases()

    async def test_goes_when_another_person_agrees(
        self, withdrawals: Withdrawals, payouts: FakePayouts, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(200_000))
        withdrawal = await accepted(withdrawals, ada, self.AMOUNT, clock)
        payouts.answers = [PaidOut()]

        await withdrawals.approve(withdrawal.id, by="chidi", by_customer_id=None, now=clock())
        after = await withdrawals.advance(withdrawal.id)

        assert after is not None
        assert (after.status, after.decided_by) == (WithdrawalStatus.PAID, "chidi")

    async def test_is_not_ones_own_to_agree_to(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(200_000))
        withdrawal = await accepted(withdrawals, ada, self.AMOUNT, clock)

        with pytest.raises(OwnWithdrawal):
            await withdrawals.approve(withdrawal.id, by="ada", by_customer_id=ada.id, now=clock())

    async def test_is_decided_once(self, withdrawals: Withdrawals, bank: TheBank, clock: Clock) -> None:
        ada = await ada_obi(bank, naira(200_000))
        withdrawal = await accepted(withdrawals, ada, self.AMOUNT, clock)
        await withdrawals.refuse(withdrawal.id, by="chidi", by_customer_id=None, now=clock())
        await withdrawals.refuse(withdrawal.id, by="chidi", by_customer_id=None, now=clock())

        with pytest.raises(WithdrawalDecided):
            await withdrawals.approve(withdrawal.id, by="bola", by_customer_id=None, now=clock())

        assert await bank.balances(ada) == (naira(200_000), ZERO, ZERO)

    async def test_comes_back_when_nobody_agrees_in_time(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank, naira(200_000))
        withdrawal = await accepted(withdrawals, ada, self.AMOUNT, clock)
        clock.later(hours=25)
        assert withdrawal.id in await withdrawals.due(now=clock(), limit=10)

        after = await withdrawals.advance(withdrawal.id)

        assert after is not None
        assert (after.status, after.reason) == (WithdrawalStatus.RELEASED, "not-approved")
        assert await bank.balances(ada) == (naira(200_000), ZERO, ZERO)


class TestStoppingIt:
    async def test_works_until_it_is_sent(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        first = await accepted(withdrawals, ada, naira(1_000), clock)
        await withdrawals.cancel(ada.id, first.id, now=clock())
        second = await sent(withdrawals, ada, clock, 1_000)

        with pytest.raises(TooLateToCancel):
            await withdrawals.cancel(ada.id, second.id, now=clock())

        assert (await bank.balances(ada))[2] == second.total


class TestLookingAccountsUp:
    async def test_says_no_to_another_name_and_calls_a_person_at_the_second(
        self, withdrawals: Withdrawals, payouts: FakePayouts, bank: TheBank
    ) -> None:
        ada = await ada_obi(bank)
        payouts.holder_is = HolderFound("CHUKWUEMEKA DANJUMA")
        for place in range(2):
            assert (await bank.cases() == ()) is True, place
            with pytest.raises(NotYourBankAccount):
                await withdrawals.look_up(ada, ZENITH, "0123456789", now=NOON)

        assert any(case.startswith(f"bank-name-mismatch:{ada.id}") for case in await bank.cases())

    async def test_is_possible_so_often_a_day(self, withdrawals: Withdrawals, bank: TheBank) -> None:
        ada = await ada_obi(bank)
        for _ in range(RULES.withdrawals.account_checks_per_day):
            await withdrawals.look_up(ada, ZENITH, "0123456789", now=NOON)

        with pytest.raises(TooManyAccountChecks):
            await withdrawals.look_up(ada, ZENITH, "0123456789", now=NOON)

    async def test_remembers_them_sealed(
        self, withdrawals: Withdrawals, bank: TheBank, clock: Clock, database: Database
    ) -> None:
        ada = await ada_obi(bank)
        await accepted(withdrawals, ada, naira(1_000), clock)
        await accepted(withdrawals, ada, naira(1_000), clock)

        assert [account for _, account in await withdrawals.accounts_of(ada)] == [OWN]
        assert await withdrawals.accounts_of(replace(ada, name="Bola Ade")) == ()


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
