"""What processors list of transfers to an account number: only this one, and doubt where there is any."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest

from domain.account_processors import AccountGateway, Listed, Transfer, TransferHint, TransferUnknown
from gateways.flutterwave_accounts import FlutterwaveAccounts
from gateways.paystack_accounts import PaystackAccounts

NUMBER, REFERENCE = "9930000001", "a1b2"
SINCE = datetime(2026, 11, 16, 11, 0, tzinfo=UTC)


def paystack_row(identity: int, **changes: object) -> dict[str, object]:
    """Return a transaction as Paystack lists it."""
    return {
        "id": identity,
        "status": "success",
        "reference": f"1{identity}f",
        "amount": 500_000,
        "fees": 5_000,
        "currency": "NGN",
        "channel": "dedicated_nuban",
        "paid_at": "2026-11-20T10:00:00.000Z",
        "authorization": {"receiver_bank_account_number": NUMBER},
        **changes,
    }


def flutterwave_row(identity: object, **changes: object) -> dict[str, object]:
    """Return a transaction as Flutterwave lists it: its id may be a text."""
    return {
        "id": identity,
        "tx_ref": REFERENCE,
        "status": "successful",
        "payment_type": "bank_transfer",
        **changes,
    }


def paystack(*rows: object, broken: str = "") -> AccountGateway:
    """Return the gateway to a Paystack that lists these, or fails at one path."""

    def answer(request: httpx.Request) -> httpx.Response:
        if broken and request.url.path.startswith(broken):
            return httpx.Response(500, text="<html>")
        if request.url.path.startswith("/customer/"):
            return httpx.Response(200, json={"status": True, "data": {"id": 181_873_700}})
        if request.url.path == "/transaction":
            assert dict(request.url.params) == {
                "customer": "181873700",
                "status": "success",
                "from": "2026-11-16T11:00:00.000Z",
                "perPage": "100",
            }
            return httpx.Response(200, json={"status": True, "data": list(rows)})
        return httpx.Response(400, json={"status": False, "message": "asked too often"})

    return PaystackAccounts("http://paystack", "sk_test_x", transport=httpx.MockTransport(answer))


def flutterwave(*rows: object, status: int = 200) -> AccountGateway:
    """Return the gateway to a Flutterwave that lists these."""

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.params["tx_ref"] == REFERENCE
        said = {"status": "success" if status == 200 else "error", "data": list(rows)}
        return httpx.Response(status, json=said)

    return FlutterwaveAccounts("http://flw/v3", "FLWSECK-x", transport=httpx.MockTransport(answer))


async def listed_by(gateway: AccountGateway) -> Listed | TransferUnknown:
    """Ask for what came in on the number."""
    return await gateway.list_transfers(
        reference=REFERENCE, email="ada@vision.invalid", number=NUMBER, since=SINCE
    )


async def test_paystack_tells_of_successful_transfers_to_this_number_alone() -> None:
    others = {"authorization": {"receiver_bank_account_number": "9930000002"}}
    rows = [
        paystack_row(1),
        paystack_row(2, **others),
        paystack_row(3, channel="card"),
        paystack_row(4, status="reversed"),
        paystack_row(5, amount="many"),
        "no row",
    ]

    listed = await listed_by(paystack(*rows))

    assert isinstance(listed, Listed)
    (transfer,) = listed.came_in
    assert isinstance(transfer, Transfer)
    assert (transfer.transaction_id, transfer.known_as) == ("1", "11f")


@pytest.mark.parametrize("broken", ["/customer/", "/transaction"])
async def test_paystack_that_answers_badly_says_nothing(broken: str) -> None:
    assert isinstance(await listed_by(paystack(paystack_row(1), broken=broken)), TransferUnknown)


async def test_flutterwave_names_what_has_to_be_asked_back() -> None:
    rows = [
        flutterwave_row("61"),
        flutterwave_row(62),
        flutterwave_row(63, tx_ref="anothers"),
        flutterwave_row(64, status="failed"),
        flutterwave_row(65, payment_type="card"),
        flutterwave_row("6x"),
        None,
    ]

    listed = await listed_by(flutterwave(*rows))

    assert listed == Listed((TransferHint("61", REFERENCE), TransferHint("62", REFERENCE)))


async def test_flutterwave_that_answers_badly_says_nothing() -> None:
    assert await listed_by(flutterwave(status=503)) == TransferUnknown("http-503")
