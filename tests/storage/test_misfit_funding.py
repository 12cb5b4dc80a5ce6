"""Money that comes in otherwise than it was asked for: kept aside, told, and decided by a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.account_steps import SetFreeze
from domain.controls import AccountFrozen, Freeze, FreezeReason
from domain.customers import Customer
from domain.funding import TopUps
from domain.ledger import HouseAccount
from domain.money import ZERO, Money, naira
from domain.processors import (
    PaymentReceived,
)
from domain.top_ups import (
    TopUpStatus,
)
from storage.database import Database
from tests.builders import NOON, Bank, a_sheet, an_order, approved, new_id, paid_for
from tests.storage.fundings import hear, paying


class TestMoneyThatIsNotAsAskedFor:
    async def is_kept_aside(self, bank: Bank, customer: Customer, kind: str) -> None:
        """Check that a person looks at it and the customer knows."""
        assert [case.split(":")[0] for case in await bank.cases()] == [kind]
        assert any(key.startswith("top-up-in-review") for key in await bank.notices(customer))
        assert any(key.startswith(f"staff-case:{kind}") for key in await bank.notices(None))

    @pytest.mark.parametrize("amount", [naira("1999.99"), naira("2000.01"), naira(1)])
    async def test_waits_in_suspense_when_it_is_another_sum(
        self, bank: Bank, top_ups: TopUps, amount: Money
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))
        await hear(top_ups, paid_for(intent, amount))
        reviewed = await hear(top_ups, paid_for(intent, amount))

        assert reviewed is not None
        assert reviewed.status is TopUpStatus.IN_REVIEW
        assert await bank.balances(ada) == (ZERO, ZERO, ZERO)
        assert await bank.of_the_house(HouseAccount.SUSPENSE) == amount
        await self.is_kept_aside(bank, ada, "amount-mismatch")

    async def test_is_not_booked_when_it_is_foreign(self, bank: Bank, top_ups: TopUps) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))

        for _ in range(2):
            await hear(top_ups, paid_for(intent, currency="GHS"))

        assert await bank.entries() == []
        await self.is_kept_aside(bank, ada, "amount-mismatch")

    async def test_waits_in_suspense_when_the_wallet_may_not_hold_it(
        self, bank: Bank, top_ups: TopUps
    ) -> None:
        ada = await bank.customer(wallet=naira(299_000), tier=1)
        intent = await bank.intent(ada, naira(1_001))

        await hear(top_ups, paid_for(intent))

        assert await bank.balances(ada) == (naira(299_000), ZERO, ZERO)
        assert await bank.of_the_house(HouseAccount.SUSPENSE) == naira(1_001)
        await self.is_kept_aside(bank, ada, "above-maximum-balance")

    async def test_waits_in_suspense_when_the_wallet_is_frozen_altogether(
        self, bank: Bank, top_ups: TopUps, database: Database
    ) -> None:
        ada = await bank.customer(wallet=naira(100))
        intent = await bank.intent(ada, naira(500))
        await database.money.apply(SetFreeze(ada.id, Freeze(FreezeReason.STAFF, NOON, money_in=True)))

        await hear(top_ups, paid_for(intent))

        assert await bank.balances(ada) == (naira(100), ZERO, ZERO)
        assert await bank.of_the_house(HouseAccount.SUSPENSE) == naira(500)
        await self.is_kept_aside(bank, ada, "money-in-frozen")
        with pytest.raises(AccountFrozen):
            await top_ups.open(new_id(), ada.id, naira(500), card=None, now=NOON)

    async def test_is_credited_when_only_money_out_is_frozen(
        self, bank: Bank, top_ups: TopUps, database: Database
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(500))
        await database.money.apply(SetFreeze(ada.id, Freeze(FreezeReason.PANIC, NOON)))

        await hear(top_ups, paid_for(intent))

        assert (await bank.balances(ada))[0] == naira(500)

    async def test_is_judged_by_the_wallet_as_it_is_and_not_as_it_was(
        self, bank: Bank, top_ups: TopUps, elsewhere: Database
    ) -> None:
        """Another process has spent what this one remembers as a full wallet."""
        ada = await bank.customer(wallet=naira(299_000), tier=1)
        intent = await bank.intent(ada, naira(2_000))
        sheet = a_sheet(an_order(ada, naira(5_000)))
        payments = paying(elsewhere)
        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await payments.advance(payment.id)

        await hear(top_ups, paid_for(intent))

        assert (await bank.accounts(ada)).wallet == naira(296_000)
        assert await bank.cases() == ()

    async def test_counts_held_money_as_hers(self, bank: Bank, top_ups: TopUps, database: Database) -> None:
        ada = await bank.customer(wallet=naira(299_000), tier=1)
        sheet = a_sheet(an_order(ada, naira(5_000)))
        await paying(database).accept(sheet, approved(sheet), card=None, now=NOON)
        intent = await bank.intent(ada, naira(2_000))

        await hear(top_ups, paid_for(intent))

        await self.is_kept_aside(bank, ada, "above-maximum-balance")

    async def test_waits_in_suspense_when_nobody_asked_for_it(self, bank: Bank, top_ups: TopUps) -> None:
        ada = await bank.customer()
        stray = replace(paid_for(await bank.intent(ada, naira(2_000))), reference="somebody-elses-reference")

        for _ in range(2):
            assert await hear(top_ups, stray) is None

        assert await bank.of_the_house(HouseAccount.SUSPENSE) == naira(2_000)
        assert await bank.cases() == (f"unknown-top-up:top-up:paystack:{stray.transaction_id}",)

    async def test_by_another_company_under_our_reference_is_nobodys(
        self, bank: Bank, top_ups: TopUps
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))

        await top_ups.receive("flutterwave", PaymentReceived(paid_for(intent)), now=NOON)

        assert await bank.balances(ada) == (ZERO, ZERO, ZERO)
        assert [case.split(":")[0] for case in await bank.cases()] == ["unknown-top-up"]


class TestACheckoutThatIsPaidAgain:
    async def test_is_credited_once_and_the_customer_hears_of_the_rest(
        self, bank: Bank, top_ups: TopUps
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))

        for transaction in ("first", "second", "third", "second"):
            await hear(top_ups, paid_for(intent, transaction=transaction))

        assert await bank.balances(ada) == (naira(2_000), ZERO, ZERO)
        assert await bank.of_the_house(HouseAccount.SUSPENSE) == naira(4_000)
        assert await bank.cases() == (
            "paid-twice:top-up:paystack:second",
            "paid-twice:top-up:paystack:third",
        )
        told = [key for key in await bank.notices(ada) if key.startswith("top-up-in-review")]
        assert len(told) == 2
        assert (await top_ups.get(ada.id, intent.id)).status is TopUpStatus.CREDITED

    async def test_in_foreign_money_stays_credited_and_is_not_credited_anew(
        self, bank: Bank, top_ups: TopUps
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))

        for n, currency in enumerate(("NGN", "USD", "NGN")):
            await hear(top_ups, paid_for(intent, transaction=f"t{n}", currency=currency))

        assert await bank.balances(ada) == (naira(2_000), ZERO, ZERO)
        assert (await top_ups.get(ada.id, intent.id)).status is TopUpStatus.CREDITED

    async def test_rightly_after_wrongly_is_credited(self, bank: Bank, top_ups: TopUps) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))

        await hear(top_ups, paid_for(intent, naira(200), transaction="wrong"))
        await hear(top_ups, paid_for(intent, transaction="right"))

        assert await bank.balances(ada) == (naira(2_000), ZERO, ZERO)
        assert await bank.of_the_house(HouseAccount.SUSPENSE) == naira(200)
