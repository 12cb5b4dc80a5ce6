"""Taking a payment on from what is known of it, which may be old; and the catalogue from memory."""

from __future__ import annotations

from domain.catalogue import REMEMBERED_FOR, Billers
from domain.money import ZERO, naira
from domain.paying import Payments
from domain.payments import PaymentStatus
from storage.database import Database
from tests.builders import NOON, Bank, Clock, a_sheet, an_order, approved
from tests.vendors import FakeVendor


class TestAPaymentThatWasJustAccepted:
    async def test_is_delivered_without_being_read(
        self, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(500))
        sheet = a_sheet(an_order(ada, naira(500)))
        accepted = await payments.accept(sheet, approved(sheet), card=None, now=NOON)

        await payments.take_on(accepted)

        assert (await bank.payment(accepted.id)).status is PaymentStatus.DELIVERED
        assert len(vendor.vended) == 1

    async def test_taken_on_again_by_what_was_known_first_is_not_sent_again(
        self, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(500))
        sheet = a_sheet(an_order(ada, naira(500)))
        accepted = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await payments.advance(accepted.id)

        await payments.take_on(accepted)

        assert len(vendor.vended) == 1
        wallet, _, held = await bank.balances(ada)
        assert (wallet, held) == (ZERO, ZERO)


class TestABillerThatWasAskedFor:
    async def test_is_remembered_for_a_minute_and_no_longer(
        self, bank: Bank, database: Database, clock: Clock
    ) -> None:
        await bank.customer()
        billers = Billers(database, clock)
        before = await billers.get("mtn")
        async with database.begin() as books:
            await books.billers.limit("mtn", minimum=before.minimum, maximum=naira(123))

        assert (await billers.get("mtn")).maximum == before.maximum
        clock.later(seconds=REMEMBERED_FOR.total_seconds() + 1)
        assert (await billers.get("mtn")).maximum == naira(123)
