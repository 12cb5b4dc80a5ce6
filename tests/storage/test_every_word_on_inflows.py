"""Every word of the processors about a transfer to an account number: what it does to wallet and books."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import text

from domain.account_events import AccountEvents
from domain.chargebacks import ChargebackStatus
from domain.funding import TopUps
from domain.inflows import Inflows
from domain.ledger import HouseAccount
from domain.money import naira
from domain.personal_accounts import PersonalAccounts
from domain.processors import FundingContested, StaffNeeded
from gateways import paystack_events
from gateways.flutterwave_checkout import FlutterwaveCheckout
from storage.database import Database
from tests.account_builders import a_transfer, an_account_of
from tests.builders import NOON, RULES, Bank, new_id
from tests.vendors import FakeAccountGateway, FakeProcessor

OPEN, LOST, WON = ChargebackStatus.OPEN, ChargebackStatus.LOST, ChargebackStatus.WON
# An event, what its data says beside the payment, and then: what the wallet has of ₦1,000, what lies in
# suspense for it, how the chargeback stands, and whether a person is called for more than to answer it.
EVERY_WORD: tuple[tuple[str, Mapping[str, object], int, int, ChargebackStatus], ...] = (
    ("charge.dispute.create", {}, 0, 1_000, OPEN),
    ("charge.dispute.remind", {}, 0, 1_000, OPEN),
    ("charge.dispute.resolve", {"resolution": "merchant-accepted"}, 0, 0, LOST),
    ("charge.dispute.resolve", {"resolution": "auto-accepted"}, 0, 0, LOST),
    ("charge.dispute.resolve", {"resolution": "declined"}, 1_000, 0, WON),
    ("charge.dispute.resolve", {"resolution": "another"}, 0, 1_000, OPEN),
    ("charge.dispute.resolve", {"resolution": None, "payment": "reversed"}, 0, 0, LOST),
    ("refund.pending", {"amount": "100000"}, 0, 1_000, OPEN),
    ("refund.processing", {"amount": "100000"}, 0, 1_000, OPEN),
    ("refund.needs-attention", {"amount": 100_000}, 0, 1_000, OPEN),
    ("refund.processed", {"amount": 100_000}, 0, 0, LOST),
    ("refund.processed", {"amount": 40_000}, 600, 0, LOST),
    ("refund.failed", {"amount": 100_000}, 1_000, 0, WON),
)


def told(kind: str, says: Mapping[str, object], transaction: int, reference: str) -> FundingContested:
    """Return what our gateway reads out of Paystack's bytes."""
    payment = {
        "id": transaction,
        "reference": reference,
        "amount": 100_000,
        "currency": "NGN",
        "status": says.get("payment", "success"),
    }
    data: dict[str, object] = {"transaction_reference": reference, "currency": "NGN", **says}
    if kind.startswith("charge.dispute."):
        data = {"id": transaction + 1, "refund_amount": None, "transaction": payment, **says}
    read = paystack_events.read(json.dumps({"event": kind, "data": data}).encode())
    assert isinstance(read, FundingContested)
    return read


async def test_each_of_paystack_has_its_postings_and_is_taken_in_once(bank: Bank, database: Database) -> None:
    gateway = FakeAccountGateway()
    gateways = {"paystack": gateway}
    events = AccountEvents(
        PersonalAccounts(database, gateways, RULES), Inflows(database, gateways, RULES, new_id)
    )
    for n, (kind, says, wallet, suspense, status) in enumerate(EVERY_WORD):
        ada = await bank.customer(f"Ada {n}")
        account = await an_account_of(ada, database, gateway)
        transaction, reference = 5_200_000_000 + 10 * n, f"1{n}f"
        transfer = a_transfer(account, naira(1_000), transaction=str(transaction))
        await events.inflows.receive("paystack", replace(transfer, known_as=reference), now=NOON)
        before = await bank.of_the_house(HouseAccount.SUSPENSE)

        for _ in range(2):
            assert await events.contested("paystack", told(kind, says, transaction, reference), now=NOON), (
                kind
            )

        async with database.begin() as books:
            found = await books.connection.scalar(
                text("SELECT status FROM chargebacks WHERE customer_id = :id"), {"id": ada.id}
            )
        set_aside = await bank.of_the_house(HouseAccount.SUSPENSE) - before
        assert (found, (await bank.balances(ada))[0], set_aside) == (
            status.value,
            naira(wallet),
            naira(suspense),
        ), (kind, says)
    assert await bank.problems() == []


async def test_a_refund_of_flutterwave_names_the_transfer_for_a_person_and_moves_nothing(
    bank: Bank, database: Database
) -> None:
    gateway = FakeAccountGateway("flutterwave", can_be_asked=False)
    ada = await bank.customer("Ada")
    account = await an_account_of(ada, database, gateway)
    inflows = Inflows(database, {gateway.name: gateway}, RULES, new_id)
    inflow = await inflows.receive(
        gateway.name, a_transfer(account, naira(1_000), transaction="5708"), now=NOON
    )
    body = {"event": "refund.completed", "data": {"id": 8, "tx_id": 5708, "amount_refunded": 1_000}}
    event = FlutterwaveCheckout("http://flw", "x", "hash").read_event(json.dumps(body).encode(), "hash")
    assert isinstance(event, StaffNeeded)

    for _ in range(2):
        await TopUps(database, {"flutterwave": FakeProcessor()}, RULES, "").receive(
            "flutterwave", event, now=NOON
        )

    async with database.begin() as books:
        cases = await books.connection.execute(text("SELECT customer_id, detail FROM cases"))
    said = f"refund.completed; inflow {inflow.id}, credited; refund 8, says 100000 kobo"
    assert [tuple(row) for row in cases] == [(ada.id, said)]
    assert (await bank.balances(ada))[0] == naira(1_000)
