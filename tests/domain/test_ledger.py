from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import ledger
from domain.ledger import EntryKind, HouseAccount, JournalEntry, Posting, UnbalancedEntry
from domain.money import ZERO, Money
from tests.builders import NOON

SUMS = st.integers(0, 10**12).map(Money)


def sums_to_zero(entry: JournalEntry) -> bool:
    """Return whether it does, has no empty line, and names a customer on a customer's accounts alone."""
    own = {account.value for account in ledger.CustomerAccount}
    return (
        sum(posting.amount.kobo for posting in entry.postings) == 0
        and all(posting.amount for posting in entry.postings)
        and all((str(p.account) in own) == (p.customer_id is not None) for p in entry.postings)
    )


def on(entry: JournalEntry, account: str) -> Money:
    """Return what an entry does to an account."""
    return Money(sum(posting.amount.kobo for posting in entry.postings if posting.account == account))


class TestEveryEntry:
    @given(SUMS, SUMS)
    def test_of_a_hold_and_its_release_undo_one_another(self, wallet: Money, cashback: Money) -> None:
        held = ledger.hold("ada", "p", from_wallet=wallet, from_cashback=cashback, now=NOON)
        freed = ledger.release("ada", "p", to_wallet=wallet, to_cashback=cashback, now=NOON)

        assert sums_to_zero(held)
        assert sums_to_zero(freed)
        for account in ("wallet", "cashback", "held"):
            assert on(held, account) + on(freed, account) == ZERO

    @given(SUMS, SUMS, SUMS, SUMS, SUMS)
    def test_of_a_settled_and_refunded_payment_leaves_the_house_as_it_was(
        self, amount: Money, fee: Money, vat: Money, cost: Money, cashback: Money
    ) -> None:
        used = min(cashback, amount)
        settled = ledger.settle(
            "ada", "p", vendor="vtpass", amount=amount, fee=fee, vat=vat, cost=cost, now=NOON
        )
        refunded = ledger.refund(
            "ada",
            "p",
            vendor="vtpass",
            amount=amount,
            fee=fee,
            vat=vat,
            cost=cost,
            to_wallet=amount + fee + vat - used,
            to_cashback=used,
            now=NOON,
        )

        assert sums_to_zero(settled)
        assert sums_to_zero(refunded)
        assert refunded.reverses == settled.key
        for account in ("float:vtpass", "fee-income", "vat-payable", "commission-income"):
            assert on(settled, account) + on(refunded, account) == ZERO

    @given(SUMS, SUMS)
    def test_of_cashback_and_its_clawback_costs_the_house_nothing(self, earned: Money, there: Money) -> None:
        given_ = ledger.earn_cashback("ada", "p", earned, now=NOON)
        taken = ledger.claw_cashback_back("ada", "p", available=there, owed=earned, now=NOON)

        assert sums_to_zero(given_)
        assert sums_to_zero(taken)
        assert on(given_, HouseAccount.CASHBACK_EXPENSE) + on(taken, HouseAccount.CASHBACK_EXPENSE) == ZERO
        assert -on(taken, "cashback") == min(there, earned)
        assert -on(taken, HouseAccount.CUSTOMER_RECEIVABLE) == max(ZERO, earned - there)

    @given(SUMS, SUMS, SUMS, st.booleans())
    def test_of_a_top_up_credits_exactly_what_was_asked_for(
        self, amount: Money, borne: Money, fee: Money, aside: bool
    ) -> None:
        entry = ledger.top_up(
            "ada",
            "t",
            key="k",
            processor="paystack",
            amount=amount,
            charged=amount + borne,
            fee=fee,
            to_suspense=aside,
            now=NOON,
        )

        assert sums_to_zero(entry)
        assert on(entry, HouseAccount.SUSPENSE if aside else "wallet") == amount
        assert on(entry, "wallet" if aside else HouseAccount.SUSPENSE) == ZERO
        assert on(entry, HouseAccount.PROCESSOR_FEES) == borne - fee

    @given(st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=1, max_size=6))
    def test_that_does_not_sum_to_zero_is_refused(self, kobo: list[int]) -> None:
        postings = [Posting(HouseAccount.BANK, Money(each)) for each in kobo]
        if sum(kobo) == 0:
            assert sums_to_zero(ledger.entry(EntryKind.SETTLE, "p", NOON, *postings))
            return

        with pytest.raises(UnbalancedEntry):
            ledger.entry(EntryKind.SETTLE, "p", NOON, *postings)
