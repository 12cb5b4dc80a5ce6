"""What goes off a transfer to a personal account number before it reaches the wallet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.inflows import Inflows, charges_on
from domain.ledger import HouseAccount
from domain.money import ZERO, Money, naira
from storage.database import Database
from tests.account_builders import a_transfer, an_account_of
from tests.builders import NOON, RULES, Bank, new_id
from tests.vendors import FakeAccountGateway


class TestWhatGoesOffATransfer:
    BORNE = replace(RULES.personal_accounts, customer_bears_fee=True)
    TAKEN = replace(RULES.personal_accounts, stamp_duty_taken=True)

    def test_is_nothing_by_default(self) -> None:
        charges = charges_on(naira(50_000), naira(300), RULES.personal_accounts)

        assert (charges.fee, charges.stamp_duty) == (ZERO, ZERO)

    def test_is_the_fee_where_the_customer_bears_it(self) -> None:
        assert charges_on(naira(5_000), naira(50), self.BORNE).fee == naira(50)

    @pytest.mark.parametrize(("amount", "duty"), [("9999.99", 0), ("10000", 50), ("500000", 50)])
    def test_is_the_stamp_duty_where_the_processor_takes_it(self, amount: str, duty: int) -> None:
        assert charges_on(naira(amount), naira(50), self.TAKEN).stamp_duty == naira(duty)

    def test_always_leaves_something(self) -> None:
        assert charges_on(Money(1), Money(1), self.BORNE).fee == ZERO

    async def test_is_kept_with_the_inflow_and_in_the_books(self, bank: Bank, database: Database) -> None:
        gateway, ada = FakeAccountGateway(), await bank.customer("Ada")
        account = await an_account_of(ada, database, gateway)
        rules = replace(RULES, personal_accounts=replace(self.BORNE, stamp_duty_taken=True))
        inflows = Inflows(database, {gateway.name: gateway}, rules, new_id)

        inflow = await inflows.receive(
            "paystack", a_transfer(account, naira(10_000), fee=naira(100)), now=NOON
        )

        assert (inflow.fee, inflow.stamp_duty, inflow.credited) == (naira(100), naira(50), naira(9_850))
        assert (await bank.balances(ada))[0] == naira(9_850)
        assert await bank.of_the_house(HouseAccount.COLLECTED, "paystack") == -naira(9_850)
        assert await bank.of_the_house(HouseAccount.PROCESSOR_FEES) == ZERO
        assert await bank.problems() == []
