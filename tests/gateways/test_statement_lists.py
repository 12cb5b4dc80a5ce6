"""Statements read off the lists of companies, over HTTP and to the last page, or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest_asyncio

from domain.company_statements import Side
from domain.money import Money
from domain.statement_fetching import Fetched, StatementUnavailable
from gateways.flutterwave_statements import FlutterwaveStatements
from gateways.paystack_statements import PaystackStatements
from sandbox.app import Worlds, create_app
from sandbox.paystack.world import Choices, Fault
from tests.servers import running, sandbox_settings

NOW = datetime.now(UTC)
SINCE, UNTIL = NOW - timedelta(hours=12), NOW + timedelta(hours=12)
MANY = 230  # more than two pages
_NO_PAUSE = (0.0, 0.0)


class Outside:
    """The companies, and the gateways to them."""

    def __init__(self, worlds: Worlds, address: str) -> None:
        self.paystack_world, self.flutterwave_world = worlds.paystack, worlds.flutterwave
        self.paystack = PaystackStatements(
            f"{address}/paystack", worlds.paystack.secret_key, pauses=_NO_PAUSE
        )
        self.flutterwave = FlutterwaveStatements(
            f"{address}/flutterwave/v3", worlds.flutterwave.secret_key, pauses=_NO_PAUSE
        )

    def pays(self, reference: str, kobo: int) -> int:
        """Somebody pays a page at Paystack."""
        page = self.paystack_world.open(
            email="a@b.ng", amount=kobo, reference=reference, callback_url="", metadata=""
        )
        self.paystack_world.pay(page, Choices())
        return page.id


@pytest_asyncio.fixture
async def outside() -> AsyncIterator[Outside]:
    """The stand-ins, served."""
    app = create_app(sandbox_settings())
    async with running(app) as address:
        made = Outside(app.state.worlds, address)
        yield made
        await made.paystack.close()
        await made.flutterwave.close()


class TestPaystack:
    async def test_tells_every_payment_once_over_all_pages(self, outside: Outside) -> None:
        ids = {str(outside.pays(f"page-{n}", 100_000 + n)) for n in range(MANY)}

        said = await outside.paystack.statement(Side.PROCESSOR, SINCE, UNTIL)

        assert isinstance(said, Fetched)
        assert {line.reference for line in said.lines} == ids
        assert len(said.lines) == MANY
        first = min(said.lines, key=lambda line: line.id)
        assert (first.amount, first.counts) == (Money(100_000 - 1_500), True)
        nothing = await outside.paystack.statement(Side.PROCESSOR, SINCE - timedelta(days=2), SINCE)
        assert nothing == Fetched(())

    async def test_is_asked_again_where_it_did_not_answer_and_given_up_in_the_end(
        self, outside: Outside
    ) -> None:
        outside.pays("page", 100_000)
        outside.paystack_world.faults.append(Fault("transactions", "500", times=2))
        said = await outside.paystack.statement(Side.PROCESSOR, SINCE, UNTIL)
        outside.paystack_world.faults.append(Fault("transactions", "429", times=3))
        given_up = await outside.paystack.statement(Side.PROCESSOR, SINCE, UNTIL)

        assert isinstance(said, Fetched)
        assert given_up == StatementUnavailable("http-429")

    async def test_tells_transfers_with_their_fee_and_contests_by_the_names_of_our_books(
        self, outside: Outside
    ) -> None:
        world = outside.paystack_world
        recipient = world.payout_book.recipient("0123456789", "058", "ADA OBI")
        payout = world.payout_book.pay("wd-reference-of-ours", recipient, 500_000, "", at=world.stamp())
        world.payout_book.decide(payout, "success")
        payment = outside.pays("disputed", 100_000)
        told = {"currency": "NGN", "createdAt": world.stamp()}
        world.contests["dispute-7"] = {
            **told,
            "id": 7,
            "refund_amount": 100_000,
            "status": "resolved",
            "resolution": "merchant-accepted",
            "transaction": {"id": payment, "reference": "disputed", "amount": 100_000},
        }
        world.contests["refund-8"] = {
            **told,
            "id": 8,
            "amount": 40_000,
            "status": "processed",
            "transaction": payment,
            "dispute": None,
        }
        world.contests["refund-9"] = {**world.contests["refund-8"], "id": 9, "dispute": 7}

        transfers = await outside.paystack.statement(Side.PAYOUT, SINCE, UNTIL)
        contests = await outside.paystack.statement(Side.CHARGEBACK, SINCE, UNTIL)

        assert isinstance(transfers, Fetched)
        assert isinstance(contests, Fetched)
        (line,) = transfers.lines
        assert (line.reference, line.amount) == ("wd-reference-of-ours", Money(500_000 + payout.fee))
        assert {(line.reference, line.amount.kobo, line.counts) for line in contests.lines} == {
            ("dispute:7", 100_000, True),
            ("refund:disputed", 40_000, True),
        }

    async def test_tells_what_it_paid_to_our_bank(self, outside: Outside) -> None:
        outside.pays("page", 100_000)
        outside.paystack_world.clock_offset_s = 2 * 86_400

        said = await outside.paystack.statement(Side.SETTLEMENT, SINCE, UNTIL + timedelta(days=2))

        assert isinstance(said, Fetched)
        assert [(line.amount, line.counts) for line in said.lines] == [(Money(98_500), True)]


class TestFlutterwave:
    async def test_tells_payments_and_settlements_over_all_pages(self, outside: Outside) -> None:
        book = outside.flutterwave_world.charge_book
        charges = [book.take(f"tx-{n}", 100_000, "card", email="a@b.ng", name="ADA") for n in range(45)]
        book.take("failed", 100_000, "card", email="a@b.ng", name="ADA", status="failed")
        outside.flutterwave_world.clock_offset_s = 2 * 86_400

        said = await outside.flutterwave.statement(Side.PROCESSOR, SINCE, UNTIL)
        settled = await outside.flutterwave.statement(Side.SETTLEMENT, SINCE, UNTIL + timedelta(days=2))

        assert isinstance(said, Fetched)
        assert isinstance(settled, Fetched)
        assert {line.reference for line in said.lines if line.counts} == {str(one.id) for one in charges}
        assert len(said.lines) == 46
        assert {line.amount for line in said.lines if line.counts} == {Money(98_600)}
        assert [line.amount for line in settled.lines] == [Money(45 * 98_600)]
