"""How this Paystack tells of accounts and of the transfers to them."""

from __future__ import annotations

from sandbox.paystack.account_book import PROVIDERS, Account, Inflow, code_of
from sandbox.paystack.webhooks import Json


def told_of(account: Account) -> list[Json]:
    """Return the events of a decision, in the order in which they are sent."""
    identified = {
        "customer_id": account.customer_id,
        "customer_code": code_of(account),
        "email": account.email,
        "identification": {"country": "NG", "type": "bank_account"},
    }
    if account.fate == "refused":
        reason = {"reason": "Account number or BVN is incorrect"}
        failed = {
            "customer": person(account),
            "dedicated_account": None,
            "identification": {"status": "failed"},
        }
        return [
            {"event": "dedicatedaccount.assign.failed", "data": failed},
            {"event": "customeridentification.failed", "data": identified | reason},
        ]
    assigned = {
        "customer": person(account),
        "dedicated_account": dedicated(account),
        "identification": {"status": "success"},
    }
    return [
        {"event": "customeridentification.success", "data": identified},
        {"event": "dedicatedaccount.assign.success", "data": assigned},
    ]


def as_told(inflow: Inflow, account: Account | None) -> Json:
    """Return a transfer as the webhook tells it: under a reference of Paystack's own."""
    return {
        "id": inflow.id,
        "domain": "test",
        "status": "success",
        "reference": inflow.reference,
        "amount": inflow.amount,
        "gateway_response": "Approved",
        "paid_at": inflow.paid_at,
        "created_at": inflow.paid_at,
        "channel": "dedicated_nuban",
        "currency": "NGN",
        "metadata": {"receiver_account_number": inflow.number},
        "fees": inflow.fees,
        "authorization": {
            "channel": "dedicated_nuban",
            "sender_name": inflow.sender,
            "sender_bank": inflow.sender_bank,
            "sender_bank_account_number": "XXXXXX4321",
            "receiver_bank_account_number": inflow.number,
            "receiver_bank": PROVIDERS[account.provider] if account is not None else "Test Bank",
            "narration": "NIP transfer",
        },
        "customer": person(account) if account is not None else {"email": "nobody@vision.invalid"},
    }


def person(account: Account) -> Json:
    """Return a customer as events name her."""
    return {
        "id": account.customer_id,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "email": account.email,
        "customer_code": code_of(account),
        "phone": account.phone,
    }


def customer_of(account: Account) -> Json:
    """Return a customer as she is looked up."""
    return person(account) | {"identified": account.active, "transactions": [], "subscriptions": []}


def dedicated(account: Account) -> Json:
    """Return her account."""
    bank = {"name": PROVIDERS[account.provider], "id": 20, "slug": account.provider}
    return {
        "bank": bank,
        "account_name": account.holder,
        "account_number": account.number,
        "assigned": True,
        "currency": "NGN",
        "active": account.active,
        "id": 100_000 + account.customer_id,
        "customer": person(account),
    }
