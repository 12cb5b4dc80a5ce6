"""The page of one command: what it reads there is what it has written."""

from __future__ import annotations

import pytest

from domain import ledger
from domain.ledger import InsufficientFunds
from domain.money import ZERO, naira
from storage.money_books import Batch, Loaded, Page
from tests.builders import NOON, a_customer, accounts_of


def a_page(*, wallet: int = 0, cashback: int = 0) -> tuple[Page, str]:
    """Return a page for a customer who has so much, and the customer's id."""
    ada = a_customer()
    loaded = Loaded(locked=True)
    loaded.add_accounts(accounts_of(ada, wallet=naira(wallet), cashback=naira(cashback)), version=1)
    return Page(Batch(loaded)), ada.id


class TestAnEntry:
    def test_moves_every_balance_that_it_names(self) -> None:
        page, ada = a_page(wallet=1_000, cashback=50)

        page.post(ledger.hold(ada, "order", from_wallet=naira(400), from_cashback=naira(50), now=NOON))

        after = page.accounts(ada)
        assert (after.wallet, after.cashback, after.held) == (naira(600), ZERO, naira(450))

    def test_that_one_balance_can_not_bear_moves_none(self) -> None:
        page, ada = a_page(wallet=1_000, cashback=50)

        with pytest.raises(InsufficientFunds) as refused:
            page.post(ledger.hold(ada, "order", from_wallet=naira(400), from_cashback=naira(51), now=NOON))

        after = page.accounts(ada)
        assert refused.value.values["short_by"] == naira(1)
        assert (after.wallet, after.cashback, after.held) == (naira(1_000), naira(50), ZERO)
        assert page.entries == []
