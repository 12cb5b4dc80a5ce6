"""Before the PIN: what may be drawn up, and whose meter it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.billers import Asks, Biller, Plan, UnknownBiller
from domain.money import ZERO, naira
from domain.paying import Payments
from domain.quotes import AmountTooLarge, AmountTooSmall
from domain.validating import BillerUnreachable, TooManyNameChecks, UnknownToBiller, Validations
from domain.vendors import MeterKind, Renewal, UnknownReference, Validated, ValidationUnavailable
from storage.database import Database
from tests.builders import NOON, RULES, Bank, a_light_order, an_order, approved
from tests.vendors import FakeVendor

UNKNOWN = UnknownReference("no such meter")


class TestASheet:
    async def test_says_what_it_costs_earns_and_how_long_it_holds(
        self, bank: Bank, payments: Payments
    ) -> None:
        ada = await bank.customer(cashback=naira(30))

        sheet = await payments.draw_sheet(a_light_order(ada), use_cashback=True, now=NOON)

        assert (sheet.quote.total, sheet.quote.cashback_used) == (naira("5080.63"), naira(30))
        assert sheet.quote.cashback_earned == naira(75)
        assert sheet.expires_at == NOON + timedelta(minutes=2)

    async def test_is_refused_outside_the_bounds(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer()

        with pytest.raises(AmountTooSmall):
            await payments.draw_sheet(an_order(ada, naira(49)), use_cashback=False, now=NOON)
        with pytest.raises(AmountTooLarge):
            await payments.draw_sheet(an_order(ada, naira(50_001)), use_cashback=False, now=NOON)
        with pytest.raises(AmountTooSmall):
            await payments.draw_sheet(
                a_light_order(ada), use_cashback=False, validated_minimum=naira(5_001), now=NOON
            )

    async def test_is_refused_for_what_nobody_sells(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer()
        order = an_order(ada)

        with pytest.raises(UnknownBiller):
            await payments.draw_sheet(replace(order, biller_id="nobody"), use_cashback=False, now=NOON)
        with pytest.raises(UnknownBiller):
            await replace(payments, vendors={}).draw_sheet(order, use_cashback=False, now=NOON)
        async with bank.database.begin() as books:
            await books.connection.execute(text("UPDATE billers SET on_sale = false"))
        with pytest.raises(UnknownBiller):
            await payments.draw_sheet(order, use_cashback=False, now=NOON)

    async def test_earns_what_the_month_has_left(self, bank: Bank, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(100_000))
        for n in range(2):
            sheet = await payments.draw_sheet(
                an_order(ada, naira(50_000), to=f"0803111111{n}"), use_cashback=False, now=NOON
            )
            assert sheet.quote.cashback_earned == naira(1_000)

        assert (await bank.accounts(ada)).usage.cashback == {}  # a sheet is no payment


class TestWhoseMeterItIs:
    @pytest.fixture
    async def ikeja(self, bank: Bank) -> Biller:
        """A company that was chosen."""
        async with bank.database.begin() as books:
            await books.billers.add_missing()
            biller = await books.billers.get("ikeja-electric")
        assert biller is not None
        return biller

    @pytest.fixture
    def validations(self, database: Database, vendor: FakeVendor) -> Validations:
        """Asking for names."""
        return Validations(database, {vendor.name: vendor}, RULES)

    async def test_is_found_out_with_its_kind(
        self, bank: Bank, validations: Validations, vendor: FakeVendor, ikeja: Biller
    ) -> None:
        ada = await bank.customer()
        vendor.will_know(MeterKind.PREPAID, UNKNOWN)
        vendor.will_know(MeterKind.POSTPAID, Validated("ADA OBI"))

        known = await validations.reference(ikeja, "45012345678", customer_id=ada.id, now=NOON)

        assert known == Validated("ADA OBI", meter_kind=MeterKind.POSTPAID)

    async def test_is_unknown_only_if_all_say_so(
        self, bank: Bank, validations: Validations, vendor: FakeVendor, ikeja: Biller
    ) -> None:
        ada = await bank.customer()
        vendor.will_know(MeterKind.PREPAID, UNKNOWN)
        vendor.will_know(MeterKind.POSTPAID, ValidationUnavailable("ReadTimeout"))
        with pytest.raises(BillerUnreachable):
            await validations.reference(ikeja, "45012345678", customer_id=ada.id, now=NOON)

        vendor.will_know(MeterKind.POSTPAID, UNKNOWN)
        with pytest.raises(UnknownToBiller):
            await validations.reference(ikeja, "45012345678", customer_id=ada.id, now=NOON)

    async def test_is_asked_a_few_times_a_day(
        self, bank: Bank, validations: Validations, vendor: FakeVendor, ikeja: Biller
    ) -> None:
        ada = await bank.customer()
        for n in range(RULES.name_checks_per_day):
            await validations.reference(ikeja, f"4501234567{n}", customer_id=ada.id, now=NOON)

        with pytest.raises(TooManyNameChecks):
            await validations.reference(ikeja, "45012345679", customer_id=ada.id, now=NOON)
        assert len(vendor.validated) == RULES.name_checks_per_day
        await validations.reference(ikeja, "45012345670", customer_id=ada.id, now=NOON)
        await validations.reference(ikeja, "45012345679", customer_id=ada.id, now=NOON + timedelta(days=1))

    async def test_needs_no_count_where_she_has_paid_before(
        self, bank: Bank, validations: Validations, payments: Payments, ikeja: Biller
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        order = a_light_order(ada, meter="45099999999")
        sheet = await payments.draw_sheet(order, use_cashback=False, now=NOON)
        await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        for n in range(RULES.name_checks_per_day):
            await validations.reference(ikeja, f"4501234567{n}", customer_id=ada.id, now=NOON)

        known = await validations.reference(ikeja, "45099999999", customer_id=ada.id, now=NOON)

        assert known.name == "ADA OBI"
        assert (await bank.accounts(ada)).held > ZERO


class TestWhoseCardOrProfileItIs:
    @pytest.fixture
    def validations(self, database: Database, vendor: FakeVendor) -> Validations:
        """Asking for names."""
        return Validations(database, {vendor.name: vendor}, RULES)

    async def biller(self, bank: Bank, biller_id: str) -> Biller:
        """Return a company that was chosen."""
        async with bank.database.begin() as books:
            biller = await books.billers.get(biller_id)
        assert biller is not None
        return biller

    async def test_is_asked_once_without_a_kind(
        self, bank: Bank, validations: Validations, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer()
        card = Validated("ADA OBI", renewal=Renewal("DStv Compact", naira(19_000)))
        vendor.will_know(None, card)

        known = await validations.reference(
            await self.biller(bank, "dstv"), "1212121212", customer_id=ada.id, now=NOON
        )

        assert known == card
        assert vendor.validated == [("1212121212", None)]

    async def test_is_unknown_in_words_for_what_was_asked(
        self, bank: Bank, validations: Validations, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer()
        dstv = await self.biller(bank, "dstv")
        vendor.will_know(None, UNKNOWN)

        with pytest.raises(UnknownToBiller) as refused:
            await validations.reference(dstv, "1212121213", customer_id=ada.id, now=NOON)
        assert refused.value.values["asks"] is Asks.SMARTCARD

        vendor.will_know(None, ValidationUnavailable("ReadTimeout"))
        with pytest.raises(BillerUnreachable):
            await validations.reference(dstv, "1212121213", customer_id=ada.id, now=NOON)

    async def test_is_asked_of_a_vendor_that_sells_it(
        self, bank: Bank, validations: Validations, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer()
        jamb = await self.biller(bank, "jamb")
        utme = Plan("jamb", "utme", "UTME", naira(7_700), {"elsewhere": "utme"})

        with pytest.raises(UnknownBiller):
            await validations.reference(jamb, "0123456789", plan=utme, customer_id=ada.id, now=NOON)
        with pytest.raises(UnknownBiller):
            await validations.reference(
                await self.biller(bank, "lagos-water"), "LW/12345", customer_id=ada.id, now=NOON
            )

        assert vendor.validated == []
