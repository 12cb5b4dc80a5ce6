"""The balances of the house, as they are shown."""

from __future__ import annotations

from domain.house import AccountBalance, TrialBalance
from domain.money import ZERO, naira


class TestABalance:
    def test_is_positive_on_the_side_on_which_its_account_grows(self) -> None:
        owned = AccountBalance("collected:paystack", -naira(500))
        earned = AccountBalance("fee-income", naira(7))
        owed = AccountBalance("wallet", naira(493))

        assert (owned.balance, earned.balance, owed.balance) == (naira(500), naira(7), naira(493))

    def test_is_negative_on_the_other_side(self) -> None:
        used_up = AccountBalance("float:vtpass", naira(485))

        assert used_up.balance == -naira(485)
        assert (used_up.debit, used_up.credit) == (ZERO, naira(485))


class TestATrialBalance:
    def test_has_two_columns(self) -> None:
        trial = TrialBalance(
            (
                AccountBalance("bank", -naira(30)),
                AccountBalance("fee-income", naira(10)),
                AccountBalance("wallet", naira(20)),
            )
        )

        assert (trial.debits, trial.credits) == (naira(30), naira(30))

    def test_of_nothing_is_nothing(self) -> None:
        assert (TrialBalance(()).debits, TrialBalance(()).credits) == (ZERO, ZERO)
