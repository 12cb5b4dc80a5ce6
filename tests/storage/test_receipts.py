"""Checking receipts with the books at hand: what became of the payment since."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.money import naira
from domain.paying import Payments
from domain.payment_steps import Accept
from domain.receipt_contents import (
    Receipt,
    ReceiptStatus,
)
from domain.receipts import (
    Genuine,
    GenuineBut,
    NotGenuine,
    Receipts,
    read_reference,
)
from domain.vendors import Reversed
from storage.receipt_keys import Ed25519ReceiptKeys
from tests.builders import (
    NOON,
    RULES,
    Bank,
    Clock,
    a_light_order,
    a_payment,
    a_sheet,
    approved,
    delivered,
    opened,
)
from tests.vendors import FakeVendor

KEYS = Ed25519ReceiptKeys.from_text("1:" + base64.b64encode(b"r" * 32).decode())


@pytest_asyncio.fixture
async def bank(database_url: str) -> AsyncIterator[Bank]:
    async with opened(database_url) as database:
        yield Bank(database)


@pytest.fixture
def receipts(bank: Bank) -> Receipts:
    return Receipts(bank.database, KEYS)


class TestAReceipt:
    async def test_is_genuine_while_it_is_as_it_says(self, bank: Bank, receipts: Receipts) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        sheet = a_sheet(a_light_order(ada))
        payment = await bank.database.money.apply(Accept(sheet, approved(sheet), RULES, None, NOON))

        verdict = await receipts.check(receipts.code_of(payment))

        assert isinstance(verdict, Genuine)
        assert verdict.receipt.status is ReceiptStatus.ON_ITS_WAY

    async def test_made_on_the_way_tells_that_it_was_delivered(self, bank: Bank, receipts: Receipts) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        clock, vendor = Clock(), FakeVendor()
        payments = Payments(bank.database, {"vtpass": vendor}, RULES, clock)
        sheet = a_sheet(a_light_order(ada))
        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        code = receipts.code_of(payment)
        vendor.will_answer(delivered(naira(4_900), token=True))
        await payments.advance(payment.id)

        verdict = await receipts.check(code)

        assert isinstance(verdict, GenuineBut)
        assert (verdict.now, verdict.since) == (ReceiptStatus.DELIVERED, NOON)

    async def test_tells_that_the_money_was_given_back_later(self, bank: Bank, receipts: Receipts) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        clock, vendor = Clock(), FakeVendor()
        payments = Payments(bank.database, {"vtpass": vendor}, RULES, clock)
        sheet = a_sheet(a_light_order(ada))
        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        vendor.will_answer(delivered(naira(4_900), token=True))
        await payments.advance(payment.id)
        code = receipts.code_of(await bank.payment(payment.id))
        assert isinstance(await receipts.check(code), Genuine)
        clock.later(days=1)
        vendor.will_say(Reversed())
        delivered_payment = await bank.payment(payment.id)
        assert delivered_payment.attempt is not None
        await payments.hinted(delivered_payment.attempt.request_id, now=clock())
        await payments.advance(payment.id)

        verdict = await receipts.check(code)

        assert isinstance(verdict, GenuineBut)
        assert (verdict.now, verdict.since) == (ReceiptStatus.REFUNDED, clock())
        assert verdict.receipt.status is ReceiptStatus.DELIVERED

    async def test_that_was_changed_is_not_genuine(self, bank: Bank, receipts: Receipts) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        sheet = a_sheet(a_light_order(ada))
        payment = await bank.database.money.apply(Accept(sheet, approved(sheet), RULES, None, NOON))
        code = receipts.code_of(payment)

        assert (
            await receipts.check(code.replace(code[20], "B" if code[20] == "A" else "A", 1)) == NotGenuine()
        )

    async def test_of_books_that_were_lost_is_still_ours(self, receipts: Receipts) -> None:
        assert isinstance(await receipts.check(receipts.code_of(a_payment())), Genuine)


class TestAReference:
    async def test_shows_what_the_books_say(self, bank: Bank, receipts: Receipts) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        sheet = a_sheet(a_light_order(ada))
        payment = await bank.database.money.apply(Accept(sheet, approved(sheet), RULES, None, NOON))
        reference = read_reference(payment.id)
        assert reference is not None

        found = await receipts.find(reference)

        assert isinstance(found, Receipt)
        assert (found.amount, found.last_digits) == (naira(5_000), "5678")

    async def test_that_is_nobodys_shows_nothing(self, receipts: Receipts) -> None:
        assert await receipts.find("0" * 24) is None
